"""IHE ITI Scheduling: `$find` (ITI-115), `$hold` (ITI-116), `$book` (ITI-117) and a search for existing appointments.

Source: IHE/ITI.Scheduling operation definitions. What is not available answers an OperationOutcome with an issue of
severity `fatal` and code `not-found`. A change and a cancellation are a `$book` with an `appointment-resource`;
where that carries `meta.versionId`, a stale one is refused.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects.base import READ, Dialect
from appliance.demo.ehr.dialects.completion import schedule_participants, times_of
from appliance.demo.ehr.dialects.proposals import (
    Proposals,
    Wanted,
    as_appointment,
    code_parameter,
    concept_of,
    free_slots,
    instant_parameter,
    parameters,
    reference_parameter,
)
from appliance.demo.ehr.instants import parse_instant
from appliance.demo.ehr.messages import Call, Reply
from appliance.demo.ehr.outcome import FhirError, Resource, bad_request, conflict, unprocessable
from appliance.demo.ehr.paging import page_size
from appliance.demo.ehr.slots import SERVER, SlotPolicy
from appliance.demo.ehr.store import Version
from appliance.demo.ehr.validation import validate_elements, validate_rules
from appliance.demo.ehr.writes import store_version

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer


class IheSched(Dialect):
    """Find, hold and book by operation; the server decides."""

    name: ClassVar[str] = "ihe-sched"
    software: ClassVar[str] = "IHE SCHED server (demo)"
    bundles: ClassVar[frozenset[str]] = frozenset()
    interactions: ClassVar[dict[str, frozenset[str]]] = dict.fromkeys(
        ("Appointment", "Patient", "Practitioner", "PractitionerRole", "Location", "HealthcareService"), READ
    )

    def __init__(self, config: EhrConfig) -> None:
        super().__init__(config)
        self.slots = SlotPolicy(follow=True)
        self.proposals = Proposals(config.proposal_minutes)
        self._held: set[str] = set()
        self.operations = {
            "Appointment/$find": self.find,
            "Appointment/$hold": self.hold,
            "Appointment/$book": self.book,
        }

    def present(self, server: "FhirServer", resource: Resource) -> Resource:
        """Hide slots, which are not public."""
        del server
        return {key: value for key, value in resource.items() if key != "slot"}

    def find(self, server: "FhirServer", call: Call) -> Reply:
        """Answer `$find` with a total and at most `_count` proposals; held times are never among them."""
        self._lapse(server)
        given = parameters(call)
        code = code_parameter(given.get("visit-type") or given.get("service-type"))
        names = ("practitioner", "practitioner-reference", "location-reference")
        wanted = Wanted(
            start=max(instant_parameter(server.store, given, "start"), server.store.clock.now()),
            end=instant_parameter(server.store, given, "end"),
            visit_type=code,
            actors=frozenset(reference_parameter(given[name]) for name in names if given.get(name)),
        )
        patient = reference_parameter(given.get("patient-reference"))
        found = list(free_slots(server.store, wanted))
        shown = found[: page_size(list(call.query), server.config.page_size)]
        entries = []
        for slot in shown:
            proposal = self.proposals.offer(server.store, slot, patient, concept_of(slot, code))
            entries.append(_entry(call, self.present(server, as_appointment(server.store, proposal, slot))))
        return Reply(200, _searchset(entries, len(found)))

    def hold(self, server: "FhirServer", call: Call) -> Reply:
        """Answer `$hold`: the proposed appointment becomes pending and its time is taken until it lapses."""
        self._lapse(server)
        wanted = _appointment_id(parameters(call).get("appointment-reference"))
        held = as_appointment(server.store, *self._proposal(server, wanted), status="pending")
        version = store_version(server, None, held, call.actor, "POST")
        self._held.add(version.reference)
        return server.reply(version)

    def book(self, server: "FhirServer", call: Call) -> Reply:
        """Answer `$book`: book a proposal or a held appointment, or change or cancel a booked one."""
        self._lapse(server)
        given = parameters(call)
        resource = given.get("appointment-resource")
        if resource is None:
            resource = self._referred(server, _appointment_id(given.get("appointment-reference")))
        elif not isinstance(resource, dict):
            raise bad_request("appointment-resource must be an Appointment", "structure")
        validate_elements(resource, "Appointment", strict=server.config.strict)
        before = server.store.get(f"Appointment/{resource.get('id', '')}")
        after = self._changed(server, before, resource) if before else self._new(server, resource)
        validate_rules(after)
        version = store_version(server, before, after, call.actor, "POST")
        self._held.discard(version.reference)
        return Reply(200, _searchset([_entry(call, server.shown(version))], 1))

    def _proposal(self, server: "FhirServer", proposal_id: str) -> tuple[Any, Version]:
        proposal = self.proposals.get(server.store, proposal_id)
        slot = server.store.get(proposal.slot) if proposal else None
        if proposal is None or slot is None or slot.resource["status"] != "free":
            raise _gone()
        return proposal, slot

    def _referred(self, server: "FhirServer", appointment_id: str) -> Resource:
        held = server.store.get(f"Appointment/{appointment_id}")
        if held is not None:
            return {**held.resource, "status": "booked"}
        return as_appointment(server.store, *self._proposal(server, appointment_id), status="booked")

    def _new(self, server: "FhirServer", resource: Resource) -> Resource:
        """Book a proposal that was not held before."""
        proposal, slot = self._proposal(server, str(resource.get("id", "")))
        if resource["status"] != "booked":
            raise unprocessable("Only a booked appointment can be asked for")
        own = as_appointment(server.store, proposal, slot, "booked")
        patients = _patients(resource) or _patients(own)
        if not patients:
            raise unprocessable("An appointment needs a patient")
        return {**own, **_free_text(resource), "participant": patients + schedule_participants(server.store, slot)}

    def _changed(self, server: "FhirServer", before: Version, resource: Resource) -> Resource:
        """Book what was held, cancel, or move to the slot that has the new time and provider."""
        version = resource.get("meta", {}).get("versionId")
        if version is not None and version != str(before.number):
            raise conflict("The appointment has changed since that version")
        if resource["status"] == "cancelled":
            return {**before.resource, **_free_text(resource), "status": "cancelled"}
        if before.resource["status"] not in ("booked", "pending") or resource["status"] != "booked":
            raise unprocessable("Only an open appointment can be booked or changed")
        slot = self._slot_for(server, before, resource)
        patients = _patients(resource) or _patients(before.resource)
        return {
            **before.resource,
            **_free_text(resource),
            **times_of(slot),
            "status": "booked",
            "slot": [{"reference": slot.reference}],
            "participant": patients + schedule_participants(server.store, slot),
        }

    def _slot_for(self, server: "FhirServer", before: Version, resource: Resource) -> Version:
        own = server.store.get(before.keys["slot"][0])
        start = parse_instant(resource["start"]) if "start" in resource else None
        if own is not None and (start is None or parse_instant(own.resource["start"]) == start):
            return own
        actors = {p["actor"]["reference"] for p in resource["participant"] if "reference" in p.get("actor", {})}
        treating = frozenset(actor for actor in actors if actor.startswith(("Practitioner/", "Location/")))
        code = next((code for _, code in before.keys["service-type"]), "")
        wanted = Wanted(parse_instant(resource["start"]), parse_instant(resource["end"]), code, treating)
        found = next(free_slots(server.store, wanted), None)
        if found is None or parse_instant(found.resource["start"]) != start:
            raise _gone()
        return found

    def _lapse(self, server: "FhirServer") -> None:
        """Free what was held too long."""
        for reference in sorted(self._held):
            version = server.store.get(reference)
            if version is not None and self.proposals.get(server.store, version.resource["id"]) is None:
                store_version(server, version, {**version.resource, "status": "cancelled"}, SERVER, "PUT")
                self._held.discard(reference)


def _gone() -> FhirError:
    return FhirError(404, "not-found", "The appointment is not available", severity="fatal")


def _appointment_id(value: object) -> str:
    return reference_parameter(value).removeprefix("Appointment/")


def _patients(resource: Resource) -> list[Resource]:
    participants = resource.get("participant", [])
    return [p for p in participants if str(p.get("actor", {}).get("reference", "")).startswith("Patient/")]


def _free_text(resource: Resource) -> Resource:
    names = ("comment", "description", "reasonCode", "identifier", "cancelationReason", "extension")
    return {name: resource[name] for name in names if name in resource}


def _entry(call: Call, resource: Resource) -> Resource:
    return {
        "fullUrl": f"{call.base}/Appointment/{resource['id']}",
        "resource": resource,
        "search": {"mode": "match"},
    }


def _searchset(entries: list[Resource], total: int) -> Resource:
    bundle: Resource = {"resourceType": "Bundle", "type": "searchset", "total": total}
    if entries:
        bundle["entry"] = entries
    return bundle
