"""Without these questions what was half typed would be lost with the page it was typed on."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.storage.logbook import DraftRow
from elearn.storage.once import insert


def keep(session: Session, person: str, form: str, fields: Mapping[str, list[str]], now: datetime) -> None:
    """Keep what was typed into a form, in place of what was kept of it before; one statement."""
    values = {"fields": dict(fields), "saved_at": now}
    session.execute(
        insert(session, DraftRow)
        .values(person_id=person, form=form, **values)
        .on_conflict_do_update(index_elements=["person_id", "form"], set_=values)
    )


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
