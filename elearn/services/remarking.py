"""Without this a key that was corrected would help nobody who had answered before; marks are added, none is taken."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import marking
from elearn.domain.errors import NotFound
from elearn.domain.library import Catalogue
from elearn.domain.marking import Marks
from elearn.domain.quizzes import Quiz
from elearn.domain.remarking import remark
from elearn.services import audit
from elearn.services.attempts import attempt_of, corrected_since, names, present, recall
from elearn.services.marks import mark_row
from elearn.services.review_cards import rebuild
from elearn.storage import evidence, quizzes
from elearn.storage.base import new_id
from elearn.storage.evidence import AchievementRow
from elearn.storage.quizzes import AttemptRow, MarkRow

WHY = "key-corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """One attempt that earns otherwise by the corrected key; `passes` is whether it passes now and did not before."""

    attempt: str
    learner: str
    before: Fraction
    after: Fraction
    passes: bool


def remark_all(
    session: Session,
    catalogue: Catalogue,
    quiz_id: str,
    *,
    why: str = WHY,
    dry_run: bool = False,
    now: datetime,
    timezone: ZoneInfo,
) -> tuple[Remarked, ...]:
    """Mark what was handed in by keys that were corrected since, as their declared material changes say.

    Adds a mark where an answer earns otherwise, and what a new pass achieves; a pass once reached stands. Done twice it
    adds nothing. Raises ``NotFound`` for a quiz that is not offered.
    """
    called = names(catalogue, quiz_id)
    quiz = catalogue.quizzes.get(called[0])
    if quiz is None:
        raise NotFound
    edition, told = present(quiz).hash, []
    rows = [each for each in quizzes.handed_in_at(session, called) if each[0].edition != edition]
    recall(session, catalogue, [row for row, _answers, _marks in rows])
    for row, given, marks in rows:
        attempt = attempt_of(session, catalogue, row, given)
        keys = corrected_since(catalogue, attempt)
        last = marks[-1]
        earned = {question: Fraction(each["earned"]) for question, each in last.questions.items()}
        was = marking.restored(attempt.questions, attempt.answers, earned, last.passed)
        found = remark(attempt.quiz, was, keys)
        if found is None:
            continue
        passes = found.passed and not any(each.passed for each in marks)
        told.append(
            Remarked(
                attempt=row.id, learner=row.person_id, before=was.share, after=found.share, passes=passes
            )
        )
        if not dry_run:
            _add(session, row, found, why, now)
            if passes:
                evidence.achieve(
                    session, _achievement(quiz, row, attempt.quiz, found, edition, now, timezone)
                )
                rebuild(session, catalogue, row.person_id, timezone)
    return tuple(told)


def _add(session: Session, row: AttemptRow, marks: Marks, why: str, now: datetime) -> None:
    added: MarkRow = mark_row(row.id, marks, now, why=why)
    session.add(added)
    session.flush()
    audit.record(
        session,
        "quiz-remarked",
        by=None,
        about=row.person_id,
        now=now,
        attempt=row.id,
        quiz=row.quiz,
        why=why,
        earned=added.earned,
        passed=marks.passed,
    )


def _achievement(
    quiz: Quiz, row: AttemptRow, asked: Quiz, marks: Marks, edition: str, now: datetime, timezone: ZoneInfo
) -> AchievementRow:
    """A pass that the corrected key gives: reached on the day of handing in, known from now on."""
    assert row.submitted_at is not None  # only what was handed in is marked again
    return AchievementRow(
        id=new_id(),
        learner_id=row.person_id,
        kind="quiz",
        ref=quiz.id,
        edition=edition,
        attempt=row.id,
        on=row.submitted_at.astimezone(timezone).date(),
        passed=True,
        score=None if asked.by_completion else marking.as_decimal(marks.share),
        recorded_at=now,
    )
