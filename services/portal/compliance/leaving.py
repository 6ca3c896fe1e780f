"""A question is called off when the browser that asked it has gone: the person pressed Stop, or closed the page."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from starlette.requests import Request

from services.portal.compliance.errors import Left

T = TypeVar("T")
_GONE: Final = "http.disconnect"


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Return what the work gives, as long as somebody waits for it. The body of the request must have been read.

    Raises:
        Left: the browser has gone; the work was called off.
    """
    doing, leaving = asyncio.create_task(work), asyncio.create_task(_left(request))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise Left
        return doing.result()
    finally:
        doing.cancel()
        leaving.cancel()
        await asyncio.wait({doing, leaving})


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != _GONE:
        continue
