"""Answers questions of people who wait: few at once, none for ever, none for somebody who has gone."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

import anyio
from starlette.requests import Request

from services.ledger.stopping import Stop, stoppable

T = TypeVar("T")
LONGEST: Final = 20.0
"""Seconds of work for one question of a person who waits."""
_GONE: Final = "http.disconnect"


class Asking:
    """The questions that are worked on."""

    def __init__(self, turns: anyio.CapacityLimiter, seconds: float = LONGEST) -> None:
        """Work on as many at once as `turns` has; the others wait."""
        self._seconds = seconds
        self._turns = turns

    async def answer(self, request: Request, ask: Callable[[], T]) -> T:
        """Return the answer.

        Raises:
            QuestionStopped: it took too long, or the caller has gone.
            LedgerError: the ledger cannot be read.
        """
        stops: list[Stop] = []
        gone = asyncio.create_task(_left(request))
        gone.add_done_callback(lambda _: _call_off(stops))

        def asked() -> T:
            stop = Stop(self._seconds)
            stops.append(stop)
            if gone.done():
                stop.call_off()
            with stoppable(stop):
                return ask()

        try:
            return await anyio.to_thread.run_sync(asked, limiter=self._turns)
        finally:
            gone.cancel()
            with suppress(asyncio.CancelledError):
                await gone


def _call_off(stops: list[Stop]) -> None:
    for stop in stops:
        stop.call_off()


async def _left(request: Request) -> None:
    """Return when the caller has hung up."""
    while (await request.receive())["type"] != _GONE:
        continue
