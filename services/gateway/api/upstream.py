"""The model server behind the gateway: one address, three paths, no redirects, no proxies, no headers of the client."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import anyio
import httpx

from services.gateway.api.pool import Answer, Pool
from services.gateway.refusals import UpstreamDown, UpstreamMalformed, UpstreamRefused

_FORM: Final = "An upstream is http://host:port, https://host:port or unix:/path."
_OK: Final = 200
_LEAST_ERROR: Final = 400
#: How long an answer to the question whether it is there may take.
_PROBE_SECONDS: Final = 5.0
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
        try:
            parts = urlsplit(written)
            named = parts.hostname and parts.port != 0
        except ValueError:
            raise ValueError(_FORM) from None
        if parts.scheme == "unix" and parts.path:
            return cls(f"{_LOCAL}/v1", Path(parts.path))
        if parts.scheme not in {"http", "https"} or not named or parts.query or parts.fragment:
            raise ValueError(_FORM)
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
        headers = {"accept-encoding": "identity", "user-agent": "sealdesk-gateway"}
        if key:
            headers["authorization"] = f"Bearer {key}"
        self._pool = Pool(address.base, str(address.socket) if address.socket else None, headers, answer_seconds)
        self._largest = largest

    async def aclose(self) -> None:
        """Close the connections."""
        await self._pool.close()

    async def chat(self, body: bytes) -> bytes:
        """Return the answer to a chat request.

        Raises:
            CallRefused: there is none, it is no success, or it is too large.
        """
        return await self._whole("POST", "/chat/completions", body, {"content-type": "application/json"})

    async def chat_stream(self, body: bytes, stack: AsyncExitStack) -> Answer:
        """Return a streamed answer, once it has begun well; the stack ends it.

        Raises:
            CallRefused: it did not begin, or not as a stream.
        """
        headers = {"content-type": "application/json", "accept": "text/event-stream"}
        answer = await stack.enter_async_context(self._answer("POST", "/chat/completions", body, headers))
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            raise UpstreamMalformed
        return answer

    async def models(self) -> bytes:
        """Return the list of models.

        Raises:
            CallRefused: there is none.
        """
        return await self._whole("GET", "/models")

    async def transcribe(self, fields: dict[str, str], audio: bytes, name: str) -> bytes:
        """Return the answer to a transcription request; `name` is a neutral file name.

        Raises:
            CallRefused: there is none.
        """
        files = {"file": (name, audio, "application/octet-stream")}
        form = httpx.Request("POST", "http://form", data=fields, files=files)
        headers = {"content-type": form.headers["content-type"]}
        return await self._whole("POST", "/audio/transcriptions", form.read(), headers)

    async def answers(self) -> bool:
        """Tell whether anything speaks HTTP there, and soon."""
        try:
            with anyio.fail_after(_PROBE_SECONDS):
                await self.models()
        except TimeoutError:
            return False
        except UpstreamDown:
            return False
        except (UpstreamRefused, UpstreamMalformed):
            return True
        return True

    async def _whole(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> bytes:
        whole = bytearray()
        async with self._answer(method, path, body, headers) as answer:
            while piece := await answer.read():
                whole += piece
                if len(whole) > self._largest:
                    raise UpstreamMalformed
        return bytes(whole)

    @asynccontextmanager
    async def _answer(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> AsyncIterator[Answer]:
        async with self._pool.called(method, path, body, headers) as answer:
            if answer.status >= _LEAST_ERROR:
                raise UpstreamRefused(answer.status)
            if answer.status != _OK or answer.headers.get("content-encoding", "identity") != "identity":
                raise UpstreamMalformed
            yield answer
