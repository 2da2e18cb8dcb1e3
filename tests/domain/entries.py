"""Entries for tests of the logbook's rules: without this each test would fill in twenty fields."""

from datetime import UTC, date, datetime
from typing import Any

from elearn.domain.logbook import Act, ActKind, Entry, EntryKind

DAY = date(2026, 4, 4)
NOW = datetime(2026, 4, 4, 9, 30, tzinfo=UTC)


def act(kind: str, by: str = "sam", on: date = DAY, note: str = "") -> Act:
    """Something done to an entry."""
    return Act(kind=ActKind(kind), on=on, by=by, note=note)


def entry(id_: str = "e1", kind: str = "cycle", *acts: Act, **given: Any) -> Entry:
    """An entry of Sam's, made by herself unless told."""
    usual: dict[str, Any] = {
        "seq": int("".join(each for each in id_ if each.isdigit()) or 1),
        "learner": "sam",
        "on": DAY,
        "entered_on": DAY,
        "entered_at": NOW,
        "entered_by": "sam",
        "facts": _facts(kind),
        "named": "ruth" if kind == "supervision" else None,
    }
    return Entry(id=id_, kind=EntryKind(kind), acts=acts, **{**usual, **given})


def _facts(kind: str) -> dict[str, Any]:
    return {
        "cycle": {"client": "C-7K2P", "consent": ["supervision"], "erase_by": "2026-06-04"},
        "visit": {"client": "C-7K2P"},
        "session": {"client": "C-7K2P", "minutes": 50},
        "supervision": {"minutes": 60, "role": "presenter"},
        "meeting": {"meeting": "other"},
        "course": {"course": "initial-training-course", "days": 2},
        "document": {"document": "aviguk-registration"},
        "check": {"check": "background-check", "until": "2027-04-04"},
        "prior": {"pathway": "vig", "milestone": "stage-1", "met_on": "2025-12-01", "evidence": "A letter"},
        "waiver": {"requirement": "stage-1/clients"},
        "leave": {"to": "2026-05-01"},
    }[kind]
