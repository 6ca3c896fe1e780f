"""Slots and the appointments that hold them: who may take one, and what the server does about it.

The FHIR specification leaves this to the server (http://hl7.org/fhir/R4/slot.html#notes), so it is a policy here.
"""

from dataclasses import dataclass

from appliance.demo.ehr.instants import parse_instant
from appliance.demo.ehr.outcome import FhirError, Resource, conflict, unprocessable
from appliance.demo.ehr.search_keys import reference_of
from appliance.demo.ehr.store import ACTIVE, Store, Version

SERVER = "server"


@dataclass(frozen=True, slots=True)
class SlotPolicy:
    """`check`: refuse a taken slot with `taken_status`. `follow`: the server sets Slot.status; `frees`: to free too."""

    check: bool = True
    follow: bool = False
    frees: bool = True
    taken_status: int = 409


def slots_of(appointment: Resource | None) -> tuple[str, ...]:
    """Return the slots an active appointment refers to."""
    if appointment is None or appointment.get("status") not in ACTIVE:
        return ()
    return tuple(reference_of(slot) for slot in appointment.get("slot", []))


def check_slots(store: Store, before: Version | None, after: Resource, actor: str, policy: SlotPolicy) -> None:
    """Refuse an appointment whose new slots do not exist, are taken, or do not cover its time.

    Raises:
        FhirError: 422 for a missing slot or wrong times, `taken_status` for a taken one.
    """
    if not policy.check:
        return
    own = f"Appointment/{after.get('id', '')}"
    held = set(slots_of(before.resource if before else None))
    wanted = slots_of(after)
    for reference in wanted:
        slot = store.get(reference)
        if slot is None:
            raise unprocessable("A slot of the appointment does not exist", "not-found")
        if reference not in held and not _available(store, slot, own, actor):
            raise FhirError(policy.taken_status, "conflict", "A slot of the appointment is not free")
    if wanted:
        _check_times(store, wanted, after)


def _available(store: Store, slot: Version, own: str, actor: str) -> bool:
    """Tell whether a slot may be taken: free, or made busy by the same client and held by nobody else."""
    others = store.occupants(slot.reference) - {own}
    if len(others) >= store.capacity(slot.reference):
        return False
    status = slot.resource["status"]
    return status == "free" or (status in ("busy", "busy-tentative") and slot.actor == actor)


def _check_times(store: Store, wanted: tuple[str, ...], after: Resource) -> None:
    slots = [slot.resource for reference in wanted if (slot := store.get(reference))]
    first = min(parse_instant(slot["start"]) for slot in slots)
    last = max(parse_instant(slot["end"]) for slot in slots)
    if parse_instant(after["start"]) != first or not first < parse_instant(after["end"]) <= last:
        raise unprocessable("start and end of the appointment do not fit its slots")


def follow(store: Store, before: Version | None, after: Version, policy: SlotPolicy) -> None:
    """Set the slots an appointment took to busy and those it left to free, where the server does that."""
    if not policy.follow:
        return
    old = set(slots_of(before.resource if before else None))
    new = set(slots_of(after.resource))
    for reference in sorted(new - old):
        set_slot_status(store, reference, "busy")
    for reference in sorted(old - new) if policy.frees else ():
        if not store.occupants(reference):
            set_slot_status(store, reference, "free")


def set_slot_status(store: Store, reference: str, status: str, actor: str = SERVER) -> None:
    """Write a slot's status when it differs; a slot with places left stays free.

    Raises:
        FhirError: 409 when the slot is unknown.
    """
    slot = store.get(reference)
    if slot is None:
        raise conflict("A slot of the appointment does not exist any more")
    places = store.capacity(reference) - len(store.occupants(reference))
    wanted = "free" if status == "busy" and places > 0 else status
    if slot.resource["status"] != wanted:
        store.write({**slot.resource, "status": wanted}, actor, "PUT")
