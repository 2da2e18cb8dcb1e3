"""Without these questions nobody could see on one page who supervises whom, when they last met, and who has nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from elearn.domain.logbook import ActKind, EntryKind
from elearn.domain.people import Role
from elearn.storage.logbook import ActRow, EntryRow
from elearn.storage.people import PersonRow, RelationRow, RoleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Somebody in training; `alone` is how many there are in all whom nobody supervises."""

    id: str
    name: str
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """Who supervises a learner today, since when, and whether for another."""

    learner: str
    id: str
    name: str
    since: date
    covering: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The last supervision of a learner that stands: its day, with whom, and whether that was confirmed."""

    learner: str
    on: date
    name: str | None
    confirmed: bool


def learners(session: Session, today: date, *, alone: bool, after: str, most: int) -> list[Learner]:
    """People in training by name, from a key on (`name`, newline, `id`), all or those ``alone``; one statement."""
    name, _mark, person_id = after.partition("\n")
    nobody = _in_training(today) & ~_supervised(today)
    count = select(func.count()).select_from(PersonRow).where(nobody).scalar_subquery()
    rows = session.execute(
        select(PersonRow.id, PersonRow.name, count.label("alone"))
        .where(
            nobody if alone else _in_training(today),
            tuple_(PersonRow.name, PersonRow.id) > tuple_(name, person_id),
        )
        .order_by(PersonRow.name, PersonRow.id)
        .limit(most)
    )
    return [Learner(**row._mapping) for row in rows]


def under(session: Session, of: Collection[str], today: date) -> list[Under]:
    """Who supervises these learners today, whoever covers for another last; one statement."""
    rows = session.execute(
        select(
            RelationRow.learner_id.label("learner"),
            PersonRow.id,
            PersonRow.name,
            RelationRow.since,
            RelationRow.covering,
        )
        .join(PersonRow, PersonRow.id == RelationRow.supervisor_id)
        .where(RelationRow.learner_id.in_(set(of)), _holds(today), PersonRow.disabled_at.is_(None))
        .order_by(RelationRow.covering, PersonRow.name)
    )
    return [Under(**row._mapping) for row in rows]


def last_held(session: Session, of: Collection[str]) -> list[Held]:
    """The last supervision of each of these learners that is neither withdrawn nor disowned; one statement."""
    newer, known = aliased(EntryRow), aliased(PersonRow)
    latest = func.row_number().over(
        partition_by=EntryRow.learner_id, order_by=(EntryRow.on.desc(), EntryRow.seq.desc())
    )
    found = (
        select(
            EntryRow.learner_id.label("learner"),
            EntryRow.on.label("on"),
            known.name.label("name"),
            _done(ActKind.CONFIRMED).label("confirmed"),
            latest.label("place"),
        )
        .outerjoin(known, known.id == EntryRow.named)
        .where(
            EntryRow.learner_id.in_(set(of)),
            EntryRow.kind == EntryKind.SUPERVISION,
            EntryRow.on.is_not(None),
            ~exists().where(newer.replaces == EntryRow.id),
            ~_done(ActKind.WITHDRAWN),
            ~_done(ActKind.NOT_RECOGNISED) | _done(ActKind.RECOGNISED),
        )
        .subquery()
    )
    rows = session.execute(
        select(found.c.learner, found.c.on, found.c.name, found.c.confirmed).where(found.c.place == 1)
    )
    return [Held(**row._mapping) for row in rows]


def _done(kind: ActKind) -> ColumnElement[bool]:
    act = aliased(ActRow)
    return exists().where(act.entry_id == EntryRow.id, act.kind == kind)


def _in_training(today: date) -> ColumnElement[bool]:
    """Who is here and in training, or is supervised whatever else she is."""
    trainee = exists().where(
        RoleRow.person_id == PersonRow.id, RoleRow.role == Role.TRAINEE, RoleRow.until.is_(None)
    )
    here = PersonRow.disabled_at.is_(None) & PersonRow.erased_at.is_(None)
    return here & or_(trainee, _supervised(today))


def _supervised(today: date) -> ColumnElement[bool]:
    supervisor: Any = aliased(PersonRow)
    return exists().where(
        RelationRow.learner_id == PersonRow.id,
        _holds(today),
        supervisor.id == RelationRow.supervisor_id,
        supervisor.disabled_at.is_(None),
    )


def _holds(today: date) -> ColumnElement[bool]:
    return (RelationRow.since <= today) & or_(RelationRow.until.is_(None), RelationRow.until >= today)
