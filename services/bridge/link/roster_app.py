"""The bridge process's second face, for the gateway alone: who the clinic's patients are, and what changes.

`GET /roster` answers JSON lines: the position in the changes from which to go on, each patient, and how many there
were. Without that last line the list is not whole. `GET /changes?log=..&after=..` waits for what comes after a
position; 410 says that the list must be read anew. No credentials, appointments or writes are within reach of it.
"""

import json
import logging
from collections.abc import AsyncIterator
from typing import Annotated, Final, Protocol

from pydantic import Discriminator, TypeAdapter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from services.bridge.link.changes import ChangeLog, ChangesMissed
from services.bridge.link.wire import FAILURE, failure_of
from services.kernel.roster import RosterEntry, RosterEvent
from services.scheduling.errors import MalformedAnswer, SchedulingError

_LOG = logging.getLogger(__name__)
ENTRY: Final = TypeAdapter(RosterEntry)
EVENTS: Final[TypeAdapter[list[RosterEvent]]] = TypeAdapter(list[Annotated[RosterEvent, Discriminator("kind")]])
_WAIT_SECONDS: Final = 25.0
_FAILED: Final = 409
_GONE: Final = 410
_LINES: Final = "application/x-ndjson"


class PatientPages(Protocol):
    """A system of record that lists its patients."""

    def roster(self) -> AsyncIterator[list[RosterEntry]]:
        """Yield every patient, a page at a time.

        Raises:
            SchedulingError: a page could not be read.
        """
        ...


def create_roster_app(system: PatientPages, log: ChangeLog, wait_seconds: float = _WAIT_SECONDS) -> Starlette:
    """Build the ASGI app."""

    async def roster(request: Request) -> Response:
        """Begin the list; an answer of 409 with a `Failure` says that there is none."""
        del request
        head = json.dumps({"log": log.name, "after": log.beginning}).encode()  # before the first page is read
        pages = system.roster()
        try:
            first = await anext(pages, list[RosterEntry]())
        except SchedulingError as error:
            return Response(FAILURE.dump_json(failure_of(error)), _FAILED, media_type="application/json")
        except Exception as error:  # noqa: BLE001 the process's edge: named by type, never with its words
            _LOG.error("the list of patients failed: %s", type(error).__name__)
            inside = MalformedAnswer("The bridge failed inside.", "Run `sealdesk doctor`.")
            return Response(FAILURE.dump_json(failure_of(inside)), _FAILED, media_type="application/json")
        return StreamingResponse(_lines(head, first, pages), media_type=_LINES)

    async def changes(request: Request) -> Response:
        """Wait for what comes after a position."""
        name, after = request.query_params.get("log", ""), request.query_params.get("after", "")
        try:
            found = await log.after(name, int(after) if after.isdecimal() else -1, wait_seconds)
        except ChangesMissed:
            return Response(status_code=_GONE)
        return Response(EVENTS.dump_json(found), media_type="application/json")

    return Starlette(routes=[Route("/roster", roster, methods=["GET"]), Route("/changes", changes, methods=["GET"])])


async def _lines(
    head: bytes, first: list[RosterEntry], pages: AsyncIterator[list[RosterEntry]]
) -> AsyncIterator[bytes]:
    """Yield the lines; where a page cannot be read, the last line is missing."""
    count = 0
    yield head + b"\n"
    page: list[RosterEntry] | None = first
    try:
        while page is not None:
            count += len(page)
            yield b"".join(ENTRY.dump_json(entry) + b"\n" for entry in page)
            page = await anext(pages, None)
    except Exception as error:  # noqa: BLE001 the process's edge: named by type, never with its words
        _LOG.error("the list of patients broke off: %s", type(error).__name__)
        return
    yield json.dumps({"patients": count}).encode() + b"\n"
