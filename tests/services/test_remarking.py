"""What a corrected key gives, on both databases: a mark more, perhaps a pass, and nothing taken away."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.answers import Chosen, Held
from elearn.domain.errors import NotFound
from elearn.domain.feedback import Verdict
from elearn.domain.library import Catalogue, Change, ChangeKind
from elearn.domain.people import Actor, Role
from elearn.services import quizzes
from elearn.services.remarking import Remarked, remark_all
from elearn.storage.audit import AuditRow
from elearn.storage.evidence import AchievementRow
from elearn.storage.quizzes import MarkRow
from elearn.storage.reviews import CardRow
from tests.domain.asked import keys
from tests.services.entered import NOW, enter
from tests.services.test_quizzes import ASSESSED, begin, count, take

FIXED = replace(
    ASSESSED,
    questions=tuple(
        replace(each, answer="a") if each.id == "single" else each for each in ASSESSED.questions
    ),
)
SAID = {"care/single": (Change(kind=ChangeKind.MATERIAL, what="key corrected", on=date(2026, 11, 22)),)}
CORRECTED = Catalogue(quizzes={"care": FIXED}, quiz_changes=SAID)
WRONG_TWICE = {**keys(ASSESSED), "single": Chosen(options=("a",)), "true-false": Held(holds=True)}


@pytest.fixture
def sam(session: Session) -> Actor:
    return enter(session, "Sam Rees", Role.TRAINEE)


def again(
    session: Session, catalogue: Catalogue = CORRECTED, *, dry_run: bool = False
) -> tuple[Remarked, ...]:
    return remark_all(
        session, catalogue, "care", dry_run=dry_run, now=NOW, timezone=ZoneInfo("Europe/London")
    )


def test_a_corrected_key_adds_a_mark_and_the_pass_it_gives_once(session: Session, sam: Actor) -> None:
    attempt_id = take(session, sam, WRONG_TWICE)
    assert [each.passes for each in again(session, dry_run=True)] == [True]
    assert count(session, MarkRow) == 1
    (told,) = again(session)
    assert (told.attempt, told.passes, float(told.before), float(told.after)) == (attempt_id, True, 0.5, 0.75)
    assert again(session) == ()
    marks = session.scalars(select(MarkRow).order_by(MarkRow.seq)).all()
    assert [(each.why, each.earned, each.passed) for each in marks] == [
        ("submitted", "2", False),
        ("key-corrected", "3", True),
    ]
    earned = session.scalars(select(AchievementRow).order_by(AchievementRow.seq)).all()
    assert [(each.passed, each.score) for each in earned] == [(False, "0.5"), (True, "0.75")]
    assert quizzes.front(session, sam, CORRECTED, "care").passed
    attempt = quizzes.attempt(session, sam, CORRECTED, "care", attempt_id)
    told_now = quizzes.result(session, sam, CORRECTED, attempt)
    assert told_now.judged.anew
    assert told_now.feedback[0].verdict is Verdict.RIGHT
    assert told_now.feedback[0].key is not None
    assert told_now.feedback[0].key.lines == ("Text a",)
    act = session.scalars(select(AuditRow).where(AuditRow.action == "quiz-remarked")).one()
    assert (act.subject_id, act.detail["attempt"], act.detail["why"]) == (sam.id, attempt_id, "key-corrected")


def test_a_pass_given_so_brings_what_was_still_wrong_up_again(session: Session, sam: Actor) -> None:
    take(session, sam, WRONG_TWICE)
    assert count(session, CardRow) == 0
    again(session)
    assert [row.question for row in session.scalars(select(CardRow))] == ["true-false"]


def test_a_pass_once_reached_stands_though_the_corrected_key_would_not_give_it(
    session: Session, sam: Actor
) -> None:
    attempt_id = take(session, sam, {**keys(ASSESSED), "true-false": Held(holds=True)})
    (told,) = again(session)
    assert not told.passes
    assert again(session) == ()
    assert count(session, MarkRow) == 2
    assert quizzes.front(session, sam, CORRECTED, "care").passed
    attempt = quizzes.attempt(session, sam, CORRECTED, "care", attempt_id)
    stood = quizzes.result(session, sam, CORRECTED, attempt)
    assert stood.marks.passed
    assert not stood.judged.anew


def test_only_a_declared_material_change_marks_anew_and_only_what_was_handed_in(
    session: Session, sam: Actor
) -> None:
    take(session, sam, WRONG_TWICE)
    begin(session, sam)
    editorial = {"care/single": (replace(SAID["care/single"][0], kind=ChangeKind.EDITORIAL),)}
    assert again(session, Catalogue(quizzes={"care": FIXED})) == ()
    assert again(session, Catalogue(quizzes={"care": FIXED}, quiz_changes=editorial)) == ()
    assert len(again(session)) == 1


def test_a_quiz_that_is_not_offered_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        again(session, Catalogue())
