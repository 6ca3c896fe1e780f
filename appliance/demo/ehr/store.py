"""The simulated EHR's memory: every version of every resource, who wrote it, and all-or-nothing groups of writes.

One asyncio thread owns a store and no write awaits, so each write and each `atomic()` block is a critical section.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import orjson

from appliance.demo.ehr.instants import format_instant
from appliance.demo.ehr.outcome import Resource
from appliance.demo.ehr.search_keys import Keys
from services.kernel.clock import Clock

ACTIVE = frozenset({"pending", "booked", "arrived", "checked-in", "fulfilled"})
CAPACITY = "https://maple-street.example/fhir/StructureDefinition/slot-capacity"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one resource; the resource is never changed in place."""

    number: int
    resource: Resource
    at: datetime
    actor: str
    method: str
    keys: Keys

    @property
    def reference(self) -> str:
        """Return `Type/id`."""
        return f"{self.resource['resourceType']}/{self.resource['id']}"


@dataclass(frozen=True, slots=True)
class Write:
    """One line of the event log: who wrote what, when, and what it did to status and slots."""

    at: datetime
    actor: str
    method: str
    reference: str
    version: int
    status_before: str
    status: str
    slots_before: tuple[str, ...]
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoubleBooking:
    """A slot that, after a finished write, held more active appointments than it has places."""

    at: datetime
    slot: str
    appointments: tuple[str, ...]


def copy_resource(resource: Resource) -> Resource:
    """Return a deep copy that shares nothing with the stored version."""
    copied: Resource = orjson.loads(orjson.dumps(resource))
    return copied


class Store:
    """Versioned resources with an occupancy index (slot to active appointments) and an event log."""

    def __init__(self, clock: Clock, zone: ZoneInfo, *, seed: int = 1, first_version: int = 1) -> None:
        self.clock = clock
        self.zone = zone
        self.log: list[Write] = []
        self.double_booking_log: list[DoubleBooking] = []
        self.baseline: dict[str, Resource] = {}
        self.watchers: set[Callable[[], None]] = set()
        self._seed = seed
        self._first_version = first_version
        self._counter = 0
        self._versions: dict[str, dict[str, list[Version]]] = defaultdict(dict)
        self._occupants: dict[str, set[str]] = defaultdict(set)
        self._undo: list[Version] | None = None

    def new_id(self, resource_type: str) -> str:
        """Return an opaque id, the same sequence for the same seed."""
        self._counter += 1
        return uuid5(NAMESPACE_URL, f"{self._seed}/{resource_type}/{self._counter}").hex

    def get(self, reference: str) -> Version | None:
        """Return the current version of `Type/id`."""
        versions = self.history(reference)
        return versions[-1] if versions else None

    def history(self, reference: str) -> list[Version]:
        """Return all versions of `Type/id`, oldest first."""
        resource_type, _, resource_id = reference.partition("/")
        return self._versions.get(resource_type, {}).get(resource_id, [])

    def all(self, resource_type: str) -> Iterator[Version]:
        """Yield the current version of every resource of a type, in order of creation."""
        for versions in self._versions.get(resource_type, {}).values():
            yield versions[-1]

    def types(self) -> list[str]:
        """Return the resource types that have at least one resource."""
        return [name for name, resources in self._versions.items() if resources]

    def occupants(self, slot: str) -> frozenset[str]:
        """Return the active appointments (references) that hold a slot (reference)."""
        return frozenset(self._occupants.get(slot, ()))

    def capacity(self, slot: str) -> int:
        """Return how many appointments a slot takes: 1, or the capacity of a group class."""
        version = self.get(slot)
        extensions = version.resource.get("extension", []) if version else []
        return next((int(e["valuePositiveInt"]) for e in extensions if e.get("url") == CAPACITY), 1)

    def write(self, resource: Mapping[str, Any], actor: str, method: str) -> Version:
        """Append a version (the id must be set); the server sets versionId and lastUpdated."""
        fresh = copy_resource(dict(resource))
        reference = f"{fresh['resourceType']}/{fresh['id']}"
        before = self.get(reference)
        at = self.clock.now()
        number = before.number + 1 if before else self._first_version
        stamp = {"versionId": str(number), "lastUpdated": format_instant(at)}
        fresh["meta"] = {**fresh.get("meta", {}), **stamp}
        version = Version(number, fresh, at, actor, method, Keys(fresh, self.zone))
        self._versions[fresh["resourceType"]].setdefault(fresh["id"], []).append(version)
        self._reindex(before, version)
        self.log.append(_line(before, version))
        if self._undo is not None:
            self._undo.append(version)
        else:
            self._committed([version])
        return version

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All writes inside stay or none does; nested blocks join the outer one."""
        if self._undo is not None:
            yield
            return
        self._undo = []
        try:
            yield
        except BaseException:  # a cancelled request is undone too
            self._roll_back(self._undo)
            self._undo = None
            raise
        done, self._undo = self._undo, None
        self._committed(done)

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """No write inside stays: the server works as always and keeps nothing."""
        self._undo = []
        try:
            yield
        finally:
            self._roll_back(self._undo)
            self._undo = None

    def mark_baseline(self) -> None:
        """Remember every appointment as it is now: the starting point of the audit."""
        self.baseline = {v.reference: v.resource for v in self.all("Appointment")}
        self.log.clear()
        self.double_booking_log.clear()

    def _roll_back(self, versions: list[Version]) -> None:
        for version in reversed(versions):
            resource_type, resource_id = version.reference.split("/")
            kept = self._versions[resource_type][resource_id]
            kept.pop()
            if not kept:
                del self._versions[resource_type][resource_id]
            self._reindex(version, kept[-1] if kept else None)
            self.log.pop()

    def _reindex(self, before: Version | None, after: Version | None) -> None:
        if before is not None:
            for slot in held_slots(before):
                self._occupants[slot].discard(before.reference)
        if after is not None:
            for slot in held_slots(after):
                self._occupants[slot].add(after.reference)

    def _committed(self, versions: list[Version]) -> None:
        for slot in {slot for version in versions for slot in held_slots(version)}:
            occupants = self.occupants(slot)
            if len(occupants) > 1 and len(occupants) > self.capacity(slot):
                self.double_booking_log.append(DoubleBooking(self.clock.now(), slot, tuple(sorted(occupants))))
        if versions:
            for watcher in list(self.watchers):
                watcher()


def held_slots(version: Version) -> tuple[str, ...]:
    """Return the slots (references) an active appointment holds; none for anything else."""
    if version.resource["resourceType"] != "Appointment" or version.resource.get("status") not in ACTIVE:
        return ()
    return version.keys["slot"]


def _line(before: Version | None, after: Version) -> Write:
    return Write(
        at=after.at,
        actor=after.actor,
        method=after.method,
        reference=after.reference,
        version=after.number,
        status_before=str(before.resource.get("status", "")) if before else "",
        status=str(after.resource.get("status", "")),
        slots_before=before.keys["slot"] if before else (),
        slots=after.keys["slot"],
    )
