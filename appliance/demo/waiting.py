"""Who waits for an earlier cleaning when the demo opens: so that a cancelled one is offered to other phones at once."""

from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from appliance.demo.clinic import Clinic
from appliance.demo.people import Person
from services.kernel.language import Language
from services.scheduling.waitlist.model import Entry

STORY: Final = "waits for an earlier cleaning"
_VISIT: Final = "cleaning"
_MOST: Final = 4
_ADULT: Final = timedelta(days=19 * 366)
_AFTER: Final = timedelta(days=9)


def waiting(clinic: Clinic, today: date) -> list[tuple[Person, dict[str, Any]]]:
    """Return grown-up patients of the crowd with a cleaning late enough to want an earlier one, and that cleaning."""
    found = []
    for person in clinic.people:
        if person.story or date.fromisoformat(person.birth_date) > today - _ADULT:
            continue
        late = [visit for visit in clinic.appointments_of(person) if _is_late(visit, today)]
        found += [(person, late[-1])] if late else []
    return found[:_MOST]


def entries(clinic: Clinic, zone: ZoneInfo, now: datetime) -> list[Entry]:
    """Return their entries on the waitlist; each agreed to offers, and began to wait a day after the one before."""
    return [
        Entry(
            id=f"wait-{number}",
            patient_id=person.id,
            phone=person.phone,
            language=Language(person.language),
            since=now - timedelta(days=10 - number),
            visit_type=_VISIT,
            appointment_id=str(visit["id"]),
            consents=True,
        )
        for number, (person, visit) in enumerate(waiting(clinic, now.astimezone(zone).date()), start=1)
    ]


def _is_late(visit: dict[str, Any], today: date) -> bool:
    kind = visit["serviceType"][0]["coding"][0]["code"]
    begins = date.fromisoformat(str(visit["start"])[:10])
    return kind == _VISIT and visit["status"] == "booked" and begins > today + _AFTER
