"""Without this file "two years from 29 February" would end on a different day in every place that asked."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time on the calendar, in whole months and days (a year is twelve months)."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDay:
    """A day that comes round every year, such as 31 December."""

    month: int
    day: int

    def within(self, year: int) -> date:
        """That day in one year; 29 February falls on the 28th when the year has no other."""
        return clamped(year, self.month, self.day)


def clamped(year: int, month: int, day: int) -> date:
    """The day of that month, or the month's last day when the month is shorter; the calendar ends with 9999."""
    if year > date.max.year:
        return date.max
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def after(day: date, span: Span) -> date:
    """The day that lies a span later: months first, then days; 29 February plus two years is 28 February."""
    years, month = divmod(day.month - 1 + span.months, 12)
    moved = clamped(day.year + years, month + 1, day.day)
    return moved + timedelta(days=min(span.days, (date.max - moved).days))


def before(day: date, span: Span) -> date:
    """The day that lies a span earlier: months first, then days."""
    years, month = divmod(day.month - 1 - span.months, 12)
    moved = clamped(max(day.year + years, date.min.year), month + 1, day.day)
    return moved - timedelta(days=min(span.days, (moved - date.min).days))


def last_valid_day(since: date, lasts: Span) -> date:
    """The last day, itself included, on which something met on `since` is still in date."""
    return after(since, lasts)


def overlap(first: date, last: date, begin: date, end: date | None) -> int:
    """How many days of `begin` to `end` (open when None) lie between `first` and `last`, all ends included."""
    stop = last if end is None else min(last, end)
    return max(0, (stop - max(first, begin)).days + 1)


def gaps(spans: Iterable[tuple[date, date | None]], first: date) -> Iterator[tuple[date, date]]:
    """The stretches of days, from a first day on, that lie in none of these spans; all ends included.

    A span until None has no end, and a gap without an end goes to `date.max`.
    """
    open_from = first
    for since, until in sorted(spans, key=lambda span: span[0]):
        if since > open_from:
            yield open_from, since - timedelta(days=1)
        if until is None or until == date.max:
            return
        open_from = max(open_from, until + timedelta(days=1))
    yield open_from, date.max
