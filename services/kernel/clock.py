"""The clock port: the only place where the appliance learns what time it is."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the present instant."""

    def now(self) -> datetime:
        """Return the present instant, always aware and in UTC."""
        ...


class SystemClock:
    """The machine's own clock (NTP-disciplined in production)."""

    def now(self) -> datetime:
        """Return the system time in UTC."""
        return datetime.now(UTC)  # noqa: TID251 the one reader of the machine's clock
