"""Finding a patient by name and birth date, or by the scheduling system's number, to search the log by reference.

What was typed travels in a form, never in an address, and the page that answers holds it only as long as it is open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Final

from services.kernel.errors import SealdeskError
from services.portal.compliance.errors import WrongFilter
from services.portal.compliance.recording import Recording
from services.portal.compliance.tabs import DISCLOSURES, SEARCH, tabs
from services.portal.console.section import Call, Screen
from services.scheduling.errors import NotFound
from services.scheduling.model import Patient
from services.scheduling.ports import SchedulingSystem

MOST: Final = 20
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Lookup:
    """The handlers of the page that finds a patient. `reference` makes the log's keyed reference of a patient's id."""

    system: SchedulingSystem
    recording: Recording
    reference: Callable[[str], str]

    async def show(self, call: Call) -> Screen:  # noqa: ARG002 the shape of every handler
        """GET /audit/patient: the form."""
        return _screen()

    async def find(self, call: Call) -> Screen:
        """POST: the patients who fit, each with a link to their events; every one of them is recorded as looked up."""
        try:
            found = (await self._found(call))[:MOST]
        except WrongFilter as problem:
            return _screen(problem=problem, status=HTTPStatus.BAD_REQUEST)
        except SealdeskError as problem:
            return _screen(problem=problem, status=HTTPStatus.SERVICE_UNAVAILABLE)
        await self.recording.looked_up(call.person.actor, tuple(each.id for each in found))
        rows = [
            {
                "name": " ".join((*each.given, each.family)),
                "birth": each.birth_date,
                "number": each.id,
                "at": f"{SEARCH}?period=all&patient={self.reference(each.id)}",
                "disclosures_at": f"{DISCLOSURES}?patient={self.reference(each.id)}",
            }
            for each in found
        ]
        return _screen(rows=rows)

    async def _found(self, call: Call) -> list[Patient]:
        number = call.fields.get("number", "").strip()
        if number:
            return await self._by_number(number)
        family = " ".join(call.fields.get("family", "").split())
        if not family or len(family) > _LONGEST:
            raise WrongFilter("family", "A family name is needed.", "Give family name and birth date, or the number.")
        try:
            born = date.fromisoformat(call.fields.get("born", ""))
        except ValueError:
            raise WrongFilter("born", "The birth date cannot be read.", "Write it like 1980-05-04.") from None
        return await self.system.find_patients(born, family)

    async def _by_number(self, number: str) -> list[Patient]:
        if len(number) > _LONGEST or not number.isprintable():
            raise WrongFilter("number", "That is no number of a patient.", "Take it from the scheduling system.")
        try:
            return [await self.system.patient(number)]
        except NotFound:
            return []


def _screen(status: int = HTTPStatus.OK, **values: object) -> Screen:
    """Return the page; `rows` is None before anybody was looked for."""
    return Screen("audit_patient.html", {"tabs": tabs(SEARCH, 0), "rows": None, "problem": None, **values}, status)
