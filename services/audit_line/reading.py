"""Asks the ledger over the audit process's socket: the questions of `services.audit.reading.LedgerReader`, awaited."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

import httpx
import orjson
from pydantic import ValidationError

from services.audit.reading import Bar, Found, LedgerQuery, Page, Sort
from services.audit_line.client import refusal
from services.audit_line.errors import LedgerAway, LedgerCut
from services.audit_line.wire import ASKED, BARS, Asked, Proof, found_read, page_read, proof_read

T = TypeVar("T")
ANSWER_SECONDS: Final = 60.0
_OK: Final = 200
_ANY: Final = LedgerQuery()
_BY_SEQUENCE: Final = Sort()


class LineReader:
    """The ledger, as those who may read it see it. Close it with `aclose`."""

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

    async def search(
        self, query: LedgerQuery, sort: Sort = _BY_SEQUENCE, after: str | None = None, limit: int = 100
    ) -> Page:
        """Return one page without bodies; at most 1,000 events.

        Raises:
            AuditLineError: it was not answered.
        """
        content = await self._post("/v1/search", Asked(query, sort, after, limit))
        return _read(page_read, content)

    async def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        """Count fitting events, up to `limit`.

        Raises:
            AuditLineError: it was not answered.
        """
        content = await self._post("/v1/count", Asked(query, limit=limit))
        return _read(lambda each: int(orjson.loads(each)["count"]), content)

    async def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        """Count fitting events between each edge and the next.

        Raises:
            AuditLineError: it was not answered.
        """
        content = await self._post("/v1/bars", Asked(query, edges=edges))
        return _read(BARS.validate_json, content)

    async def open(self, sequence: int) -> Found:
        """Return one event with its body.

        Raises:
            AuditLineError: there is none with that number, it does not fit its entry, or nobody answered.
        """
        return _read(found_read, await self._get(f"/v1/events/{sequence}"))

    async def stream(self, query: LedgerQuery = _ANY, sort: Sort = _BY_SEQUENCE) -> AsyncIterator[Found]:
        """Yield every fitting event with its body, in bounded memory.

        Raises:
            AuditLineError: it ended before its end.
        """
        ended = False
        async with self._streamed("/v1/stream", Asked(query, sort)) as answer:
            async for line in answer.aiter_lines():
                ended = line == "{}"
                if line and not ended:
                    yield _read(found_read, line.encode())
        if not ended:
            raise LedgerCut

    async def checkpoint(self) -> str:
        """Return a signed note over everything that was taken.

        Raises:
            AuditLineError: it was not answered.
        """
        return (await self._get("/v1/checkpoint")).decode()

    async def proof(self, sequence: int) -> Proof:
        """Return the proof that an entry stands in the tree, and the checkpoint that it leads to.

        Raises:
            AuditLineError: there is no such entry, or nobody answered.
        """
        return _read(proof_read, await self._get(f"/v1/events/{sequence}/proof"))

    async def log_file(self, path: str) -> bytes:
        """Return a file of the public log: `checkpoint`, `vkey`, `witnessed`, or a tile by its path.

        Raises:
            AuditLineError: there is none, or nobody answered.
        """
        return await self._get(f"/v1/log/{path}")

    async def _get(self, path: str) -> bytes:
        return await self._asked("GET", path, None)

    async def _post(self, path: str, asked: Asked) -> bytes:
        return await self._asked("POST", path, ASKED.dump_json(asked))

    async def _asked(self, method: str, path: str, body: bytes | None) -> bytes:
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
    async def _streamed(self, path: str, asked: Asked) -> AsyncIterator[httpx.Response]:
        try:
            async with self._http.stream("POST", path, content=ASKED.dump_json(asked)) as answer:
                if answer.status_code != _OK:
                    raise refusal(await answer.aread())
                yield answer
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise LedgerAway from None
        except httpx.HTTPError:
            raise LedgerCut from None


def _read(how: Callable[[bytes], T], content: bytes) -> T:
    """Read an answer.

    Raises:
        LedgerCut: it is none.
    """
    try:
        return how(content)
    except (ValueError, KeyError, TypeError, ValidationError):
        raise LedgerCut from None
