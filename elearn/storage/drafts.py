"""Without these questions what was half typed would be lost with the page it was typed on."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, or_, select, union_all
from sqlalchemy.orm import Session

from elearn.storage.logbook import DraftRow, EntryRow
from elearn.storage.once import insert
from elearn.storage.preparations import PreparationRow


def keep(session: Session, person: str, form: str, fields: Mapping[str, list[str]], now: datetime) -> None:
    """Keep what was typed into a form, in place of what was kept of it before; one statement."""
    values = {"fields": dict(fields), "saved_at": now}
    session.execute(
        insert(session, DraftRow)
        .values(person_id=person, form=form, **values)
        .on_conflict_do_update(index_elements=["person_id", "form"], set_=values)
    )


def became(session: Session, ids: Collection[str]) -> bool:
    """Whether an entry, a group session or a preparation of one of these ids is there."""
    entries = select(EntryRow.id).where(or_(EntryRow.id.in_(ids), EntryRow.session_id.in_(ids)))
    prepared = select(PreparationRow.id).where(PreparationRow.id.in_(ids))
    return session.execute(union_all(entries, prepared).limit(1)).first() is not None


def one(session: Session, person: str, form: str) -> DraftRow | None:
    """What was kept of a form."""
    return session.get(DraftRow, (person, form))


def of_person(session: Session, person: str) -> list[DraftRow]:
    """Everything kept for a person, the latest first."""
    rows = select(DraftRow).where(DraftRow.person_id == person).order_by(DraftRow.saved_at.desc())
    return list(session.scalars(rows))


def forget(session: Session, person: str, form: str) -> None:
    """Throw away what was kept of a form."""
    session.execute(delete(DraftRow).where(DraftRow.person_id == person, DraftRow.form == form))
