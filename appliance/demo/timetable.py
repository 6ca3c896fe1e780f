"""The invented clinic's places, people who treat, and the weekly hours from which its slots are made.

Hours are wall-clock times in the clinic's zone: a slot at 9:00 stays at 9:00 across a change of daylight saving time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from appliance.demo.ehr.store import CAPACITY
from appliance.demo.visit_types import RULE_SYSTEM, VISIT_TYPES

Resource = dict[str, Any]

ORGANIZATION = "maple-street"
WEEKDAYS = (0, 1, 2, 3, 4)
SATURDAY = 5
PRACTITIONERS = {
    "brooks": ("Elena", "Brooks", "Dr.", "Family medicine"),
    "lindqvist": ("Marcus", "Lindqvist", "Dr.", "Internal medicine"),
    "raman": ("Priya", "Raman", "", "Nurse practitioner"),
    "whitfield": ("Dana", "Whitfield", "", "Dental hygiene"),
}
LOCATIONS = {
    "main": ("Maple Street Clinic", "12 Maple Street"),
    "riverside": ("Riverside Office", "400 River Road"),
    "laser-room": ("Laser Room", "12 Maple Street"),
    "video": ("Video visit", ""),
}
GROUP_PLACES = 8


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekly hours of one schedule: on these weekdays, from and to these wall-clock times, in slots of `minutes`."""

    schedule: str
    weekdays: tuple[int, ...]
    start: str
    end: str
    minutes: int
    kinds: tuple[str, ...]


SCHEDULES = {
    "brooks-main": ("brooks", "main"),
    "brooks-laser": ("brooks", "laser-room"),
    "lindqvist-riverside": ("lindqvist", "riverside"),
    "lindqvist-main": ("lindqvist", "main"),
    "lindqvist-video": ("lindqvist", "video"),
    "raman-main": ("raman", "main"),
    "whitfield-main": ("whitfield", "main"),
}
_VISIT = ("checkup", "follow-up")
HOURS = (
    Hours("brooks-main", (0, 2, 4), "08:00", "09:00", 60, ("new-patient",)),
    Hours("brooks-main", (0, 2, 4), "09:00", "12:00", 30, _VISIT),
    Hours("brooks-main", (1, 3), "08:00", "12:00", 30, _VISIT),
    Hours("brooks-main", (0, 2, 4), "13:00", "17:00", 30, _VISIT),
    Hours("brooks-main", (1, 3), "16:00", "17:00", 30, _VISIT),
    Hours("brooks-laser", (1, 3), "13:00", "16:00", 60, ("laser",)),
    Hours("lindqvist-riverside", (0, 2, 4), "08:00", "12:00", 30, _VISIT),
    Hours("lindqvist-riverside", (0, 2, 4), "13:00", "16:00", 30, _VISIT),
    Hours("lindqvist-main", (1, 3), "08:00", "12:00", 30, _VISIT),
    Hours("lindqvist-main", (1, 3), "13:00", "16:00", 30, _VISIT),
    Hours("lindqvist-video", WEEKDAYS, "16:00", "17:00", 30, ("video",)),
    Hours("raman-main", (0, 2, 3, 4), "08:00", "12:00", 15, ("vaccination",)),
    Hours("raman-main", (0, 2, 4), "13:00", "17:00", 30, _VISIT),
    Hours("raman-main", (1,), "08:00", "12:00", 60, ("imaging",)),
    Hours("raman-main", (1, 3), "13:00", "16:00", 30, _VISIT),
    Hours("raman-main", (3,), "16:00", "17:00", 60, ("class",)),
    Hours("whitfield-main", WEEKDAYS, "08:00", "12:00", 30, ("cleaning",)),
    Hours("whitfield-main", WEEKDAYS, "13:00", "17:00", 30, ("cleaning",)),
    Hours("whitfield-main", (SATURDAY,), "09:00", "12:00", 30, ("cleaning",)),
    Hours("raman-main", (SATURDAY,), "09:00", "12:00", 30, _VISIT),
)


def reference(resource_type: str, resource_id: str, display: str = "") -> Resource:
    """Return a Reference, with the display where there is one."""
    made: Resource = {"reference": f"{resource_type}/{resource_id}"}
    if display:
        made["display"] = display
    return made


def practitioner_name(key: str) -> str:
    """Return a practitioner's name as patients see it."""
    given, family, prefix, _ = PRACTITIONERS[key]
    return f"{prefix} {given} {family}".strip()


def fixed_resources() -> list[Resource]:
    """Return the organisation, places, practitioners, their roles and the services."""
    resources: list[Resource] = [
        {"resourceType": "Organization", "id": ORGANIZATION, "active": True, "name": "Maple Street Clinic"}
    ]
    resources += [_location(key) for key in LOCATIONS]
    resources += [_practitioner(key) for key in PRACTITIONERS]
    resources += [_role(key) for key in PRACTITIONERS]
    return resources + [_service(code) for code in VISIT_TYPES]


def schedules(start: date, days: int, zone: ZoneInfo) -> list[Resource]:
    """Return the schedules with their planning horizon."""
    end = start + timedelta(days=days)
    horizon = {"start": _instant(start, "00:00", zone), "end": _instant(end, "00:00", zone)}
    return [_schedule(key, horizon) for key in SCHEDULES]


def slots(start: date, days: int, zone: ZoneInfo) -> list[Resource]:
    """Return every slot of the coming days, free, in order of time."""
    found = []
    for number in range(days):
        day = start + timedelta(days=number)
        for hours in HOURS:
            if day.weekday() in hours.weekdays:
                found += _slots_of_day(hours, day, zone)
    return sorted(found, key=lambda slot: (datetime.fromisoformat(slot["start"]), slot["id"]))


def _slots_of_day(hours: Hours, day: date, zone: ZoneInfo) -> list[Resource]:
    opening, closing = (datetime.combine(day, time.fromisoformat(text)) for text in (hours.start, hours.end))
    step = timedelta(minutes=hours.minutes)
    count = (closing - opening) // step
    return [_slot(hours, opening + step * index, step, zone) for index in range(count)]


def _slot(hours: Hours, start: datetime, length: timedelta, zone: ZoneInfo) -> Resource:
    slot: Resource = {
        "resourceType": "Slot",
        "id": f"{hours.schedule}-{start:%Y%m%d-%H%M}",
        "serviceType": [VISIT_TYPES[kind].concept for kind in hours.kinds],
        "schedule": reference("Schedule", hours.schedule),
        "status": "free",
        "start": start.replace(tzinfo=zone).isoformat(),
        "end": (start + length).replace(tzinfo=zone).isoformat(),
    }
    if "class" in hours.kinds:
        slot["extension"] = [{"url": CAPACITY, "valuePositiveInt": GROUP_PLACES}]
    return slot


def _instant(day: date, clock: str, zone: ZoneInfo) -> str:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone).isoformat()


def _schedule(key: str, horizon: Resource) -> Resource:
    practitioner, location = SCHEDULES[key]
    kinds = dict.fromkeys(kind for hours in HOURS if hours.schedule == key for kind in hours.kinds)
    return {
        "resourceType": "Schedule",
        "id": key,
        "active": True,
        "serviceType": [VISIT_TYPES[kind].concept for kind in kinds],
        "actor": [
            reference("Practitioner", practitioner, practitioner_name(practitioner)),
            reference("Location", location, LOCATIONS[location][0]),
        ],
        "planningHorizon": horizon,
    }


def _location(key: str) -> Resource:
    name, line = LOCATIONS[key]
    location: Resource = {
        "resourceType": "Location",
        "id": key,
        "status": "active",
        "name": name,
        "mode": "instance",
        "managingOrganization": reference("Organization", ORGANIZATION),
    }
    if line:
        location["address"] = {"line": [line], "city": "Springfield", "state": "NY", "postalCode": "10001"}
    if key == "laser-room":
        location["partOf"] = reference("Location", "main")
    return location


def _practitioner(key: str) -> Resource:
    given, family, prefix, _ = PRACTITIONERS[key]
    name: Resource = {"family": family, "given": [given], "text": practitioner_name(key)}
    if prefix:
        name["prefix"] = [prefix]
    return {"resourceType": "Practitioner", "id": key, "active": True, "name": [name]}


def _role(key: str) -> Resource:
    places = dict.fromkeys(location for who, location in SCHEDULES.values() if who == key)
    kinds = dict.fromkeys(k for hours in HOURS if SCHEDULES[hours.schedule][0] == key for k in hours.kinds)
    return {
        "resourceType": "PractitionerRole",
        "id": f"{key}-role",
        "active": True,
        "practitioner": reference("Practitioner", key, practitioner_name(key)),
        "organization": reference("Organization", ORGANIZATION),
        "specialty": [{"text": PRACTITIONERS[key][3]}],
        "location": [reference("Location", place) for place in places],
        "healthcareService": [reference("HealthcareService", kind) for kind in kinds],
    }


def _service(code: str) -> Resource:
    kind = VISIT_TYPES[code]
    schedules_of = {hours.schedule for hours in HOURS if code in hours.kinds}
    places = sorted({SCHEDULES[key][1] for key in schedules_of})
    service: Resource = {
        "resourceType": "HealthcareService",
        "id": code,
        "active": True,
        "providedBy": reference("Organization", ORGANIZATION),
        "type": [kind.concept],
        "name": kind.english,
        "location": [reference("Location", place) for place in places],
        "appointmentRequired": True,
    }
    if kind.rules:
        service["characteristic"] = [{"coding": [{"system": RULE_SYSTEM, "code": rule}]} for rule in kind.rules]
    return service
