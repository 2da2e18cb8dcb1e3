"""Without this file a person could be erased from the tables somebody thought of, and stay in all the others."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    String,
    Table,
    Text,
    cast,
    delete,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from elearn.domain.signed_findings import is_withheld, said_in, withheld
from elearn.storage.database import Database
from elearn.storage.inventory import Fate, inventory
from elearn.storage.logbook import EntryRow
from elearn.storage.signoffs import DecisionRow, RequestRow
from elearn.storage.tables import METADATA

WROTE = frozenset({"practice", "reflection", "study", "sign-off"})
"""Classes of columns in which somebody may have written another's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What erasing does to one table: how many rows go, and how many stay with what she wrote taken out."""

    table: str
    deleted: int = 0
    stays: int = 0


def erase(session: Session, person: str, key: str) -> tuple[Touched, ...]:
    """Take a person out of every table as the inventory says; what stays of her is opaque ids, roles and days.

    Bodies of requests and sign-offs that are about her, or hold her words, give way to a hash under this key.
    """
    _withhold(session, person, key)
    stays = {name: _blank(session, name, person) for name in inventory()}
    # Children go before their parents.
    names = [table.name for table in reversed(METADATA.sorted_tables)]
    deleted = {name: _delete(session, name, person) for name in names}
    found = (Touched(table=name, deleted=deleted[name], stays=stays[name]) for name in inventory())
    return tuple(each for each in found if each.deleted or each.stays)


def scrub(database: Database) -> None:
    """Overwrite in the file itself what was erased; SQLite would else leave it in pages that wait to be used again."""
    if database.path and database.lock:
        with database.lock, closing(sqlite3.connect(database.path, isolation_level=None)) as bare:
            bare.execute("VACUUM")
            bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def mentions(session: Session, words: Collection[str]) -> Mapping[str, int]:
    """In how many rows of each table one of these words stands in what somebody wrote."""
    found = {name: _mentioning(session, name, words) for name in inventory()}
    return {name: count for name, count in found.items() if count}


def _delete(session: Session, name: str, person: str) -> int:
    # On PostgreSQL the audited record refuses even a DELETE that finds no row, so none is sent where none can go.
    if not inventory()[name].goes:
        return 0
    ids = list(METADATA.tables[name].primary_key)
    return len(
        session.execute(delete(METADATA.tables[name]).where(_gone(name, person)).returning(*ids)).all()
    )


def _gone(name: str, person: str) -> ColumnElement[bool]:
    """The rows of a table that go with a person: her own, and those that lead to a row that goes."""
    table, kept = METADATA.tables[name], inventory()[name]
    own = [table.c[column] == person for column, fate in kept.whose.items() if fate is Fate.DELETED]
    led = []
    for column, to in kept.through.items():
        parent, key = to.split(".")
        above = select(METADATA.tables[parent].c[key]).where(_gone(parent, person))
        led.append(table.c[column].in_(above))
    return or_(false(), *own, *led)


def _blank(session: Session, name: str, person: str) -> int:
    """Take out what she wrote, in the rows that stay; returns how many rows of hers stay."""
    table, kept = METADATA.tables[name], inventory()[name]
    hers = {column for column, fate in kept.whose.items() if fate is Fate.KEPT}
    writers: dict[frozenset[str], dict[str, Any]] = {}
    for column, told in kept.columns.items():
        if told.erased is Fate.BLANKED:
            by = frozenset(told.writers or hers)
            writers.setdefault(by, {})[column] = _nothing(table.c[column])
    for by, values in writers.items():
        session.execute(update(table).where(_is_any(table, by, person)).values(values))
    staying = _is_any(table, frozenset(hers), person) & ~_gone(name, person)
    return session.scalar(select(func.count()).select_from(table).where(staying)) or 0


def _is_any(table: Table, columns: Collection[str], person: str) -> ColumnElement[bool]:
    return or_(false(), *(table.c[column] == person for column in sorted(columns)))


def _nothing(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    return "" if isinstance(column.type, String) else {}


def _withhold(session: Session, person: str, key: str) -> None:
    """Take the body out of every request and sign-off about her, and of every one in which her words stand."""
    reasons: dict[str, set[str]] = {}
    wrote = select(EntryRow.learner_id, EntryRow.reason).where(EntryRow.entered_by == person)
    for learner, reason in session.execute(wrote):
        reasons.setdefault(learner, set()).add(reason or "")

    def taken(learner: str, body: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """What stays of a body that goes; None where it may stay as it is, or is gone already."""
        if not body or is_withheld(body):
            return None
        hers = learner == person or said_in(body, reasons[learner] - {""})
        return withheld(body, key) if hers else None

    about = {person, *reasons}
    for table, column in ((DecisionRow, DecisionRow.finding), (RequestRow, RequestRow.body)):
        rows = session.execute(select(table.id, table.learner_id, column).where(table.learner_id.in_(about)))
        for id_, learner, body in rows.all():
            if left := taken(learner, body):
                session.execute(update(table).where(table.id == id_).values({column: left}))


def _mentioning(session: Session, name: str, words: Collection[str]) -> int:
    table, kept = METADATA.tables[name], inventory()[name]
    texts = [
        table.c[column]
        for column, told in kept.columns.items()
        if told.class_ in WROTE and isinstance(table.c[column].type, String | Text | JSON)
    ]
    found = [cast(each, Text).icontains(word, autoescape=True) for each in texts for word in _spelt(words)]
    return session.scalar(select(func.count()).select_from(table).where(or_(false(), *found))) or 0


def _spelt(words: Collection[str]) -> Iterator[str]:
    """Each word, and as SQLite's JSON spells it, where every letter beyond ASCII is escaped."""
    for word in words:
        yield from dict.fromkeys((word, json.dumps(word)[1:-1]))
