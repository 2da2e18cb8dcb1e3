"""Without these questions the statistics of a quiz would be asked for learner by learner.

Only first attempts count, of people who are or once were learners here: somebody who tries a quiz in order to
teach it, or for the second time, answers another question.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from elearn.domain.people import LEARNERS
from elearn.storage.editions import EditionRow
from elearn.storage.people import RoleRow
from elearn.storage.quizzes import AnswerRow, AttemptRow, MarkRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many first attempts there are on one edition of a quiz, and the last mark that was given to one."""

    quiz: str
    edition: str
    used_from: datetime
    n: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What one attempt asked, in order, and what each question earned by the last mark given."""

    attempt: str
    asked: tuple[str, ...]
    marks: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """The answer that stood when an attempt was handed in."""

    attempt: str
    question: str
    given: dict[str, Any]


def counted(session: Session) -> list[Counted]:
    """Every edition of every quiz that somebody has tried for the first time; one statement."""
    rows = session.execute(
        select(
            AttemptRow.quiz,
            AttemptRow.edition,
            EditionRow.first_used_at,
            func.count(AttemptRow.id.distinct()).label("n"),
            func.max(MarkRow.seq).label("last"),
        )
        .join(EditionRow, EditionRow.hash == AttemptRow.edition)
        .join(MarkRow, MarkRow.attempt_id == AttemptRow.id)
        .where(*_first())
        .group_by(AttemptRow.quiz, AttemptRow.edition, EditionRow.first_used_at)
        .order_by(EditionRow.first_used_at.desc(), AttemptRow.edition)
    )
    return [
        Counted(quiz=row.quiz, edition=row.edition, used_from=row.first_used_at, n=row.n, last=row.last)
        for row in rows
    ]


def marked(session: Session, edition: str) -> list[Marked]:
    """The first attempts at one edition; one statement.

    The last mark counts, not a pass that a later mark left standing: after a correction all are marked alike.
    """
    last = (
        select(func.max(MarkRow.seq))
        .where(MarkRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    rows = session.execute(
        select(AttemptRow.id, AttemptRow.questions, MarkRow.questions.label("marks"))
        .join(MarkRow, MarkRow.seq == last)
        .where(AttemptRow.edition == edition, *_first())
        .order_by(AttemptRow.id)
    )
    return [Marked(attempt=row.id, asked=tuple(row.questions), marks=row.marks) for row in rows]


def given(session: Session, edition: str) -> list[GivenAnswer]:
    """Every answer in the first attempts at one edition; one statement."""
    rows = session.execute(
        select(AnswerRow.attempt_id, AnswerRow.question, AnswerRow.given)
        .join(AttemptRow, AttemptRow.id == AnswerRow.attempt_id)
        .where(AttemptRow.edition == edition, *_first())
    )
    return [GivenAnswer(attempt=row.attempt_id, question=row.question, given=row.given) for row in rows]


def _first() -> tuple[ColumnElement[bool], ...]:
    learner = exists().where(RoleRow.person_id == AttemptRow.person_id, RoleRow.role.in_(LEARNERS))
    return AttemptRow.number == 1, AttemptRow.submitted_at.is_not(None), learner
