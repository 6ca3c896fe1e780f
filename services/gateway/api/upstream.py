"""The model server behind the gateway: one address, three paths, no redirects, no proxies, no headers of the client."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from services.gateway.refusals import TooLarge, UpstreamDown, UpstreamMalformed, UpstreamRefused

_OK: Final = 200
_LEAST_ERROR: Final = 400
_CONNECT_SECONDS: Final = 3.0
_LOCAL: Final = "http://model-server"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a model server listens: a base URL that ends in `/v1`, and a Unix socket where there is one."""

    base: str
    socket: Path | None = None

    @classmethod
    def read(cls, written: str) -> "Address":
        """Return the address that was written as `http://host:port[/v1]`, `https://...` or `unix:/path`.

        Raises:
            ValueError: it is none of these.
        """
        parts = urlsplit(written)
        if parts.scheme == "unix" and parts.path:
            return cls(f"{_LOCAL}/v1", Path(parts.path))
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("An upstream is http://host:port, https://host:port or unix:/path.")
        base = written.rstrip("/")
        return cls(base if parts.path.rstrip("/").endswith("/v1") else f"{base}/v1")


class Upstream:
    """Calls the model server. Close it with `aclose`.

    Args:
        address: Where it listens.
        key: Its own key; the client's is never passed on.
        answer_seconds: How long it may be silent, in seconds.
        largest: Bytes of a whole answer.
    """

    def __init__(self, address: Address, key: str = "", answer_seconds: float = 120.0, largest: int = 4 << 20) -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=128)
        transport = httpx.AsyncHTTPTransport(
            uds=str(address.socket) if address.socket else None, limits=limits, trust_env=False
        )
        headers = {"accept-encoding": "identity", "user-agent": "sealdesk-gateway"}
        if key:
            headers["authorization"] = f"Bearer {key}"
        timeout = httpx.Timeout(answer_seconds, connect=_CONNECT_SECONDS)
        self._http = httpx.AsyncClient(
            transport=transport, headers=headers, timeout=timeout, trust_env=False, follow_redirects=False
        )
        self._base = address.base
        self._largest = largest

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def chat(self, body: bytes) -> bytes:
        """Return the answer to a chat request.

        Raises:
            CallRefused: there is none, it is no success, or it is too large.
        """
        headers = {"content-type": "application/json"}
        async with self._sent(
            self._http.build_request("POST", f"{self._base}/chat/completions", content=body, headers=headers)
        ) as answer:
            return await self._bounded(answer)

    async def chat_stream(self, body: bytes, stack: AsyncExitStack) -> AsyncIterator[bytes]:
        """Return the pieces of a streamed answer, once it has begun well; the stack ends it.

        Raises:
            CallRefused: it did not begin, or not as a stream.
        """
        headers = {"content-type": "application/json", "accept": "text/event-stream"}
        request = self._http.build_request("POST", f"{self._base}/chat/completions", content=body, headers=headers)
        answer = await stack.enter_async_context(self._sent(request))
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            raise UpstreamMalformed
        return _pieces(answer)

    async def models(self) -> bytes:
        """Return the list of models.

        Raises:
            CallRefused: there is none.
        """
        async with self._sent(self._http.build_request("GET", f"{self._base}/models")) as answer:
            return await self._bounded(answer)

    async def transcribe(self, fields: dict[str, str], audio: bytes, name: str) -> bytes:
        """Return the answer to a transcription request; `name` is a neutral file name.

        Raises:
            CallRefused: there is none.
        """
        files = {"file": (name, audio, "application/octet-stream")}
        request = self._http.build_request("POST", f"{self._base}/audio/transcriptions", data=fields, files=files)
        async with self._sent(request) as answer:
            return await self._bounded(answer)

    async def answers(self) -> bool:
        """Tell whether anything speaks HTTP there."""
        try:
            await self.models()
        except UpstreamDown:
            return False
        except (UpstreamRefused, UpstreamMalformed, TooLarge):
            return True
        return True

    @asynccontextmanager
    async def _sent(self, request: httpx.Request) -> AsyncIterator[httpx.Response]:
        try:
            answer = await self._http.send(request, stream=True)
        except httpx.HTTPError:
            raise UpstreamDown from None
        try:
            if answer.status_code >= _LEAST_ERROR:
                raise UpstreamRefused(answer.status_code)
            if answer.status_code != _OK or answer.headers.get("content-encoding", "identity") != "identity":
                raise UpstreamMalformed
            yield answer
        finally:
            await answer.aclose()

    async def _bounded(self, answer: httpx.Response) -> bytes:
        body = bytearray()
        async for piece in _pieces(answer):
            body += piece
            if len(body) > self._largest:
                raise UpstreamMalformed
        return bytes(body)


async def _pieces(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for piece in answer.aiter_raw():
            yield piece
    except httpx.HTTPError:
        raise UpstreamDown from None
