"""When somebody is away, how many days that is, and what it moves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.errors import Refused
from elearn.domain.evidence import LeaveEvent
from elearn.domain.leave import Leave, check_apart, days_away, leaves, on_leave, postponed
from elearn.domain.logbook import EntryKind
from tests.domain.entries import act, entry

TODAY = date(2026, 11, 22)
DAYS = st.integers(0, 400).map(lambda days: date(2026, 1, 1) + timedelta(days=days))


def away(on: str, to: str | None = None) -> LeaveEvent:
    """A leave as the rules know it."""
    return LeaveEvent(id=f"l{on}", on=date.fromisoformat(on), to=date.fromisoformat(to) if to else None)


@st.composite
def spells(draw: st.DrawFn) -> list[LeaveEvent]:
    """Any times away, overlapping or not, some open."""
    found = []
    for number in range(draw(st.integers(0, 5))):
        on = draw(DAYS)
        length = draw(st.none() | st.integers(0, 60))
        to = None if length is None else on + timedelta(days=length)
        found.append(LeaveEvent(id=f"l{number}", on=on, to=to))
    return found


def test_a_leave_says_its_days_and_nothing_else() -> None:
    leave = Leave(on=TODAY, to=TODAY)
    leave.check(TODAY)
    assert (leave.kind, leave.named) == (EntryKind.LEAVE, None)
    assert (leave.facts(), leave.words(), leave.texts()) == ({"to": "2026-11-22"}, {}, {})
    assert Leave(on=TODAY).facts() == {}


@pytest.mark.parametrize(
    ("leave", "code", "field"),
    [
        (Leave(on=date(1989, 12, 31)), "too-long-ago", "on"),
        (Leave(on=date(2027, 11, 23)), "leave-far-ahead", "on"),
        (Leave(on=TODAY, to=date(2026, 11, 21)), "until-before-on", "to"),
        (Leave(on=TODAY, to=date(2031, 11, 23)), "leave-too-long", "to"),
    ],
)
def test_unlikely_days_are_asked_about_at_their_field(leave: Leave, code: str, field: str) -> None:
    with pytest.raises(Refused, match=code) as refusal:
        leave.check(TODAY)
    assert refusal.value.field == field


@pytest.mark.parametrize("leave", [Leave(on=date(2027, 11, 22)), Leave(on=TODAY, to=date(2031, 11, 22))])
def test_the_last_likely_days_are_taken(leave: Leave) -> None:
    leave.check(TODAY)


def test_of_the_logbook_the_leaves_that_stand_are_told_in_order() -> None:
    known = [
        entry("e1", "leave", on=date(2026, 6, 1), facts={}),
        entry("e2", "leave", on=date(2026, 6, 1), facts={"to": "2026-06-20"}, replaces="e1"),
        entry("e3", "leave", on=date(2026, 2, 1), facts={"to": "2026-02-10"}),
        entry("e4", "leave", act("withdrawn"), on=date(2026, 4, 1)),
        entry("e5", "cycle"),
    ]
    assert [(each.id, each.to) for each in leaves(known)] == [
        ("e3", date(2026, 2, 10)),
        ("e2", date(2026, 6, 20)),
    ]


@pytest.mark.parametrize(
    ("day", "id_"),
    [
        ("2026-01-31", None),
        ("2026-02-01", "l2026-02-01"),
        ("2026-02-10", "l2026-02-01"),
        ("2026-02-11", None),
    ],
)
def test_both_ends_of_a_leave_belong_to_it(day: str, id_: str | None) -> None:
    found = on_leave([away("2026-02-01", "2026-02-10")], date.fromisoformat(day))
    assert (found.id if found else None) == id_


def test_an_open_leave_goes_on() -> None:
    assert on_leave([away("2026-02-01")], date(2030, 1, 1)) is not None


@pytest.mark.parametrize(
    ("on", "to", "apart"),
    [
        ("2026-01-01", "2026-01-31", True),
        ("2026-01-01", "2026-02-01", False),
        ("2026-02-10", None, False),
        ("2026-02-11", None, True),
        ("2026-01-01", None, False),
    ],
)
def test_no_day_belongs_to_two_leaves(on: str, to: str | None, apart: bool) -> None:
    leave = Leave(on=date.fromisoformat(on), to=date.fromisoformat(to) if to else None)
    known = [away("2026-02-01", "2026-02-10")]
    if apart:
        check_apart(known, leave)
        return
    with pytest.raises(Refused, match="leave-overlaps"):
        check_apart(known, leave)


@given(spells(), DAYS, st.integers(-5, 200))
def test_days_away_are_the_days_that_lie_in_any_leave(
    known: list[LeaveEvent], first: date, length: int
) -> None:
    days = [first + timedelta(days=each) for each in range(length + 1)]
    expected = sum(on_leave(known, day) is not None for day in days)
    assert days_away(known, first, first + timedelta(days=length)) == expected


@given(spells(), DAYS, st.integers(1, 200), DAYS)
def test_what_is_postponed_leaves_as_many_days_as_there_were(
    known: list[LeaveEvent], since: date, length: int, at: date
) -> None:
    until = since + timedelta(days=length)
    due = postponed(known, since, until, at)
    closed = [LeaveEvent(id=each.id, on=each.on, to=each.to or at) for each in known if each.on <= at]
    assert due >= until
    assert (due - since).days - days_away(closed, since, due) == length


@given(spells(), DAYS, st.integers(1, 200))
def test_nothing_runs_out_while_she_is_away(known: list[LeaveEvent], since: date, length: int) -> None:
    until = since + timedelta(days=length)
    at = until
    began_in_time = [each for each in known if each.to is None and since < each.on < until]
    if began_in_time:
        at = until + timedelta(days=500)
        assert postponed(known, since, until, at) > at


def test_a_leave_at_the_end_of_the_calendar_moves_nothing_beyond_it() -> None:
    for_ever = [LeaveEvent(id="l", on=date(2026, 1, 1), to=date.max), away("2026-02-01", "2026-03-01")]
    assert postponed(for_ever, date(2025, 1, 1), date(2027, 1, 1), TODAY) == date.max
