"""Webhooks on the public listener: a small router of its own, whose answers never say why.

A message is taken whole or not at all: bounded in size and time, and believed by whoever it is for, by its signature.
What is believed is answered with 200 and nothing, whatever it led to; everything else with 400 and nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

PREFIX = "/hooks"
BODY_LIMIT = 256 * 1024
BODY_SECONDS = 10
_TAKEN = 200
_REFUSED = 400

Take = Callable[[Mapping[str, str], bytes], Awaitable[bool]]
"""Takes one message by its headers (names in lower case) and its raw body; False where it is not believed."""


@dataclass(frozen=True, slots=True)
class Hook:
    """One webhook: `name` is the last part of its address, `/hooks/NAME`; `limit` is its largest body, in bytes."""

    name: str
    take: Take
    limit: int = BODY_LIMIT


def hook_routes(hooks: Sequence[Hook]) -> list[Mount]:
    """Return the router of these webhooks, none where there are none."""
    if not hooks:
        return []
    return [Mount(PREFIX, routes=[Route(f"/{hook.name}", _endpoint(hook), methods=["POST"]) for hook in hooks])]


def _endpoint(hook: Hook) -> Callable[[Request], Awaitable[Response]]:
    async def receive(request: Request) -> Response:
        body = await _body(request, hook.limit)
        if body is None:
            return Response(status_code=_REFUSED, headers={"connection": "close"})
        return Response(status_code=_TAKEN if await hook.take(request.headers, body) else _REFUSED)

    return receive


async def _body(request: Request, limit: int) -> bytes | None:
    """Return the body, None where it is too large or too slow."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    return None
    except TimeoutError:
        return None
    return bytes(body)
