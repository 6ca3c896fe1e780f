"""One interface engine on a connection of ours: messages handed on and acknowledged in order."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from services.bridge.hl7v2.errors import CutOff, LinkFault
from services.bridge.hl7v2.mllp.framing import Deframer, frame
from services.bridge.hl7v2.mllp.limits import Limits

CHUNK: Final = 65_536

Handler = Callable[[bytes], Awaitable[bytes | None]]
"""Deals with a message and returns its acknowledgement; None to end the connection without one."""


class Peer:
    """Serves one connection until the peer leaves or breaks a limit.

    Messages go to the handler as soon as they come. What it began it may finish, whatever becomes of the connection.
    """

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handler: Handler, limits: Limits
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._handler = handler
        self._limits = limits
        self._handled: asyncio.Queue[asyncio.Task[bytes | None] | None] = asyncio.Queue(limits.pipelined)

    async def serve(self) -> None:
        """Serve it.

        Raises:
            LinkFault: it broke a limit, or a message could not be dealt with.
            OSError: the connection broke.
            TimeoutError: it was too slow.
        """
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._read())
                tasks.create_task(self._answer())
        except* (LinkFault, OSError, TimeoutError) as failures:
            raise failures.exceptions[0] from None
        finally:
            await self._close()

    async def _read(self) -> None:
        """Hand messages on as they come."""
        deframer = Deframer(self._limits.message_bytes)
        until = self._idle()
        while True:
            async with asyncio.timeout_at(until):
                data = await self._reader.read(CHUNK)
            if not data:
                break
            began = deframer.inside
            for message in deframer.feed(data):
                began = False
                await self._handled.put(asyncio.create_task(self._deal(message)))
            if not deframer.inside:
                until = self._idle()
            elif not began:
                until = asyncio.get_running_loop().time() + self._limits.frame_seconds
        await self._handled.put(None)

    async def _deal(self, message: bytes) -> bytes | None:
        return await self._handler(message)

    def _idle(self) -> float | None:
        seconds = self._limits.idle_seconds
        return asyncio.get_running_loop().time() + seconds if seconds else None

    async def _answer(self) -> None:
        """Write acknowledgements in the order of their messages."""
        while (handled := await self._handled.get()) is not None:
            answer = await asyncio.shield(handled)
            if answer is None:
                raise CutOff
            self._writer.write(frame(answer))
            async with asyncio.timeout(self._limits.write_seconds):
                await self._writer.drain()

    async def _close(self) -> None:
        """Close, and cut off a peer that does not take what is still to be written."""
        self._writer.close()
        try:
            async with asyncio.timeout(self._limits.write_seconds):
                await self._writer.wait_closed()
        except (OSError, TimeoutError):
            self._writer.transport.abort()
