"""Live pages: server-sent events that say "look again"; the page then fetches itself. No event holds any PHI."""

import asyncio
from collections.abc import AsyncGenerator
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from services.kernel.errors import SealdeskError
from services.portal.console.screens import Alarm
from services.portal.console.section import Call, Page
from services.portal.console.serving import Serving, to_sign_in
from services.portal.console.settings import ConsoleSettings

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
_BEAT_TICKS = 15
_CHANGED = b"event: changed\ndata: {}\n\n"


class LivePages:
    """The open streams of the console."""

    def __init__(self, serving: Serving, settings: ConsoleSettings, alarm: Alarm) -> None:
        self._serving = serving
        self._alarm = alarm
        self._settings = settings
        self._open = 0
        self._closing = asyncio.Event()

    def close(self) -> None:
        """End every stream, so that the process can stop; browsers come back by themselves."""
        self._closing.set()

    async def stream(self, page: Page, request: Request) -> Response:
        """Answer with the page's stream."""
        visit = await self._serving.visit(request)
        if visit is None or visit.session.factor_at is None:
            return to_sign_in(request)
        call = Call(request, visit.person, fresh=self._serving.fresh(visit))
        if page.pulse is None or not await self._serving.opens(page, visit) or (page.asks_factor and not call.fresh):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        if self._open >= self._settings.streams:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE)
        events = self._events(page, call)
        return StreamingResponse(events, media_type="text/event-stream", headers=_HEADERS)

    async def _events(self, page: Page, call: Call) -> AsyncGenerator[bytes, None]:
        self._open += 1
        try:
            async for event in self._beats(page, call):
                yield event
        finally:
            self._open -= 1

    async def _beats(self, page: Page, call: Call) -> AsyncGenerator[bytes, None]:
        yield b"retry: 1000\n\n"
        shown = await self._pulse(page, call)
        yield _CHANGED  # what came between the page's own answer and this moment would not be told otherwise
        for tick in range(self._settings.stream_ticks):
            if await self._closed_within_a_tick():
                return
            if await self._serving.visit(call.request) is None:
                yield b"event: ended\ndata: {}\n\n"
                return
            present = await self._pulse(page, call)
            if present != shown:
                yield _CHANGED
                shown = present
            elif tick % _BEAT_TICKS == 0:
                yield b": still here\n\n"

    async def _pulse(self, page: Page, call: Call) -> object:
        return await self._alarm(call.person), await _pulse(page, call)

    async def _closed_within_a_tick(self) -> bool:
        try:
            await asyncio.wait_for(self._closing.wait(), self._settings.tick.total_seconds())
        except TimeoutError:
            return False
        return True


async def _pulse(page: Page, call: Call) -> object:
    """Return what the page shows, in short; where it cannot be told now, it stays as it is."""
    try:
        return await page.pulse(call) if page.pulse else None
    except SealdeskError as error:
        return type(error).__name__
