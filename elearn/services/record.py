"""Without this nobody could see everything that is kept about her, nor take it along when she leaves."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.people import Actor
from elearn.services import audit
from elearn.services.milestones import standings
from elearn.storage import people, record
from elearn.words.judgements import answer
from elearn.words.record import PARTS

Kept = Mapping[str, Any]

PERSONS = frozenset({"learner_id", "supervisor_id", "named", "by", "asked_of", "entered_by", "actor_id"})
"""Columns that hold a person: they are told by name."""

SHORTER = {"learner_id": "learner", "supervisor_id": "supervisor", "actor_id": "actor"}


def record_of(session: Session, actor: Actor, today: date, timezone: ZoneInfo) -> dict[str, Any]:
    """Everything about a person as JSON values, part by part; people in it are told by name."""
    access.require(actor, Action.SEE_RECORD, frozenset({Standing.SELF}))
    kept = record.everything(session, actor.id)
    found = standings(session, [actor.id], today, timezone)
    names = people.names(session, _people(kept)) | dict(found.names)
    told: dict[str, Any] = {part: [_told(row, names) for row in rows] for part, rows in kept.items()}
    told["standing"] = [answer(each.judgement, names) for each in found.of[actor.id]]
    _gather(told, "entries", "acts", "entry_id")
    _gather(told, "attempts", "answers", "attempt_id")
    _gather(told, "attempts", "marks", "attempt_id")
    return {part: told[part] for part in PARTS}


def export(session: Session, actor: Actor, now: datetime, timezone: ZoneInfo) -> dict[str, Any]:
    """The same to take along; that it was taken is audited."""
    found = record_of(session, actor, now.astimezone(timezone).date(), timezone)
    audit.record(session, "record-exported", by=actor.id, about=actor.id, now=now)
    return {"made_at": now.isoformat(), "person": actor.id, **found}


def _people(kept: Mapping[str, Iterable[Kept]]) -> set[str]:
    return {row[key] for rows in kept.values() for row in rows for key in PERSONS if row.get(key) is not None}


def _told(row: Kept, names: Mapping[str, str]) -> dict[str, Any]:
    """A row as JSON values, without what is empty."""
    return {
        SHORTER.get(key, key): names.get(value, value) if key in PERSONS else _plain(value)
        for key, value in row.items()
        if value not in (None, "", {}, [])
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _gather(told: dict[str, Any], whole: str, part: str, key: str) -> None:
    """Put the rows of one part into the rows they belong to."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in told.pop(part):
        by_id.setdefault(row.pop(key), []).append(row)
    for row in told[whole]:
        if row["id"] in by_id:
            row[part] = by_id[row["id"]]
