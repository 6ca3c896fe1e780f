"""Books the invented clinic's first appointments so that slots and appointments agree from the start."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from appliance.demo.people import Person
from appliance.demo.timetable import GROUP_PLACES, LOCATIONS, SCHEDULES, practitioner_name, reference
from appliance.demo.visit_types import VISIT_TYPES

Resource = dict[str, Any]
Wish = Callable[[datetime], bool]
SERIES = "https://maple-street.example/appointment-series"
LINKED = "https://maple-street.example/linked-appointments"
TUESDAY = 1


@dataclass(slots=True)
class Book:
    """The appointment book while it is being filled."""

    start: date
    zone: ZoneInfo
    slots: list[Resource]
    appointments: list[Resource] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)
    _busy: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)

    def book(self, person: Person, kind: str, wish: Wish, identifier: tuple[str, str] | None = None) -> Resource:
        """Book the first free slot that the visit type and the wish allow.

        Raises:
            LookupError: when there is none.
        """
        slot = next((slot for slot in self.slots if self._fits(slot, person, kind, wish)), None)
        if slot is None:
            raise LookupError(f"no free slot for {kind}")
        self._take(slot, person)
        made = self._appointment(person, kind, slot["schedule"]["reference"].split("/")[1], slot["start"], slot["end"])
        made["slot"] = [reference("Slot", slot["id"])]
        if identifier:
            made["identifier"] = [{"system": identifier[0], "value": identifier[1]}]
        self.appointments.append(made)
        return made

    def past(self, person: Person, kind: str, schedule: str, days_ago: int) -> Resource:
        """Add a fulfilled appointment before the first slot."""
        day = datetime.combine(self.start - timedelta(days=days_ago), datetime.min.time())
        begin = day.replace(hour=10, tzinfo=self.zone)
        end = begin + timedelta(minutes=VISIT_TYPES[kind].minutes)
        made = self._appointment(person, kind, schedule, begin.isoformat(), end.isoformat())
        made["status"] = "fulfilled"
        self.appointments.append(made)
        return made

    def cancel(self, appointment: Resource) -> None:
        """Cancel a booked appointment and free its slot."""
        system = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
        appointment["status"] = "cancelled"
        appointment["cancelationReason"] = {"coding": [{"system": system, "code": "pat"}]}
        taken = appointment["slot"][0]["reference"].split("/")[1]
        next(slot for slot in self.slots if slot["id"] == taken)["status"] = "free"

    def tuesday(self) -> date:
        """Return the first Tuesday at least three days ahead."""
        day = self.start + timedelta(days=3)
        return day + timedelta(days=(TUESDAY - day.weekday()) % 7)

    def _fits(self, slot: Resource, person: Person, kind: str, wish: Wish) -> bool:
        if slot["status"] != "free" or all(concept["coding"][0]["code"] != kind for concept in slot["serviceType"]):
            return False
        begin, end = (datetime.fromisoformat(slot[name]) for name in ("start", "end"))
        return wish(begin) and all(end <= taken[0] or begin >= taken[1] for taken in self._busy.get(person.id, ()))

    def _take(self, slot: Resource, person: Person) -> None:
        taken = self._taken[slot["id"]] = self._taken.get(slot["id"], 0) + 1
        if taken >= (GROUP_PLACES if "extension" in slot else 1):
            slot["status"] = "busy"
        begin, end = (datetime.fromisoformat(slot[name]) for name in ("start", "end"))
        self._busy.setdefault(person.id, []).append((begin, end))

    def _appointment(self, person: Person, kind: str, schedule: str, begin: str, end: str) -> Resource:
        practitioner, location = SCHEDULES[schedule]
        actors = (
            reference("Patient", person.id),
            reference("Practitioner", practitioner, practitioner_name(practitioner)),
            reference("Location", location, LOCATIONS[location][0]),
        )
        length = datetime.fromisoformat(end) - datetime.fromisoformat(begin)
        return {
            "resourceType": "Appointment",
            "id": f"apt-{len(self.appointments) + 1:03d}",
            "status": "booked",
            "serviceType": [VISIT_TYPES[kind].concept],
            "start": begin,
            "end": end,
            "minutesDuration": int(length.total_seconds() // 60),
            "created": self.start.isoformat(),
            "participant": [{"actor": actor, "status": "accepted"} for actor in actors],
        }


def on(day: date, hour: int = 0) -> Wish:
    """Wish for one day, from an hour on."""
    return lambda begin: begin.date() == day and begin.hour >= hour


def after(day: date, hour: int = 0) -> Wish:
    """Wish for a day or later, from an hour on."""
    return lambda begin: begin.date() >= day and begin.hour >= hour
