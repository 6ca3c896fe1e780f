"""Patients from FHIR R4 Patient resources, as plain JSON objects (https://hl7.org/fhir/R4/patient.html).

The patient's relatives and other contacts are identifiers too (45 CFR 164.514(b)(2)(i): "of the individual or of
relatives, employers, or household members"), so their names and numbers come along.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.patient import Identifier, PersonName, RosterPatient, split_name

#: Codes of https://terminology.hl7.org/CodeSystem/v2-0203 that are no medical record number.
_KINDS: Final = {
    "SS": Label.SSN,
    "SB": Label.SSN,
    "DL": Label.LICENSE,
    "MB": Label.HEALTH_PLAN,
    "MC": Label.HEALTH_PLAN,
    "MA": Label.HEALTH_PLAN,
    "SN": Label.HEALTH_PLAN,
    "AN": Label.ACCOUNT,
    "PPN": Label.ID,
}


def patients_from_fhir(resources: Iterable[Mapping[str, Any]]) -> Iterator[RosterPatient]:
    """Yield a roster patient for each Patient resource; other resources are passed over."""
    for resource in resources:
        if resource.get("resourceType") == "Patient":
            yield _patient(resource)


def _patient(resource: Mapping[str, Any]) -> RosterPatient:
    """Return the roster patient of one resource."""
    contacts = _objects(resource.get("contact"))
    names = _objects(resource.get("name")) + [each for contact in contacts for each in _objects([contact.get("name")])]
    telecoms = [each for holder in (resource, *contacts) for each in _objects(holder.get("telecom"))]
    places = _objects(resource.get("address")) + [e for contact in contacts for e in _objects([contact.get("address")])]
    return RosterPatient(
        names=tuple(found for name in names if (found := _name(name)) is not None),
        birth_date=_date(resource.get("birthDate")),
        phones=tuple(_values(telecoms, {"phone", "fax", "sms", "pager"})),
        identifiers=tuple(_identifiers(resource)),
        emails=tuple(_values(telecoms, {"email"})),
        addresses=tuple(line for place in places for line in place.get("line") or [] if isinstance(line, str)),
    )


def _objects(value: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401  whatever the EHR sent
    """Return the objects of a list, none for anything else."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _name(name: Mapping[str, Any]) -> PersonName | None:
    """Return a HumanName, from its parts or else from its text."""
    given = " ".join(each for each in name.get("given") or [] if isinstance(each, str))
    family = name.get("family")
    if given or isinstance(family, str):
        return PersonName(given, family if isinstance(family, str) else "")
    text = name.get("text")
    return split_name(text) if isinstance(text, str) and text.strip() else None


def _values(telecoms: Iterable[Mapping[str, Any]], systems: set[str]) -> Iterator[str]:
    """Yield the values of the ContactPoints of some systems."""
    for each in telecoms:
        if each.get("system") in systems and isinstance(each.get("value"), str):
            yield each["value"]


def _identifiers(resource: Mapping[str, Any]) -> Iterator[Identifier]:
    """Yield the patient's identifiers with their kinds; one without a known kind is a medical record number."""
    for each in _objects(resource.get("identifier")):
        kind = each.get("type")
        codings = _objects(kind.get("coding")) if isinstance(kind, Mapping) else []
        label = next((_KINDS[code] for coding in codings if (code := coding.get("code")) in _KINDS), Label.MRN)
        if isinstance(each.get("value"), str):
            yield Identifier(label, each["value"])


def _date(value: Any) -> date | None:  # noqa: ANN401  whatever the EHR sent
    """Return a full date; FHIR also allows a year, and a year and month, which identify nobody."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
