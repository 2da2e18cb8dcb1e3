"""Without this file the logbook would be words on a page: here an entry becomes an event the rules can judge."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, tzinfo
from typing import Any, assert_never

from elearn.domain.evidence import (
    Agreed,
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
from elearn.domain.logbook import SAID_OF_IT, Entry, EntryKind, kept_day, versions, with_lasting


def as_events(entries: Iterable[Entry], timezone: tzinfo = UTC) -> tuple[AnyEvent, ...]:
    """Every version of every entry as the event the rules judge; superseded ones too, for judging at a past day.

    ``timezone`` is the service's, in which an instant belongs to a day.
    """
    known = with_lasting(entries)
    chains = versions(known)
    return tuple(_event(entry, chains, timezone) for entry in known)


def _event(entry: Entry, chains: Mapping[str, tuple[str, ...]], timezone: tzinfo) -> AnyEvent:
    base = _base(entry)
    facts = entry.facts
    match entry.kind:
        case EntryKind.CYCLE:
            gone = entry.consent_gone
            return CycleEvent(
                **base,
                client=facts["client"],
                reviewed=entry.reviewed,
                minutes=facts.get("minutes", 0),
                setting=facts.get("setting", ""),
                consent=tuple(facts.get("consent", ())),
                consent_withdrawn=gone.on if gone else None,
                withdrawal_known=gone.at.astimezone(timezone).date() if gone and gone.at else None,
            )
        case EntryKind.SUPERVISION:
            return _supervision(entry, base, chains, timezone)
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
            # An own word puts no check in order: until another has seen the proof, it stands in her own name.
            seen_by = _seen_by(entry) or entry.learner
            return CheckEvent(**base, check=facts["check"], until=kept_day(facts.get("until")), by=seen_by)
        case EntryKind.PRIOR:
            return PriorEvent(
                **{**base, "reason": facts.get("evidence", "")},
                milestone=facts["milestone"],
                met_on=kept_day(facts["met_on"]) or entry.entered_on,
                # An own word closes nothing: until another has seen the proof, the entry stands in her own name.
                by=_seen_by(entry) or entry.learner,
            )
        case EntryKind.WAIVER:
            return WaiverEvent(**base, requirement=facts["requirement"], by=entry.entered_by)
        case EntryKind.LEAVE:
            return LeaveEvent(**base, to=kept_day(facts.get("to")))
        case _:
            assert_never(entry.kind)


def _supervision(
    entry: Entry, base: dict[str, Any], chains: Mapping[str, tuple[str, ...]], timezone: tzinfo
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
        left=entry.named_left.astimezone(timezone).date() if entry.named_left else None,
    )


def _agreed(entry: Entry) -> tuple[Agreed, ...]:
    """What others said of an entry, as it stood at the end of each day on which they said anything."""
    days = dict.fromkeys(sorted(act.on for act in entry.acts if act.kind in SAID_OF_IT))
    if len(days) == 1 and entry.kind is EntryKind.SUPERVISION:
        return ()  # the one day stands in the event itself, and a desk reads hundreds of them
    return tuple(_by_then(entry, day) for day in days)


def _by_then(entry: Entry, day: date) -> Agreed:
    then = replace(entry, acts=tuple(act for act in entry.acts if act.on <= day))
    confirmed, disowned = then.confirmed, then.disowned
    return Agreed(
        on=day,
        confirmed=confirmed.on if confirmed else None,
        by=confirmed.by if confirmed else None,
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
        "agreed": _agreed(entry),
    }


def _seen_by(entry: Entry) -> str | None:
    seen = entry.confirmed
    return seen.by if seen else None
