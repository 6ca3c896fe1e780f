"""A stand-in of Twilio Programmable Messaging: what it takes and shows passes Twilio's own OpenAPI description.

It checks the key, every field and the account, keeps what was sent, shows it page by page, and treats words and numbers
after sending as ContentRetention=discard and AddressRetention=obfuscate ask for.
"""

import base64
import hmac
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from appliance.demo.carriers.faults import CutOff, Fault, Faults, gone
from appliance.demo.carriers.journal import Entry, Journal, Outcome, Way, outcome_of
from appliance.demo.carriers.twilio_book import Kept, TwilioBook, shown
from appliance.demo.carriers.twilio_pages import page_of
from services.kernel.clock import Clock

_PATH: Final = "/2010-04-01/Accounts/{account}/Messages.json"
_ONE: Final = "/2010-04-01/Accounts/{account}/Messages/{sid}.json"
_FORM: Final = "application/x-www-form-urlencoded"
_E164: Final = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
_LONGEST_BODY: Final = 1600
_LONGEST_WAIT: Final = 36_000
_OPTED_OUT: Final = 21610
_ALLOWED: Final = frozenset(
    {"To", "From", "MessagingServiceSid", "Body", "ContentRetention", "AddressRetention", "ValidityPeriod"}
)
_Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TwilioKeys:
    """What the stand-in believes."""

    account: str
    key: str
    secret: str = field(repr=False)
    number: str


class TwilioStandIn:
    """Twilio on this machine. `app` serves it; the rest is how a test or the demo looks in and takes part.

    Args:
        keys: the account it serves.
        clock: the time.
        journal: where every text is noted, sent or received.
    """

    def __init__(self, keys: TwilioKeys, clock: Clock, journal: Journal | None = None) -> None:
        self.keys = keys
        self.journal = journal or Journal()
        self._clock = clock
        self.book = TwilioBook(keys.account, keys.number, clock)
        self.faults = Faults()
        self.repeats_in_pages = False
        self.requests: list[tuple[str, str]] = []
        self.app = Starlette(
            routes=[
                Route(_PATH, self._guarded(self._create), methods=["POST"]),
                Route(_PATH, self._guarded(self._list), methods=["GET"]),
                Route(_ONE, self._guarded(self._fetch), methods=["GET"]),
            ]
        )

    def _guarded(self, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def checked(request: Request) -> Response:
            self.requests.append((request.method, request.url.path))
            given = request.headers.get("authorization", "")
            wanted = base64.b64encode(f"{self.keys.key}:{self.keys.secret}".encode()).decode()
            if not hmac.compare_digest(given.encode(), f"Basic {wanted}".encode()):
                return _refused(401, 20003)
            if request.path_params["account"] != self.keys.account:
                return _refused(404, 20404)
            return await answer(request)

        return checked

    async def _create(self, request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0] != _FORM:
            return _refused(400, 20001)
        fields = [(name, str(value)) for name, value in (await request.form()).multi_items()]
        form = dict(fields)
        code = 20001 if len(form) != len(fields) else self._wrong(form)
        if code:
            self._note(form, "", Outcome.REFUSED, str(code))
            return _refused(400, code)
        fault = self.faults.next()
        kept = self.book.take(form) if fault is None or fault.taken else None
        self._note(form, kept.sid if kept else "", outcome_of(fault), str(fault or ""))
        if fault is None and kept is not None:
            return JSONResponse(shown(kept), 201)
        return await self._misbehave(request, fault or Fault.GIBBERISH_AFTER)

    def receive(self, sender: str, body: str) -> Kept:
        """Let a patient text the clinic."""
        kept = self.book.receive(sender, body)
        self.journal.note(Entry(kept.sid, Way.TEXT, sender, kept.created_at, body, Outcome.RECEIVED))
        return kept

    def deliver(self) -> None:
        """Let every text that waits arrive at its phone."""
        self.book.advance("delivered")
        arriving = [entry for entry in self.journal.entries if entry.way is Way.TEXT and entry.outcome is Outcome.TAKEN]
        for entry in arriving:
            entry.outcome = Outcome.DELIVERED
        if arriving:
            self.journal.changed()

    def _note(self, form: _Form, sid: str, outcome: Outcome, note: str) -> None:
        """Note a send under Twilio's id, or under one of ours where it got none."""
        name = sid or self.journal.name("text")
        words = form.get("Body", "")
        self.journal.note(Entry(name, Way.TEXT, form.get("To", ""), self._clock.now(), words, outcome, note))

    def _wrong(self, form: _Form) -> int:
        """Return the error code of what is wrong with a send, 0 for nothing; Twilio checks in about this order."""
        wait = form.get("ValidityPeriod", "1")
        checks = (
            (set(form) <= _ALLOWED, 20001),
            (bool(form.get("To")), 21604),
            (_E164.fullmatch(form.get("To", "")) is not None, 21211),
            (("From" in form) != ("MessagingServiceSid" in form), 21603),
            (form.get("From", self.keys.number) == self.keys.number, 21606),
            (bool(form.get("Body")), 21602),
            (len(form.get("Body", "")) <= _LONGEST_BODY, 21617),
            (form.get("ContentRetention") == "discard", 20001),
            (form.get("AddressRetention") == "obfuscate", 20001),
            (wait.isdigit() and 1 <= int(wait) <= _LONGEST_WAIT, 20001),
            (form.get("To") not in self.book.opted_out, 21610),
        )
        refused = self.book.refusals.get(form.get("To", ""), 0)
        return next((code for holds, code in checks if not holds), refused)

    async def _misbehave(self, request: Request, fault: Fault) -> Response:
        if fault in (Fault.HANG_BEFORE, Fault.HANG_AFTER):
            await gone(request)
        answers: dict[Fault, Response] = {
            Fault.CUT_AFTER: CutOff(),
            Fault.FAIL_BEFORE: _refused(503, 20503),
            Fault.FAIL_AFTER: _refused(500, 20500),
            Fault.GIBBERISH_AFTER: JSONResponse({"sid": "none"}, 201),
            Fault.TOO_MANY: _refused(429, 20429, {"retry-after": "7"}),
            Fault.REFUSED: _refused(400, _OPTED_OUT),
        }
        return answers.get(fault, Response(status_code=504))

    async def _list(self, request: Request) -> Response:
        page = page_of(self.book.messages(), request, repeats=self.repeats_in_pages)
        return JSONResponse(page) if page is not None else _refused(400, 20001)

    async def _fetch(self, request: Request) -> Response:
        found: Kept | None = self.book.kept.get(request.path_params["sid"])
        return JSONResponse(shown(found)) if found is not None else _refused(404, 20404)


def _refused(status: int, code: int, headers: dict[str, str] | None = None) -> JSONResponse:
    body = {"code": code, "message": "Refused by the stand-in", "more_info": f"#{code}", "status": status}
    return JSONResponse(body, status, headers)
