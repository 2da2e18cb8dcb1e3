"""Without this nobody could see everything that is kept about her, nor take it along when she leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.people import Actor
from elearn.services import audit, pins
from elearn.services.milestones import Progress, standings
from elearn.storage import logbook, people, record
from elearn.words.judgements import answer

Kept = Mapping[str, Any]

PERSONS = frozenset(
    {"learner_id", "supervisor_id", "named", "by", "asked_of", "entered_by", "actor_id", "moved_by", "whose"}
)
"""Columns that hold a person: they are told by name."""

SHORTER = {"learner_id": "learner", "supervisor_id": "supervisor", "actor_id": "actor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All that is kept about a person: the rows, part by part with people told by name, and where she stands."""

    parts: Mapping[str, list[dict[str, Any]]]
    standing: tuple[Progress, ...]
    names: Mapping[str, str]


def record_of(session: Session, actor: Actor, today: date, timezone: ZoneInfo) -> Everything:
    """Everything about a person, to read; nothing of it is about anybody else."""
    access.require(actor, Action.SEE_RECORD, frozenset({Standing.SELF}))
    kept = record.everything(session, actor.id)
    found = standings(session, [actor.id], today, timezone)
    names = people.names(session, _people(kept)) | dict(found.names)
    parts = {part: [_told(row, names) for row in rows] for part, rows in kept.items()}
    _gather(parts, "entries", "acts", "entry_id")
    _tell_rules(session, actor.id, parts["entries"])
    _gather(parts, "follow_ups", "ticks", "follow_up_id")
    _gather(parts, "attempts", "answers", "attempt_id")
    _gather(parts, "attempts", "marks", "attempt_id")
    _gather(parts, "attempts", "sharings", "attempt_id")
    _gather(parts, "clip_attempts", "clip_sharings", "attempt_id")
    _gather(parts, "review_cards", "reviews", "card_id")
    return Everything(parts=parts, standing=found.of[actor.id], names=names)


def _tell_rules(session: Session, learner: str, rows: list[dict[str, Any]]) -> None:
    """Put into each entry the edition of each pathway that it was entered under."""
    known = logbook.entries_of(session, [learner]).get(learner, ())
    held = pins.under_which(session, learner, known)
    for row in rows:
        if rules := held.get(row["id"]):
            row["under"] = [{"pathway": each.pathway, "rules": each.edition} for each in rules]


def export(session: Session, actor: Actor, now: datetime, timezone: ZoneInfo) -> dict[str, Any]:
    """The same as JSON values, to take along; that it was taken is audited."""
    found = record_of(session, actor, now.astimezone(timezone).date(), timezone)
    audit.record(session, "record-exported", by=actor.id, about=actor.id, now=now)
    judged = [answer(each.judgement, found.names) for each in found.standing]
    parts: dict[str, Any] = _plain(found.parts)
    return {"made_at": now.isoformat(), "person": actor.id, "standing": judged, **parts}


def _people(kept: Mapping[str, Iterable[Kept]]) -> set[str]:
    return {row[key] for rows in kept.values() for row in rows for key in PERSONS if row.get(key) is not None}


def _told(row: Kept, names: Mapping[str, str]) -> dict[str, Any]:
    """A row without what is empty, people by name."""
    return {
        SHORTER.get(key, key): names.get(value, value) if key in PERSONS else value
        for key, value in row.items()
        if value not in (None, "", {}, [])
    }


def _plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _gather(told: dict[str, Any], whole: str, part: str, key: str) -> None:
    """Put the rows of one part into the rows they belong to."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in told.pop(part):
        by_id.setdefault(row.pop(key), []).append(row)
    for row in told[whole]:
        if row["id"] in by_id:
            row[part] = by_id[row["id"]]
