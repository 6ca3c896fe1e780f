"""The ledger's face at its process's socket: JSON over HTTP, one path for each thing that may be asked.

Who called is in the request's state as `peer`, by the kernel's word; `Admission` says what that user may do.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

import anyio
import orjson
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from services.audit.checkpoint import Checkpoint
from services.audit.errors import AuditError, HoldOfAnother, HoldUnclear, NoSuchHold
from services.audit.notes import Note
from services.audit.tiles import Tile, TileReader
from services.audit.tree import inclusion_proof
from services.audit_line.wire import (
    ASKED,
    BARS,
    FILINGS,
    LARGEST,
    LARGEST_QUESTION,
    TAKEN,
    Asked,
    Proof,
    Taken,
    found_written,
    page_written,
    proof_written,
)
from services.kernel.errors import SealdeskError
from services.ledger import errors
from services.ledger.asking import Asking
from services.ledger.ledger import Ledger

_READING: Final = 16
"""How many questions are worked on at once; filings have threads of their own."""
T = TypeVar("T")
_CHUNK: Final = 256
"""Events that are sent at once."""
_JSON: Final = "application/json"
_END: Final = b"{}\n"
"""The last line of a stream: without it, it was cut."""
_PUBLIC: Final = re.compile(r"checkpoint|vkey|witnessed|tile/[0-9/x.p]+")


class Unasked(errors.LedgerError):
    """The question cannot be read."""

    def __init__(self) -> None:
        super().__init__("The question to the ledger cannot be read.", "Ask with this version's own commands.")


class NotAdmitted(errors.LedgerError):
    """This user may not do that."""

    def __init__(self) -> None:
        super().__init__(
            "This system user may not ask that of the audit ledger.",
            "Run it as the user of `sealdesk up`, or name the user in `audit.readers`.",
        )


_STATUS: Final[dict[type[SealdeskError], int]] = {
    Unasked: 400,
    NotAdmitted: 403,
    errors.Gap: 409,
    errors.Conflict: 409,
    errors.NoSuchEvent: 404,
    errors.UnknownPlace: 404,
    NoSuchHold: 404,
    HoldOfAnother: 403,
    HoldUnclear: 422,
    errors.NoSource: 422,
    errors.TooLarge: 422,
    errors.Unrecordable: 422,
    errors.ClockBehind: 503,
    errors.LedgerFull: 503,
    errors.LedgerDisk: 503,
    errors.LedgerBusy: 503,
    errors.LedgerClosed: 503,
    errors.QuestionStopped: 504,
}


@dataclass(frozen=True, slots=True)
class Admission:
    """What each system user may do: the sources that it files for (None: any), and who may read."""

    files: dict[int, frozenset[str] | None]
    readers: frozenset[int]

    def may_file(self, peer: int, sources: frozenset[str]) -> bool:
        """Tell whether a user may file for these sources."""
        allowed = self.files.get(peer, frozenset())
        return allowed is None or sources <= allowed

    @property
    def users(self) -> frozenset[int]:
        """Everybody who may connect."""
        return self.readers | self.files.keys()


def create_ledger_app(ledger: Ledger, admission: Admission) -> Starlette:
    """Return the application of the audit process."""
    asking = _Asking(ledger, admission)
    routes = [
        Route("/health", asking.health, methods=["GET"]),
        Route("/v1/filings", asking.file, methods=["POST"]),
        Route("/v1/sources/{source}", asking.source, methods=["GET"]),
        Route("/v1/search", asking.search, methods=["POST"]),
        Route("/v1/count", asking.count, methods=["POST"]),
        Route("/v1/bars", asking.bars, methods=["POST"]),
        Route("/v1/stream", asking.stream, methods=["POST"]),
        Route("/v1/events/{sequence:int}", asking.open, methods=["GET"]),
        Route("/v1/events/{sequence:int}/proof", asking.proof, methods=["GET"]),
        Route("/v1/checkpoint", asking.checkpoint, methods=["GET"]),
        Route("/v1/log/{path:path}", asking.log, methods=["GET"]),
    ]
    return Starlette(routes=routes, exception_handlers={SealdeskError: _failed})


class _Asking:
    """Each question, in a thread of its own: the ledger's functions wait for the disk."""

    def __init__(self, ledger: Ledger, admission: Admission) -> None:
        self._ledger = ledger
        self._admission = admission
        self._reading = anyio.CapacityLimiter(_READING)
        self._questions = Asking(self._reading)

    async def _read(self, how: Callable[[], T]) -> T:
        """Run a question in a thread; many at once wait for one another, so that filings never wait for them."""
        return await anyio.to_thread.run_sync(how, limiter=self._reading)

    async def health(self, _: Request) -> Response:
        """Prove that the ledger could take events now."""
        await anyio.to_thread.run_sync(self._ledger.take, ())
        if (trouble := self._ledger.trouble) is not None:
            raise trouble
        return JSONResponse({"ledger": "takes events"})

    async def file(self, request: Request) -> Response:
        """Take filings over."""
        try:
            filings = FILINGS.validate_json(await _body(request, LARGEST), strict=True)
        except ValidationError:
            raise Unasked from None
        if not self._admission.may_file(_peer(request), frozenset(filing.source for filing in filings)):
            raise NotAdmitted
        taken = await anyio.to_thread.run_sync(self._ledger.take, filings)
        return Response(TAKEN.dump_json(Taken(taken.numbers, taken.last)), media_type=_JSON)

    async def source(self, request: Request) -> Response:
        """Tell the last number that was taken from a source."""
        source = request.path_params["source"]
        if not self._admission.may_file(_peer(request), frozenset({source})):
            raise NotAdmitted
        return JSONResponse({"number": await anyio.to_thread.run_sync(self._ledger.last_taken, source)})

    async def search(self, request: Request) -> Response:
        """Return one page."""
        asked = await self._asked(request)
        search = partial(self._ledger.reader.search, asked.query, asked.sort, asked.after, asked.limit)
        return Response(page_written(await self._questions.answer(request, search)), media_type=_JSON)

    async def count(self, request: Request) -> Response:
        """Count events."""
        asked = await self._asked(request)
        count = await self._questions.answer(request, partial(self._ledger.reader.count, asked.query, asked.limit))
        return JSONResponse({"count": count})

    async def bars(self, request: Request) -> Response:
        """Count events between each edge and the next."""
        asked = await self._asked(request)
        bars = await self._questions.answer(request, partial(self._ledger.reader.bars, asked.query, asked.edges))
        return Response(BARS.dump_json(bars), media_type=_JSON)

    async def open(self, request: Request) -> Response:
        """Return one event with its body."""
        self._may_read(request)
        found = await self._read(partial(self._ledger.reader.open, request.path_params["sequence"]))
        return Response(found_written(found), media_type=_JSON)

    async def stream(self, request: Request) -> Response:
        """Send every fitting event, a line each, and an empty object at the end."""
        asked = await self._asked(request)
        return StreamingResponse(self._sent(self._lines(asked)), media_type="application/x-ndjson")

    async def _sent(self, lines: Iterator[bytes]) -> AsyncIterator[bytes]:
        while chunk := await self._read(partial(next, lines, b"")):
            yield chunk

    def _lines(self, asked: Asked) -> Iterator[bytes]:
        lines: list[bytes] = []
        for found in self._ledger.reader.stream(asked.query, asked.sort):
            lines += (found_written(found), b"\n")
            if len(lines) >= 2 * _CHUNK:
                yield b"".join(lines)
                lines = []
        yield b"".join((*lines, _END))

    async def checkpoint(self, request: Request) -> Response:
        """Sign everything that was taken."""
        self._may_read(request)
        return Response(await anyio.to_thread.run_sync(self._ledger.checkpoint), media_type="text/plain")

    async def proof(self, request: Request) -> Response:
        """Prove that an entry stands in the tree that a checkpoint signs."""
        self._may_read(request)
        prove = partial(proof_of, self._ledger, request.path_params["sequence"])
        return Response(await self._read(lambda: proof_written(prove())), media_type=_JSON)

    async def log(self, request: Request) -> Response:
        """Return a file of the public log."""
        self._may_read(request)
        path = request.path_params["path"]
        content = await self._read(partial(self._load, path))
        if content is None:
            raise errors.UnknownPlace
        return Response(content, media_type="application/octet-stream")

    def _load(self, path: str) -> bytes | None:
        if _PUBLIC.fullmatch(path) is None:
            return None
        try:
            if path.startswith("tile/"):
                Tile.parse(path)
            return (self._ledger.log / path).read_bytes()
        except (OSError, AuditError):
            return None

    def _may_read(self, request: Request) -> None:
        if _peer(request) not in self._admission.readers:
            raise NotAdmitted

    async def _asked(self, request: Request) -> Asked:
        self._may_read(request)
        try:
            return ASKED.validate_json(await _body(request, LARGEST_QUESTION))
        except ValidationError:
            raise Unasked from None


def proof_of(ledger: Ledger, sequence: int) -> Proof:
    """Return the proof that an entry stands in the tree, and the checkpoint it leads to.

    Raises:
        NoSuchEvent: there is no such entry.
        AuditError: a hash file is missing.
    """
    note = ledger.checkpoint()
    size = Checkpoint.of(Note.parse(note)).size
    if not 1 <= sequence <= size:
        raise errors.NoSuchEvent(sequence)
    reader = TileReader(size, partial(_tile, ledger))
    return Proof(sequence - 1, size, tuple(inclusion_proof(sequence - 1, size, reader)), note)


def _tile(ledger: Ledger, path: str) -> bytes | None:
    try:
        return (ledger.log / path).read_bytes()
    except FileNotFoundError:
        return None


def _peer(request: Request) -> int:
    peer: Any = request.scope.get("state", {}).get("peer")
    return peer if isinstance(peer, int) else -1


async def _body(request: Request, most: int) -> bytes:
    """Return a request's body of at most so many bytes.

    Raises:
        Unasked: it is too large.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > most:
            raise Unasked
    return b"".join(parts)


async def _failed(_: Request, error: Exception) -> Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    what, do = (error.what, error.do) if isinstance(error, SealdeskError) else ("", "")
    content = orjson.dumps({"error": type(error).__name__, "what": what, "do": do})
    return Response(content, status, media_type=_JSON)
