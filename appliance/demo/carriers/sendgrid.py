"""A stand-in of SendGrid's mail send that takes nothing but a bare notice: any field that could hold PHI is refused."""

import hmac
import json
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from appliance.demo.carriers.faults import CutOff, Fault, Faults, gone
from appliance.demo.carriers.journal import Entry, Journal, Outcome, Way, outcome_of
from services.kernel.clock import Clock, SystemClock

_FIELDS: Final = {"personalizations", "from", "subject", "content", "tracking_settings"}
_TRACKERS: Final = {"click_tracking", "open_tracking", "subscription_tracking", "ganalytics"}
_LARGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A notice that was taken."""

    id: str
    to: str = field(repr=False)
    subject: str
    body: str = field(repr=False)


class SendGridStandIn:
    """SendGrid on this machine.

    Args:
        key: the API key it takes.
        sender: the address that may send.
        clock: the time.
        journal: where every notice is noted.
    """

    def __init__(self, key: str, sender: str, clock: Clock | None = None, journal: Journal | None = None) -> None:
        self._key, self._sender = key, sender
        self._clock = clock or SystemClock()
        self.journal = journal or Journal()
        self.faults = Faults()
        self.kept: list[KeptMail] = []
        self.raw: list[bytes] = []
        self.app = Starlette(routes=[Route("/v3/mail/send", self._send, methods=["POST"])])

    async def _send(self, request: Request) -> Response:
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self._key}".encode()):
            return _refused(401, "The provided authorization grant is invalid, expired, or revoked", None)
        raw = await request.body()
        if len(raw) > _LARGEST:
            return _refused(413, "content too large", None)
        try:
            wrong = self._wrong(json.loads(raw))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            wrong = "body"
        if wrong:
            return _refused(403 if wrong == "from" else 400, "The request is not a bare notice.", wrong)
        self.raw.append(raw)
        fault, body = self.faults.next(), json.loads(raw)
        kept = self._keep(body) if fault is None or fault.taken else ""
        self._note(body, kept, outcome_of(fault), str(fault or ""))
        if fault is None:
            return Response(status_code=202, headers={"x-message-id": kept})
        return await self._misbehave(request, fault)

    def _note(self, body: dict[str, Any], kept: str, outcome: Outcome, note: str) -> None:
        to, words = body["personalizations"][0]["to"][0]["email"], body["content"][0]["value"]
        name = kept or self.journal.name("notice")
        entry = Entry(name, Way.NOTICE, to, self._clock.now(), words, outcome, note, subject=body["subject"])
        self.journal.note(entry)

    def _wrong(self, body: dict[str, Any]) -> str:
        """Return the field that is wrong, nothing where none is."""
        [personalization] = body["personalizations"]
        [content] = body["content"]
        trackers = body.get("tracking_settings", {})
        checks = {
            "body": set(body) == _FIELDS and _is_plain(content),
            "personalizations": set(personalization) == {"to"} and set(personalization["to"][0]) == {"email"},
            "to": len(personalization["to"]) == 1 and "@" in personalization["to"][0]["email"],
            "from": body["from"] == {"email": self._sender},
            "tracking_settings": set(trackers) == _TRACKERS
            and not any(setting["enable"] for setting in trackers.values()),
        }
        return next((name for name, holds in checks.items() if not holds), "")

    def _keep(self, body: dict[str, Any]) -> str:
        name = f"notice-{len(self.kept) + 1}"
        to = body["personalizations"][0]["to"][0]["email"]
        self.kept.append(KeptMail(name, to, body["subject"], body["content"][0]["value"]))
        return name

    async def _misbehave(self, request: Request, fault: Fault) -> Response:
        if fault in (Fault.HANG_BEFORE, Fault.HANG_AFTER):
            await gone(request)
        answers: dict[Fault, Response] = {
            Fault.CUT_AFTER: CutOff(),
            Fault.FAIL_BEFORE: Response(status_code=503),
            Fault.FAIL_AFTER: _refused(500, "internal", None),
            Fault.GIBBERISH_AFTER: Response(status_code=202),
            Fault.TOO_MANY: Response(status_code=429, headers={"retry-after": "7"}),
            Fault.REFUSED: _refused(400, "The address is on a suppression list.", "personalizations"),
        }
        return answers.get(fault, Response(status_code=504))


def _is_plain(content: dict[str, Any]) -> bool:
    """Tell whether a part is plain text, which loads nothing from anywhere."""
    return set(content) == {"type", "value"} and content["type"] == "text/plain" and bool(content["value"])


def _refused(status: int, message: str, name: str | None) -> JSONResponse:
    return JSONResponse({"errors": [{"message": message, **({"field": name} if name else {})}]}, status)
