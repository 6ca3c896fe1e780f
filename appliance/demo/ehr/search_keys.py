"""What each resource can be found by: R4 search parameters, taken out of a resource once, when first needed.

Source: http://hl7.org/fhir/R4/searchparameter-registry.html for the resource types of a scheduling server.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from appliance.demo.ehr.instants import span
from appliance.demo.ehr.outcome import Resource


@dataclass(frozen=True, slots=True)
class Param:
    """One search parameter: its kind (token, reference, string, date), where it reads, and the type it targets."""

    kind: str
    paths: tuple[str, ...]
    target: str = ""


class Keys(dict[str, tuple[Any, ...]]):
    """The search keys of one resource by parameter, each extracted when it is first asked for; none means `()`."""

    def __init__(self, resource: Resource, zone: ZoneInfo) -> None:
        super().__init__()
        self._resource = resource
        self._zone = zone

    def __missing__(self, name: str) -> tuple[Any, ...]:
        """Extract a parameter's keys and keep them."""
        params = PARAMS.get(str(self._resource.get("resourceType")), _COMMON)
        found = tuple(_extract(params[name], self._resource, self._zone)) if name in params else ()
        self[name] = found
        return found


def _token(*paths: str) -> Param:
    return Param("token", paths)


def _string(*paths: str) -> Param:
    return Param("string", paths)


def _reference(path: str, target: str = "") -> Param:
    return Param("reference", (path,), target)


def _date(path: str) -> Param:
    return Param("date", (path,))


_COMMON = {"_id": _token("id"), "_lastUpdated": _date("meta.lastUpdated"), "identifier": _token("identifier")}
_SERVICE = {
    "service-category": _token("serviceCategory"),
    "service-type": _token("serviceType"),
    "specialty": _token("specialty"),
}
_PERSON = {
    "name": _string("name.family", "name.given", "name.text"),
    "family": _string("name.family"),
    "given": _string("name.given"),
    "telecom": _token("telecom"),
    "phone": _token("telecom"),
    "email": _token("telecom"),
    "active": _token("active"),
    "gender": _token("gender"),
}

PARAMS: dict[str, dict[str, Param]] = {
    "Patient": {**_COMMON, **_PERSON, "birthdate": _date("birthDate"), "language": _token("communication.language")},
    "Practitioner": {**_COMMON, **_PERSON},
    "PractitionerRole": {
        **_COMMON,
        "practitioner": _reference("practitioner", "Practitioner"),
        "organization": _reference("organization", "Organization"),
        "location": _reference("location", "Location"),
        "service": _reference("healthcareService", "HealthcareService"),
        "specialty": _token("specialty"),
        "active": _token("active"),
    },
    "Location": {
        **_COMMON,
        "name": _string("name", "alias"),
        "status": _token("status"),
        "organization": _reference("managingOrganization", "Organization"),
    },
    "Organization": {**_COMMON, "name": _string("name", "alias"), "active": _token("active")},
    "HealthcareService": {
        **_COMMON,
        "name": _string("name"),
        "service-type": _token("type"),
        "service-category": _token("category"),
        "specialty": _token("specialty"),
        "active": _token("active"),
        "location": _reference("location", "Location"),
        "organization": _reference("providedBy", "Organization"),
    },
    "Schedule": {
        **_COMMON,
        **_SERVICE,
        "actor": _reference("actor"),
        "active": _token("active"),
        "date": Param("date", ("planningHorizon.start",)),
    },
    "Slot": {
        **_COMMON,
        **_SERVICE,
        "schedule": _reference("schedule", "Schedule"),
        "status": _token("status"),
        "start": _date("start"),
        "appointment-type": _token("appointmentType"),
    },
    "Appointment": {
        **_COMMON,
        **_SERVICE,
        "actor": _reference("participant.actor"),
        "patient": _reference("participant.actor", "Patient"),
        "practitioner": _reference("participant.actor", "Practitioner"),
        "location": _reference("participant.actor", "Location"),
        "slot": _reference("slot", "Slot"),
        "date": _date("start"),
        "status": _token("status"),
        "part-status": _token("participant.status"),
        "appointment-type": _token("appointmentType"),
        "reason-code": _token("reasonCode"),
    },
}


def fold(text: str) -> str:
    """Fold case and accents, as R4 string search asks ("Peña" is found by "pena")."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold().strip()


def reference_of(value: object) -> str:
    """Return the `Type/id` tail of a Reference, or an empty string."""
    text = value.get("reference", "") if isinstance(value, dict) else ""
    parts = str(text).split("/_history/")[0].rsplit("/", 2)
    return "/".join(parts[-2:]) if len(parts) >= 2 else ""  # noqa: PLR2004 type and id


def _extract(param: Param, resource: Resource, zone: ZoneInfo) -> Iterator[Any]:
    for path in param.paths:
        for value in _walk(resource, path.split(".")):
            yield from _read(param, value, zone)


def _read(param: Param, value: object, zone: ZoneInfo) -> Iterator[Any]:
    match param.kind:
        case "token":
            yield from _tokens(value)
        case "string":
            yield fold(str(value))
        case "date":
            yield _interval(str(value), zone)
        case _:
            reference = reference_of(value)
            if reference and reference.startswith(param.target):
                yield reference


def _interval(text: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the interval of a stored value."""
    return span(text, zone)


def _tokens(value: object) -> Iterator[tuple[str, str]]:
    """Yield (system, code) of a code, boolean, Coding, CodeableConcept, Identifier or ContactPoint."""
    if isinstance(value, bool):
        yield "", str(value).lower()
    elif isinstance(value, str):
        yield "", value
    elif isinstance(value, dict):
        for coding in value.get("coding", []):
            yield coding.get("system", ""), coding.get("code", "")
        if "code" in value:
            yield value.get("system", ""), value["code"]
        if "value" in value:
            yield value.get("system", ""), value["value"]


def _walk(value: object, path: list[str]) -> Iterator[object]:
    """Yield what a dotted path reaches, through lists."""
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from _walk(value[path[0]], path[1:])
