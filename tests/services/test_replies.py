"""Whose move a request is while its signer has a question first, on every desk and on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from elearn.domain.evidence import Verdict
from elearn.domain.findings import MilestoneFinding
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Move, Status, StepKind
from elearn.domain.replies import Reply
from elearn.services import (
    assessor_desk,
    assessors,
    desks,
    home,
    milestones,
    replies,
    signing,
    weekly,
)
from elearn.services.decisions import Moment
from elearn.services.home import Home
from elearn.services.weekly import Week
from elearn.storage.signoffs import RequestRow
from tests.program import shipped
from tests.services.entered import NOW, TODAY, enter
from tests.services.practised import LONDON
from tests.services.test_signoffs import MOMENT, Scene, scene_on


@pytest.fixture
def scene(session: Session) -> Scene:
    return scene_on(session)


def days_ago(days: int) -> Moment:
    return Moment(now=NOW - timedelta(days=days), today=TODAY - timedelta(days=days), timezone=LONDON)


def asked(scene: Scene, of: Actor | None = None) -> RequestRow:
    """Asked twenty days ago."""
    row = scene.ask(of)
    row.asked_on, row.asked_at = days_ago(20).today, days_ago(20).now
    scene.session.flush()
    return row


def ask_back(scene: Scene, row: RequestRow, days: int, by: Actor | None = None) -> None:
    words = f"Which film first? ({days})"
    replies.reply(scene.session, by or scene.mina, row.id, Reply.QUESTION, words, "", days_ago(days))


def answer(scene: Scene, row: RequestRow, days: int) -> None:
    signing.answer_question(scene.session, scene.sam, row.id, f"The last. ({days})", days_ago(days))


def found(scene: Scene, milestone: str = "stage-1") -> MilestoneFinding:
    sheet = milestones.standing(scene.session, scene.sam, scene.sam.id, TODAY, LONDON)
    finding = sheet.progress[0].judgement.milestone(milestone)
    assert finding is not None
    return finding


def at_home(scene: Scene) -> Home:
    return home.learner(scene.session, scene.sam, shipped(), TODAY, LONDON)


def desk_of(scene: Scene, who: Actor) -> desks.Desk:
    return desks.supervisor(scene.session, who, after="", today=TODAY, timezone=LONDON)


def test_a_question_makes_it_the_learners_move_from_that_day_and_her_answer_turns_it_back(
    scene: Scene,
) -> None:
    row = asked(scene)
    moves = []
    for act, days in ((None, 20), (ask_back, 12), (answer, 9), (ask_back, 5)):
        if act is not None:
            act(scene, row, days)
        finding = found(scene)
        assert finding.waiting is not None
        assert finding.waiting.since == days_ago(days).today
        moves.append((finding.status, finding.move))
    with_her, hers = (Status.WITH_ASSESSOR, Move.ASSESSOR), (Status.TO_DO, Move.LEARNER)
    assert moves == [with_her, hers, with_her, hers]


def test_her_home_leads_to_the_question_and_waits_on_nobody_until_she_has_answered(scene: Scene) -> None:
    row = asked(scene)
    (waits,) = at_home(scene).awaited
    assert (waits.request, waits.days) == (row.id, 20)
    ask_back(scene, row, 12)
    here = at_home(scene)
    assert (here.step.kind, here.awaited) == (StepKind.QUESTION, ())
    assert here.step.milestone is not None
    assert here.step.milestone.waiting is not None
    assert here.step.milestone.waiting.request == row.id
    answer(scene, row, 9)
    here = at_home(scene)
    assert here.step.kind is not StepKind.QUESTION
    assert [(each.request, each.days) for each in here.awaited] == [(row.id, 9)]


def test_the_desk_of_an_assessor_tells_apart_what_waits_for_her_and_what_for_the_learner(
    scene: Scene,
) -> None:
    row = asked(scene)

    def told() -> tuple[list[int], list[int]]:
        desk = assessor_desk.assessor(scene.session, scene.mina, TODAY, LONDON)
        assert {each.request for each in (*desk.asked, *desk.asked_back)} == {row.id}
        return [each.days for each in desk.asked], [each.days for each in desk.asked_back]

    assert told() == ([20], [])
    assert [each.days for each in desk_of(scene, scene.mina).needs] == [20]
    ask_back(scene, row, 12)
    assert told() == ([], [12])
    assert desk_of(scene, scene.mina).needs == ()
    answer(scene, row, 9)
    assert told() == ([9], [])
    assert [each.days for each in desk_of(scene, scene.mina).needs] == [9]


def test_on_the_caseload_of_her_supervisor_it_is_the_learners_move_too(scene: Scene) -> None:
    row = asked(scene)
    (before,) = desk_of(scene, scene.ruth).rows
    assert [each.person for each in before.stages[0].awaited] == [scene.mina.id]
    ask_back(scene, row, 12)
    (after,) = desk_of(scene, scene.ruth).rows
    assert after.stages[0].awaited == ()
    assert after.stages[0].milestone is not None
    assert after.stages[0].milestone.status is Status.TO_DO


def test_no_weekly_letter_speaks_of_what_she_has_asked_back_about(scene: Scene) -> None:
    scene.session.info["letters_from"] = "https://learn.example.org"
    row = asked(scene)
    ask_back(scene, row, 12)

    def week(number: int) -> Week:
        later = timedelta(days=7 * number)
        return Week(today=TODAY + later, now=NOW + later, timezone=LONDON, key="k" * 32)

    assert not weekly.tell_supervisor(scene.session, scene.mina.id, week(0))
    answer(scene, row, 9)
    assert weekly.tell_supervisor(scene.session, scene.mina.id, week(1))


def test_she_may_still_sign_without_the_answer(scene: Scene) -> None:
    row = asked(scene)
    ask_back(scene, row, 12)
    scene.decide(row.id, scene.answer(row.id))
    assert scene.status() is Status.MET
    assert at_home(scene).step.kind is not StepKind.QUESTION


def test_a_not_yet_after_a_question_is_what_comes_back(scene: Scene) -> None:
    row = asked(scene)
    ask_back(scene, row, 12)
    assert scene.not_yet(row.id).decision == Verdict.NOT_YET
    assert at_home(scene).step.kind is StepKind.RETURNED


def test_a_question_of_her_who_handed_the_request_on_waits_for_nobody(session: Session) -> None:
    scene = scene_on(session)
    row = asked(scene)
    ask_back(scene, row, 12)
    olu = enter(session, "Olu Bell", Role.SUPERVISOR, Role.ASSESSOR)
    row.asked_of = olu.id
    session.flush()
    finding = found(scene)
    assert (finding.status, finding.person) == (Status.WITH_ASSESSOR, olu.id)
    assert not scene.opened(row.id, by=scene.sam).asks_back
    assert [each.days for each in assessor_desk.assessor(session, olu, TODAY, LONDON).asked] == [20]


def test_a_coordinator_sees_of_a_link_that_it_is_the_learners_move(scene: Scene) -> None:
    cora = enter(scene.session, "Cora Finn", Role.COORDINATOR)
    outside = assessors.enter(
        scene.session,
        cora,
        None,
        name="Lea Marsh",
        email="lea@example.org",
        part="Accredited supervisor",
        registration="",
        today=TODAY,
        now=NOW,
    )
    row = scene.ask(Actor(id=outside.id, name="Lea Marsh"))

    def told() -> list[bool]:
        return [each.asks_back for each in assessors.sheet(scene.session, cora, NOW).waiting]

    assert told() == [False]
    replies.say(
        scene.session,
        row,
        Actor(id=outside.id, name="Lea Marsh"),
        Reply.QUESTION,
        "Which film first?",
        "",
        MOMENT,
        kept=(),
    )
    assert told() == [True]
    answer(scene, row, 0)
    assert told() == [False]


def test_a_request_about_which_much_was_said_is_one_request(scene: Scene) -> None:
    row = asked(scene)
    for days in (9, 7, 5, 3):
        ask_back(scene, row, days)
        answer(scene, row, days)
    record = desks.gather(scene.session, [scene.sam.id], LONDON)[scene.sam.id]
    assert [each.id for each in record.requests] == [row.id]
    assert [each.kind for each in record.said] == ["question", "answer"] * 4
