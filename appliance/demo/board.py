"""The clinic's own view of one day: by provider, every slot, its state, its people and what the front desk may do."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from appliance.demo.ehr.instants import parse_instant
from appliance.demo.ehr.outcome import Resource
from appliance.demo.ehr.store import ACTIVE, Store, Version, Write

_DAYS = 31
_LATEST = 15
_OPEN = frozenset({"booked", "pending"})
_LABELS = {
    "free": ("free", "Free"),
    "busy": ("taken", "Booked"),
    "busy-unavailable": ("closed", "Closed"),
    "busy-tentative": ("held", "Held"),
    "entered-in-error": ("closed", "Entered in error"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the front desk."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Occupant:
    """Somebody in a slot."""

    id: str
    name: str
    appointment: str
    cancelable: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One slot of a provider's day."""

    id: str
    slot: str
    time: str
    state: str
    label: str
    what: str
    people: list[Occupant]
    actions: list[Action]


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider and their slots of the day."""

    id: str
    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the list of days."""

    iso: str
    name: str
    booked: int
    free: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page shows."""

    iso: str
    title: str
    zone: str
    days: list[Day]
    providers: list[Provider]
    gone: list[str]
    changes: list[str]


def build_board(store: Store, day: date | None) -> Board:
    """Build the view of a day; of today, or of the first day with slots from today on, where none is named."""
    today = store.clock.now().astimezone(store.zone).date()
    slots = _slots_by_day(store)
    shown = day or next((found for found in sorted(slots) if found >= today), today)
    return Board(
        iso=shown.isoformat(),
        title=f"{shown:%A, %B %-d, %Y}",
        zone=str(store.zone),
        days=[_day(today + timedelta(days=number), slots, store) for number in range(_DAYS)],
        providers=_providers(store, slots.get(shown, [])),
        gone=_gone(store, shown),
        changes=[_change(store, line) for line in store.log[: -_LATEST - 1 : -1]],
    )


def _slots_by_day(store: Store) -> dict[date, list[Version]]:
    found: dict[date, list[Version]] = {}
    for slot in store.all("Slot"):
        found.setdefault(slot.keys["start"][0][0].astimezone(store.zone).date(), []).append(slot)
    return found


def _day(day: date, slots: dict[date, list[Version]], store: Store) -> Day:
    of_day = slots.get(day, [])
    booked = sum(len(store.occupants(slot.reference)) for slot in of_day)
    free = sum(slot.resource["status"] == "free" for slot in of_day)
    return Day(day.isoformat(), f"{day:%a, %b %-d}", booked, free)


def _providers(store: Store, slots: list[Version]) -> list[Provider]:
    providers: dict[str, Provider] = {}
    for slot in sorted(slots, key=lambda version: version.keys["start"][0]):
        practitioner, place = _actors(store, slot)
        key = practitioner.get("reference", "nobody").rsplit("/", 1)[-1]
        provider = providers.setdefault(key, Provider(key, practitioner.get("display", key)))
        provider.rows.append(_row(store, slot, place.get("display", "")))
    return [providers[key] for key in sorted(providers)]


def _actors(store: Store, slot: Version) -> tuple[Resource, Resource]:
    schedule = store.get(slot.keys["schedule"][0]) if slot.keys["schedule"] else None
    actors = schedule.resource["actor"] if schedule else []
    by_type = {str(actor.get("reference", "")).split("/")[0]: actor for actor in actors}
    return by_type.get("Practitioner", {}), by_type.get("Location", {})


def _row(store: Store, slot: Version, place: str) -> Row:
    status = slot.resource["status"]
    state, label = _LABELS[status]
    occupants = [version for reference in sorted(store.occupants(slot.reference)) if (version := store.get(reference))]
    kinds = [concept.get("text", "") for concept in slot.resource.get("serviceType", [])]
    if len(occupants) == 1:
        kinds = [concept.get("text", "") for concept in occupants[0].resource.get("serviceType", [])] or kinds
    times = [parse_instant(slot.resource[name]).astimezone(store.zone) for name in ("start", "end")]
    return Row(
        id=f"slot-{slot.resource['id']}",
        slot=slot.reference,
        time=f"{times[0]:%-I:%M %p} to {times[1]:%-I:%M %p}",
        state="taken" if occupants else state,
        label=_label(label, len(occupants), store.capacity(slot.reference)),
        what=", ".join(filter(None, [" or ".join(filter(None, kinds)), place])),
        people=[_occupant(store, version) for version in occupants],
        actions=_actions(status, bool(occupants)),
    )


def _label(label: str, occupants: int, capacity: int) -> str:
    if capacity > 1:
        return f"{occupants} of {capacity} places taken"
    if occupants > 1:
        return "Double-booked"
    return "Booked" if occupants and label == "Free" else label


def _actions(status: str, taken: bool) -> list[Action]:  # noqa: FBT001 a fact about the slot
    if status == "busy-unavailable":
        return [Action("unblock", "Open")]
    if status != "free":
        return []
    walk_in = Action("walk-in", "Book a walk-in")
    return [walk_in] if taken else [walk_in, Action("block", "Close")]


def _occupant(store: Store, appointment: Version) -> Occupant:
    return Occupant(
        id=appointment.resource["id"],
        name=_patient_name(store, appointment),
        appointment=appointment.reference,
        cancelable=appointment.resource["status"] in _OPEN,
    )


def _patient_name(store: Store, appointment: Version) -> str:
    names = []
    for reference in appointment.keys["patient"]:
        patient = store.get(reference)
        name = patient.resource.get("name", [{}])[0] if patient else {}
        names.append(" ".join([*name.get("given", []), name.get("family", "")]).strip() or "Unknown patient")
    return ", ".join(names) or "No patient"


def _gone(store: Store, day: date) -> list[str]:
    found = []
    for version in store.all("Appointment"):
        start = version.resource.get("start")
        if start and version.resource.get("status") not in ACTIVE:
            begin = parse_instant(start).astimezone(store.zone)
            if begin.date() == day:
                found.append(f"{begin:%-I:%M %p} {_patient_name(store, version)}: {version.resource.get('status')}")
    return sorted(found)


def _change(store: Store, line: Write) -> str:
    version = store.get(line.reference)
    what = line.reference.split("/")[0]
    who = f" of {_patient_name(store, version)}" if version and what == "Appointment" else ""
    status = line.status if line.status == line.status_before else f"{line.status_before or 'new'} to {line.status}"
    when = _clock(line.at, store.zone)
    begin = _begin(version, store.zone)
    moved = ", moved" if line.slots_before and line.slots != line.slots_before else ""
    return f"{when} {line.actor}: {what}{who}{begin}: {status}{moved}"


def _begin(version: Version | None, zone: ZoneInfo) -> str:
    start = version.resource.get("start") if version else None
    return f", {parse_instant(start).astimezone(zone):%a, %b %-d, %-I:%M %p}" if start else ""


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%-I:%M:%S %p}"
