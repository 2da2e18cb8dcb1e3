"""Without this file `2 years`, `15 h`, `7 x 60 min` and `ready/registered` would stay text in a pathway."""

import calendar
import re

from elearn.content.values import NotAValue, identifier
from elearn.domain.days import Span, YearDay
from elearn.domain.pathways import START, Anchor, Packing, RenewFrom

_SPAN = re.compile(r"([1-9]\d{0,3}) (day|week|month|year)s?")
_AMOUNT = re.compile(r"(\d{1,5}) (min|h)")
_PACKING = re.compile(r"([1-9]\d{0,2}) x ([1-9]\d{0,2}) (min|h)")
_MONTHS = tuple(calendar.month_name)[1:]
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def span(text: str) -> Span:
    """A length of calendar time: days, weeks, months or years."""
    found = _SPAN.fullmatch(text)
    if not found:
        raise NotAValue(f'"{text}" is not a length of time: write 14 days, 2 months or 2 years')
    number, unit = int(found[1]), found[2]
    if unit in ("day", "week"):
        return Span(days=number * (7 if unit == "week" else 1))
    return Span(months=number * (12 if unit == "year" else 1))


def amount(text: str) -> int:
    """Minutes, typed as minutes or hours."""
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise NotAValue(f'"{text}" is not an amount of time: write 60 min or 15 h')
    return int(found[1]) * (60 if found[2] == "h" else 1)


def packing(text: str) -> Packing:
    """So many sessions of so long."""
    found = _PACKING.fullmatch(text)
    if not found:
        raise NotAValue(f'"{text}" is not a packing: write 7 x 60 min')
    return Packing(sessions=int(found[1]), minutes=int(found[2]) * (60 if found[3] == "h" else 1))


def anchor(text: str) -> Anchor:
    """A milestone, `milestone/requirement`, or `start`."""
    if text == "start":
        return START
    milestone, _, requirement = text.partition("/")
    try:
        return Anchor(
            milestone=identifier(milestone), requirement=identifier(requirement) if "/" in text else None
        )
    except NotAValue:
        raise NotAValue(
            f'"{text}" is not a day that something was met: write start, ready or ready/registered'
        ) from None


def renewal_day(text: str) -> RenewFrom | YearDay:
    """From when a renewed term counts: `completion`, `expiry`, or a day of the year."""
    if text in list(RenewFrom):
        return RenewFrom(text)
    day, _, month = text.partition(" ")
    if month in _MONTHS and day.isdecimal():
        number = _MONTHS.index(month)
        if 1 <= int(day) <= _LONGEST_MONTH[number]:
            return YearDay(month=number + 1, day=int(day))
    raise NotAValue(f'"{text}" is not when a renewal counts: write completion, expiry or 31 December')
