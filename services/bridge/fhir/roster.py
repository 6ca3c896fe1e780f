"""The clinic's patients from FHIR R4 Patient resources (https://hl7.org/fhir/R4/patient.html), page by page.

The patient's relatives and other contacts are identifiers too (45 CFR 164.514(b)(2)(i)), so their names and numbers
come along. An odd element is passed over; the rest of the patient still counts.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.paging import matches, next_link, require_searchset
from services.kernel.roster import IdentifierKind, RosterEntry, RosterIdentifier, RosterName
from services.scheduling.errors import MalformedAnswer

#: Codes of https://terminology.hl7.org/CodeSystem/v2-0203 that are no medical record number.
_KINDS: Final = {
    "SS": IdentifierKind.SSN,
    "SB": IdentifierKind.SSN,
    "DL": IdentifierKind.LICENSE,
    "MB": IdentifierKind.HEALTH_PLAN,
    "MC": IdentifierKind.HEALTH_PLAN,
    "MA": IdentifierKind.HEALTH_PLAN,
    "SN": IdentifierKind.HEALTH_PLAN,
    "AN": IdentifierKind.ACCOUNT,
    "PPN": IdentifierKind.OTHER,
}
_ASK_VENDOR: Final = "Ask the vendor of the scheduling system, or set gateway.roster.source to file."
MOST: Final = 1_000_000


async def roster_pages(client: FhirClient, page_size: int, most: int = MOST) -> AsyncIterator[list[RosterEntry]]:
    """Yield every patient of the server once, a page at a time; nothing of a page is kept.

    Raises:
        MalformedAnswer: not a searchset, or paging that leads elsewhere, never ends or never gets on.
        SchedulingError: a page could not be read.
    """
    urls: set[str] = set()
    ids: set[str] = set()
    answer = await client.get("Patient", [("_count", str(page_size))])
    while True:
        bundle = require_searchset(answer.json())
        page = list(matches(bundle, "Patient"))
        fresh = [resource for resource in page if str(resource.get("id")) not in ids]
        ids.update(str(resource.get("id")) for resource in fresh)
        yield [roster_entry(resource) for resource in fresh]
        following = next_link(bundle, client.http.base_url)
        if following is None:
            return
        if following in urls or (page and not fresh):
            raise MalformedAnswer("The list of patients pages in circles.", _ASK_VENDOR)
        if len(ids) > most or len(urls) > most:
            raise MalformedAnswer("The list of patients is longer than we take.", _ASK_VENDOR)
        urls.add(following)
        answer = await client.get(following)


def roster_entry(resource: Json) -> RosterEntry:
    """Return what a Patient resource is recognised by."""
    contacts = _objects(resource.get("contact"))
    names = _objects(resource.get("name")) + [each for contact in contacts for each in _objects([contact.get("name")])]
    telecoms = [each for holder in (resource, *contacts) for each in _objects(holder.get("telecom"))]
    places = _objects(resource.get("address")) + [e for contact in contacts for e in _objects([contact.get("address")])]
    return RosterEntry(
        id=str(resource.get("id") or ""),
        names=tuple(found for name in names if (found := _name(name)) is not None),
        birth_date=_date(resource.get("birthDate")),
        phones=tuple(_values(telecoms, {"phone", "fax", "sms", "pager"})),
        identifiers=tuple(_identifiers(resource)),
        emails=tuple(_values(telecoms, {"email"})),
        addresses=tuple(line for place in places for line in _strings(place.get("line"))),
    )


def _objects(value: object) -> list[Mapping[str, Any]]:
    """Return the objects of a list, none for anything else."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    """Return the strings of a list, none for anything else."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _name(name: Mapping[str, Any]) -> RosterName | None:
    """Return a HumanName, by its parts or else by its text."""
    given = " ".join(_strings(name.get("given")))
    family = name.get("family")
    if given or isinstance(family, str):
        return RosterName(given, family if isinstance(family, str) else "")
    text = name.get("text")
    return RosterName(text=text) if isinstance(text, str) and text.strip() else None


def _values(telecoms: Iterable[Mapping[str, Any]], systems: set[str]) -> Iterator[str]:
    """Yield the values of the ContactPoints of some systems."""
    for each in telecoms:
        system, value = each.get("system"), each.get("value")
        if isinstance(system, str) and system in systems and isinstance(value, str):
            yield value


def _identifiers(resource: Json) -> Iterator[RosterIdentifier]:
    """Yield the patient's identifiers with their kinds; one without a known kind is a medical record number."""
    for each in _objects(resource.get("identifier")):
        kind = each.get("type")
        codings = _objects(kind.get("coding")) if isinstance(kind, Mapping) else []
        codes = (coding.get("code") for coding in codings)
        found = next((_KINDS[code] for code in codes if isinstance(code, str) and code in _KINDS), IdentifierKind.MRN)
        if isinstance(each.get("value"), str):
            yield RosterIdentifier(found, each["value"])


def _date(value: object) -> date | None:
    """Return a full date; FHIR also allows a year, and a year and month, which identify nobody."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
