"""Without these tables nobody would find her place again, nor know which lessons she has read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Row, String, bindparam, desc, null, select, union_all
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base, Hash, Slug
from elearn.storage.once import insert


class ReadingRow(Base):
    """A lesson a person marked as read, once for each day on which she was asked to read it; only ever added."""

    __tablename__ = "readings"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    module: Mapped[Slug] = mapped_column(primary_key=True)
    lesson: Mapped[Slug] = mapped_column(primary_key=True)
    read_on: Mapped[date] = mapped_column(primary_key=True)
    edition: Mapped[Hash]
    read_at: Mapped[datetime]


class PlaceRow(Base):
    """The lesson a person is at in a module."""

    __tablename__ = "places"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    module: Mapped[Slug] = mapped_column(primary_key=True)
    lesson: Mapped[Slug]
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One marking of a lesson: where the lesson stood then, what was read, and the day."""

    module: str
    lesson: str
    edition: str
    read_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is in a module, and since when."""

    module: str
    lesson: str
    at: datetime


# Built once and of tables, not classes: a lesson page asks it, and putting it together costs more than asking.
_READ, _AT = ReadingRow.__table__, PlaceRow.__table__
_PERSON: BindParameter[str] = bindparam("person")
_MODULES: BindParameter[str] = bindparam("modules", expanding=True)
_READINGS = (
    select(_READ.c.module, _READ.c.lesson, _READ.c.edition, _READ.c.read_on, _READ.c.read_at.label("at"))
    .where(_READ.c.person_id == _PERSON, _READ.c.module.in_(_MODULES))
    .order_by("at")
)
_STUDIED = union_all(
    _READINGS.order_by(None),
    select(_AT.c.module, _AT.c.lesson, null(), null(), _AT.c.at).where(
        _AT.c.person_id == _PERSON, _AT.c.module.in_(_MODULES)
    ),
).order_by("at", desc("module"))


def readings(session: Session, person_id: str, modules: Collection[str]) -> list[Reading]:
    """What this person marked as read in these modules, the earliest first; one statement."""
    rows = session.execute(_READINGS, {"person": person_id, "modules": tuple(set(modules))})
    return [_reading(row) for row in rows]


def studied(session: Session, person_id: str, modules: Collection[str]) -> tuple[list[Reading], list[Place]]:
    """What this person marked as read in these modules, the earliest first, and where she is in them, the place
    taken last first; one statement."""
    rows = session.execute(_STUDIED, {"person": person_id, "modules": tuple(set(modules))}).all()
    places = [Place(module=row.module, lesson=row.lesson, at=row.at) for row in rows if row.edition is None]
    return [_reading(row) for row in rows if row.edition is not None], places[::-1]


def _reading(row: Row[*tuple[Any, ...]]) -> Reading:
    return Reading(module=row.module, lesson=row.lesson, edition=row.edition, read_on=row.read_on)


def move(session: Session, person_id: str, module: str, lesson: str, now: datetime) -> None:
    """Put a person's place in a module; until the transaction ends nobody else moves it."""
    session.execute(
        insert(session, PlaceRow)
        .values(person_id=person_id, module=module, lesson=lesson, at=now)
        .on_conflict_do_update(
            index_elements=[PlaceRow.person_id, PlaceRow.module], set_={"lesson": lesson, "at": now}
        )
    )


def add_reading(
    session: Session, person_id: str, module: str, lesson: str, *, edition: str, on: date, now: datetime
) -> None:
    """Note that a person read this edition of a lesson on a day; a second telling changes nothing."""
    session.execute(
        insert(session, ReadingRow)
        .values(person_id=person_id, module=module, lesson=lesson, edition=edition, read_on=on, read_at=now)
        .on_conflict_do_nothing()
    )
