"""Calls to one address, on connections that are kept open between calls: what aiohttp does, without what it adds."""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from services.gateway.refusals import CallRefused, UpstreamDown, UpstreamMalformed

_CONNECT_SECONDS: Final = 3.0
_MOST_WAITING: Final = 256 * 1024
_SWITCHED: Final = 101
#: Nothing is sent that was not said here.
_UNSAID: Final = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class Answer:
    """An answer that has begun.

    Attributes:
        status: Its status.
        headers: Its headers; names are found in any case.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers

    async def read(self) -> bytes:
        """Return the next piece of the body, whatever has come at once; nothing at its end.

        Raises:
            CallRefused: it broke off, cannot be read, or the other side fell silent.
        """
        try:
            return await self._response.content.readany()
        except (aiohttp.ClientError, HttpProcessingError, TimeoutError) as error:
            raise _refusal(error) from None


@dataclass(slots=True)
class _Kept:
    """Whether a call went out on a connection that had served another."""

    reused: bool = False


class Pool:
    """Makes calls to one host, each on a connection of its own while it lasts. Close it with `close`.

    Args:
        base: The host's URL, with the path that comes before every call's own.
        socket: The Unix socket on which it listens, if any.
        headers: Sent with every call.
        silent_seconds: How long it may say nothing.
    """

    def __init__(self, base: str, socket: str | None, headers: Mapping[str, str], silent_seconds: float) -> None:
        _check(headers)
        parts = urlsplit(base)
        self._base = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        self._tls = ssl.create_default_context() if parts.scheme == "https" else True
        self._socket = socket
        self._headers = dict(headers)
        self._timeout = aiohttp.ClientTimeout(total=None, connect=_CONNECT_SECONDS, sock_read=silent_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()

    @asynccontextmanager
    async def called(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> AsyncIterator[Answer]:
        """Make a call; its answer can be read until the block ends. One that was not read to its end is hung up on.

        Raises:
            CallRefused: there is no answer.
        """
        _check(headers or {})
        response = await self._begun(method, path, body, headers)
        try:
            yield Answer(response)
        finally:
            response.close()  # a connection whose answer was read to its end went back before

    async def _begun(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str] | None
    ) -> aiohttp.ClientResponse:
        """Return an answer that has begun.

        A kept connection may have been closed by the other side at this very moment, having read nothing: then the
        call is made once more (RFC 9112 section 9.3.1; a model's answer changes nothing over there).
        """
        url = URL(f"{self._base}{path}", encoded=True)
        while True:
            kept = _Kept()
            try:
                response = await self._opened().request(
                    method,
                    url,
                    data=body or None,
                    headers=headers,
                    allow_redirects=False,
                    trace_request_ctx=kept,
                )
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
                if not kept.reused:
                    raise _refusal(error) from None
                continue
            except (aiohttp.ClientError, HttpProcessingError, TimeoutError) as error:
                raise _refusal(error) from None
            if response.status == _SWITCHED:
                response.close()
                raise UpstreamMalformed
            return response

    def _opened(self) -> aiohttp.ClientSession:
        """Return the session, made at the first call: it belongs to the loop that runs then."""
        if self._session is None:
            connector = (
                aiohttp.UnixConnector(self._socket, limit=0)
                if self._socket is not None
                else aiohttp.TCPConnector(limit=0, ssl=self._tls)
            )
            watch = aiohttp.TraceConfig()
            watch.on_connection_reuseconn.append(_note_reuse)
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers=self._headers,
                skip_auto_headers=_UNSAID,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                auto_decompress=False,
                read_bufsize=_MOST_WAITING // 2,
                trace_configs=[watch],
            )
        return self._session


async def _note_reuse(_session: aiohttp.ClientSession, context: object, _told: object) -> None:
    context.trace_request_ctx.reused = True  # type: ignore[attr-defined]


def _refusal(error: Exception) -> CallRefused:
    """Return how a failure is named: an answer that cannot be read, or none."""
    malformed = isinstance(error, aiohttp.ClientResponseError | HttpProcessingError)
    return UpstreamMalformed() if malformed else UpstreamDown()


def _check(headers: Mapping[str, str]) -> None:
    """Refuse headers that would be more than one.

    Raises:
        ValueError: one holds a line break or a character beyond ASCII.
    """
    if any(not word.isascii() or "\r" in word or "\n" in word for each in headers.items() for word in each):
        raise ValueError("A header or a key holds a character that may not stand there.")
