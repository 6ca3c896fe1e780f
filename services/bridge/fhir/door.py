"""The way to a scheduling system beyond the clinic's network: a tunnel for each connection, asked for at the door.

CONNECT (RFC 9110 section 9.3.6) at the bridge's own Unix socket of the egress process. TLS goes through it to the very
host that was asked for, and is checked here. Where the door refuses, nothing left.
"""

import asyncio
import re
import ssl
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import httpcore
import httpx

_HEAD_END: Final = b"\r\n\r\n"
_LARGEST_HEAD: Final = 8192
_OPEN: Final = re.compile(rb"HTTP/1\.[01] 200 ")
_WHY: Final = re.compile(rb'\r\nProxy-Status: [^\r\n]*details="([a-z0-9_]{1,40})"')


class DoorRefused(httpx.ConnectError):
    """The door did not open; `reason` is its word for why. No byte of the request left."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the door refused: {reason}")
        self.reason = reason


class DoorTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport, each of whose connections is a tunnel.

    Args:
        door: the bridge's socket at the egress process.
        tls: the context in which the scheduling system's certificate is checked.
        limits: how many connections are held, and how long.
    """

    def __init__(self, door: Path, tls: ssl.SSLContext, limits: httpx.Limits) -> None:
        super().__init__(verify=tls, limits=limits, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=_DoorBackend(door),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send by a tunnel.

        Raises:
            UnsupportedProtocol: the request is not for https; the door lets nothing else through.
            DoorRefused: the door did not open.
        """
        if request.url.scheme != "https":
            raise httpx.UnsupportedProtocol("The door lets https through and nothing else.")
        return await super().handle_async_request(request)


class _DoorBackend(httpcore.AsyncNetworkBackend):
    """httpcore's network, behind the door."""

    def __init__(self, door: Path) -> None:
        self._door = door
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        stream = await self._inner.connect_unix_socket(str(self._door), timeout)
        try:
            async with asyncio.timeout(timeout):
                await _ask(stream, f"{host}:{port}")
        except TimeoutError:
            await stream.aclose()
            raise httpcore.ConnectTimeout from None
        except BaseException:
            await stream.aclose()
            raise
        return stream

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def _ask(stream: httpcore.AsyncNetworkStream, authority: str) -> None:
    """Ask for the tunnel; behind the head of a yes nothing comes before we speak."""
    head = b""
    try:
        await stream.write(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode("ascii"))
        while _HEAD_END not in head and len(head) < _LARGEST_HEAD:
            data = await stream.read(_LARGEST_HEAD)
            if not data:
                raise httpcore.ConnectError("the door hung up")
            head += data
    except (httpcore.ReadError, httpcore.WriteError):
        raise httpcore.ConnectError("the door hung up") from None
    if not _OPEN.match(head):
        why = _WHY.search(head)
        raise DoorRefused(why[1].decode("ascii") if why else "unknown")
