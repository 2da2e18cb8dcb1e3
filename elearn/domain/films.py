"""Without these rules a film would be kept for longer than its family agreed, and nobody would say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from elearn.domain.logbook import Entry, EntryKind, current, kept_day, versions

SOON = timedelta(days=14)
"""So long before a film is due to be erased it is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A film that is not erased yet, and the day by which it is to be; ``gone`` says that consent was taken back."""

    cycle: Entry
    due: date
    gone: bool

    def is_due(self, today: date) -> bool:
        """Whether its day has come."""
        return self.due <= today


def due(cycle: Entry) -> date:
    """The day by which a film is to be erased: as agreed, or the day on which the family took its consent back."""
    agreed = kept_day(cycle.facts.get("erase_by")) or date.max
    return min(agreed, cycle.consent_gone.on) if cycle.consent_gone else agreed


def films(entries: Iterable[Entry]) -> tuple[Film, ...]:
    """The films that are kept somewhere, by these standing entries; what is due first comes first."""
    kept = [
        Film(cycle=each, due=due(each), gone=each.consent_gone is not None)
        for each in entries
        if each.kind is EntryKind.CYCLE and not each.withdrawn and not each.erased
    ]
    return tuple(sorted(kept, key=lambda each: (each.due, each.cycle.seq)))


def near(entries: Iterable[Entry], today: date) -> tuple[Film, ...]:
    """Those of them whose day has come, or is near."""
    return tuple(each for each in films(entries) if each.is_due(today + SOON))


def fell_due(entries: Iterable[Entry], today: date) -> tuple[str, ...]:
    """The first ids of the cycles whose film was still kept on the day it fell due; ``entries`` are all versions.

    Erasing one later or correcting it takes none away, so that this tells whether there is anything new to say.
    """
    known = tuple(entries)
    chains = versions(known)
    late = [
        chains[each.id][0]
        for each in current(known)
        if each.kind is EntryKind.CYCLE and not each.withdrawn and due(each) <= today and _was_kept(each)
    ]
    return tuple(sorted(late))


def _was_kept(cycle: Entry) -> bool:
    return cycle.erased is None or cycle.erased.on > due(cycle)
