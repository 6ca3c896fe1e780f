"""A process's background work: jobs that are repeated, and tasks that are begun and ended together."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]
Pause = Callable[[Exception | None], timedelta]
"""How long to wait after a run that ended well, or with an error."""
Work = Callable[[asyncio.Event], Awaitable[None]]
"""Runs until the event is set, or until it is cancelled soon after."""

_GRACE = 10.0
LOGGED_AGAIN = timedelta(minutes=5)
"""After this a job's error that goes on is logged again."""


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


async def repeat(name: str, job: Job, every: timedelta | Pause, stop: asyncio.Event) -> None:
    """Run a job now, then again and again until told to stop; an error is logged by its type, and the job goes on.

    The same error again is logged every five minutes at most: a job that runs each second would fill the log.
    """
    clock = asyncio.get_running_loop().time
    logged: dict[str, float] = {}
    while not stop.is_set():
        failed: Exception | None = None
        try:
            await job()
        except Exception as error:  # noqa: BLE001 the edge of a background task: it goes on
            failed = error
            kind = type(error).__name__
            if clock() >= logged.get(kind, 0.0):
                log.error("The job %s failed: %s.", name, kind)  # noqa: TRY400 a traceback may hold PHI
                logged[kind] = clock() + LOGGED_AGAIN.total_seconds()
        await wait(stop, every if isinstance(every, timedelta) else every(failed))


async def wait(stop: asyncio.Event, duration: timedelta) -> bool:
    """Wait for the duration or the stop, whichever comes first; return whether it is time to stop."""
    try:
        await asyncio.wait_for(stop.wait(), duration.total_seconds())
    except TimeoutError:
        return False
    return True
