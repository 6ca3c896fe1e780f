"""The pages: the outbox, each phone, each inbox, the switches, and a payment page in Stripe's place."""

import re
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from appliance.demo.carriers.journal import Entry, Way
from appliance.demo.outbox.carriers import Carriers
from appliance.demo.outbox.directory import Contact, Directory
from appliance.demo.outbox.shown import in_the_inbox, offer_codes, on_the_phone, show
from appliance.demo.outbox.switches import FAULTS, TIMES, switches, throw
from appliance.demo.staff import StaffMember, code_now
from appliance.demo.web.live import event_stream
from appliance.demo.web.rendering import page
from appliance.demo.web.security import from_this_page
from services.kernel.clock import Clock

QUICK: Final = ("1", "2", "3", "STOP", "START", "HELP")
_LONGEST: Final = 1600
_REFERENCE: Final = re.compile(r"[A-Za-z0-9_.-]{1,200}")
_LINKS: Final = {"events": "/events", "static": "/static"}
_ELSEWHERE: Final = "This form was not sent from this page."


@dataclass(frozen=True, slots=True)
class OutboxPages:
    """What the outbox shows and takes."""

    carriers: Carriers
    directory: Directory
    zone: ZoneInfo
    clock: Clock
    staff: list[StaffMember] = field(default_factory=list)
    console: str = ""

    @property
    def routes(self) -> list[BaseRoute]:
        """Return where each page is."""
        return [
            Route("/", self.outbox),
            Route("/events", self.events),
            Route("/phones/{key}", self.phone),
            Route("/phones/{key}", self.text, methods=["POST"]),
            Route("/inboxes/{key}", self.inbox),
            Route("/invitations/{id}.ics", self.invitation),
            Route("/pay", self.payment),
            Route("/staff", self.codes),
            Route("/carriers", self.switches),
            Route("/carriers", self.throw, methods=["POST"]),
        ]

    async def events(self, _: Request) -> Response:
        """Say when anything changes."""
        return event_stream(self.carriers.journal)

    async def outbox(self, _: Request) -> Response:
        """Show every message, newest first, and every phone and inbox."""
        entries = self.carriers.journal.entries
        busy = [(contact, self._counts(contact)) for contact in self.directory.contacts]
        wrong = [switch for switch in switches(self.carriers) if switch.wrong]
        return page(
            "outbox.html",
            200,
            **_LINKS,
            messages=show(entries, self.directory, self.zone),
            cast=[pair for pair in busy if pair[0].story or not pair[0].key.startswith("pat-")],
            crowd=[pair for pair in busy if not pair[0].story and pair[0].key.startswith("pat-")],
            strangers=self._strangers(),
            wrong=wrong,
        )

    async def phone(self, request: Request) -> Response:
        """Show a phone."""
        return self._phone(request.path_params["key"])

    async def text(self, request: Request) -> Response:
        """Send a text from a phone to the clinic."""
        key = request.path_params["key"]
        contact = self.directory.get(key)
        body = str((await request.form()).get("body", "")).strip()
        if not from_this_page(request):
            return self._phone(key, 403, _ELSEWHERE)
        if contact is None or not contact.phone:
            return self._phone(key)
        if not body or len(body) > _LONGEST:
            return self._phone(key, 400, f"A text has 1 to {_LONGEST} characters.")
        self.carriers.twilio.receive(contact.phone, body)
        return RedirectResponse(f"/phones/{key}", status_code=303)

    async def inbox(self, request: Request) -> Response:
        """Show an inbox."""
        contact = self.directory.get(request.path_params["key"])
        if contact is None or not contact.mail:
            return self._missing("There is no such inbox.")
        mails = in_the_inbox(self.carriers.journal.entries, contact)
        return page("inbox.html", 200, **_LINKS, contact=contact, mails=show(mails, self.directory, self.zone))

    async def invitation(self, request: Request) -> Response:
        """Return a mail's invitation, as a calendar opens it."""
        found = next((each for each in self._mails() if each.id == request.path_params["id"]), None)
        if found is None or not found.calendar:
            return self._missing("There is no such invitation.")
        headers = {"content-disposition": f'attachment; filename="{found.id}.ics"'}
        return Response(found.calendar, media_type="text/calendar", headers=headers)

    async def switches(self, _: Request) -> Response:
        """Show the switches that make carriers misbehave."""
        return self._switches()

    async def throw(self, request: Request) -> Response:
        """Throw a switch."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        if not from_this_page(request):
            return self._switches(403, _ELSEWHERE)
        problem = throw(self.carriers, form)
        return self._switches(400, problem) if problem else RedirectResponse("/carriers", status_code=303)

    async def payment(self, request: Request) -> Response:
        """Stand in for the clinic's own payment page: it is told a reference, and asks the clinic what that means."""
        reference = request.query_params.get("ref", "")
        if not _REFERENCE.fullmatch(reference):
            return self._missing("This payment page needs a reference.")
        return page("payment.html", 200, **_LINKS, reference=reference)

    async def codes(self, _: Request) -> Response:
        """Show the front desk's sign-in data and codes, as their authenticators would."""
        shown = [(member, code_now(member, self.clock)) for member in self.staff]
        return page("staff.html", 200, **_LINKS, staff=shown, console=self.console)

    def _phone(self, key: str, status: int = 200, problem: str = "") -> Response:
        contact = self.directory.get(key)
        if contact is None or not contact.phone:
            return self._missing("There is no such phone.")
        texts = on_the_phone(self.carriers.journal.entries, contact)
        return page(
            "phone.html",
            status,
            **_LINKS,
            contact=contact,
            texts=show(texts, self.directory, self.zone)[::-1],
            answers=[*QUICK, *offer_codes(texts)],
            problem=problem,
            longest=_LONGEST,
        )

    def _switches(self, status: int = 200, problem: str = "") -> Response:
        shown = switches(self.carriers)
        faults, times = {str(fault): words for fault, words in FAULTS.items()}, TIMES
        return page("carriers.html", status, **_LINKS, carriers=shown, faults=faults, times=times, problem=problem)

    def _missing(self, problem: str) -> Response:
        return page("missing.html", 404, **_LINKS, problem=problem)

    def _counts(self, contact: Contact) -> tuple[int, int]:
        entries = self.carriers.journal.entries
        return len(on_the_phone(entries, contact)), len(in_the_inbox(entries, contact))

    def _mails(self) -> list[Entry]:
        return [entry for entry in self.carriers.journal.entries if entry.way is Way.MAIL]

    def _strangers(self) -> list[Contact]:
        """Return recipients who are nobody's in the directory."""
        known = set(self.directory.contacts)
        parties = dict.fromkeys(entry.party for entry in self.carriers.journal.entries if entry.party)
        return [contact for contact in map(self.directory.of, parties) if contact not in known]
