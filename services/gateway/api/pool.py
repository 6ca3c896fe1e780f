"""The connections to one address, kept open between calls."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit

from services.gateway.api.connection import Connection
from services.gateway.refusals import UpstreamDown

_CONNECT_SECONDS: Final = 3.0
_MOST_IDLE: Final = 128
_PORTS: Final = {"http": 80, "https": 443}


class Pool:
    """Makes calls to one host, each on a connection of its own while it lasts. Close it with `close`.

    Args:
        base: The host's URL, with the path that comes before every call's own.
        socket: The Unix socket on which it listens, if any.
        headers: Sent with every call.
        silent_seconds: How long it may say nothing.
    """

    def __init__(self, base: str, socket: str | None, headers: Mapping[str, str], silent_seconds: float) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or ""
        self._port = parts.port or _PORTS[parts.scheme]
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._socket = socket
        self._path = parts.path
        self._head = _lines({"host": parts.netloc.rpartition("@")[2], **headers})
        self._silent = silent_seconds
        self._idle: list[Connection] = []

    def close(self) -> None:
        """Hang up where nothing is under way."""
        while self._idle:
            self._idle.pop().close()

    @asynccontextmanager
    async def called(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> AsyncIterator[Connection]:
        """Make a call; its answer can be read from the connection until the block ends.

        Raises:
            CallRefused: there is no answer.
        """
        length = {"content-length": str(len(body))} if body else {}
        head = _lines({**(headers or {}), **length})
        connection = await self._answered(
            f"{method} {self._path}{path} HTTP/1.1\r\n{self._head}{head}\r\n".encode() + body
        )
        try:
            yield connection
        finally:
            if connection.reusable and len(self._idle) < _MOST_IDLE:
                self._idle.append(connection)
            else:
                connection.close()

    async def _answered(self, request: bytes) -> Connection:
        """Return the connection on which an answer begins.

        A kept connection may have been closed by the other side at this very moment, having read nothing: then the
        call is made once more on a new one (RFC 9112 section 9.3.1; a model's answer changes nothing over there).
        """
        while self._idle:
            kept = self._idle.pop()
            if not kept.reusable:
                continue
            try:
                return await _begun(kept, request)
            except UpstreamDown:
                if kept.heard or not kept.lost:
                    raise
                break
        return await _begun(await self._connected(), request)

    async def _connected(self) -> Connection:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                if self._socket is not None:
                    return (await loop.create_unix_connection(self._new, self._socket))[1]
                return (await loop.create_connection(self._new, self._host, self._port, ssl=self._tls))[1]
        except (OSError, TimeoutError):
            raise UpstreamDown from None

    def _new(self) -> Connection:
        return Connection(self._silent)


async def _begun(connection: Connection, request: bytes) -> Connection:
    try:
        await connection.call(request)
    except BaseException:
        connection.close()
        raise
    return connection


def _lines(headers: Mapping[str, str]) -> str:
    """Return headers as they are sent.

    Raises:
        ValueError: one holds a line break or a character beyond ASCII.
    """
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    if lines.count("\n") != len(headers) or lines.count("\r") != len(headers) or not lines.isascii():
        raise ValueError("A header or a key holds a character that may not stand there.")
    return lines
