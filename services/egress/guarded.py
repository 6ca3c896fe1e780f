"""What senders send through: an httpx transport, and a socket for smtplib, each on a connection of the guard's.

    transport = GuardedTransport(guard)                             # TLS 1.2 or later, the public CAs
    http = http_client("https://api.twilio.com", transport=transport)

    async with guarded_socket(guard, "mail.clinic.example", 587) as end:
        ...                                                         # in a thread: smtplib on `end`, which begins TLS

The allow-list is asked at each request and again at each connection, of which none is kept unless its user says so.
What fails is told apart: `services.egress.errors.Refused` (of `SealdeskError`, with its `reason`): the door stayed shut
and nothing left; `httpx.ConnectError`: nobody answered, or its certificate is not believed, and no word of the request
left; any other httpx error: it may have left. A connection that the guard cuts reads as one that broke.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import httpcore
import httpx

from services.egress.errors import NotReached, Refused
from services.egress.guard import Guard, Line
from services.egress.reasons import Reason

_HTTPS: Final = 443
_CHUNK: Final = 64 * 1024


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport over HTTP/1.1, dialling through the guard.

    Args:
        guard: opens the connections.
        tls: the context for https; by default the public CAs and TLS 1.2 or later.
        kept: how many seconds after it was opened a connection may still take a request; only for reads, which may be
            repeated. By default none is kept.
    """

    def __init__(self, guard: Guard, tls: ssl.SSLContext | None = None, kept: float = 0.0) -> None:
        context = tls if tls is not None else public_tls()
        super().__init__(verify=context, trust_env=False)
        self._guard = guard
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_keepalive_connections=1 if kept else 0,
            keepalive_expiry=kept,
            network_backend=GuardedBackend(guard, kept),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the allow-list, then send.

        Raises:
            Refused: this destination is not allowed, or the request names another host than its address does.
        """
        url = request.url
        encrypted = url.scheme == "https"
        self._guard.ask(url.host, _port(url), encrypted=encrypted)
        if request.headers.get("host") != url.netloc.decode("ascii"):
            raise Refused(Reason.NAME_DIFFERS)
        return await super().handle_async_request(request)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's network backend, with the guard's connections."""

    def __init__(self, guard: Guard, kept: float = 0.0) -> None:
        self._guard, self._kept = guard, kept

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """Open a connection; whether it has to be encrypted was asked with the request.

        Raises:
            Refused: the guard refuses it.
            ConnectError: nobody answers.
        """
        try:
            async with asyncio.timeout(timeout):
                line = await self._guard.reach(host, port)
        except NotReached as error:
            raise httpcore.ConnectError(error.what) from None
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        return _LineStream(self._guard, line, asyncio.get_running_loop().time() + self._kept)

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 httpcore's signature
        timeout: float | None = None,  # noqa: ARG002 httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """Open nothing.

        Raises:
            Refused: a socket is no destination.
        """
        raise Refused(Reason.NOT_A_NAME)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class _LineStream(httpcore.AsyncNetworkStream):
    """One connection of the guard's, as httpcore reads and writes it."""

    def __init__(self, guard: Guard, line: Line, until: float) -> None:
        self._guard, self._line, self._until = guard, line, until

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            async with asyncio.timeout(timeout):
                data = await self._line.stream[0].read(max_bytes)
        except TimeoutError:
            raise httpcore.ReadTimeout from None
        except OSError:
            raise httpcore.ReadError from None
        if not data and self._line.reason is not None:
            raise httpcore.ReadError  # cut by the guard: an answer without a length must not pass for a whole one
        self._take(received=len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._take(sent=len(buffer))
        try:
            async with asyncio.timeout(timeout):
                self._line.stream[1].write(buffer)
                await self._line.stream[1].drain()
        except TimeoutError:
            raise httpcore.WriteTimeout from None
        except OSError:
            raise httpcore.WriteError from None

    async def aclose(self) -> None:
        self._guard.end(self._line)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                await self._line.stream[1].start_tls(ssl_context, server_hostname=server_hostname)
        except TimeoutError:
            self._guard.end(self._line, Reason.LOST)
            raise httpcore.ConnectTimeout from None
        except OSError as error:
            self._guard.end(self._line, Reason.LOST)
            raise httpcore.ConnectError(type(error).__name__) from None
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 httpcore's signature
        names = {"ssl_object": "ssl_object", "client_addr": "sockname", "server_addr": "peername", "socket": "socket"}
        if info == "is_readable":  # how httpcore asks whether a connection is of no use for another request
            return self._line.stream[0].at_eof() or asyncio.get_running_loop().time() >= self._until
        return self._line.stream[1].get_extra_info(names.get(info, info))

    def _take(self, *, sent: int = 0, received: int = 0) -> None:
        if not self._line.counts(sent=sent, received=received):
            raise httpcore.ReadError


def public_tls() -> ssl.SSLContext:
    """Return the context in which the public CAs are believed, from TLS 1.2 on."""
    tls = ssl.create_default_context()
    tls.minimum_version = ssl.TLSVersion.TLSv1_2
    return tls


@asynccontextmanager
async def guarded_socket(guard: Guard, host: str, port: int) -> AsyncIterator[socket.socket]:
    """Yield a blocking socket that leads to the destination, for a library in a thread that begins TLS on it.

    The far end of a pair of sockets is joined to the guard's connection, byte for byte.

    Raises:
        Refused: as for `Guard.reach`.
        NotReached: as for `Guard.reach`.
    """
    line = await guard.reach(host, port)
    near, far = socket.socketpair()
    joining = asyncio.create_task(_join(line, far))
    try:
        yield near
    finally:
        near.close()
        joining.cancel()
        await asyncio.gather(joining, return_exceptions=True)
        guard.end(line)


async def _join(line: Line, far: socket.socket) -> None:
    far.setblocking(False)  # noqa: FBT003 the socket's own signature
    reader, writer = await asyncio.open_unix_connection(sock=far)
    outer_reader, outer_writer = line.stream
    out = asyncio.create_task(_pump(reader, outer_writer, lambda size: line.counts(sent=size)))
    back = asyncio.create_task(_pump(outer_reader, writer, lambda size: line.counts(received=size)))
    try:
        await asyncio.gather(out, back)
    finally:
        for task in (out, back):
            task.cancel()
        writer.transport.abort()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, counts: Callable[[int], bool]) -> None:
    """Carry one way; an end of it closes both."""
    with suppress(OSError):
        while (data := await source.read(_CHUNK)) and counts(len(data)):
            sink.write(data)
            await sink.drain()
    sink.close()


def _port(url: httpx.URL) -> int:
    return url.port or (_HTTPS if url.scheme == "https" else 80)
