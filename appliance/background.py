"""The portal's background work: begun together, ended together."""

import asyncio
from collections.abc import Awaitable, Callable

Work = Callable[[asyncio.Event], Awaitable[None]]
"""Runs until the event is set, or until it is cancelled soon after."""

_GRACE = 10.0


async def endless(work: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Run something that never ends by itself; it is cancelled at the stop."""
    task = asyncio.ensure_future(work())
    await stop.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


class Background:
    """A few endless tasks."""

    def __init__(self, *works: Work) -> None:
        self._works = works
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Future[None]] = []

    def start(self) -> None:
        """Begin every task on the running loop."""
        self._tasks = [asyncio.ensure_future(work(self._stop)) for work in self._works]

    async def stop(self) -> None:
        """Ask every task to end, and cancel what has not ended within 10 seconds."""
        self._stop.set()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=_GRACE)
        for task in late:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
