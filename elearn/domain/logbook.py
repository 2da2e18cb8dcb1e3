"""Without this an entry and what was done to it later could not be read as one fact the rules can judge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from elearn.domain.evidence import (
    AnyEvent,
    CheckEvent,
    CourseEvent,
    CycleEvent,
    DocumentEvent,
    LeaveEvent,
    MeetingEvent,
    PriorEvent,
    SessionEvent,
    SupervisionEvent,
    VisitEvent,
    WaiverEvent,
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act upon an entry: what, on which day, by whom, with a few words."""

    kind: ActKind
    on: date
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One version of one entry, with the acts upon it in the order they were done."""

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
    session_id: str | None = None
    replaces: str | None = None
    reason: str = ""
    acts: tuple[Act, ...] = ()

    def last(self, *kinds: ActKind) -> Act | None:
        """The latest act of one of these kinds, if any."""
        return next((act for act in reversed(self.acts) if act.kind in kinds), None)

    @property
    def withdrawn(self) -> Act | None:
        """Its author took it back."""
        return self.last(ActKind.WITHDRAWN)

    @property
    def confirmed(self) -> Act | None:
        """The confirmation, or the sight of the paper, unless the person named said later she does not know it."""
        act = self.last(ActKind.CONFIRMED, ActKind.SEEN, ActKind.NOT_RECOGNISED, ActKind.RECOGNISED)
        if act is None or act.kind is ActKind.NOT_RECOGNISED:
            return None
        return self.last(ActKind.CONFIRMED, ActKind.SEEN)

    @property
    def disowned(self) -> Act | None:
        """The person named did not recognise it, and has not since."""
        act = self.last(ActKind.CONFIRMED, ActKind.NOT_RECOGNISED, ActKind.RECOGNISED)
        return act if act is not None and act.kind is ActKind.NOT_RECOGNISED else None

    @property
    def shared(self) -> bool:
        """Whether its words may be read by the learner's own supervisor."""
        act = self.last(ActKind.SHARED, ActKind.UNSHARED)
        return bool(self.words.get("share")) if act is None else act.kind is ActKind.SHARED


def superseded(entries: Iterable[Entry]) -> frozenset[str]:
    """The ids of entries that a later one replaces."""
    return frozenset(entry.replaces for entry in entries if entry.replaces)


def current(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The newest version of each entry, withdrawn ones included, in the order they were made."""
    known = tuple(entries)
    gone = superseded(known)
    return tuple(entry for entry in known if entry.id not in gone)


def versions(entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    """For each entry the ids of all its versions, so that what was brought before a correction is still brought."""
    chains: dict[str, tuple[str, ...]] = {}
    for entry in sorted(entries, key=lambda each: each.seq):
        chain = (*chains.get(entry.replaces or "", ()), entry.id)
        for version in chain:
            chains[version] = chain
    return chains


def as_events(entries: Iterable[Entry]) -> tuple[AnyEvent, ...]:
    """Every version of every entry as the event the rules judge; superseded ones too, for judging at a past day."""
    known = tuple(entries)
    chains = versions(known)
    return tuple(_event(entry, chains) for entry in known)


def _event(entry: Entry, chains: Mapping[str, tuple[str, ...]]) -> AnyEvent:
    base = _base(entry)
    facts = entry.facts
    match entry.kind:
        case EntryKind.CYCLE:
            gone = entry.last(ActKind.CONSENT_WITHDRAWN)
            return CycleEvent(
                **base,
                client=facts["client"],
                reviewed=_day(facts.get("reviewed")),
                minutes=facts.get("minutes", 0),
                setting=facts.get("setting", ""),
                consent=tuple(facts.get("consent", ())),
                consent_withdrawn=gone.on if gone else None,
            )
        case EntryKind.SUPERVISION:
            return _supervision(entry, base, chains)
        case EntryKind.VISIT | EntryKind.SESSION:
            shape = VisitEvent if entry.kind is EntryKind.VISIT else SessionEvent
            return shape(
                **base,
                client=facts["client"],
                minutes=facts.get("minutes", 0),
                setting=facts.get("setting", ""),
            )
        case EntryKind.MEETING:
            return MeetingEvent(
                **base,
                meeting=facts["meeting"],
                with_=entry.named or "",
                minutes=facts.get("minutes", 0),
                mode=facts.get("mode", ""),
            )
        case EntryKind.COURSE:
            return CourseEvent(
                **base,
                course=facts["course"],
                days=facts.get("days", 0),
                minutes=facts.get("minutes", 0),
                by=_seen_by(entry),
            )
        case EntryKind.DOCUMENT:
            return DocumentEvent(**base, document=facts["document"], by=_seen_by(entry))
        case EntryKind.CHECK:
            return CheckEvent(
                **base, check=facts["check"], until=_day(facts.get("until")), by=_seen_by(entry)
            )
        case EntryKind.PRIOR:
            return PriorEvent(
                **base,
                milestone=facts["milestone"],
                met_on=_day(facts["met_on"]) or entry.entered_on,
                by=entry.entered_by,
            )
        case EntryKind.WAIVER:
            return WaiverEvent(**base, requirement=facts["requirement"], by=entry.entered_by)
        case EntryKind.LEAVE:
            return LeaveEvent(**base, to=_day(facts.get("to")))


def _supervision(
    entry: Entry, base: dict[str, Any], chains: Mapping[str, tuple[str, ...]]
) -> SupervisionEvent:
    facts, confirmed, disowned = entry.facts, entry.confirmed, entry.disowned
    brought = tuple(id_ for cycle in facts.get("brought", ()) for id_ in chains.get(cycle, (cycle,)))
    return SupervisionEvent(
        **base,
        with_=entry.named or "",
        minutes=facts.get("minutes", 0),
        mode=facts.get("mode", ""),
        setting=facts.get("setting", ""),
        role=facts.get("role", ""),
        brought=tuple(dict.fromkeys(brought)),
        confirmed=confirmed.on if confirmed else None,
        confirmed_by=confirmed.by if confirmed else None,
        disowned=disowned.on if disowned else None,
    )


def _base(entry: Entry) -> dict[str, Any]:
    withdrawn = entry.withdrawn
    return {
        "id": entry.id,
        "on": entry.on or entry.entered_on,
        "entered": entry.entered_on,
        "replaces": entry.replaces,
        "reason": entry.reason or "",
        "withdrawn": withdrawn.on if withdrawn else None,
        "approach": entry.approach,
        "pathway": entry.facts.get("pathway"),
    }


def _seen_by(entry: Entry) -> str | None:
    seen = entry.confirmed
    return seen.by if seen else None


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
