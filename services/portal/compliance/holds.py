"""Legal holds: which stand, placing one on a patient or on the whole log, lifting one (45 CFR 164.316(b)(2)(i)).

While a hold stands, no key that it covers is destroyed at the end of retention. The audit process records each step in
the log before it counts, so these handlers record nothing but the patients who were looked up.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from starlette.responses import Response

from services.accounts.model import Person, Role
from services.audit.holding import LONGEST, Hold
from services.kernel.errors import SealdeskError
from services.portal.compliance.errors import WrongFilter
from services.portal.compliance.finding import Finding, Someone
from services.portal.compliance.ports import HoldKeeper
from services.portal.compliance.tabs import HOLDS, SEARCH, tabs
from services.portal.compliance.words import short
from services.portal.console.section import Call, Screen, go

EVERYTHING: Final = "everything"
_REFERENCE: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Holds:
    """The handlers of the holds' page."""

    keeper: HoldKeeper
    finding: Finding
    zone: ZoneInfo
    overdue: Callable[[], int] = field(default=lambda: 0)

    async def show(self, call: Call) -> Screen:
        """GET /audit/holds: every hold; that somebody looked is recorded."""
        return await self._screen(call)

    async def find(self, call: Call) -> Screen:
        """POST /audit/holds/patient: the patients who fit, to choose whom a hold is placed on."""
        try:
            found = await self.finding.find(call.fields, call.person.actor)
        except SealdeskError as problem:
            return await self._screen(call, problem)
        return await self._screen(call, found=found)

    async def place(self, call: Call) -> Screen | Response:
        """POST /audit/holds: place a hold on one patient, or on everything."""
        try:
            patient = _covered(call.fields)
            await self.keeper.place(call.person.actor, call.fields.get("reason", ""), patient)
        except SealdeskError as problem:
            return await self._screen(call, problem)
        return go(HOLDS, "hold_placed")

    async def lift(self, call: Call) -> Screen | Response:
        """POST /audit/holds/ID/lift: lift a hold."""
        try:
            await self.keeper.lift(call.person.actor, call.path("hold"), call.fields.get("reason", ""))
        except SealdeskError as problem:
            return await self._screen(call, problem)
        return go(HOLDS, "hold_lifted")

    async def _screen(
        self, call: Call, problem: SealdeskError | None = None, found: Sequence[Someone] | None = None
    ) -> Screen:
        status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
        holds: list[Hold] = []
        try:
            holds = await self.keeper.list(call.person.actor)
        except SealdeskError as away:
            problem, status = problem or away, HTTPStatus.SERVICE_UNAVAILABLE
        values = {
            "tabs": tabs(HOLDS, self.overdue()),
            "standing": [_row(each, call.person) for each in holds if each.lifted is None][::-1],
            "lifted": [_row(each, call.person) for each in holds if each.lifted is not None][::-1],
            "found": found,
            "chosen": call.fields.get("patient", "") if problem else "",
            "reason": call.fields.get("reason", "") if problem else "",
            "longest": LONGEST,
            "problem": problem,
            "known": status != HTTPStatus.SERVICE_UNAVAILABLE,
        }
        return Screen("audit_holds.html", values, status)


def _covered(fields: Mapping[str, str]) -> str | None:
    """Return whose records a form names; None where it says everything.

    Raises:
        WrongFilter: it says neither, so that an empty field never holds or frees everything.
    """
    patient = fields.get("patient", "")
    if patient == EVERYTHING:
        return None
    if not _REFERENCE.fullmatch(patient):
        raise WrongFilter(
            "patient", "It was not said what the hold covers.", "Find a patient and choose them, or choose all records."
        )
    return patient


def _row(hold: Hold, person: Person) -> dict[str, object]:
    whose = hold.patient
    return {
        "hold": hold,
        "whom": "All records" if whose is None else f"Patient {short(whose)}",
        "events": None if whose is None else f"{SEARCH}?period=all&patient={whose}",
        "may_lift": hold.placed_by == person.id or Role.SECURITY_OFFICER in person.roles,
    }
