"""A circuit breaker: a server that failed several times in a row is left alone for a while."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.kernel.clock import Clock


@dataclass(slots=True)
class Breaker:
    """Counts failures in a row.

    Attributes:
        clock: The time.
        most: Failures in a row after which nobody asks.
        rest: For how long; then one question tries whether the server is back.
    """

    clock: Clock
    most: int = 3
    rest: timedelta = timedelta(seconds=30)
    _failures: int = field(default=0, init=False)
    _closed_until: datetime | None = field(default=None, init=False)

    def lets_through(self) -> bool:
        """Tell whether the server may be asked now; after a rest, one question goes first."""
        if self._closed_until is None:
            return True
        if self.clock.now() < self._closed_until:
            return False
        self._closed_until = self.clock.now() + self.rest
        return True

    def succeeded(self) -> None:
        """Note an answer."""
        self._failures, self._closed_until = 0, None

    def failed(self) -> None:
        """Note that there was none."""
        self._failures += 1
        if self._failures >= self.most:
            self._closed_until = self.clock.now() + self.rest
