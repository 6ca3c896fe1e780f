"""Disclosures that count (45 CFR 164.528): what is on record, recording one, and what is said of it later."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.audit.model import AuditEvent
from services.audit.reading import Column, Found, LedgerQuery, Sort
from services.disclosures.accounting import LATER, Told, standing
from services.disclosures.disclosure import LONGEST, Whose
from services.disclosures.ground import GROUNDS, SUSPENDABLE, Ground
from services.disclosures.later import About
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.portal.compliance import telling
from services.portal.compliance.ordering import GIVEN, grounds
from services.portal.compliance.ports import AuditLog
from services.portal.compliance.recording import Recording
from services.portal.compliance.tabs import DISCLOSURES, EXPORTS, tabs
from services.portal.compliance.words import short
from services.portal.console.section import Call, Screen, go

NEWEST: Final = 50
"""So many are listed where no patient is named."""
_PAGE: Final = 1_000
_PATIENT: Final = re.compile(r"[0-9a-f]{64}")
_NAME: Final = re.compile(r"[a-zA-Z0-9:._-]{1,100}")
_FIELDS: Final = (*GIVEN, "ground", "on", "by", "times", "last", "found", "name")


@dataclass(frozen=True, slots=True)
class Disclosures:
    """The handlers of the disclosures' pages."""

    log: AuditLog
    recording: Recording
    clock: Clock
    zone: ZoneInfo
    overdue: Callable[[], int] = field(default=lambda: 0)

    async def show(self, call: Call) -> Screen:
        """GET /audit/disclosures: a patient's, or the newest of all; each patient's look is recorded first."""
        patient = call.request.query_params.get("patient", "")
        if patient and _PATIENT.fullmatch(patient) is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        try:
            told = await (self._of(patient) if patient else self._newest())
        except SealdeskError as problem:
            return self._screen("audit_disclosures.html", {"rows": [], "patient": patient}, problem, away=True)
        words = {"action": "disclosure.", "patient": " ".join(dict.fromkeys(one.patient for one in told)) or patient}
        await self.recording.searched(call.person.actor, {name: text for name, text in words.items() if text})
        today = self._today()
        values = {
            "rows": [row_of(one, today) for one in told[::-1]],
            "patient": patient,
            "order": f"{EXPORTS}/new?period=all&patient={patient}&report=disclosures",
        }
        return self._screen("audit_disclosures.html", values)

    async def new(self, call: Call) -> Screen:
        """GET /audit/disclosures/new: the form; the patient was found before, and is in the address by reference."""
        return self._form(dict(call.request.query_params))

    async def record(self, call: Call) -> Screen | Response:
        """POST: put a disclosure on record; the same form sent twice counts once."""
        fields = call.fields
        patient, name, today = fields.get("patient", ""), fields.get("name", ""), self._today()
        if _PATIENT.fullmatch(patient) is None or _NAME.fullmatch(name) is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        try:
            disclosure = telling.disclosure_of(fields, today)
            whose = Whose(reference=patient)
            await self._keep(disclosure.event(name, whose, call.person.actor, self.clock.now(), today))
        except SealdeskError as problem:
            return self._form(fields, problem)
        return go(f"{DISCLOSURES}?patient={patient}", "disclosure_recorded")

    async def one(self, call: Call) -> Screen:
        """GET: one disclosure as it stands, and what can be said of it."""
        told = await self._named(call)
        await self.recording.searched(call.person.actor, {"operation": told.name, "patient": told.patient})
        return self._one(told, {})

    async def later(self, call: Call) -> Screen | Response:
        """POST: correct, withdraw, suspend or resume; each is an event of its own."""
        say = telling.LATER.get(call.path("what"))
        if say is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        told = await self._named(call)
        about = About(told.name, Whose(reference=told.patient), call.person.actor, self.clock.now())
        try:
            await self._keep(say(about, told, call.fields, self._today()))
        except SealdeskError as problem:
            return self._one(told, call.fields, problem)
        return go(f"{DISCLOSURES}?patient={told.patient}", "disclosure_noted")

    async def _keep(self, event: AuditEvent) -> None:
        await self.recording.store.write(lambda tx: tx.audit.record(event))

    async def _named(self, call: Call) -> Told:
        patient, name = call.path("patient"), call.path("name")
        if _PATIENT.fullmatch(patient) is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        found = next((one for one in await self._of(patient) if one.name == name), None)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return found

    async def _of(self, *patients: str) -> list[Told]:
        """Return these patients' disclosures as they stand."""
        made = await self._read(LedgerQuery(patients=patients, accountable=True))
        return standing(made + await self._read(LedgerQuery(patients=patients, actions=LATER)), self.zone)

    async def _newest(self) -> list[Told]:
        """Return those that were recorded last, as they stand."""
        page = await self.log.search(
            LedgerQuery(accountable=True), Sort(Column.SEQUENCE, descending=True), None, NEWEST
        )
        patients = tuple(dict.fromkeys(each.filing.patient for each in page.events if each.filing.patient))
        shown = {each.sequence for each in page.events}
        return [one for one in (await self._of(*patients) if patients else []) if one.sequence in shown]

    async def _read(self, query: LedgerQuery) -> list[Found]:
        found: list[Found] = []
        after: str | None = None
        while True:
            page = await self.log.search(query, Sort(), after, _PAGE)
            found += [await self.log.open(each.sequence) for each in page.events]
            after = page.after
            if after is None:
                return found

    def _form(self, given: Mapping[str, str], problem: SealdeskError | None = None) -> Screen:
        patient = given.get("patient", "")
        known = _PATIENT.fullmatch(patient) is not None
        fields = {name: given.get(name, "")[:LONGEST] for name in _FIELDS}
        fields["name"] = fields["name"] if _NAME.fullmatch(fields["name"]) else f"disclosure-{secrets.token_hex(6)}"
        fields["on"] = fields["on"] or self._today().isoformat()
        counting = [group for group in grounds(fields["ground"]) if group["counting"]]
        values = {"patient": patient if known else "", "fields": fields, "grounds": counting, "longest": LONGEST}
        return self._screen("audit_disclosure_new.html", {**values, "reference": short(patient)}, problem)

    def _one(self, told: Told, fields: Mapping[str, str], problem: SealdeskError | None = None) -> Screen:
        today = self._today()
        names = (*telling.CORRECTED, "why", "agency", "official", "until")
        values = {
            "one": row_of(told, today),
            "fields": {name: fields.get(name, "") for name in names},
            "suspendable": told.ground in SUSPENDABLE and not told.withdrawn,
            "longest": LONGEST,
            "at": f"{DISCLOSURES}/{told.patient}/{told.name}",
        }
        return self._screen("audit_disclosure.html", values, problem)

    def _screen(
        self, template: str, values: Mapping[str, object], problem: SealdeskError | None = None, *, away: bool = False
    ) -> Screen:
        status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.CONFLICT if problem else HTTPStatus.OK
        frame = {"tabs": tabs(DISCLOSURES, self.overdue()), "problem": problem}
        return Screen(template, {**frame, **values}, status)

    def _today(self) -> date:
        return self.clock.now().astimezone(self.zone).date()


def row_of(one: Told, today: date) -> dict[str, object]:
    """Return a disclosure as the pages show it."""
    words = one.words
    ground = one.ground or Ground.INSIDE
    return {
        "at": f"{DISCLOSURES}/{one.patient}/{one.name}",
        "event": f"/audit/events/{one.sequence}",
        "on": one.on.isoformat(),
        "last": one.last.isoformat() if one.last > one.on else "",
        "times": words.get("times", ""),
        "recipient": one.recipient,
        "address": words.get("recipient_address", ""),
        "description": words.get("description", ""),
        "purpose": words.get("disclosure_purpose", ""),
        "ground": f"{GROUNDS[ground].words} ({GROUNDS[ground].rule})" if one.ground else "not said",
        "by": words.get("by", ""),
        "patient": short(one.patient),
        "patient_at": f"{DISCLOSURES}?patient={one.patient}",
        "who": one.recorded_by,
        "corrections": one.corrections,
        "withdrawn": one.withdrawn,
        "held": f"until {one.held_until}, asked by {one.agency}" if one.held(today) else "",
    }
