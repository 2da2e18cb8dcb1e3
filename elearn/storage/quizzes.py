"""Without these tables an answer could be lost, a mark touched, or one attempt become two."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base, Body, Code, Document, Hash, Id, PersonRef, Seq, Slug
from elearn.storage.once import built_once, insert


class AttemptRow(Base):
    """One try at one edition of a quiz: its seed fixes the questions drawn and the order they are shown in."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("person_id", "quiz", "number"),
        Index(
            "uq_attempts_open",
            "person_id",
            "quiz",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    quiz: Mapped[Slug]
    edition: Mapped[Hash] = mapped_column(ForeignKey("editions.hash"))
    number: Mapped[int]
    seed: Mapped[str] = mapped_column(String(32))
    questions: Mapped[list[str]] = mapped_column(Document)
    begun_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]


class AnswerRow(Base):
    """The answer last given to one question of an attempt; it may change until the attempt is submitted."""

    __tablename__ = "answers"

    attempt_id: Mapped[str] = mapped_column(String(32), ForeignKey("attempts.id"), primary_key=True)
    question: Mapped[Slug] = mapped_column(primary_key=True)
    given: Mapped[Body]
    saved_at: Mapped[datetime]
    confidence: Mapped[str | None] = mapped_column(String(32))


class MarkRow(Base):
    """What an attempt earned, as marked then; a later correction adds a row and takes none away."""

    __tablename__ = "marks"
    __table_args__ = (Index("ix_marks_attempt_id", "attempt_id"),)

    seq: Mapped[Seq]
    attempt_id: Mapped[str] = mapped_column(String(32), ForeignKey("attempts.id"))
    why: Mapped[Code]
    earned: Mapped[str] = mapped_column(String(20))
    possible: Mapped[str] = mapped_column(String(20))
    passed: Mapped[bool]
    questions: Mapped[Body]
    marked_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One attempt with how far it came; `passed` and `earned` are None until it is marked."""

    attempt: AttemptRow
    answered: int
    mark: MarkRow | None


# Built once: every question that is opened asks it, and putting a statement together costs more than sending it.
_WITH_ANSWERS = (
    select(AttemptRow, AnswerRow)
    .outerjoin(AnswerRow, AnswerRow.attempt_id == AttemptRow.id)
    .where(AttemptRow.id == bindparam("attempt"), AttemptRow.person_id == bindparam("person"))
    .execution_options(populate_existing=True)
)
_WITH_ANSWERS_AT = _WITH_ANSWERS.where(AttemptRow.quiz.in_(bindparam("quizzes", expanding=True)))
_HELD = (
    select(AttemptRow)
    .where(
        AttemptRow.id == bindparam("attempt"),
        AttemptRow.person_id == bindparam("person"),
        AttemptRow.quiz.in_(bindparam("quizzes", expanding=True)),
    )
    .with_for_update()
    .execution_options(populate_existing=True)
)
_ANSWERS = (
    select(AnswerRow)
    .where(AnswerRow.attempt_id == bindparam("attempt"))
    .execution_options(populate_existing=True)
)
_KEEP_FIRST = built_once(AnswerRow, lambda adding: adding.on_conflict_do_nothing())
_KEEP_LAST = built_once(
    AnswerRow,
    lambda adding: adding.on_conflict_do_update(
        index_elements=["attempt_id", "question"],
        set_={name: adding.excluded[name] for name in ("given", "confidence", "saved_at")},
    ),
)


def attempt(
    session: Session, person: str, quizzes: Collection[str], attempt_id: str
) -> tuple[AttemptRow, tuple[AnswerRow, ...]] | None:
    """One person's attempt at a quiz, under any of its names, and its answers; one statement."""
    asked = {"attempt": attempt_id, "person": person, "quizzes": tuple(quizzes)}
    return _whole(session.execute(_WITH_ANSWERS_AT, asked))


def attempt_of_person(
    session: Session, person: str, attempt_id: str
) -> tuple[AttemptRow, tuple[AnswerRow, ...]] | None:
    """One person's attempt at whatever quiz, and its answers; one statement."""
    return _whole(session.execute(_WITH_ANSWERS, {"attempt": attempt_id, "person": person}))


def hold(session: Session, person: str, quizzes: Collection[str], attempt_id: str) -> AttemptRow | None:
    """The same attempt, kept from everybody else until the transaction ends.

    Its answers are asked for after, never with it: what another transaction saved while this one waited would be
    missing from the same statement.
    """
    asked = {"attempt": attempt_id, "person": person, "quizzes": tuple(quizzes)}
    return session.scalars(_HELD, asked).one_or_none()


def answers(session: Session, attempt_id: str) -> tuple[AnswerRow, ...]:
    """The answers saved in an attempt."""
    return tuple(session.scalars(_ANSWERS, {"attempt": attempt_id}))


def begin(session: Session, row: Mapping[str, Any]) -> bool:
    """Add an attempt unless one is open already or has its number; True when it was added."""
    added = session.scalars(
        insert(session, AttemptRow).values(row).on_conflict_do_nothing().returning(AttemptRow.id)
    )
    return added.first() is not None


def tries(session: Session, person: str, quizzes: Collection[str]) -> list[Tried]:
    """Every attempt of a person at a quiz, oldest first, with the mark that stands; one statement.

    A pass once reached stands, whatever mark was added later; otherwise the last mark counts.
    """
    return _tried(session, AttemptRow.person_id == person, AttemptRow.quiz.in_(quizzes))


def handed_in(session: Session, person: str, most: int) -> list[Tried]:
    """The attempts of a person that were handed in, whatever the quiz, the last first; one statement."""
    last = (
        select(AttemptRow.id)
        .where(AttemptRow.person_id == person, AttemptRow.submitted_at.is_not(None))
        .order_by(AttemptRow.submitted_at.desc(), AttemptRow.id)
        .limit(most)
    )
    found = _tried(session, AttemptRow.id.in_(last))
    return sorted(found, key=lambda each: (each.attempt.submitted_at, each.attempt.number), reverse=True)


def handed_in_at(
    session: Session, quizzes: Collection[str]
) -> list[tuple[AttemptRow, tuple[AnswerRow, ...], tuple[MarkRow, ...]]]:
    """Everybody's attempts at a quiz that were handed in, held until the transaction ends, with answers and marks.

    Three statements, however many they are; marks in the order in which they were given.
    """
    these = AttemptRow.quiz.in_(quizzes), AttemptRow.submitted_at.is_not(None)
    rows = session.scalars(
        select(AttemptRow).where(*these).order_by(AttemptRow.submitted_at, AttemptRow.id).with_for_update()
    ).all()
    answers, marks = defaultdict[str, list[AnswerRow]](list), defaultdict[str, list[MarkRow]](list)
    for answer in session.scalars(select(AnswerRow).join(AttemptRow).where(*these)):
        answers[answer.attempt_id].append(answer)
    for mark in session.scalars(select(MarkRow).join(AttemptRow).where(*these).order_by(MarkRow.seq)):
        marks[mark.attempt_id].append(mark)
    return [(row, tuple(answers[row.id]), tuple(marks[row.id])) for row in rows]


def all_tries(session: Session, person: str) -> list[Tried]:
    """Every attempt of a person at whatever quiz, likewise."""
    return _tried(session, AttemptRow.person_id == person)


def everybody(session: Session) -> list[str]:
    """Everybody who ever handed a quiz in."""
    tried = select(AttemptRow.person_id).where(AttemptRow.submitted_at.is_not(None))
    return list(session.scalars(tried.distinct().order_by(AttemptRow.person_id)))


def confidences(session: Session, attempts: Collection[str]) -> dict[str, dict[str, str]]:
    """How sure somebody said she was, by attempt and question; one statement."""
    found: dict[str, dict[str, str]] = {}
    rows = session.execute(
        select(AnswerRow.attempt_id, AnswerRow.question, AnswerRow.confidence).where(
            AnswerRow.attempt_id.in_(attempts), AnswerRow.confidence.is_not(None)
        )
    )
    for attempt_id, question, confidence in rows:
        found.setdefault(attempt_id, {})[question] = confidence or ""
    return found


def keep_answer(
    session: Session,
    attempt_id: str,
    question: str,
    given: dict[str, Any],
    confidence: str | None,
    now: datetime,
    *,
    first: bool,
) -> None:
    """Keep the answer to one question, in the place of an earlier one, or only if it is the `first`."""
    row = {"question": question, "given": given, "confidence": confidence}
    keep_answers(session, attempt_id, [row], now, first=first)


def keep_answers(
    session: Session, attempt_id: str, rows: Sequence[Mapping[str, Any]], now: datetime, *, first: bool
) -> None:
    """Keep several answers, each a `question`, what was `given` and `confidence`, as one alone; one statement."""
    keeping = _KEEP_FIRST if first else _KEEP_LAST
    session.execute(keeping(session), [{**row, "attempt_id": attempt_id, "saved_at": now} for row in rows])


def drop_answers(session: Session, attempt_id: str, questions: Collection[str]) -> None:
    """Leave these questions open again."""
    session.execute(
        delete(AnswerRow).where(AnswerRow.attempt_id == attempt_id, AnswerRow.question.in_(questions))
    )


def hand_in(session: Session, row: AttemptRow, mark: MarkRow) -> None:
    """Close an attempt that is held, and add what it earned."""
    row.submitted_at = mark.marked_at
    session.add(mark)
    session.flush()


def mark_of(session: Session, attempt_id: str) -> MarkRow | None:
    """The mark of an attempt that stands: a pass once reached, otherwise the last."""
    return session.scalars(
        select(MarkRow)
        .where(MarkRow.attempt_id == attempt_id)
        .order_by(MarkRow.passed.desc(), MarkRow.seq.desc())
        .limit(1)
    ).first()


def _whole(rows: Iterable[Any]) -> tuple[AttemptRow, tuple[AnswerRow, ...]] | None:
    found = list(rows)
    return (found[0][0], tuple(answer for _, answer in found if answer)) if found else None


def _tried(session: Session, *where: ColumnElement[bool]) -> list[Tried]:
    answered = (
        select(func.count())
        .where(AnswerRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    rows = session.execute(
        select(AttemptRow, answered, MarkRow)
        .outerjoin(MarkRow, MarkRow.attempt_id == AttemptRow.id)
        .where(*where)
        .order_by(AttemptRow.begun_at, AttemptRow.number, MarkRow.passed, MarkRow.seq)
    )
    found = {row.id: Tried(attempt=row, answered=count, mark=mark) for row, count, mark in rows}
    return list(found.values())
