"""What servers fill in by themselves from the slot of an appointment: times, provider, place and service."""

from appliance.demo.ehr.instants import parse_instant
from appliance.demo.ehr.outcome import Resource, unprocessable
from appliance.demo.ehr.search_keys import reference_of
from appliance.demo.ehr.store import Store, Version


def complete_from_slot(store: Store, appointment: Resource) -> Resource:
    """Return the appointment with start, end, participants and serviceType of its (only) slot.

    Raises:
        FhirError: 422 when the slot does not exist or has begun.
    """
    slot = store.get(reference_of(appointment["slot"][0]))
    if slot is None:
        raise unprocessable("The slot does not exist", "not-found")
    if parse_instant(slot.resource["start"]) <= store.clock.now():
        raise unprocessable("The slot has begun")
    patients = [p for p in appointment["participant"] if "Patient/" in str(p.get("actor", {}).get("reference", ""))]
    completed = {**appointment, **times_of(slot), "participant": patients + schedule_participants(store, slot)}
    if "serviceType" in slot.resource and "serviceType" not in appointment:
        completed["serviceType"] = slot.resource["serviceType"][:1]
    return completed


def times_of(slot: Version) -> Resource:
    """Return start, end and minutesDuration as an appointment in that slot has them."""
    start, end = slot.resource["start"], slot.resource["end"]
    minutes = (parse_instant(end) - parse_instant(start)).total_seconds() // 60
    return {"start": start, "end": end, "minutesDuration": int(minutes)}


def schedule_participants(store: Store, slot: Version) -> list[Resource]:
    """Return the actors of the slot's schedule as accepted participants."""
    schedule = store.get(slot.keys["schedule"][0])
    actors = schedule.resource["actor"] if schedule else []
    return [{"actor": actor, "status": "accepted"} for actor in actors]
