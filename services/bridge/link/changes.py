"""Changes of the roster, kept in order for a reader in another process: `services.kernel.roster.RosterFeed`."""

import asyncio
import secrets
from collections import deque
from typing import Final

from services.kernel.roster import RosterEvent

MOST: Final = 10_000
OVERLAP: Final = 500


class ChangesMissed(Exception):
    """What the reader wants next is no longer kept: it must read all patients anew."""


class ChangeLog:
    """The latest changes, in memory, numbered from 1; `name` is another one after each start of the process."""

    def __init__(self, most: int = MOST) -> None:
        self.name = secrets.token_hex(8)
        self.last = 0
        self._events: deque[RosterEvent] = deque(maxlen=most)
        self._news = asyncio.Event()

    @property
    def beginning(self) -> int:
        """From where a new reader goes on: a little before now, for a list may not tell yet what was heard just now."""
        return self.last - min(len(self._events), OVERLAP)

    async def publish(self, event: RosterEvent) -> None:
        """Take one change."""
        self._events.append(event)
        self.last += 1
        self._news.set()
        self._news = asyncio.Event()

    async def after(self, name: str, number: int, wait_seconds: float) -> list[RosterEvent]:
        """Return the changes after a number, waiting for one if there is none yet.

        Raises:
            ChangesMissed: the number is of another log, or too old.
        """
        self._require(name, number)
        if number == self.last:
            try:
                await asyncio.wait_for(self._news.wait(), wait_seconds)
            except TimeoutError:
                return []
            self._require(name, number)
        return list(self._events)[len(self._events) - (self.last - number) :]

    def _require(self, name: str, number: int) -> None:
        if name != self.name or not self.last - len(self._events) <= number <= self.last:
            raise ChangesMissed
