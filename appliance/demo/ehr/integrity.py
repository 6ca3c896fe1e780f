"""What must never happen in a schedule, computed from the store: for assertions in tests and for the control plane."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from appliance.demo.ehr.instants import parse_instant
from appliance.demo.ehr.outcome import Resource
from appliance.demo.ehr.store import ACTIVE, Store, Version

FRONT_DESK = "front-desk"


def double_bookings(store: Store) -> list[dict[str, Any]]:
    """Return slots held by more active appointments than they have places, and overlaps of one practitioner."""
    active = [v for v in store.all("Appointment") if v.resource.get("status") in ACTIVE]
    slots = {slot for version in active for slot in version.keys["slot"]}
    crowded = [
        {"slot": slot, "appointments": sorted(store.occupants(slot))}
        for slot in sorted(slots)
        if len(store.occupants(slot)) > max(1, store.capacity(slot))
    ]
    return crowded + _overlaps(store, active)


def _overlaps(store: Store, active: list[Version]) -> list[dict[str, Any]]:
    by_practitioner: dict[str, list[Version]] = defaultdict(list)
    for version in active:
        if "start" in version.resource and not _is_group(store, version):
            for practitioner in version.keys["practitioner"]:
                by_practitioner[practitioner].append(version)
    found = []
    for practitioner, versions in by_practitioner.items():
        ordered = sorted(versions, key=lambda v: parse_instant(v.resource["start"]))
        for first, second in pairwise(ordered):
            if parse_instant(second.resource["start"]) < parse_instant(first.resource["end"]):
                found.append(
                    {"practitioner": practitioner, "appointments": sorted((first.reference, second.reference))}
                )
    return found


def _is_group(store: Store, version: Version) -> bool:
    return any(store.capacity(slot) > 1 for slot in version.keys["slot"])


def lost_appointments(store: Store, cancelled: Mapping[str, int] | None = None) -> list[str]:
    """Return patients who now have fewer active appointments than they should, once per missing one.

    Args:
        store: the EHR's memory.
        cancelled: by patient reference, how many cancellations were really asked for.
    """
    return sorted((_expected(store, cancelled or {}) - _held(store)).elements())


def duplicate_appointments(store: Store, cancelled: Mapping[str, int] | None = None) -> list[str]:
    """Return patients who now have more active appointments than they should, once per surplus one."""
    return sorted((_held(store) - _expected(store, cancelled or {})).elements())


def _held(store: Store) -> Counter[str]:
    """Count active appointments by patient."""
    return Counter(p for v in store.all("Appointment") if v.resource.get("status") in ACTIVE for p in v.keys["patient"])


def _expected(store: Store, cancelled: Mapping[str, int]) -> Counter[str]:
    """Count what each patient should hold: the baseline, what the front desk did, and the asked cancellations."""
    expected: Counter[str] = Counter()
    for resource in store.baseline.values():
        if resource.get("status") in ACTIVE:
            expected.update(_patients(resource))
    for line in store.log:
        if line.actor == FRONT_DESK and line.reference.startswith("Appointment/"):
            change = (line.status in ACTIVE) - (line.status_before in ACTIVE)
            version = store.get(line.reference)
            for patient in version.keys["patient"] if version else ():
                expected[patient] += change
    expected.subtract(Counter(dict(cancelled)))
    return expected


def _patients(resource: Resource) -> list[str]:
    references = [p.get("actor", {}).get("reference", "") for p in resource.get("participant", [])]
    return [reference for reference in references if reference.startswith("Patient/")]


def slot_mismatches(store: Store) -> list[dict[str, Any]]:
    """Return slots that are free though full, or busy though nobody (and no block) holds them."""
    found = []
    for version in store.all("Slot"):
        occupants = len(store.occupants(version.reference))
        status = version.resource["status"]
        if status == "free" and occupants >= store.capacity(version.reference):
            found.append({"slot": version.reference, "status": status, "held_by": occupants})
        if status in ("busy", "busy-tentative") and occupants == 0:
            found.append({"slot": version.reference, "status": status, "held_by": 0})
    return found


def audit(store: Store, cancelled: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Return every finding at once, as JSON: empty lists mean that nothing bad ever happened."""
    return {
        "double_bookings": double_bookings(store),
        "double_bookings_ever": [{**asdict(found), "at": found.at.isoformat()} for found in store.double_booking_log],
        "lost_appointments": lost_appointments(store, cancelled),
        "duplicate_appointments": duplicate_appointments(store, cancelled),
        "slot_mismatches": slot_mismatches(store),
        "writes": len(store.log),
    }
