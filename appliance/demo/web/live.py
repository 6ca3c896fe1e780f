"""Live updates: a stream of server-sent events that says when a page has changed (HTML Living Standard, 9.2)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from starlette.responses import StreamingResponse

_KEEP_ALIVE_SECONDS = 15


class Watchable(Protocol):
    """Something that calls its watchers after each change."""

    @property
    def watchers(self) -> set[Callable[[], None]]:
        """Return the callbacks; add to and discard from this set."""
        ...


def event_stream(source: Watchable) -> StreamingResponse:
    """Answer with `changed` events, the first at once, until the browser goes away."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(changes(source), media_type="text/event-stream", headers=headers)


async def changes(source: Watchable) -> AsyncIterator[bytes]:
    """Yield one event at the start and one after each change, and a comment when nothing happens for a while."""
    changed = asyncio.Event()
    changed.set()
    source.watchers.add(changed.set)
    try:
        while True:
            try:
                await asyncio.wait_for(changed.wait(), _KEEP_ALIVE_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            changed.clear()
            yield b"event: changed\ndata: 1\n\n"
    finally:
        source.watchers.discard(changed.set)
