"""Without these tables an answer could be lost, a mark touched, or one attempt become two."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Body, Code, Document, Hash, Id, PersonRef, Seq, Slug


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
