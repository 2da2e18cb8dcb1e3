"""The one place that reads the clock: without it the rules would each find their own idea of now."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware and in UTC; only the doors call it and pass it inward."""
    return datetime.now(UTC)


def today(now: datetime, timezone: ZoneInfo) -> date:
    """The day it is at the service at this moment, which near midnight is not the day in UTC."""
    return now.astimezone(timezone).date()
