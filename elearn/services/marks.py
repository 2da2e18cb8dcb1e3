"""Without this file a mark would be written in one way and read in another; here it stands as it was given."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from elearn.domain import marking
from elearn.domain.attempts import Attempt
from elearn.domain.confidence import Calibration, calibration
from elearn.domain.errors import NotFound
from elearn.domain.feedback import Feedback, feedback, may_see_keys
from elearn.domain.library import Catalogue
from elearn.domain.marking import Marks
from elearn.services.attempts import corrected_since
from elearn.storage import quizzes
from elearn.storage.quizzes import MarkRow

SUBMITTED = "submitted"
"""Why an attempt has its first mark; any other was added later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How an attempt went, as it was marked then and as far as a reader may know.

    `calibration` is how often its answers were right at each level of confidence; empty where it was never said.
    `anew` says that it was marked again since, by a key that was corrected.
    """

    marks: Marks
    feedback: tuple[Feedback, ...]
    short_of: tuple[str, ...]
    calibration: tuple[Calibration, ...]
    keys: bool
    anew: bool


def judged(session: Session, catalogue: Catalogue, attempt: Attempt, *, passed: bool) -> Judged:
    """How an attempt went; `passed`: the reader ever passed this edition. Raises ``NotFound`` if it is open.

    Where it was marked anew, what is told of an answer follows the key by which it was.
    """
    mark = quizzes.mark_of(session, attempt.id)
    if mark is None:
        raise NotFound
    since = {} if mark.why == SUBMITTED else corrected_since(catalogue, attempt)
    questions = tuple(since.get(each.id, each) for each in attempt.questions)
    earned = {question: Fraction(each["earned"]) for question, each in mark.questions.items()}
    marks = marking.restored(questions, attempt.answers, earned, mark.passed)
    return Judged(
        marks=marks,
        feedback=feedback(attempt.quiz, marks, passed=passed),
        short_of=marking.short_of(attempt.quiz, marks),
        calibration=calibration(
            (attempt.confidence(number), each.right) for number, each in enumerate(marks.each, 1)
        ),
        keys=may_see_keys(attempt.quiz, passed=passed),
        anew=mark.why != SUBMITTED,
    )


def mark_row(attempt_id: str, marks: Marks, now: datetime, *, why: str = SUBMITTED) -> MarkRow:
    """What an attempt earned, as the table of marks keeps it."""
    return MarkRow(
        attempt_id=attempt_id,
        why=why,
        earned=str(marks.earned),
        possible=str(marks.possible),
        passed=marks.passed,
        questions={
            mark.question.id: {"earned": str(mark.earned), "possible": str(mark.possible)}
            for mark in marks.each
        },
        marked_at=now,
    )
