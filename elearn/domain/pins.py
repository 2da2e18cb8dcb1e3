"""Without this nobody could say under which rules something was entered, once the rules had changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from elearn.domain.logbook import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change from one edition to another, and when it was made."""

    at: datetime
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A learner on a pathway, until a moment if it ended; ``edition`` is its last, ``moves`` are in order."""

    pathway: str
    title: str
    approach: str | None
    edition: str
    since: datetime
    until: datetime | None = None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """The edition of a pathway something was entered under, and when she was moved to the next one, if she was."""

    pathway: str
    title: str
    edition: str
    changed: datetime | None = None


def under(pins: Iterable[Pin], entry: Entry) -> tuple[Under, ...]:
    """The edition of each pathway an entry could count for, as she was pinned to it when it was entered."""
    return tuple(
        _at(pin, entry.entered_at)
        for pin in pins
        if pin.since <= entry.entered_at and (pin.until is None or entry.entered_at < pin.until)
        if _concerns(pin, entry)
    )


def _at(pin: Pin, moment: datetime) -> Under:
    later = next((each for each in pin.moves if each.at > moment), None)
    return Under(
        pathway=pin.pathway,
        title=pin.title,
        edition=later.before if later else pin.edition,
        changed=later.at if later else None,
    )


def _concerns(pin: Pin, entry: Entry) -> bool:
    if entry.facts.get("pathway") not in (None, pin.pathway):
        return False
    return entry.approach is None or pin.approach is None or entry.approach == pin.approach
