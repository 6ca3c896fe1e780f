"""What a trapped server does while it works: answer without changing anything, or book another slot than asked."""

from typing import TYPE_CHECKING

from appliance.demo.ehr.messages import Call, Reply
from appliance.demo.ehr.slots import SERVER, set_slot_status, slots_of
from appliance.demo.ehr.store import Store, Version

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer


def handle_with(server: "FhirServer", call: Call, behaviour: str) -> Reply:
    """Answer a call as the trap wants it.

    Raises:
        FhirError: the answer is an error.
    """
    if behaviour == "lie":
        return _lie(server, call)
    seen = len(server.store.log)
    reply = server.handle(call)
    if behaviour == "other-slot":
        for line in server.store.log[seen:]:
            version = server.store.get(line.reference)
            if version is not None and line.reference.startswith("Appointment/"):
                displace(server.store, version)
    return reply


def _lie(server: "FhirServer", call: Call) -> Reply:
    """Say yes as if it were done, and keep nothing."""
    with server.store.rehearsal():
        return server.handle(call)


def displace(store: Store, version: Version) -> Version | None:
    """Move an appointment to the next free slot of its schedule; None where there is none."""
    held = slots_of(version.resource)
    slot = store.get(held[0]) if held else None
    if slot is None:
        return None
    target = next_free(store, slot)
    if target is None:
        return None
    times = {name: target.resource[name] for name in ("start", "end")}
    with store.atomic():
        moved = store.write({**version.resource, **times, "slot": [{"reference": target.reference}]}, SERVER, "PUT")
        set_slot_status(store, target.reference, "busy")
        if not store.occupants(slot.reference):
            set_slot_status(store, slot.reference, "free")
    return moved


def next_free(store: Store, slot: Version) -> Version | None:
    """Return the next free slot of the same schedule and length after a slot."""
    later = [
        candidate
        for candidate in store.all("Slot")
        if candidate.keys["schedule"] == slot.keys["schedule"]
        and candidate.resource["status"] == "free"
        and not store.occupants(candidate.reference)
        and candidate.keys["start"] > slot.keys["start"]
    ]
    return min(later, key=lambda candidate: candidate.keys["start"], default=None)
