"""Patients from the lines of a roster file: JSON objects with name, birth_date, phone, mrn, email, address."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from services.gateway.errors import RosterUnreadable
from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.patient import Identifier, PersonName, RosterPatient, split_name

_FIELDS: Final = ("name", "birth_date", "phone", "mrn", "email", "address")


def patients_from_lines(lines: Iterable[str]) -> Iterator[RosterPatient]:
    """Yield the patient of each line; empty lines are passed over.

    Raises:
        RosterUnreadable: A line is no such object; a roster with a hole in it would let a patient's name through.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                raise RosterUnreadable(f"line {number}", "it is not JSON") from None
            yield patient_from_record(record, f"line {number}")


def patient_from_record(record: Any, where: str = "record") -> RosterPatient:  # noqa: ANN401  anything may be on the line
    """Return the patient of one record; a field may be absent, null, one value or a list of them.

    Raises:
        RosterUnreadable: It is no object, or a field is of the wrong kind, or nothing in it identifies a patient.
    """
    if not isinstance(record, dict):
        raise RosterUnreadable(where, "it is not a JSON object")
    values = {field: _strings(record, field, where) for field in _FIELDS}
    if not any(values.values()) and not record.get("given"):
        raise RosterUnreadable(where, f"it has none of {', '.join(_FIELDS)}")
    halves = [PersonName(str(record.get("given") or ""), str(record.get("family") or ""))]
    named = [each for each in halves if each.given or each.family]
    return RosterPatient(
        names=tuple(named + [split_name(name) for name in values["name"]]),
        birth_date=_birth_date(values["birth_date"], where),
        phones=values["phone"],
        identifiers=tuple(Identifier(Label.MRN, number) for number in values["mrn"]),
        emails=values["email"],
        addresses=values["address"],
    )


def _strings(record: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    """Return a field's values; whole numbers count as their digits.

    Raises:
        RosterUnreadable: One is of another kind.
    """
    value = record.get(field)
    values = value if isinstance(value, list) else [value]
    present = [each for each in values if each not in (None, "")]
    if any(isinstance(each, bool) or not isinstance(each, str | int) for each in present):
        raise RosterUnreadable(where, f"{field} is not a string")
    return tuple(str(each).strip() for each in present)


def _birth_date(values: tuple[str, ...], where: str) -> date | None:
    """Return the birth date.

    Raises:
        RosterUnreadable: It is no date of the form YYYY-MM-DD.
    """
    if not values:
        return None
    try:
        return date.fromisoformat(values[0])
    except ValueError:
        raise RosterUnreadable(where, "birth_date is not a date YYYY-MM-DD") from None
