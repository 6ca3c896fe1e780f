"""`services.gateway.ports.PatientSource` over the bridge's roster socket: the gateway holds no key of the EHR."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import httpx
import orjson
from pydantic import Discriminator, TypeAdapter, ValidationError

from services.gateway.errors import RosterUnavailable
from services.gateway.redaction.roster.patient import RosterPatient
from services.gateway.roster.entries import patient_of
from services.kernel.roster import RosterEntry, RosterEvent

_ENTRY: Final = TypeAdapter(RosterEntry)
_EVENTS: Final[TypeAdapter[list[RosterEvent]]] = TypeAdapter(list[Annotated[RosterEvent, Discriminator("kind")]])
_OK: Final = 200
_GONE: Final = 410
_PAGE: Final = 500
_LONGEST_LINE: Final = 256 * 1024
_SECONDS: Final = 60.0


class BridgeRoster:
    """Reads the list, and then what changes. Close it with `aclose`."""

    def __init__(self, socket: Path, answer_seconds: float = _SECONDS) -> None:
        transport = httpx.AsyncHTTPTransport(uds=str(socket))
        timeout = httpx.Timeout(answer_seconds, connect=3.0)
        self._http = httpx.AsyncClient(transport=transport, base_url="http://bridge", timeout=timeout, trust_env=False)
        self._log, self._after = "", 0

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def pages(self) -> AsyncGenerator[Sequence[RosterPatient], None]:
        """Yield every patient, a page at a time.

        Raises:
            RosterUnavailable: the list cannot be had, or not whole.
        """
        try:
            async with self._http.stream("GET", "/roster") as answer:
                if answer.status_code != _OK:
                    raise RosterUnavailable("refused")
                async for page in self._listed(answer):
                    yield page
        except httpx.ConnectError:
            raise RosterUnavailable("down") from None
        except httpx.HTTPError:
            raise RosterUnavailable("cut_off") from None

    async def _listed(self, answer: httpx.Response) -> AsyncIterator[Sequence[RosterPatient]]:
        """Yield the patients between the first line and the last, and see that both are there."""
        count, page, ended = 0, list[RosterPatient](), False
        head: dict[str, object] | None = None
        async for line in _lines(answer):
            if ended:
                raise RosterUnavailable("malformed")
            if head is None:
                head = _object(line)
            elif line.startswith(b'{"patients"'):
                ended = _object(line)["patients"] == count
            else:
                page.append(_patient(line))
                count += 1
            if len(page) == _PAGE:
                yield page
                page = []
        if head is None or not ended:
            raise RosterUnavailable("cut_off")
        yield page
        if head.get("log") != self._log:  # else what was not heard yet is still to come
            self._log, self._after = str(head.get("log")), int(str(head.get("after")))

    async def changes(self) -> Sequence[RosterEvent] | None:
        """Wait for what changed since the list was begun, and return it; None: read the list anew.

        Raises:
            RosterUnavailable: nobody answers.
        """
        try:
            answer = await self._http.get("/changes", params={"log": self._log, "after": self._after})
        except httpx.HTTPError:
            raise RosterUnavailable("down") from None
        if answer.status_code == _GONE:
            self._log = ""
            return None
        try:
            events = _EVENTS.validate_json(answer.content)
        except ValidationError:
            raise RosterUnavailable("malformed") from None
        self._after += len(events)
        return events


async def _lines(answer: httpx.Response) -> AsyncIterator[bytes]:
    """Yield the whole lines of an answer."""
    rest = b""
    async for piece in answer.aiter_raw():
        *whole, rest = (rest + piece).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            raise RosterUnavailable("malformed")
        for line in whole:
            yield line
    if rest:
        raise RosterUnavailable("cut_off")


def _object(line: bytes) -> dict[str, object]:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise RosterUnavailable("malformed")
    return found


def _patient(line: bytes) -> RosterPatient:
    try:
        return patient_of(_ENTRY.validate_json(line))
    except ValidationError:
        raise RosterUnavailable("malformed") from None
