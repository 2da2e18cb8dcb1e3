"""Without this an entry and what was done to it later could not be read as one fact the rules can judge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class EntryKind(StrEnum):
    """What can be entered in the logbook."""

    CYCLE = "cycle"
    VISIT = "visit"
    SESSION = "session"
    SUPERVISION = "supervision"
    MEETING = "meeting"
    COURSE = "course"
    DOCUMENT = "document"
    CHECK = "check"
    PRIOR = "prior"
    WAIVER = "waiver"
    LEAVE = "leave"


class ActKind(StrEnum):
    """What can be done to an entry after it was made; each is a row of its own and none is taken back."""

    CONFIRMED = "confirmed"
    SEEN = "seen"
    NOT_RECOGNISED = "not-recognised"
    RECOGNISED = "recognised"
    WITHDRAWN = "withdrawn"
    FILM_ERASED = "film-erased"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    SHARED = "shared"
    UNSHARED = "unshared"


LASTING = frozenset(
    {ActKind.FILM_ERASED, ActKind.CONSENT_WITHDRAWN, ActKind.SHARED, ActKind.UNSHARED, ActKind.WITHDRAWN}
)
"""Acts upon the thing itself, which hold for every later version; a confirmation is of one wording only."""

_AGREEMENTS = (ActKind.CONFIRMED, ActKind.RECOGNISED, ActKind.NOT_RECOGNISED)
SAID_OF_IT = frozenset({*_AGREEMENTS, ActKind.SEEN})
"""What others say of an entry, and what its author says to that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act upon an entry: what, on which day, by whom, with a few words; ``at`` is when it was entered."""

    kind: ActKind
    on: date
    by: str
    note: str = ""
    at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One version of one entry, with the acts upon it in the order they were done.

    ``named_left`` is when the account of the person named in it was closed, after which she can answer no more;
    ``first_entered`` is the day of the first version, where this is a later one.
    """

    id: str
    seq: int
    learner: str
    kind: EntryKind
    on: date | None
    entered_on: date
    entered_at: datetime
    entered_by: str
    approach: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)
    named: str | None = None
    named_left: datetime | None = None
    session_id: str | None = None
    replaces: str | None = None
    reason: str = ""
    acts: tuple[Act, ...] = ()
    first_entered: date | None = None

    def last(self, *kinds: ActKind) -> Act | None:
        """The latest act of one of these kinds, if any."""
        return next((act for act in reversed(self.acts) if act.kind in kinds), None)

    @property
    def withdrawn(self) -> Act | None:
        """Its author took it back."""
        return self.last(ActKind.WITHDRAWN)

    @property
    def confirmed(self) -> Act | None:
        """The confirmation, or the sight of the paper, unless one of the two does not know the entry."""
        return None if self.disowned else self.last(ActKind.CONFIRMED, ActKind.SEEN)

    @property
    def disowned(self) -> Act | None:
        """Somebody did not recognise it and has not since: it counts again when everyone who said so agrees."""
        latest = {act.by: act for act in self.acts if act.kind in _AGREEMENTS}
        return next((act for act in latest.values() if act.kind is ActKind.NOT_RECOGNISED), None)

    @property
    def erased(self) -> Act | None:
        """The film is gone, as its maker attested."""
        return self.last(ActKind.FILM_ERASED)

    @property
    def consent_gone(self) -> Act | None:
        """The family took its consent back."""
        return self.last(ActKind.CONSENT_WITHDRAWN)

    @property
    def shared(self) -> bool:
        """Whether its words may be read by the learner's own supervisor."""
        act = self.last(ActKind.SHARED, ActKind.UNSHARED)
        return bool(self.words.get("share")) if act is None else act.kind is ActKind.SHARED

    @property
    def reviewed(self) -> date | None:
        """The day of a cycle's shared review, if it has happened."""
        return kept_day(self.facts.get("reviewed"))

    @property
    def day(self) -> date:
        """The day it is shown under: a cycle's shared review, else the day it happened."""
        return self.reviewed or self.on or self.entered_on


def superseded(entries: Iterable[Entry]) -> frozenset[str]:
    """The ids of entries that a later one replaces."""
    return frozenset(entry.replaces for entry in entries if entry.replaces)


def current(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The newest version of each entry, withdrawn ones included, in the order they were made."""
    known = tuple(entries)
    gone = superseded(known)
    return tuple(entry for entry in with_lasting(known) if entry.id not in gone)


def with_lasting(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The same entries, each with what was done to the thing itself under another version of it."""
    known = tuple(entries)
    made, chains = {entry.id: entry for entry in known}, versions(known)
    return tuple(_with_lasting(entry, chains[entry.id], made) for entry in known)


def _with_lasting(entry: Entry, chain: tuple[str, ...], made: Mapping[str, Entry]) -> Entry:
    if len(chain) == 1:
        return entry
    here = chain.index(entry.id)
    earlier = [act for id_ in chain[:here] for act in made[id_].acts]
    # Were only the newest version withdrawn, the one it replaced would stand again.
    later = [act for id_ in chain[here + 1 :] for act in made[id_].acts if act.kind is ActKind.WITHDRAWN]
    lasting = [act for act in earlier if act.kind in LASTING]
    acts = (*lasting, *_unsettled(entry, earlier), *entry.acts, *later)
    return replace(entry, acts=acts, first_entered=made[chain[0]].entered_on if here else None)


def _unsettled(entry: Entry, earlier: Iterable[Act]) -> list[Act]:
    """That one of its two people did not know an earlier version: a new wording alone does not make them agree."""
    latest = {act.by: act for act in earlier if act.kind in _AGREEMENTS}
    return [
        act
        for act in latest.values()
        if act.kind is ActKind.NOT_RECOGNISED and act.by in (entry.learner, entry.named)
    ]


def versions(entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    """For each entry the ids of all its versions, so that what was brought before a correction is still brought."""
    chains: dict[str, tuple[str, ...]] = {}
    for entry in sorted(entries, key=lambda each: each.seq):
        chain = (*chains.get(entry.replaces or "", ()), entry.id)
        for version in chain:
            chains[version] = chain
    return chains


def kept_day(kept: str | None) -> date | None:
    """A day as facts keep it (ISO 8601), or None."""
    return date.fromisoformat(kept) if kept else None
