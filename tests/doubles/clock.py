"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

from services.kernel.interval import require_aware

MONDAY_MORNING = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)
"""Monday, March 1, 2027, 8:00 in Chicago: two weeks before its clocks go forward."""


class ManualClock:
    """`services.kernel.clock.Clock` in a test's hand."""

    def __init__(self, start: datetime = MONDAY_MORNING) -> None:
        self._now = require_aware(start).astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, duration: timedelta) -> None:
        """Move forward by `duration` of real time."""
        self._now += duration

    def set(self, instant: datetime) -> None:
        """Jump to `instant`."""
        self._now = require_aware(instant).astimezone(UTC)
