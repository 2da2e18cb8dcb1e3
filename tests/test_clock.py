"""Whether the clock speaks UTC, and the service's day is its own."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from elearn import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("now", "timezone", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Europe/London", date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Europe/London", date(2026, 12, 31)),
        (datetime(2026, 1, 1, 3, 0, tzinfo=UTC), "America/New_York", date(2025, 12, 31)),
    ],
)
def test_today_is_the_day_at_the_service(now: datetime, timezone: str, day: date) -> None:
    assert clock.today(now, ZoneInfo(timezone)) == day
