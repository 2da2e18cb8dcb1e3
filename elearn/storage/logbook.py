"""Without these tables practice would leave no trace: entries and the acts upon them, both only ever added."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Body, Code, Document, Id, PersonRef, Seq


class EntryRow(Base):
    """One thing that happened: a cycle, a supervision, a course, a document, a waiver, a leave, a prior stage.

    ``facts`` is what counts, in the keys of an evidence event; ``words`` is what she wrote (helping question,
    reflection, next step), read only by whom the rules allow. ``named`` is the person who may confirm it.
    ``replaces`` supersedes an earlier entry with ``reason``. ``session_id`` joins the rows of one group session.
    """

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_learner_id", "learner_id"),
        Index("ix_entries_named", "named"),
        Index("ix_entries_session_id", "session_id"),
    )

    seq: Mapped[Seq]
    id: Mapped[str] = mapped_column(String(32), unique=True)
    learner_id: Mapped[PersonRef]
    kind: Mapped[Code]
    approach: Mapped[Code | None]
    on: Mapped[date | None]
    facts: Mapped[Body]
    words: Mapped[Body]
    named: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))
    session_id: Mapped[str | None] = mapped_column(String(32))
    replaces: Mapped[str | None] = mapped_column(String(32), unique=True)
    reason: Mapped[str | None] = mapped_column(String(200))
    entered_at: Mapped[datetime]
    entered_on: Mapped[date]
    entered_by: Mapped[PersonRef]


class ActRow(Base):
    """Something done to an entry afterwards: confirmed, seen, not recognised, withdrawn, film erased, shared …"""

    __tablename__ = "acts"
    __table_args__ = (Index("ix_acts_entry_id", "entry_id"),)

    seq: Mapped[Seq]
    entry_id: Mapped[str] = mapped_column(String(32), ForeignKey("entries.id"))
    kind: Mapped[Code]
    on: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(200))
    by: Mapped[PersonRef]
    at: Mapped[datetime]


class ClientRow(Base):
    """A client code the program issued to one learner: hers for ever, and never anybody's name."""

    __tablename__ = "clients"
    __table_args__ = (UniqueConstraint("learner_id", "code"),)

    id: Mapped[Id]
    learner_id: Mapped[PersonRef]
    code: Mapped[str] = mapped_column(String(12))
    issued_at: Mapped[datetime]


class DraftRow(Base):
    """A form half filled in, kept for its writer alone."""

    __tablename__ = "drafts"

    person_id: Mapped[str] = mapped_column(String(32), ForeignKey("people.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(80), primary_key=True)
    fields: Mapped[dict[str, object]] = mapped_column(Document)
    saved_at: Mapped[datetime]
