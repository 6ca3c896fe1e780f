"""One way to ask the audit process over its socket and to say what went wrong; awaited."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeVar

import httpx
from pydantic import ValidationError

from services.audit_line.client import refusal
from services.audit_line.errors import LedgerAway, LedgerCut

T = TypeVar("T")
ANSWER_SECONDS: Final = 60.0
_OK: Final = 200


class LineAsker:
    """Connections to the audit process. Close them with `aclose`."""

    def __init__(self, socket_path: Path, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._http = httpx.AsyncClient(
            transport=httpx.AsyncHTTPTransport(uds=str(socket_path)),
            base_url="http://ledger",
            timeout=httpx.Timeout(answer_seconds, connect=3.0),
            trust_env=False,
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """Return the answer to one request.

        Raises:
            AuditLineError: it was refused, or not answered.
        """
        try:
            answer = await self._http.request(method, path, content=body)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise LedgerAway from None
        except httpx.HTTPError:
            raise LedgerCut from None
        if answer.status_code != _OK:
            raise refusal(answer.content)
        return answer.content

    @asynccontextmanager
    async def streamed(self, path: str, body: bytes) -> AsyncIterator[httpx.Response]:
        """Give an answer while it comes.

        Raises:
            AuditLineError: it was refused, or not answered.
        """
        try:
            async with self._http.stream("POST", path, content=body) as answer:
                if answer.status_code != _OK:
                    raise refusal(await answer.aread())
                yield answer
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise LedgerAway from None
        except httpx.HTTPError:
            raise LedgerCut from None


def read(how: Callable[[bytes], T], content: bytes) -> T:
    """Read an answer.

    Raises:
        LedgerCut: it is none.
    """
    try:
        return how(content)
    except (ValueError, KeyError, TypeError, ValidationError):
        raise LedgerCut from None
