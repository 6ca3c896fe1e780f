"""A client of one chat route of an OpenAI-compatible server: one question, one short JSON answer, no second try."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from services.llama.errors import NoAnswer, Reason

_OK: Final = 200
_LARGEST: Final = 64 * 1024
_LOCAL: Final = "http://gateway"
MOST_TOKENS: Final = 128


@dataclass(frozen=True, slots=True)
class Server:
    """Where the gateway listens and what it serves.

    Attributes:
        url: `http://host:port`, `https://host:port` or `unix:/path`.
        model: The model's name there.
        key: The bearer key; empty where none is asked for.
    """

    url: str
    model: str
    key: str = ""


class LlamaClient:
    """Asks the model. Close it with `aclose`."""

    def __init__(self, server: Server, timeout_seconds: float) -> None:
        socket = server.url.removeprefix("unix:") if server.url.startswith("unix:") else None
        transport = httpx.AsyncHTTPTransport(uds=str(Path(socket)) if socket else None, retries=0, trust_env=False)
        headers = {"accept-encoding": "identity", "user-agent": "sealdesk", "x-caller-verified": "no"}
        if server.key:
            headers["authorization"] = f"Bearer {server.key}"
        self._base = _LOCAL if socket else server.url.rstrip("/").removesuffix("/v1")
        self._model = server.model
        self._guarded = False
        self._http = httpx.AsyncClient(
            transport=transport, headers=headers, timeout=timeout_seconds, trust_env=False, follow_redirects=False
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def answer(self, messages: Sequence[dict[str, str]], name: str, schema: dict[str, Any]) -> str:
        """Return the model's answer, held to a JSON schema by the server.

        Raises:
            NoAnswer: there is none that can be read, or nothing would redact the question.
        """
        body = {
            "model": self._model,
            "messages": list(messages),
            "temperature": 0,
            "n": 1,
            "max_tokens": MOST_TOKENS,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": name, "schema": schema, "strict": True},
            },
        }
        await self._be_guarded()
        try:
            return _content(await self._sent(body))
        except httpx.TimeoutException:
            raise NoAnswer(Reason.LATE) from None
        except httpx.HTTPError:
            raise NoAnswer(Reason.DOWN) from None

    async def reaches_model_server(self) -> bool:
        """Tell whether the address is vLLM's own: it tells its version, for which a gateway has no route.

        Raises:
            NoAnswer: nobody answers.
        """
        try:
            return (await self._http.get(f"{self._base}/version")).status_code == _OK
        except httpx.TimeoutException:
            raise NoAnswer(Reason.LATE) from None
        except httpx.HTTPError:
            raise NoAnswer(Reason.DOWN) from None

    async def _be_guarded(self) -> None:
        """Look once before the first question whether it would be redacted.

        Raises:
            NoAnswer: the address is a model server's own, or nobody answers.
        """
        if not self._guarded and await self.reaches_model_server():
            raise NoAnswer(Reason.UNGUARDED)
        self._guarded = True

    async def _sent(self, body: dict[str, Any]) -> bytes:
        read = bytearray()
        async with self._http.stream("POST", f"{self._base}/v1/chat/completions", json=body) as reply:
            if reply.status_code != _OK:
                raise NoAnswer(Reason.REFUSED)
            async for piece in reply.aiter_raw():
                read += piece
                if len(read) > _LARGEST:
                    raise NoAnswer(Reason.MALFORMED)
        return bytes(read)


def _content(raw: bytes) -> str:
    """Return the words of a chat reply.

    Raises:
        NoAnswer: it is none, or it was cut off.
    """
    try:
        choice = json.loads(raw)["choices"][0]
        content, finish = choice["message"]["content"], choice["finish_reason"]
    except (ValueError, TypeError, LookupError, RecursionError):
        raise NoAnswer(Reason.MALFORMED) from None
    if finish != "stop":
        raise NoAnswer(Reason.CUT_OFF)
    if not isinstance(content, str):
        raise NoAnswer(Reason.MALFORMED)
    return content
