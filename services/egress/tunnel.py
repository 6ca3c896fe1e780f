"""A tunnel between a service and a destination: bytes both ways, within the destination's limits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from services.egress.errors import Refused
from services.egress.limits import Limits, TokenBucket
from services.egress.ports import Stream, Timer
from services.egress.reasons import Reason

CHUNK: Final = 64 * 1024


Check = Callable[[bytes], None]
"""Looks at bytes before they go out; raises `Refused` where they must not."""


def _anything(_: bytes) -> None:
    """Let pass."""


class _Cut(Exception):
    """The tunnel has to end."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


@dataclass(slots=True)
class _Flow:
    """One direction: how much went, and how fast it may."""

    bucket: TokenBucket
    total: int = 0


class Tunnel:
    """Carries bytes until both ends have closed, a limit is reached, or somebody cuts it."""

    def __init__(self, inside: Stream, outside: Stream, limits: Limits, timer: Timer) -> None:
        for _, writer in (inside, outside):
            writer.transport.set_write_buffer_limits(high=0)  # so that nothing is left to send when a pump ends
        self._inside = inside
        self._outside = outside
        self._limits = limits
        self._timer = timer
        now = timer.monotonic()
        self._began = self._last = now
        self._up = _Flow(TokenBucket(limits.bytes_per_second, now))
        self._down = _Flow(TokenBucket(limits.bytes_per_second, now))
        self._cut: asyncio.Future[Reason] = asyncio.get_running_loop().create_future()

    @property
    def sent(self) -> int:
        """Bytes that went out."""
        return self._up.total

    @property
    def received(self) -> int:
        """Bytes that came in."""
        return self._down.total

    def cut(self, reason: Reason) -> None:
        """End the tunnel now; what is on its way is dropped."""
        if not self._cut.done():
            self._cut.set_result(reason)

    async def run(self, first: bytes, check: Check) -> Reason:
        """Send `first` out, carry both ways until the end, close both ends, and say why it ended.

        `check` sees what the inside sends after `first` before it goes out; when it refuses, the tunnel ends.
        """
        reason = Reason.STOPPING
        carrying = asyncio.create_task(self._carry(first, check))
        guarding = asyncio.create_task(self._guard())
        try:
            await asyncio.wait((carrying, guarding, self._cut), return_when=asyncio.FIRST_COMPLETED)
            ended = next(done for done in (self._cut, carrying, guarding) if done.done())
            reason = ended.result()
        finally:
            for task in (carrying, guarding):
                task.cancel()
            await asyncio.gather(carrying, guarding, return_exceptions=True)
            for _, writer in (self._inside, self._outside):
                _close(writer, gracefully=reason is Reason.FINISHED)
        return reason

    async def _carry(self, first: bytes, check: Check) -> Reason:
        (_, to_inner), (outer, _) = self._inside, self._outside
        ended = Reason.FINISHED
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._greet_and_pump(first, check))
                both.create_task(self._pump(outer, to_inner, self._down))
        except* _Cut as cuts:
            ended = next(cut.reason for cut in cuts.exceptions if isinstance(cut, _Cut))
        except* Refused as noes:
            ended = next(no.reason for no in noes.exceptions if isinstance(no, Refused))
        except* OSError:
            ended = Reason.LOST
        return ended

    async def _greet_and_pump(self, first: bytes, check: Check) -> None:
        (inner, _), (_, to_outer) = self._inside, self._outside
        await self._pass(first, to_outer, self._up)
        await self._pump(inner, to_outer, self._up, check)

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, flow: _Flow, check: Check = _anything
    ) -> None:
        size = min(CHUNK, self._limits.bytes_per_second)
        while data := await source.read(size):
            check(data)
            await self._pass(data, sink, flow)
        if sink.can_write_eof():
            sink.write_eof()

    async def _pass(self, data: bytes, sink: asyncio.StreamWriter, flow: _Flow) -> None:
        """Pass a chunk on, when the rate allows it."""
        self._last = self._timer.monotonic()
        if flow.total + len(data) > self._limits.total_bytes:
            raise _Cut(Reason.BYTES)
        flow.total += len(data)
        wait = flow.bucket.take(len(data), self._last)
        if wait:
            await self._timer.sleep(wait)
        sink.write(data)
        await sink.drain()

    async def _guard(self) -> Reason:
        """Return when the tunnel was open, or idle, for too long."""
        ends = self._began + self._limits.life_seconds
        while True:
            now = self._timer.monotonic()
            quiet = self._last + self._limits.idle_seconds
            if now >= min(ends, quiet):
                return Reason.LIFETIME if now >= ends else Reason.IDLE
            await self._timer.sleep(min(ends, quiet) - now)


def _close(writer: asyncio.StreamWriter, *, gracefully: bool) -> None:
    """Close one end; gracefully, what was written still goes out."""
    if gracefully:
        writer.close()
    else:
        writer.transport.abort()
