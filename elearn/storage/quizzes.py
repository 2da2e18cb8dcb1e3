"""Without these tables an answer could be lost, a mark touched, or one attempt become two."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base, Body, Code, Document, Hash, Id, PersonRef, Seq, Slug
from elearn.storage.once import insert


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


def attempt(
    session: Session, person: str, quizzes: Collection[str], attempt_id: str
) -> tuple[AttemptRow, tuple[AnswerRow, ...]] | None:
    """One person's attempt at a quiz, under any of its names, and its answers; one statement."""
    found = session.execute(
        select(AttemptRow, AnswerRow)
        .outerjoin(AnswerRow, AnswerRow.attempt_id == AttemptRow.id)
        .where(*_owned(person, quizzes, attempt_id))
        .execution_options(populate_existing=True)
    ).all()
    return (found[0][0], tuple(answer for _, answer in found if answer)) if found else None


def hold(session: Session, person: str, quizzes: Collection[str], attempt_id: str) -> AttemptRow | None:
    """The same attempt, kept from everybody else until the transaction ends.

    Its answers are asked for after, never with it: what another transaction saved while this one waited would be
    missing from the same statement.
    """
    return session.scalars(
        select(AttemptRow)
        .where(*_owned(person, quizzes, attempt_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def answers(session: Session, attempt_id: str) -> tuple[AnswerRow, ...]:
    """The answers saved in an attempt."""
    return tuple(
        session.scalars(
            select(AnswerRow)
            .where(AnswerRow.attempt_id == attempt_id)
            .execution_options(populate_existing=True)
        )
    )


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
    answered = (
        select(func.count())
        .where(AnswerRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    rows = session.execute(
        select(AttemptRow, answered, MarkRow)
        .outerjoin(MarkRow, MarkRow.attempt_id == AttemptRow.id)
        .where(AttemptRow.person_id == person, AttemptRow.quiz.in_(quizzes))
        .order_by(AttemptRow.begun_at, AttemptRow.number, MarkRow.passed, MarkRow.seq)
    )
    found = {row.id: Tried(attempt=row, answered=count, mark=mark) for row, count, mark in rows}
    return list(found.values())


def keep_answer(
    session: Session, attempt_id: str, question: str, given: dict[str, Any], now: datetime, *, first: bool
) -> None:
    """Keep the answer to one question, in the place of an earlier one, or only if it is the `first`."""
    adding = insert(session, AnswerRow).values(
        attempt_id=attempt_id, question=question, given=given, saved_at=now
    )
    key = [AnswerRow.attempt_id, AnswerRow.question]
    session.execute(
        adding.on_conflict_do_nothing()
        if first
        else adding.on_conflict_do_update(index_elements=key, set_={"given": given, "saved_at": now})
    )


def drop_answer(session: Session, attempt_id: str, question: str) -> None:
    """Leave a question open again."""
    session.execute(
        delete(AnswerRow).where(AnswerRow.attempt_id == attempt_id, AnswerRow.question == question)
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


def _owned(person: str, quizzes: Collection[str], attempt_id: str) -> tuple[ColumnElement[bool], ...]:
    return AttemptRow.id == attempt_id, AttemptRow.person_id == person, AttemptRow.quiz.in_(quizzes)
