"""Without these questions nobody would know which sessions and papers wait to be confirmed, and by whom."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.domain.entry_rights import OWN_SUPERVISOR_SEES, SEEN_KINDS
from elearn.domain.logbook import Act, ActKind, Entry, EntryKind
from elearn.storage import rollups
from elearn.storage.logbook import WITH_NAMED, ActRow, EntryRow, as_entry
from elearn.storage.people import PersonRow, RelationRow

MOST = 200
"""So many are shown at once; what is confirmed makes room for the rest."""


def sessions_naming(session: Session, person: str) -> list[Entry]:
    """The sessions of others that wait for this person, and those on which the two do not agree, oldest first."""
    mine = (EntryRow.named == person) & (EntryRow.learner_id != person)
    return _entries(
        session, mine & _a_session() & or_(~_has(ActKind.CONFIRMED), _has(ActKind.NOT_RECOGNISED))
    )


def sessions_left(session: Session, today: date) -> list[Entry]:
    """Unconfirmed sessions whose supervisor has left, oldest first: see ``has_left``."""
    return _entries(session, _a_session() & EntryRow.id.in_(rollups.waiting(today)))


def papers_unseen(session: Session, learners: Collection[str] | None = None) -> list[Entry]:
    """Papers that nobody has confirmed having seen, oldest first: of these learners what their own supervisor may, or
    (None) all of everybody.
    """
    whose: ColumnElement[bool] = EntryRow.kind.in_(SEEN_KINDS)
    if learners is not None:
        whose = EntryRow.kind.in_(OWN_SUPERVISOR_SEES) & EntryRow.learner_id.in_(set(learners))
    return _entries(session, whose & ~_has(ActKind.SEEN))


def has_left(session: Session, person: str, learner: str, today: date) -> bool:
    """Whether a supervisor has left: her account is closed, or she supervised this learner and does so no more.

    One who never did, and held a single session, has not left by that.
    """
    row = session.get(PersonRow, person)
    if row is None or row.disabled_at or row.erased_at:
        return True
    related = (RelationRow.learner_id == learner, RelationRow.supervisor_id == person)
    held = session.scalars(select(_holds(today)).where(*related)).all()
    return bool(held) and not any(held)


def clients_brought(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The client codes of entries that were brought to sessions, by the entry's id."""
    rows = session.execute(select(EntryRow.id, EntryRow.facts).where(EntryRow.id.in_(set(ids))))
    return {row.id: row.facts["client"] for row in rows if "client" in row.facts}


def _holds(today: date) -> ColumnElement[bool]:
    return (RelationRow.since <= today) & or_(RelationRow.until.is_(None), RelationRow.until >= today)


def _a_session() -> ColumnElement[bool]:
    return EntryRow.kind == EntryKind.SUPERVISION


def _has(kind: ActKind) -> ColumnElement[bool]:
    return exists().where(ActRow.entry_id == EntryRow.id, ActRow.kind == kind)


def _entries(session: Session, where: ColumnElement[bool]) -> list[Entry]:
    """The newest versions that were not withdrawn, oldest first; two statements."""
    newer = aliased(EntryRow)
    standing = ~exists().where(newer.replaces == EntryRow.id) & ~_has(ActKind.WITHDRAWN)
    oldest = WITH_NAMED.where(where, standing).order_by(None).order_by(EntryRow.on, EntryRow.seq).limit(MOST)
    rows = session.execute(oldest).all()
    acts: dict[str, list[Act]] = {}
    done = select(ActRow).where(ActRow.entry_id.in_([row.id for row in rows])).order_by(ActRow.seq)
    for each in session.scalars(done):
        acts.setdefault(each.entry_id, []).append(
            Act(kind=ActKind(each.kind), on=each.on, by=each.by, note=each.note or "")
        )
    return [as_entry(row, acts) for row in rows]
