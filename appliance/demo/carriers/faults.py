"""How a stand-in misbehaves on demand: one fault for each of the next sends."""

from collections import deque
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Fault(StrEnum):
    """What goes wrong with a send."""

    HANG_BEFORE = "hang_before"
    """It is not taken, and nothing is answered until the caller gives up."""
    HANG_AFTER = "hang_after"
    """It is taken, and nothing is answered until the caller gives up."""
    CUT_AFTER = "cut_after"
    """It is taken, and the answer breaks off."""
    FAIL_BEFORE = "fail_before"
    """It is not taken: 503."""
    FAIL_AFTER = "fail_after"
    """It is taken, and 500 is answered."""
    GIBBERISH_AFTER = "gibberish_after"
    """It is taken, and the answer says success and not which."""
    TOO_MANY = "too_many"
    """It is not taken: 429 with Retry-After; a mail relay says 450."""
    REFUSED = "refused"
    """It is refused for good: Twilio's 21610, a mail relay's 550, a 400 elsewhere."""

    @property
    def taken(self) -> bool:
        """Tell whether the message is taken before the fault shows."""
        return self in (Fault.HANG_AFTER, Fault.CUT_AFTER, Fault.FAIL_AFTER, Fault.GIBBERISH_AFTER)


class Faults:
    """The faults of the sends to come.

    Attributes:
        held: what goes wrong with every send after the planned ones, until it is None again.
    """

    def __init__(self) -> None:
        self._coming: deque[Fault | None] = deque()
        self.held: Fault | None = None

    def plan(self, *faults: Fault | None) -> None:
        """Let the next sends go wrong, one each; None for one that goes well."""
        self._coming.extend(faults)

    def next(self) -> Fault | None:
        """Return the fault of this send."""
        return self._coming.popleft() if self._coming else self.held

    def coming(self) -> list[Fault]:
        """Return the faults that are planned."""
        return [fault for fault in self._coming if fault is not None]

    def stop(self) -> None:
        """Let everything go well again."""
        self._coming.clear()
        self.held = None


class CutOff(Response):
    """An answer that promises more than it brings: the connection breaks."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 ASGI's shape
        """Answer a part."""
        await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"4096")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": False})


async def gone(request: Request) -> None:
    """Wait until the caller gives up."""
    while (await request.receive())["type"] != "http.disconnect":
        continue
