"""One HTTP request and its bounded answer; what went wrong is told by the phase in which it did."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson

from services.bridge.fhir.door import DoorRefused
from services.bridge.fhir.inside import BeyondTheLan
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.statuses import Kind
from services.scheduling.errors import MalformedAnswer, OutcomeUnknown, SchedulingError, SystemUnreachable

FHIR_JSON = "application/fhir+json"
JSON_PATCH = "application/json-patch+json"
_JSON_TYPES = frozenset({FHIR_JSON, "application/json"})
_CHECK = "Check the network, the address and the certificate, then run `sealdesk doctor`."
_ASK_DOOR = "Run `sealdesk egress test`; it says what to do."
_ADD_ENTRY = "Add it to egress.destinations with its agreement: docs/how-to/open-the-door.md."
_ASK_VENDOR = "Ask the vendor of the scheduling system."
_READ_IT = "Read it to find out."


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask: `path` below the base (or an absolute URL of the same origin), and whether it may be repeated."""

    method: str
    path: str
    kind: Kind
    params: tuple[tuple[str, str], ...] = ()
    content: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers and body as bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)

    @property
    def success(self) -> bool:
        """Tell whether the status says that it worked; 202 only promises."""
        return self.status in (200, 201, 204)

    def json(self) -> Any:  # noqa: ANN401 JSON is any value
        """Decode the body.

        Raises:
            MalformedAnswer: it is not JSON, is nested too deep, or calls itself something else.
        """
        media_type = self.headers.get("content-type", "").split(";", 1)[0].strip().lower()
        if media_type not in _JSON_TYPES:
            raise MalformedAnswer("The answer of the scheduling system is not FHIR JSON.", _ASK_VENDOR)
        try:
            return orjson.loads(self.content)
        except orjson.JSONDecodeError:
            raise MalformedAnswer("The answer of the scheduling system is not valid JSON.", _ASK_VENDOR) from None

    def json_or_none(self) -> Any:  # noqa: ANN401 JSON is any value
        """Decode the body of a refusal, which may be anything."""
        try:
            return self.json()
        except MalformedAnswer:
            return None


async def exchange(http: httpx.AsyncClient, request: Request, limits: Limits) -> Answer:
    """Send the request once and take the answer within the limits.

    Raises:
        SystemUnreachable: no connection, or (for a read) no answer.
        OutcomeUnknown: a write was sent, or partly, and no whole answer came.
        MalformedAnswer: a read's answer is compressed or too large.
    """
    try:
        async with asyncio.timeout(limits.total_seconds):
            return await _send(http, request, limits)
    except DoorRefused as no:
        raise SystemUnreachable(f"The door to the scheduling system is shut ({no.reason}).", _ASK_DOOR) from None
    except BeyondTheLan:
        what = "The scheduling system lies beyond the clinic's network, where only the door leads."
        raise SystemUnreachable(what, _ADD_ENTRY) from None
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol):
        raise SystemUnreachable("The scheduling system cannot be reached.", _CHECK) from None
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
        raise _no_answer(request) from None
    except MalformedAnswer as error:
        raise _unusable(request, error) from None


async def _send(http: httpx.AsyncClient, request: Request, limits: Limits) -> Answer:
    outgoing = http.build_request(
        request.method,
        request.path,
        params=request.params or None,
        content=request.content,
        headers=dict(request.headers),
    )
    response = await http.send(outgoing, stream=True, follow_redirects=False)
    try:
        content = await _body(response, limits.body_bytes)
    finally:
        await response.aclose()
    return Answer(response.status_code, response.headers, content)


async def _body(response: httpx.Response, limit: int) -> bytes:
    """Read the body; we ask for no compression, so a compressed one is a bomb or a mistake."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise MalformedAnswer("The answer is compressed though that was not asked for.", _ASK_VENDOR)
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise _too_large()
    chunks, size = [], 0
    async for chunk in response.aiter_raw():
        size += len(chunk)
        if size > limit:
            raise _too_large()
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large() -> MalformedAnswer:
    return MalformedAnswer("The answer of the scheduling system is larger than we take.", "Narrow the search window.")


def _no_answer(request: Request) -> SchedulingError:
    if request.kind is Kind.WRITE:
        return OutcomeUnknown("The write was sent and no whole answer came back.", _READ_IT)
    return SystemUnreachable("The scheduling system did not answer.", _CHECK)


def _unusable(request: Request, error: MalformedAnswer) -> SchedulingError:
    if request.kind is Kind.WRITE:
        return OutcomeUnknown("The write was sent and its answer cannot be used.", _READ_IT)
    return error
