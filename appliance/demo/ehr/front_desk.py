"""The front desk: people at the clinic who change the schedule behind our back, each change at once and whole."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress

from appliance.demo.ehr.instants import parse_instant
from appliance.demo.ehr.integrity import FRONT_DESK
from appliance.demo.ehr.outcome import FhirError, Resource, bad_request, conflict, not_found
from appliance.demo.ehr.slots import set_slot_status, slots_of
from appliance.demo.ehr.store import ACTIVE, Store, Version

_OPEN = frozenset({"booked", "pending"})


class FrontDesk:
    """Acts on the store directly; every action is one atomic group of writes by the actor `front-desk`."""

    def __init__(self, store: Store, seed: int = 1) -> None:
        self.store = store
        self._random = random.Random(seed)  # noqa: S311 a repeatable demonstration, not a secret
        self._task: asyncio.Task[None] | None = None

    def walk_in(self, slot: str = "", patient: str = "") -> str:
        """Book a patient onto a free slot; any where none is named. Returns the new appointment's reference."""
        chosen = self._slot(slot, "free")
        who = patient or self._pick([v.reference for v in self.store.all("Patient")])
        with self.store.atomic():
            resource = self._appointment(chosen, who)
            version = self.store.write(resource, FRONT_DESK, "POST")
            set_slot_status(self.store, chosen.reference, "busy", FRONT_DESK)
        return version.reference

    def cancel(self, appointment: str = "") -> str:
        """Cancel an open appointment, any where none is named, and free its slots. Returns its reference."""
        version = self._appointment_version(appointment)
        with self.store.atomic():
            cancelled = {**version.resource, "status": "cancelled"}
            self.store.write(cancelled, FRONT_DESK, "PUT")
            self._free(version)
        return version.reference

    def move(self, appointment: str = "", slot: str = "") -> str:
        """Move an open appointment to a free slot. Returns its reference."""
        version = self._appointment_version(appointment)
        target = self._slot(slot, "free")
        with self.store.atomic():
            times = {key: target.resource[key] for key in ("start", "end")}
            moved = {**version.resource, **times, "slot": [{"reference": target.reference}]}
            moved["participant"] = self._participants(version, target)
            self.store.write(moved, FRONT_DESK, "PUT")
            self._free(version)
            set_slot_status(self.store, target.reference, "busy", FRONT_DESK)
        return version.reference

    def edit(self, appointment: str = "") -> str:
        """Add a note to an open appointment, which only raises its version. Returns its reference."""
        version = self._appointment_version(appointment)
        note = f"Front desk note {version.number + 1}"
        self.store.write({**version.resource, "comment": note}, FRONT_DESK, "PUT")
        return version.reference

    def block(self, slot: str = "") -> str:
        """Close a free slot. Returns its reference."""
        chosen = self._slot(slot, "free")
        self.store.write({**chosen.resource, "status": "busy-unavailable"}, FRONT_DESK, "PUT")
        return chosen.reference

    def unblock(self, slot: str = "") -> str:
        """Open a closed slot again. Returns its reference."""
        chosen = self._slot(slot, "busy-unavailable")
        self.store.write({**chosen.resource, "status": "free"}, FRONT_DESK, "PUT")
        return chosen.reference

    @property
    def actions(self) -> dict[str, Callable[..., str]]:
        """Return the actions by the name the control plane uses."""
        return {
            "walk-in": self.walk_in,
            "cancel": self.cancel,
            "move": self.move,
            "edit": self.edit,
            "block": self.block,
            "unblock": self.unblock,
        }

    def start(self, per_second: float, allowed: tuple[str, ...]) -> None:
        """Keep doing random allowed actions in the background; a second start replaces the first."""
        self.stop()
        self._task = asyncio.get_running_loop().create_task(self._work(per_second, allowed))

    def stop(self) -> None:
        """Stop the background work."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def step(self, allowed: tuple[str, ...]) -> str:
        """Do one random action; returns its name, or an empty string when it found nothing to do."""
        name = self._random.choice(allowed)
        with suppress(FhirError):
            self.actions[name]()
            return name
        return ""

    async def _work(self, per_second: float, allowed: tuple[str, ...]) -> None:
        while True:
            self.step(allowed)
            await asyncio.sleep(1 / per_second)

    def _pick(self, references: list[str]) -> str:
        if not references:
            raise conflict("The front desk found nothing to do")
        return self._random.choice(references)

    def _slot(self, reference: str, status: str) -> Version:
        now = self.store.clock.now()
        if not reference:
            open_slots = [
                v.reference
                for v in self.store.all("Slot")
                if v.resource["status"] == status
                and parse_instant(v.resource["start"]) > now
                and len(self.store.occupants(v.reference)) < self.store.capacity(v.reference)
            ]
            reference = self._pick(open_slots)
        version = self.store.get(reference)
        if version is None:
            raise not_found("Slot")
        if version.resource["status"] != status:
            raise conflict(f"The slot is {version.resource['status']}, not {status}")
        if len(self.store.occupants(reference)) >= self.store.capacity(reference):
            raise conflict("Somebody holds this slot")
        return version

    def _appointment_version(self, reference: str) -> Version:
        now = self.store.clock.now()
        if not reference:
            reference = self._pick(
                [
                    v.reference
                    for v in self.store.all("Appointment")
                    if v.resource.get("status") in _OPEN and parse_instant(v.resource["start"]) > now
                ]
            )
        version = self.store.get(reference)
        if version is None:
            raise not_found("Appointment")
        if version.resource.get("status") not in ACTIVE:
            raise conflict("The appointment is not active")
        return version

    def _free(self, version: Version) -> None:
        for slot in slots_of(version.resource):
            if not self.store.occupants(slot) and self.store.get(slot):
                set_slot_status(self.store, slot, "free", FRONT_DESK)

    def _participants(self, version: Version, target: Version) -> list[Resource]:
        patients = [
            participant
            for participant in version.resource["participant"]
            if str(participant.get("actor", {}).get("reference", "")).startswith("Patient/")
        ]
        return patients + self._schedule_participants(target)

    def _schedule_participants(self, slot: Version) -> list[Resource]:
        schedule = self.store.get(slot.keys["schedule"][0])
        if schedule is None:
            raise bad_request("The slot has no schedule")
        return [{"actor": actor, "status": "accepted"} for actor in schedule.resource["actor"]]

    def _appointment(self, slot: Version, patient: str) -> Resource:
        resource: Resource = {
            "resourceType": "Appointment",
            "id": self.store.new_id("Appointment"),
            "status": "booked",
            "start": slot.resource["start"],
            "end": slot.resource["end"],
            "slot": [{"reference": slot.reference}],
            "comment": "Walk-in",
            "participant": [
                {"actor": {"reference": patient}, "status": "accepted"},
                *self._schedule_participants(slot),
            ],
        }
        if service_types := slot.resource.get("serviceType"):
            resource["serviceType"] = service_types[:1]
        return resource
