"""Without this file leave would be a remark: here it stops waits and moves days, and no day of it counts twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from elearn.domain.days import Span, after, overlap
from elearn.domain.entering import EARLIEST
from elearn.domain.errors import Refused
from elearn.domain.evidence import LeaveEvent
from elearn.domain.logbook import Entry, EntryKind, current, kept_day

AHEAD = Span(months=12)
"""So far ahead a leave may be entered; more is a slip of the finger."""
LONGEST = Span(months=60)
"""So long a leave may be said to last; one that lasts longer is left open."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Time away from ``on`` to ``to``, both included, open while ``to`` is None; why is nobody's business here."""

    on: date
    to: date | None = None
    kind = EntryKind.LEAVE
    named = None

    def check(self, today: date) -> None:
        """Its first day is a likely one, and its last does not come before it."""
        if self.on < EARLIEST:
            raise Refused("too-long-ago", field="on", year=EARLIEST.year)
        if self.on > after(today, AHEAD):
            raise Refused("leave-far-ahead", field="on")
        if self.to is not None and self.to < self.on:
            raise Refused("until-before-on", field="to")
        if self.to is not None and self.to > after(self.on, LONGEST):
            raise Refused("leave-too-long", field="to")

    def facts(self) -> Mapping[str, Any]:
        """What counts: its last day, where that is known."""
        return {"to": self.to.isoformat()} if self.to else {}

    def words(self) -> Mapping[str, Any]:
        """Nothing is written in it."""
        return {}

    def texts(self) -> Mapping[str, str]:
        """No free text is asked for."""
        return {}


def leaves(entries: Iterable[Entry]) -> tuple[LeaveEvent, ...]:
    """The times away among these entries as they stand now, the first one first."""
    found = [
        LeaveEvent(id=each.id, on=each.day, to=kept_day(each.facts.get("to")))
        for each in current(entries)
        if each.kind is EntryKind.LEAVE and not each.withdrawn
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.id)))


def on_leave(known: Iterable[LeaveEvent], day: date) -> LeaveEvent | None:
    """The leave that holds a day, if any."""
    return next((each for each in known if each.on <= day <= (each.to or day)), None)


def check_apart(known: Iterable[LeaveEvent], leave: Leave) -> None:
    """No day belongs to two leaves; raises ``Refused`` where one would."""
    last = leave.to or date.max
    if any(overlap(leave.on, last, each.on, each.to) for each in known):
        raise Refused("leave-overlaps", field="on")


def days_away(known: Iterable[LeaveEvent], first: date, last: date) -> int:
    """How many days from ``first`` to ``last`` lie in a leave, each once whatever overlaps."""
    away, free = 0, first
    for each in sorted(known, key=lambda one: one.on):
        begin, end = max(free, each.on), last if each.to is None else min(last, each.to)
        if begin <= end:
            away += (end - begin).days + 1
            free = min(end, date.max - _DAY) + _DAY
    return away


def postponed(known: Iterable[LeaveEvent], since: date, until: date, at: date) -> date:
    """The day something falls due when days of leave do not count; one that is open has lasted to ``at``.

    Leave within the days that were added adds days in turn: nobody's certificate runs out while she is away.
    """
    closed = [LeaveEvent(id=each.id, on=each.on, to=each.to or at) for each in known if each.on <= at]
    due = until
    while (moved := _later(until, days_away(closed, since, due))) > due:
        due = moved
    return due


def _later(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
