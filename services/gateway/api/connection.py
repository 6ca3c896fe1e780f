"""One connection to the model server: HTTP/1.1 (RFC 9112) on asyncio, read by the parser that uvicorn reads with.

A general client library costs several times what a token's way through the gateway costs otherwise; and here little is
asked for: one request at a time, no redirects, no cookies, no compression, no proxies.
"""

import asyncio
from typing import Final, cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from services.gateway.refusals import CallRefused, UpstreamDown, UpstreamMalformed

_FINAL: Final = 200
_LARGEST_HEAD: Final = 64 * 1024
_MOST_WAITING: Final = 256 * 1024


class Connection(asyncio.Protocol):
    """A connection, used for one call after another.

    Attributes:
        status: The status of the answer.
        headers: Its headers, names in lower case; of repeated ones the last.
    """

    def __init__(self, silent_seconds: float) -> None:
        """`silent_seconds` is how long the other side may say nothing."""
        self._silent = silent_seconds
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._idle = True
        self._lost = False
        self._begin()

    def _begin(self) -> None:
        """Be ready for an answer."""
        self._parser = HttpResponseParser(self)
        self._pieces: list[bytes] = []
        self._waiting = 0
        self._head_bytes = 0
        self._head = self._whole = False
        self._fault: CallRefused | None = None
        self._heard = False
        self.status = 0
        self.headers: dict[str, str] = {}

    @property
    def reusable(self) -> bool:
        """Whether another call may be made: the last answer was read to its end, and neither side hung up."""
        return self._idle and not self._lost and not self._pieces

    @property
    def lost(self) -> bool:
        """Whether it is closed."""
        return self._lost

    @property
    def heard(self) -> bool:
        """Whether anything came in answer to the last call."""
        return self._heard

    def close(self) -> None:
        """Hang up at once; what was not sent or read is dropped."""
        self._lost = True
        if self._transport is not None:
            self._transport.abort()

    async def call(self, request: bytes) -> None:
        """Send a request and return when the head of its answer is there.

        Raises:
            CallRefused: there is none, or it is no HTTP.
        """
        self._begin()
        self._idle = False
        if self._transport is None or self._lost:
            raise UpstreamDown
        self._transport.write(request)
        while not self._head:
            await self._more()

    async def read(self) -> bytes:
        """Return the next piece of the answer's body, whatever has come at once; nothing at its end.

        Raises:
            CallRefused: it broke off, or the other side fell silent.
        """
        while not self._pieces:
            if self._whole:
                return b""
            await self._more()
        taken = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        if self._waiting > _MOST_WAITING and self._transport is not None and not self._lost:
            self._transport.resume_reading()
        self._pieces, self._waiting = [], 0
        return taken

    async def _more(self) -> None:
        """Wait until something comes."""
        if self._fault is not None:
            raise self._fault
        loop = asyncio.get_running_loop()
        self._waiter = loop.create_future()
        silence = loop.call_later(self._silent, self._fail, UpstreamDown())
        try:
            await self._waiter
        finally:
            silence.cancel()
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _fail(self, fault: CallRefused) -> None:
        self._fault = self._fault or fault
        self._wake()
        self.close()

    # What asyncio tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Read what came; anything that nobody asked for ends the connection, lest it answer somebody else's call."""
        self._heard = True
        if self._idle:
            self._fail(UpstreamMalformed())
            return
        if not self._head:
            self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._fail(UpstreamMalformed())
        if not self._head and self._head_bytes > _LARGEST_HEAD:
            self._fail(UpstreamMalformed())
        self._wake()

    def eof_received(self) -> None:
        """Take the end as the body's, where no length was told (RFC 9112 section 6.3)."""
        if self._head and not {"content-length", "transfer-encoding"} & self.headers.keys():
            self._whole = True

    def connection_lost(self, exc: Exception | None) -> None:
        """Wake whoever waits."""
        del exc
        self._lost = True
        if not self._whole:
            self._fault = self._fault or UpstreamDown()
        self._wake()

    # What the parser tells.

    def on_message_begin(self) -> None:
        """Stop the parser at a second answer to one call."""
        if self._whole:
            raise UpstreamMalformed

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header."""
        self.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        """Note the status; an interim answer (1xx) is none."""
        self.status = self._parser.get_status_code()
        if self.status < _FINAL:
            self.headers = {}
        else:
            self._head = True

    def on_body(self, piece: bytes) -> None:
        """Keep a piece; the other side waits where too much is unread."""
        self._pieces.append(piece)
        self._waiting += len(piece)
        if self._waiting > _MOST_WAITING and self._transport is not None and not self._lost:
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        """Note the end of the answer."""
        if self._head:
            self._whole = True
            self._idle = self._parser.should_keep_alive() and self._fault is None
