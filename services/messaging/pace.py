"""How often the carrier is asked for texts, so that a STOP is honoured within a second of its arrival there.

From the beginning of one question to the beginning of the next passes `every`, however long the answer takes: a text
that arrives just behind a question is in the next answer. Where the carrier fails or asks for a pause, questions come
less and less often, until it answers again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.kernel.clock import Clock
from services.messaging.errors import NotReceived

EVERY = timedelta(seconds=0.7)
"""Leaves a carrier that answers within 0.3 seconds the rest of the second in which a STOP is to be honoured."""
LEAST = timedelta(seconds=0.1)
"""How long a carrier that answers slowly is left alone."""
LONGEST = timedelta(seconds=30)
"""How long at most one that fails is left alone; longer only at its own word."""
TOLD_LONGEST = timedelta(minutes=5)


@dataclass(slots=True)
class Pace:
    """The pauses between questions; call `begin` with each question, and `pause` at its end."""

    clock: Clock
    every: timedelta = EVERY
    _began: datetime | None = None
    _failures: int = 0

    def begin(self) -> None:
        """Note when a question begins."""
        self._began = self.clock.now()

    def pause(self, error: Exception | None) -> timedelta:
        """Return how long to wait after a question that ended well, or with an error."""
        if error is not None:
            return self._after(error)
        self._failures = 0
        now = self.clock.now()
        took = now - (self._began or now)
        return min(self.every, max(LEAST, self.every - took))

    def _after(self, error: Exception) -> timedelta:
        self._failures += 1
        grown = min(self.every * (1 << min(self._failures, 16)), max(self.every, LONGEST))
        told = error.again_after if isinstance(error, NotReceived) else None
        return max(grown, min(told, TOLD_LONGEST)) if told is not None else grown
