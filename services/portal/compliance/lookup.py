"""Finding a patient by name and birth date, or by the scheduling system's number, to search the log by reference.

What was typed travels in a form, never in an address, and the page that answers holds it only as long as it is open.
"""

from dataclasses import dataclass
from http import HTTPStatus

from services.kernel.errors import SealdeskError
from services.portal.compliance.errors import WrongFilter
from services.portal.compliance.finding import Finding, Someone
from services.portal.compliance.tabs import DISCLOSURES, SEARCH, tabs
from services.portal.console.section import Call, Screen


@dataclass(frozen=True, slots=True)
class Lookup:
    """The handlers of the page that finds a patient."""

    finding: Finding

    async def show(self, call: Call) -> Screen:  # noqa: ARG002 the shape of every handler
        """GET /audit/patient: the form."""
        return _screen()

    async def find(self, call: Call) -> Screen:
        """POST: the patients who fit, each with a link to their events; every one of them is recorded as looked up."""
        try:
            found = await self.finding.find(call.fields, call.person.actor)
        except WrongFilter as problem:
            return _screen(problem=problem, status=HTTPStatus.BAD_REQUEST)
        except SealdeskError as problem:
            return _screen(problem=problem, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return _screen(rows=[(each, *_links(each)) for each in found])


def _links(found: Someone) -> tuple[str, str]:
    """Return where a patient's events are, and their disclosures."""
    return f"{SEARCH}?period=all&patient={found.reference}", f"{DISCLOSURES}?patient={found.reference}"


def _screen(status: int = HTTPStatus.OK, **values: object) -> Screen:
    """Return the page; `rows` is None before anybody was looked for."""
    return Screen("audit_patient.html", {"tabs": tabs(SEARCH, 0), "rows": None, "problem": None, **values}, status)
