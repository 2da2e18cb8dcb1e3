"""Without these tables practice would leave no trace: entries and the acts upon them, both only ever added."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Row, String, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.logbook import Act, ActKind, Entry, EntryKind, versions, with_lasting
from elearn.storage.base import Base, Body, Code, Document, Id, PersonRef, Seq, new_id
from elearn.storage.once import insert
from elearn.storage.people import PersonRow, lock_all


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
    form: Mapped[str] = mapped_column(String(120), primary_key=True)
    fields: Mapped[dict[str, object]] = mapped_column(Document)
    saved_at: Mapped[datetime]


def add(session: Session, **values: Any) -> bool:
    """Add an entry; False, and nothing added, when its id is there or what it replaces was replaced already."""
    added = insert(session, EntryRow).values(**values).on_conflict_do_nothing().returning(EntryRow.seq)
    return session.scalar(added) is not None


def locked(session: Session, entry_id: str) -> Entry | None:
    """One version of one entry, held against every other writer until this transaction ends."""
    session.execute(select(EntryRow.seq).where(EntryRow.id == entry_id).with_for_update(key_share=True))
    return entry(session, entry_id)


def hold_session(session: Session, session_id: str) -> None:
    """Hold every version of the entries of one group session, with the people in them first, against other writers."""
    people = select(EntryRow.learner_id, EntryRow.named).where(EntryRow.session_id == session_id)
    lock_all(session, {each for pair in session.execute(people) for each in pair if each})
    session.execute(
        select(EntryRow.seq)
        .where(EntryRow.session_id == session_id)
        .order_by(EntryRow.seq)
        .with_for_update(key_share=True)
    )


def chain(session: Session, one: Entry) -> list[Entry]:
    """Every version of an entry, the first one first, each with what was done to the thing itself."""
    known = with_lasting(entries_of(session, [one.learner]).get(one.learner, ()))
    ids = versions(known)[one.id]
    return [each for each in known if each.id in ids]


def clients_of(session: Session, learner: str) -> list[str]:
    """The codes ever issued to a learner, the newest first."""
    return list(
        session.scalars(
            select(ClientRow.code)
            .where(ClientRow.learner_id == learner)
            .order_by(ClientRow.issued_at.desc(), ClientRow.code)
        )
    )


def hold_codes(session: Session, learner: str) -> None:
    """Let nobody else issue this learner a code until this transaction ends."""
    session.execute(select(PersonRow.id).where(PersonRow.id == learner).with_for_update(key_share=True))


def issue(session: Session, learner: str, code: str, now: datetime) -> None:
    """Keep a code as issued."""
    session.add(ClientRow(id=new_id(), learner_id=learner, code=code, issued_at=now))
    session.flush()


# Built once and of tables, not classes: every judgement asks both, and of many rows most of the cost was to make each
# an object that the session keeps an eye on.
_ENTRY, _ACT, _NAMED = EntryRow.__table__, ActRow.__table__, PersonRow.__table__
_OF_LEARNERS = _ENTRY.c.learner_id.in_(bindparam("learners", expanding=True))
WITH_NAMED = (
    select(_ENTRY, _NAMED.c.disabled_at.label("named_left"))
    .outerjoin(_NAMED, _NAMED.c.id == _ENTRY.c.named)
    .order_by(_ENTRY.c.seq)
)
"""Entries, each with when the person named in it left; what reads them adds which."""
_ENTRIES = WITH_NAMED.where(_OF_LEARNERS)
_ACTS = (
    select(_ACT.c.entry_id, _ACT.c.kind, _ACT.c.on, _ACT.c.by, _ACT.c.note, _ACT.c.at)
    .join_from(_ACT, _ENTRY, _ENTRY.c.id == _ACT.c.entry_id)
    .order_by(_ACT.c.seq)
)
_ACTS_OF_LEARNERS = _ACTS.where(_OF_LEARNERS)


def entries_of(session: Session, learners: Collection[str]) -> dict[str, list[Entry]]:
    """Every version of every entry of these learners with the acts upon it, in order; two statements."""
    these = {"learners": tuple(set(learners))}
    rows = session.execute(_ENTRIES, these).all()
    return _by_learner(rows, _by_entry(session.execute(_ACTS_OF_LEARNERS, these)))


def entry(session: Session, entry_id: str) -> Entry | None:
    """One version of one entry with its acts."""
    row = session.execute(WITH_NAMED.where(EntryRow.id == entry_id)).one_or_none()
    return as_entry(row, _acts(session, EntryRow.id == entry_id)) if row else None


def in_session(session: Session, session_id: str) -> list[Entry]:
    """The entries of one group session."""
    rows = session.execute(WITH_NAMED.where(EntryRow.session_id == session_id)).all()
    acts = _acts(session, EntryRow.session_id == session_id)
    return [as_entry(row, acts) for row in rows]


def naming(session: Session, person_id: str) -> list[Entry]:
    """Every version of every entry in which this person is named, in order."""
    rows = session.execute(WITH_NAMED.where(EntryRow.named == person_id)).all()
    acts = _acts(session, EntryRow.named == person_id)
    return [as_entry(row, acts) for row in rows]


def act(session: Session, entry_id: str, done: Act, at: datetime) -> None:
    """Add one act upon an entry."""
    session.add(
        ActRow(entry_id=entry_id, kind=done.kind, on=done.on, note=done.note or None, by=done.by, at=at)
    )
    session.flush()


def as_entry(row: Row[*tuple[Any, ...]], acts: Mapping[str, list[Act]]) -> Entry:
    """A row as the rules know it."""
    return Entry(
        id=row.id,
        seq=row.seq,
        learner=row.learner_id,
        kind=EntryKind(row.kind),
        on=row.on,
        entered_on=row.entered_on,
        entered_at=row.entered_at,
        entered_by=row.entered_by,
        approach=row.approach,
        facts=row.facts,
        words=row.words,
        named=row.named,
        named_left=row.named_left,
        session_id=row.session_id,
        replaces=row.replaces,
        reason=row.reason or "",
        acts=tuple(acts.get(row.id, ())),
    )


def _by_learner(
    rows: Iterable[Row[*tuple[Any, ...]]], acts: Mapping[str, list[Act]]
) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for row in rows:
        found.setdefault(row.learner_id, []).append(as_entry(row, acts))
    return found


def _acts(session: Session, where: ColumnElement[bool]) -> dict[str, list[Act]]:
    return _by_entry(session.execute(_ACTS.where(where)))


def _by_entry(rows: Iterable[Any]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(
            Act(kind=ActKind(row.kind), on=row.on, by=row.by, note=row.note or "", at=row.at)
        )
    return found
