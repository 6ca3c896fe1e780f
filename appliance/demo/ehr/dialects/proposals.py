"""Temporary, proposed appointments: what `$find` returns where slots are not public (Epic, IHE SCHED)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from appliance.demo.ehr.dialects.completion import schedule_participants, times_of
from appliance.demo.ehr.instants import span
from appliance.demo.ehr.messages import Call
from appliance.demo.ehr.outcome import Resource, bad_request
from appliance.demo.ehr.search_keys import reference_of
from appliance.demo.ehr.store import Store, Version


@dataclass(frozen=True, slots=True)
class Proposal:
    """A temporary id that stands for a free slot until it expires; the patient is empty where none was named."""

    id: str
    slot: str
    patient: str
    visit_type: Mapping[str, Any] | None
    expires: datetime


class Proposals:
    """The open proposals of a server."""

    def __init__(self, minutes: int) -> None:
        self._lasting = timedelta(minutes=minutes)
        self._open: dict[str, Proposal] = {}

    def offer(self, store: Store, slot: Version, patient: str, visit_type: Mapping[str, Any] | None) -> Proposal:
        """Remember a proposal for a slot."""
        expires = store.clock.now() + self._lasting
        proposal = Proposal(store.new_id("Proposal"), slot.reference, patient, visit_type, expires)
        self._open[proposal.id] = proposal
        return proposal

    def get(self, store: Store, proposal_id: str) -> Proposal | None:
        """Return a proposal that has not expired."""
        found = self._open.get(proposal_id)
        return found if found and found.expires > store.clock.now() else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a `$find` asks for."""

    start: datetime
    end: datetime
    visit_type: str = ""
    actors: frozenset[str] = frozenset()


def parameters(call: Call) -> dict[str, Any]:
    """Return a Parameters body as name to value (or resource); a repeated name keeps its last.

    Raises:
        FhirError: 400 when the body is not a Parameters resource.
    """
    body = call.resource()
    entries = body.get("parameter", [])
    if body.get("resourceType") != "Parameters" or not isinstance(entries, list):
        raise bad_request("The body of an operation is a Parameters resource", "structure")
    found: dict[str, Any] = {}
    for entry in entries:
        if not isinstance(entry, dict) or "name" not in entry:
            raise bad_request("A parameter needs a name", "structure")
        value = [item for key, item in entry.items() if key.startswith("value") or key == "resource"]
        found[str(entry["name"])] = value[0] if value else None
    return found


def instant_parameter(store: Store, found: Mapping[str, Any], *names: str) -> datetime:
    """Return the start of a required date or time parameter.

    Raises:
        FhirError: 400 when it is missing or malformed.
    """
    text = next((found[name] for name in names if found.get(name)), None)
    try:
        return span(str(text), store.zone)[0]
    except ValueError as error:
        raise bad_request(f"{names[0]} must be a FHIR date or time", "required") from error


def reference_parameter(value: object) -> str:
    """Return `Type/id` (or a bare id) of a Reference, an Identifier, a resource or a string."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    if "resourceType" in value:
        return f"{value['resourceType']}/{value.get('id', '')}"
    return reference_of(value) or str(value.get("reference") or value.get("value") or "")


def code_parameter(value: object) -> str:
    """Return the first code of a CodeableConcept, a Coding or a code."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    codings = value.get("coding") or [value]
    return str(codings[0].get("code", ""))


def free_slots(store: Store, wanted: Wanted) -> Iterator[Version]:
    """Yield the free slots a `$find` asks for, soonest first."""
    schedules = {v.reference for v in store.all("Schedule") if all(actor in v.keys["actor"] for actor in wanted.actors)}
    found = [
        slot
        for slot in store.all("Slot")
        if slot.resource["status"] == "free"
        and slot.keys["schedule"][0] in schedules
        and wanted.start <= slot.keys["start"][0][0] < wanted.end
        and len(store.occupants(slot.reference)) < store.capacity(slot.reference)
        and (not wanted.visit_type or any(code == wanted.visit_type for _, code in slot.keys["service-type"]))
    ]
    yield from sorted(found, key=lambda slot: (slot.keys["start"][0][0], slot.reference))


def as_appointment(store: Store, proposal: Proposal, slot: Version, status: str = "proposed") -> Resource:
    """Return the Appointment resource that a proposal stands for."""
    participants = schedule_participants(store, slot)
    if proposal.patient:
        patient = {"actor": {"reference": proposal.patient}, "status": "accepted"}
        participants = [patient, *participants]
    kind = dict(proposal.visit_type) if proposal.visit_type else slot.resource["serviceType"][0]
    return {
        "resourceType": "Appointment",
        "id": proposal.id,
        "status": status,
        "serviceType": [kind],
        **times_of(slot),
        "slot": [{"reference": slot.reference}],
        "participant": participants,
    }


def concept_of(slot: Version, code: str) -> Mapping[str, Any] | None:
    """Return the visit type of a slot that was asked for, as the slot spells it."""
    concepts: list[Mapping[str, Any]] = slot.resource.get("serviceType", [])
    return next((c for c in concepts if any(coding.get("code") == code for coding in c.get("coding", []))), None)
