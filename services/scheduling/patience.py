"""How long to keep asking a scheduling system that does not answer, and when asking again is safe."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from services.scheduling.errors import SystemBusy, SystemUnreachable

T = TypeVar("T")

Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits in seconds between attempts; `pause` does the waiting."""

    waits: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0, 4.0)
    longest_wait: float = 10.0
    pause: Pause = asyncio.sleep

    async def ask(self, call: Callable[[], Awaitable[T]]) -> T:
        """Call until it answers; only errors that certainly had no effect and may pass are tried again.

        Raises:
            SchedulingError: the last error, when patience has run out or the error is of another kind.
        """
        for wait in self.waits:
            try:
                return await call()
            except SystemBusy as busy:
                await self.pause(min(busy.retry_after or wait, self.longest_wait))
            except SystemUnreachable:
                await self.pause(wait)
        return await call()
