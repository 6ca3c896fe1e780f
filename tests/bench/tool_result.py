"""A dense tool result: a FHIR searchset Bundle of appointments with their patients, all invented."""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

_REASONS = ("Follow-up visit", "New patient", "Lab review with nurse")
_STREETS = ("Maple St", "Oak Avenue", "Roble Rd", "Main Street")
_TOWNS = ("Austin", "Tucson", "El Paso")


def tool_result(patients: Sequence[dict[str, Any]], size: int, seed: int = 0) -> str:
    """Return a Bundle of about `size` characters, of a roster file's patients."""
    entries: list[dict[str, Any]] = []
    written = 0
    for entry in _entries(patients, random.Random(seed)):  # noqa: S311 not for secrets
        entries.append(entry)
        written += len(json.dumps(entry, ensure_ascii=False))
        if written >= size:
            break
    return json.dumps({"resourceType": "Bundle", "type": "searchset", "entry": entries}, ensure_ascii=False)


def _entries(patients: Sequence[dict[str, Any]], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield appointments without end."""
    while True:
        patient, doctor = chance.choice(patients), chance.choice(patients)
        *given, family = patient["name"].split()
        yield {
            "resource": {
                "resourceType": "Appointment",
                "id": f"appt-{chance.randrange(10**6)}",
                "status": "booked",
                "description": chance.choice(_REASONS),
                "start": f"2026-12-{chance.randrange(1, 29):02d}T{chance.randrange(8, 17):02d}:30:00-05:00",
                "minutesDuration": 30,
                "participant": [
                    {"actor": {"reference": f"Patient/{chance.randrange(10**5)}", "display": patient["name"]}},
                    {"actor": {"reference": "Practitioner/9", "display": f"Dr. {doctor['name'].split()[-1]}"}},
                ],
                "patient": _patient(patient, given, family, chance),
            }
        }


def _patient(patient: dict[str, Any], given: Sequence[str], family: str, chance: random.Random) -> dict[str, object]:
    """Return the patient of an appointment."""
    return {
        "name": [{"family": family, "given": list(given)}],
        "birthDate": patient.get("birth_date"),
        "telecom": [
            {"system": "phone", "value": patient.get("phone")},
            {"system": "email", "value": f"{family.lower()}{chance.randrange(99)}@example.com"},
        ],
        "address": [
            {
                "line": [f"{chance.randrange(10, 9999)} {chance.choice(_STREETS)}"],
                "city": chance.choice(_TOWNS),
                "state": "TX",
                "postalCode": f"{chance.randrange(10000, 99999)}",
            }
        ],
        "identifier": [{"type": "MRN", "value": patient.get("mrn")}],
    }
