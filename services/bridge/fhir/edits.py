"""Changes to a resource as the EHR holds it: a new dict in which everything we do not change survives untouched."""

from collections.abc import Iterable

from services.bridge.fhir.instants import write_instant
from services.bridge.fhir.invariants import Json, objects
from services.bridge.fhir.profile import OPERATION_MARK, CancelReason, SiteProfile
from services.bridge.fhir.references import reference, target
from services.scheduling.model import Party, Slot

_SECONDS = 60
_REPLACED = frozenset({"Practitioner", "PractitionerRole", "Location", "Device"})
_NOT_COPIED = frozenset({"id", "meta", "text", "identifier", "cancelationReason", "created", "slot", "start", "end"})


def held(slot: Json, operation_id: str) -> Json:
    """Return the slot taken for an operation, with its mark and no older one of ours."""
    return {**slot, "status": "busy", "identifier": [*_foreign_identifiers(slot), _mark(operation_id)]}


def taken(slot: Json) -> Json:
    """Return the slot as busy, where no mark may be left."""
    return {**slot, "status": "busy"}


def freed(slot: Json) -> Json:
    """Return the slot free again, without a mark of ours."""
    after = {**slot, "status": "free", "identifier": _foreign_identifiers(slot)}
    if not after["identifier"]:
        del after["identifier"]
    return after


def moved(appointment: Json, slot: Slot, profile: SiteProfile) -> Json:
    """Return the appointment at the slot's time, with the slot's provider, place and equipment.

    Times are written with the clinic's own offset, for those who read them in the raw. A slot without an id describes
    a place the system keeps no Slot for; the appointment then refers to none.
    """
    after = {
        **appointment,
        "start": write_instant(slot.interval.start.astimezone(profile.zone)),
        "end": write_instant(slot.interval.end.astimezone(profile.zone)),
        "participant": _participants(appointment, slot, profile.base_url),
    }
    after.pop("slot", None)
    if slot.id:
        after["slot"] = [reference("Slot", slot.id)]
    if "minutesDuration" in appointment:
        after["minutesDuration"] = int(slot.interval.duration.total_seconds()) // _SECONDS
    return after


def booked(template: Json, slot: Slot, profile: SiteProfile) -> Json:
    """Return a new appointment like the template in the slot: same patient, visit, reasons and extensions."""
    copied = {name: value for name, value in template.items() if name not in _NOT_COPIED}
    return {**moved(copied, slot, profile), "status": "booked"}


def cancelled(appointment: Json, reason: CancelReason) -> Json:
    """Return the appointment cancelled with its coded reason (R4 spells it `cancelationReason`)."""
    return {**appointment, "status": "cancelled", "cancelationReason": cancelation_reason(reason)}


def cancelation_reason(reason: CancelReason) -> Json:
    """Write the reason as a CodeableConcept with one coding."""
    return {"coding": [{"system": reason.system, "code": reason.code, "display": reason.display}]}


def marked(resource: Json, operation_id: str) -> Json:
    """Return the resource with the operation's mark added once; earlier marks tell its history and stay."""
    mark = _mark(operation_id)
    identifiers = [item for item in objects(resource, "identifier", "resource") if item != mark]
    return {**resource, "identifier": [*identifiers, mark]}


def changes(before: Json, after: Json, guards: Iterable[str]) -> list[Json]:
    """Return a JSON Patch from one to the other that applies only while the guarded elements are as they were.

    The `test` operations make it a compare-and-set on a server without ETags (RFC 6902 section 4.6).
    """
    tests = [{"op": "test", "path": f"/{name}", "value": before[name]} for name in guards if name in before]
    removed = [{"op": "remove", "path": f"/{name}"} for name in before if name not in after]
    written = [
        {"op": "replace" if name in before else "add", "path": f"/{name}", "value": value}
        for name, value in after.items()
        if before.get(name) != value
    ]
    return [*tests, *removed, *written]


def _mark(operation_id: str) -> Json:
    return {"system": OPERATION_MARK, "value": operation_id}


def _foreign_identifiers(resource: Json) -> list[Json]:
    return [item for item in objects(resource, "identifier", "resource") if item.get("system") != OPERATION_MARK]


def _participants(appointment: Json, slot: Slot, base_url: str) -> list[Json]:
    """Keep each participant who still takes part as written; swap provider, place and equipment where they differ."""
    wanted = _actors(slot)
    kept: list[Json] = []
    for item in objects(appointment, "participant", "Appointment"):
        actor = target(item.get("actor"), base_url)
        key = actor.reference if actor else ""
        if key in wanted:
            kept.append(item)
            del wanted[key]
        elif actor is None or actor.type not in _replaced_types(slot):
            kept.append(item)
    return kept + [
        {"actor": {"reference": key, "display": party.name or party.id}, "status": "accepted"}
        for key, party in wanted.items()
    ]


def _actors(slot: Slot) -> dict[str, Party]:
    actors = {}
    if slot.practitioner is not None:
        actors[f"Practitioner/{slot.practitioner.id}"] = slot.practitioner
    if slot.location is not None:
        actors[f"Location/{slot.location.id}"] = slot.location
    return actors


def _replaced_types(slot: Slot) -> frozenset[str]:
    """Return what the slot's own parties replace; a slot that names no place leaves the place alone."""
    types = set()
    if slot.practitioner is not None:
        types |= {"Practitioner", "PractitionerRole"}
    if slot.location is not None:
        types |= {"Location", "Device"}
    return _REPLACED & types
