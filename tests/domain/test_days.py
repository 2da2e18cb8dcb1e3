"""Without this table "two years" could end a day early for somebody born to the 29th."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.days import Span, YearDay, after, before, gaps, last_valid_day, overlap


@pytest.mark.parametrize(
    ("since", "lasts", "last"),
    [
        (date(2024, 2, 29), Span(months=24), date(2026, 2, 28)),
        (date(2024, 2, 29), Span(months=48), date(2028, 2, 29)),
        (date(2025, 1, 31), Span(months=1), date(2025, 2, 28)),
        (date(2025, 3, 15), Span(months=24), date(2027, 3, 15)),
        (date(2025, 12, 31), Span(months=2), date(2026, 2, 28)),
        (date(2025, 1, 10), Span(days=14), date(2025, 1, 24)),
        (date(9999, 6, 1), Span(months=12), date.max),
        (date(9999, 12, 30), Span(days=12), date.max),
    ],
)
def test_the_last_day_in_date(since: date, lasts: Span, last: date) -> None:
    assert last_valid_day(since, lasts) == last


@pytest.mark.parametrize(
    ("day", "span", "earlier"),
    [
        (date(2026, 3, 31), Span(months=1), date(2026, 2, 28)),
        (date(2026, 1, 15), Span(days=90), date(2025, 10, 17)),
        (date(1, 1, 5), Span(months=1), date(1, 12, 5)),
        (date(1, 1, 5), Span(days=10), date.min),
    ],
)
def test_a_day_so_long_before(day: date, span: Span, earlier: date) -> None:
    assert before(day, span) == earlier


def test_a_yearly_day_that_the_year_lacks_falls_on_the_day_before() -> None:
    assert YearDay(month=2, day=29).within(2025) == date(2025, 2, 28)
    assert YearDay(month=12, day=31).within(2025) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        (date(2025, 1, 5), date(2025, 1, 6), 2),
        (date(2024, 12, 1), date(2025, 1, 1), 1),
        (date(2025, 1, 30), None, 2),
        (date(2025, 2, 1), None, 0),
        (date(2024, 12, 1), date(2024, 12, 31), 0),
    ],
)
def test_days_of_leave_within_january(begin: date, end: date | None, days: int) -> None:
    assert overlap(date(2025, 1, 1), date(2025, 1, 31), begin, end) == days


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 600))
def test_a_later_start_never_ends_earlier(day: date, months: int) -> None:
    lasts = Span(months=months)
    assert after(day, lasts) <= after(after(day, Span(days=1)), lasts)
    assert after(day, lasts).day <= day.day


DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 9))
SPANS = st.lists(st.tuples(DAYS, st.none() | DAYS).filter(lambda pair: pair[1] is None or pair[0] <= pair[1]))


@given(SPANS, DAYS)
def test_a_day_lies_in_a_gap_exactly_when_no_span_holds_it(
    spans: list[tuple[date, date | None]], first: date
) -> None:
    found = list(gaps(spans, first))
    for number in range(60):
        day = first + timedelta(days=number)
        held = any(since <= day and (until is None or day <= until) for since, until in spans)
        assert any(begin <= day <= end for begin, end in found) is not held


def test_a_span_to_the_end_of_the_calendar_leaves_no_gap_behind_it() -> None:
    assert list(gaps([(date(2026, 1, 5), date.max)], date(2026, 1, 1))) == [
        (date(2026, 1, 1), date(2026, 1, 4))
    ]
    assert list(gaps([], date(2026, 1, 1))) == [(date(2026, 1, 1), date.max)]
