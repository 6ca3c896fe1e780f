"""The MLLP client: sends messages to an interface engine and gives each the acknowledgement that names it.

An acknowledgement belongs to the message whose control id it names (MSA-2), and to no other: one that comes late finds
nobody waiting. After a time-out the connection is closed, so that nothing of it is taken for an answer to the next.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

from services.bridge.hl7v2.errors import LinkFault, NoAnswer, NotSent, Unreachable
from services.bridge.hl7v2.mllp.framing import Deframer, frame
from services.bridge.hl7v2.mllp.limits import Limits

_CHUNK: Final = 65_536

ControlId = Callable[[bytes], str]
"""Returns the control id that an acknowledgement names (MSA-2); empty where it names none."""

Stray = Callable[[bytes], None]
"""Takes a message that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an interface engine listens. `name` is the host name that its certificate must bear."""

    host: str
    port: int
    tls: ssl.SSLContext | None = None
    name: str | None = None


class _Line:
    """One connection, as long as it holds."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.waiting: dict[str, asyncio.Queue[bytes]] = {}
        self.reading: asyncio.Task[None] | None = None

    @property
    def holds(self) -> bool:
        """Whether messages can be sent on it."""
        return self.reading is not None and not self.reading.done() and not self.writer.is_closing()

    async def close(self) -> None:
        """End it."""
        if self.reading is not None:
            self.reading.cancel()
            await asyncio.gather(self.reading, return_exceptions=True)
        self.writer.transport.abort()
        with suppress(OSError):
            await self.writer.wait_closed()


class Exchange:
    """A message that was sent, and the acknowledgements that come for it."""

    def __init__(self, line: _Line, control_id: str) -> None:
        self._line = line
        self._control_id = control_id

    async def next(self, seconds: float) -> bytes:
        """Return the next acknowledgement that names the message.

        Raises:
            NoAnswer: none came in time, or the connection ended; it is closed.
        """
        queue = self._line.waiting[self._control_id]
        getting = asyncio.ensure_future(queue.get())
        reading = self._line.reading
        watched = {getting} if reading is None else {getting, reading}
        try:
            await asyncio.wait(watched, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if getting.done():
                return getting.result()
            if not queue.empty():
                return queue.get_nowait()
        finally:
            getting.cancel()
        await self._line.close()
        raise NoAnswer


class MllpClient:
    """Sends messages on one connection, which it keeps open and makes anew as needed. One task at a time connects."""

    def __init__(
        self, address: Address, limits: Limits, control_id: ControlId, stray: Stray = lambda _message: None
    ) -> None:
        """Send to an address.

        Args:
            address: where the engine listens.
            limits: sizes and times.
            control_id: reads MSA-2.
            stray: takes what nobody waits for: late acknowledgements, and application acknowledgements of messages
                sent on an earlier connection.
        """
        self._address = address
        self._limits = limits
        self._control_id = control_id
        self._stray = stray
        self._line: _Line | None = None
        self._connecting = asyncio.Lock()

    @asynccontextmanager
    async def sent(self, message: bytes, control_id: str) -> AsyncIterator[Exchange]:
        """Send a message; within the block its acknowledgements can be waited for.

        Raises:
            Unreachable: no connection could be made.
            NotSent: the connection ended before the message was on its way.
            ValueError: a message with this control id waits for its acknowledgement already.
        """
        line = await self._connected()
        if control_id in line.waiting:
            raise ValueError("a control id is used once at a time")
        line.waiting[control_id] = asyncio.Queue()
        try:
            await self._write(line, message)
            yield Exchange(line, control_id)
        finally:
            del line.waiting[control_id]

    async def close(self) -> None:
        """End the connection."""
        if self._line is not None:
            await self._line.close()

    async def _write(self, line: _Line, message: bytes) -> None:
        """Hand the message to the connection.

        Once a byte is written nobody knows what the engine got: only what fails before that was surely not sent.
        """
        if not line.holds:
            raise NotSent
        try:
            line.writer.write(frame(message))
            async with asyncio.timeout(self._limits.write_seconds):
                await line.writer.drain()
        except (OSError, TimeoutError):
            await line.close()
            raise NoAnswer from None

    async def _connected(self) -> _Line:
        async with self._connecting:
            if self._line is not None and self._line.holds:
                return self._line
            if self._line is not None:
                await self._line.close()
            self._line = line = await self._connect()
            line.reading = asyncio.create_task(self._read(line))
            return line

    async def _connect(self) -> _Line:
        address = self._address
        name = (address.name or address.host) if address.tls else None
        try:
            async with asyncio.timeout(self._limits.connect_seconds):
                reader, writer = await asyncio.open_connection(
                    address.host, address.port, ssl=address.tls, server_hostname=name, limit=_CHUNK
                )
        except (OSError, TimeoutError) as error:
            raise Unreachable(type(error).__name__) from None
        return _Line(reader, writer)

    async def _read(self, line: _Line) -> None:
        """Give each acknowledgement to who waits for it, until the connection ends."""
        deframer = Deframer(self._limits.message_bytes)
        with suppress(OSError, LinkFault):
            while data := await line.reader.read(_CHUNK):
                for message in deframer.feed(data):
                    queue = line.waiting.get(self._control_id(message))
                    if queue is None:
                        self._stray(message)
                    else:
                        queue.put_nowait(message)
        line.writer.close()
