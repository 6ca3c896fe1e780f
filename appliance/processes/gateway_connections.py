"""Connections of the gateway: a request's head must be short and come soon, and what is no HTTP is refused as the rest.

Uvicorn's fast parser has no cap of its own: a header without an end would fill the memory before any code of ours runs.
"""

import asyncio
from typing import TYPE_CHECKING, Any, Final

import orjson
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from services.gateway.refusals import CallRefused, Malformed, TooLarge

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as _Base
else:
    _Base = object

_MOST_BYTES: Final = 64 * 1024
_LONGEST_SECONDS: Final = 30.0
_REASONS: Final = {400: b"Bad Request", 431: b"Request Header Fields Too Large"}
_TOO_MUCH: Final = 431


class _Heads(_Base):
    """Uvicorn's own, with caps."""

    head = 0
    late: asyncio.TimerHandle | None = None
    closed = False

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 uvicorn's signature
        """Begin to wait for a head."""
        super().connection_made(transport)
        self.late = self.loop.call_later(_LONGEST_SECONDS, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self.waits_no_more()
        super().connection_lost(exc)

    def waits_no_more(self) -> None:
        """Stop the clock."""
        if self.late is not None:
            self.late.cancel()
        self.late = None

    def on_message_begin(self) -> None:
        """Wait for the rest of a head."""
        super().on_message_begin()
        self.head = 0
        if self.late is None:
            self.late = self.loop.call_later(_LONGEST_SECONDS, self.transport.abort)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header of the head; what comes after the body changes nothing of what was asked."""
        if self.late is not None:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Let the request begin."""
        self.waits_no_more()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Read on, while the head is short."""
        if self.closed:
            return
        super().data_received(data)
        if self.late is None:
            return
        self.head += len(data)
        if self.head > _MOST_BYTES:
            self.refuse(TooLarge(f"The headers are larger than {_MOST_BYTES} bytes.", "Send less."), _TOO_MUCH)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self.refuse(Malformed(msg, "Send HTTP/1.1."), Malformed.status)

    def refuse(self, error: CallRefused, status: int) -> None:
        """Say no, and hang up."""
        self.closed = True
        body = orjson.dumps(error.body())
        head = [b"HTTP/1.1 %d %s" % (status, _REASONS[status]), b"content-type: application/json"]
        rest = [b"content-length: %d" % len(body), b"connection: close", b"", body]
        self.transport.write(b"\r\n".join([*head, *rest]))
        self.transport.close()


def short_heads(protocol: type[asyncio.Protocol] = AutoHTTPProtocol) -> type[asyncio.Protocol]:
    """Return an HTTP protocol of uvicorn's with these caps; its slow parser has some of its own and is left alone."""
    if not hasattr(protocol, "on_headers_complete"):
        return protocol
    return type("ShortHeads", (_Heads, protocol), {})
