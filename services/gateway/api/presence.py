"""Whether the client is still there while its answer is worked on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
from starlette.types import Receive

from services.gateway.refusals import ClientGone

Done = TypeVar("Done")


async def while_there(receive: Receive, work: Callable[[], Awaitable[Done]]) -> Done:
    """Return what the work returns; it is stopped when the client hangs up, so that nobody works for nothing.

    The work runs in the caller's own task: what it brings is there at once, without another turn of the loop.

    Args:
        receive: ASGI's, once the whole body was read.
        work: What is awaited.

    Raises:
        ClientGone: the client hung up.
    """
    with anyio.CancelScope() as scope:
        watcher = asyncio.ensure_future(_hung_up(receive, scope.cancel))
        try:
            return await work()
        finally:
            watcher.cancel()
    raise ClientGone


async def _hung_up(receive: Receive, stop: Callable[[], None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stop()
