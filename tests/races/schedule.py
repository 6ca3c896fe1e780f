"""A small, crowded clinic as FHIR resources: patients with one visit each, and a few free slots."""

from datetime import datetime, timedelta
from typing import Any

Json = dict[str, Any]
VISIT = {"coding": [{"system": "urn:example:visit-types", "code": "check-up", "display": "Check-up"}]}
SLOTS_A_DAY = 14
LENGTH = timedelta(minutes=30)
PRACTITIONERS = 4


def crowded_clinic(start: datetime, patients: int, free: int) -> list[Json]:
    """Return the resources: `patients` booked visits and `free` free slots, spread over the practitioners."""
    made = [
        _location(),
        *(_practitioner(n) for n in range(PRACTITIONERS)),
        *(_schedule(n) for n in range(PRACTITIONERS)),
    ]
    made += [_patient(n) for n in range(patients)]
    for number in range(patients + free):
        slot = _slot(number, start, "busy" if number < patients else "free")
        made.append(slot)
        if number < patients:
            made.append(_appointment(number, slot))
    return made


def _location() -> Json:
    return {"resourceType": "Location", "id": "loc-1", "status": "active", "name": "Maple Street"}


def _practitioner(number: int) -> Json:
    name = {"text": f"Provider {number}", "family": f"Provider{number}", "given": ["Alex"]}
    return {"resourceType": "Practitioner", "id": f"prac-{number}", "active": True, "name": [name]}


def _schedule(number: int) -> Json:
    actor = [{"reference": f"Practitioner/prac-{number}"}, {"reference": "Location/loc-1"}]
    return {"resourceType": "Schedule", "id": f"sched-{number}", "active": True, "actor": actor}


def _patient(number: int) -> Json:
    return {
        "resourceType": "Patient",
        "id": f"pat-{number}",
        "active": True,
        "name": [{"family": family(number), "given": ["Robin"]}],
        "birthDate": "1980-01-01",
        "telecom": [{"system": "phone", "value": f"202-555-01{number % 100:02d}", "use": "mobile"}],
    }


def family(number: int) -> str:
    """Return a family name of letters only: Marrowaa, Marrowab, ..."""
    return "Marrow" + "".join(chr(ord("a") + digit) for digit in divmod(number, 26))


def _slot(number: int, start: datetime, status: str) -> Json:
    row, practitioner = divmod(number, PRACTITIONERS)
    day, place = divmod(row, SLOTS_A_DAY)
    begin = start + timedelta(days=day) + place * LENGTH
    return {
        "resourceType": "Slot",
        "id": f"slot-{number}",
        "schedule": {"reference": f"Schedule/sched-{practitioner}"},
        "status": status,
        "start": begin.isoformat(),
        "end": (begin + LENGTH).isoformat(),
        "appointmentType": VISIT,
        "serviceType": [VISIT],
    }


def _appointment(number: int, slot: Json) -> Json:
    practitioner = slot["schedule"]["reference"].removeprefix("Schedule/sched-")
    actors = [f"Patient/pat-{number}", f"Practitioner/prac-{practitioner}", "Location/loc-1"]
    return {
        "resourceType": "Appointment",
        "id": f"appt-{number}",
        "status": "booked",
        "appointmentType": VISIT,
        "serviceType": [VISIT],
        "start": slot["start"],
        "end": slot["end"],
        "slot": [{"reference": f"Slot/{slot['id']}"}],
        "participant": [{"actor": {"reference": actor}, "status": "accepted"} for actor in actors],
    }
