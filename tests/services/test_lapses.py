"""What is promised of requests whose signer may answer them no more: nobody waits, and the learner hears why."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound
from elearn.domain.outbox import Fate, LetterKind
from elearn.domain.pathways import Closer
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Status
from elearn.domain.signoffs import Lapse
from elearn.services import lapses, people, relations, signoffs
from elearn.services.signoffs import Request
from elearn.storage.outbox import LetterRow
from elearn.storage.signoffs import RequestRow
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON
from tests.services.test_signoff_races import ready
from tests.services.test_signoffs import MEETING, Scene, scene_on

URL = "https://learn.example.org"


@pytest.fixture
def scene(session: Session) -> Scene:
    session.info["letters_from"] = URL
    return scene_on(session)


def letters(session: Session, person: Actor, kind: LetterKind) -> list[LetterRow]:
    return list(
        session.scalars(select(LetterRow).where(LetterRow.person_id == person.id, LetterRow.kind == kind))
    )


def no_role(scene: Scene) -> None:
    people.set_roles(scene.session, OPERATOR, scene.mina.id, frozenset({Role.SUPERVISOR}), NOW)


def supervises(scene: Scene) -> None:
    relate(scene.session, scene.mina, scene.sam, since=TODAY)


def takes_over(scene: Scene) -> None:
    day = {"since": TODAY, "today": TODAY}
    relations.hand_over(scene.session, OPERATOR, leaving=scene.ruth.id, to=scene.mina.id, **day, now=NOW)


def leaves(scene: Scene) -> None:
    people.disable(scene.session, OPERATOR, scene.mina.id, NOW)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (no_role, Lapse.ROLE),
        (supervises, Lapse.SUPERVISES),
        (takes_over, Lapse.SUPERVISES),
        (leaves, Lapse.LEFT),
    ],
)
def test_what_an_assessor_may_answer_no_more_is_taken_back_and_the_learner_hears_why(
    scene: Scene, act: Callable[[Scene], None], why: Lapse
) -> None:
    row = scene.ask()
    answer = scene.answer(row.id)
    act(scene)
    assert scene.opened(row.id, scene.sam).lapsed is why
    assert scene.asking().came_back == row
    assert scene.asking().refusal is None
    assert scene.status() is Status.TO_DO
    assert signoffs.asked(scene.session, scene.mina) == []
    assert lapses.told(scene.session, [scene.mina.id], NOW) == ("Sam Rees",)
    with pytest.raises(NotFound):
        scene.decide(row.id, answer)
    with pytest.raises(NotFound):
        scene.opened(row.id)
    (letter,) = letters(scene.session, scene.sam, LetterKind.ANSWERED)
    assert f"{URL}/sign-off/{row.id}" in (letter.body or "")
    (asked,) = letters(scene.session, scene.mina, LetterKind.ASKED)
    assert asked.closed_how == Fate.NOT_WANTED
    olu = enter(scene.session, "Olu Ade", Role.ASSESSOR)
    assert scene.ask(of=olu).closed_at is None
    assert scene.asking().came_back is None


@pytest.mark.parametrize(
    "act",
    [
        lambda scene: people.set_roles(
            scene.session, OPERATOR, scene.mina.id, frozenset({Role.ASSESSOR}), NOW
        ),
        lambda scene: relate(scene.session, scene.mina, scene.sam, since=TODAY + timedelta(days=1)),
        lambda scene: relate(scene.session, scene.mina, scene.sam, since=MEETING, until=MEETING),
        lambda scene: relate(scene.session, scene.mina, enter(scene.session, "Ann Lee", Role.TRAINEE)),
    ],
    ids=["another role", "from a day to come", "days before she was asked", "another learner"],
)
def test_what_she_may_still_answer_stays_with_her(scene: Scene, act: Callable[[Scene], object]) -> None:
    row = scene.ask()
    act(scene)
    assert isinstance(scene.opened(row.id), Request)
    assert row.closed_at is None


def test_what_was_asked_of_a_coordinator_is_taken_back_with_her_part(session: Session) -> None:
    cora = enter(session, "Cora Finn", Role.COORDINATOR, Role.ASSESSOR)
    enter(session, "Pia Moss", Role.COORDINATOR)
    sam, _cora, assignment, _cycle = ready(session, cora, Closer.COORDINATOR)
    row = signoffs.ask(session, sam, assignment, "first", cora.id, today=TODAY, now=NOW, timezone=LONDON)
    people.set_roles(session, OPERATOR, cora.id, frozenset({Role.ASSESSOR}), NOW)
    assert row.closed_how == Lapse.ROLE


def test_who_takes_over_is_told_by_letter_what_waits_for_her_and_the_leaving_one_gets_none(
    session: Session,
) -> None:
    session.info["letters_from"] = URL
    ruth, pia = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Pia Moss", Role.SUPERVISOR)
    sam, _ruth, assignment, _cycle = ready(session, ruth, Closer.SUPERVISOR)
    row = signoffs.ask(session, sam, assignment, "first", ruth.id, today=TODAY, now=NOW, timezone=LONDON)
    day = {"since": TODAY, "today": TODAY}
    relations.hand_over(session, OPERATOR, leaving=ruth.id, to=pia.id, **day, now=NOW)
    (kept,), (dropped,) = (letters(session, each, LetterKind.ASKED) for each in (pia, ruth))
    assert (kept.closed_at, dropped.closed_how) == (None, Fate.NOT_WANTED)
    assert "“First”" in (kept.body or "")
    assert f"{URL}/sign-off/{row.id}" in (kept.body or "")


def test_a_request_that_lapsed_is_no_more_to_be_taken_back_and_never_one_that_went_before(
    scene: Scene,
) -> None:
    row = scene.ask()
    leaves(scene)
    assert signoffs.withdraw(scene.session, scene.sam, row.id, NOW).closed_how == Lapse.LEFT
    olu = enter(scene.session, "Olu Ade", Role.ASSESSOR)
    again = scene.ask(of=olu, now=NOW + timedelta(hours=1))
    assert scene.opened(again.id, olu).earlier is None
    assert scene.session.scalars(select(RequestRow.closed_how).order_by(RequestRow.asked_at)).all() == [
        Lapse.LEFT,
        None,
    ]
