"""Asks the ledger over the audit process's socket: the questions of `services.audit.reading.LedgerReader`, awaited."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Final

import orjson

from services.audit.reading import Bar, Found, LedgerQuery, Page, Sort
from services.audit_line.asking import ANSWER_SECONDS, LineAsker, read
from services.audit_line.errors import LedgerCut
from services.audit_line.wire import ASKED, BARS, Asked, Proof, found_read, page_read, proof_read

_ANY: Final = LedgerQuery()
_BY_SEQUENCE: Final = Sort()


class LineReader:
    """The ledger, as those who may read it see it. Close it with `aclose`."""

    def __init__(self, socket_path: Path, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._line = LineAsker(socket_path, answer_seconds)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._line.aclose()

    async def search(
        self, query: LedgerQuery, sort: Sort = _BY_SEQUENCE, after: str | None = None, limit: int = 100
    ) -> Page:
        """Return one page without bodies; at most 1,000 events.

        Raises:
            AuditLineError: it was not answered.
        """
        content = await self._post("/v1/search", Asked(query, sort, after, limit))
        return read(page_read, content)

    async def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        """Count fitting events, up to `limit`.

        Raises:
            AuditLineError: it was not answered.
        """
        content = await self._post("/v1/count", Asked(query, limit=limit))
        return read(lambda each: int(orjson.loads(each)["count"]), content)

    async def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        """Count fitting events between each edge and the next.

        Raises:
            AuditLineError: it was not answered.
        """
        content = await self._post("/v1/bars", Asked(query, edges=edges))
        return read(BARS.validate_json, content)

    async def open(self, sequence: int) -> Found:
        """Return one event with its body.

        Raises:
            AuditLineError: there is none with that number, it does not fit its entry, or nobody answered.
        """
        return read(found_read, await self._get(f"/v1/events/{sequence}"))

    async def stream(self, query: LedgerQuery = _ANY, sort: Sort = _BY_SEQUENCE) -> AsyncIterator[Found]:
        """Yield every fitting event with its body, in bounded memory.

        Raises:
            AuditLineError: it ended before its end.
        """
        ended = False
        async with self._line.streamed("/v1/stream", ASKED.dump_json(Asked(query, sort))) as answer:
            async for line in answer.aiter_lines():
                ended = line == "{}"
                if line and not ended:
                    yield read(found_read, line.encode())
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
        return read(proof_read, await self._get(f"/v1/events/{sequence}/proof"))

    async def log_file(self, path: str) -> bytes:
        """Return a file of the public log: `checkpoint`, `vkey`, `witnessed`, or a tile by its path.

        Raises:
            AuditLineError: there is none, or nobody answered.
        """
        return await self._get(f"/v1/log/{path}")

    async def _get(self, path: str) -> bytes:
        return await self._line.ask("GET", path)

    async def _post(self, path: str, asked: Asked) -> bytes:
        return await self._line.ask("POST", path, ASKED.dump_json(asked))
