"""Epic: `$find` proposes, `$book` books, and a stand-in cancels.

`Appointment/$find` and `Appointment/$book` have the shapes of the Argonaut STU3 operations, here with R4 resources.
Epic cancels and reschedules through web services of its own that are not FHIR and not public;
`POST Appointment/[id]/$cancel` with an optional parameter `reason` stands in for them. There is no reschedule: book the
new one, then cancel the old one. Business rules such as "too close to start time" answer 422.
Slot and Schedule are not offered, PUT and PATCH are 405, and there are no versions.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects.base import READ, Dialect
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
from appliance.demo.ehr.outcome import Resource, bad_request, conflict, not_found, outcome, unprocessable
from appliance.demo.ehr.slots import SlotPolicy
from appliance.demo.ehr.writes import store_version
from appliance.demo.visit_types import VISIT_TYPES

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer

_IGNORED = {"system": "urn:oid:1.2.840.114350.1.13.0.1.7.2.657369", "code": "59109"}
_MOST = 50


class Epic(Dialect):
    """Temporary proposals, booking by operation, business rules."""

    name: ClassVar[str] = "epic"
    software: ClassVar[str] = "Epic (demo)"
    etags: ClassVar[bool] = False
    bundles: ClassVar[frozenset[str]] = frozenset()
    interactions: ClassVar[dict[str, frozenset[str]]] = dict.fromkeys(
        ("Appointment", "Patient", "Practitioner", "PractitionerRole", "Location", "Organization"), READ
    )

    def __init__(self, config: EhrConfig) -> None:
        super().__init__(config)
        self.slots = SlotPolicy(follow=True)
        self.proposals = Proposals(config.proposal_minutes)
        self.notice = timedelta(hours=config.notice_hours)
        self.operations = {
            "Appointment/$find": self.find,
            "Appointment/$book": self.book,
            "Appointment/{id}/$cancel": self.cancel,
        }

    def present(self, server: "FhirServer", resource: Resource) -> Resource:
        """Hide slots, which are not public."""
        del server
        return {key: value for key, value in resource.items() if key != "slot"}

    def find(self, server: "FhirServer", call: Call) -> Reply:
        """Answer `$find`: proposals with temporary ids, and a note when the service type was ignored."""
        given = parameters(call)
        code = code_parameter(given.get("serviceType") or given.get("service-type"))
        notes = [] if code in VISIT_TYPES or not code else [_note("The service-type was ignored")]
        earliest = server.store.clock.now() + self.notice
        wanted = Wanted(
            start=max(instant_parameter(server.store, given, "startTime", "start"), earliest),
            end=instant_parameter(server.store, given, "endTime", "end"),
            visit_type="" if notes else code,
            actors=frozenset(_actors(given)),
        )
        patient = reference_parameter(given.get("patient"))
        entries = []
        for slot in list(free_slots(server.store, wanted))[:_MOST]:
            proposal = self.proposals.offer(server.store, slot, patient, concept_of(slot, code))
            shown = self.present(server, as_appointment(server.store, proposal, slot))
            entries.append(
                {
                    "fullUrl": f"{call.base}/Appointment/{proposal.id}",
                    "resource": shown,
                    "search": {"mode": "match"},
                }
            )
        return Reply(200, _searchset(entries, notes))

    def book(self, server: "FhirServer", call: Call) -> Reply:
        """Answer `$book`: the proposal becomes a booked appointment with an id of its own."""
        given = parameters(call)
        patient = reference_parameter(given.get("patient"))
        patient = patient if patient.startswith("Patient/") else f"Patient/{patient}"
        temporary = reference_parameter(given.get("appointment")).removeprefix("Appointment/")
        proposal = self.proposals.get(server.store, temporary)
        if server.store.get(patient) is None:
            raise bad_request("The patient is not known", "not-found")
        if proposal is None:
            raise not_found("That temporary appointment")
        slot = server.store.get(proposal.slot)
        if slot is None or slot.resource["status"] != "free":
            raise conflict("The time is no longer available")
        booked = as_appointment(server.store, proposal, slot, "booked")
        others = [p for p in booked["participant"] if not p["actor"]["reference"].startswith("Patient/")]
        booked["id"] = server.store.new_id("Appointment")
        booked["participant"] = [{"actor": {"reference": patient}, "status": "accepted"}, *others]
        if note := given.get("appointmentNote"):
            booked["comment"] = str(note)
        version = store_version(server, None, booked, call.actor, "POST")
        return Reply(200, _searchset([_match(server, call, version.reference)], []))

    def cancel(self, server: "FhirServer", call: Call) -> Reply:
        """Answer the stand-in for Epic's cancel web service."""
        version = server.store.get("/".join(call.parts[:2]))
        if version is None:
            raise not_found("Appointment")
        if version.resource["status"] not in ("booked", "pending"):
            raise unprocessable("Only a scheduled appointment can be cancelled")
        if parse_instant(version.resource["start"]) < server.store.clock.now() + self.notice:
            raise unprocessable("Too close to start time")
        given = parameters(call) if call.body else {}
        cancelled = {**version.resource, "status": "cancelled"}
        if reason := given.get("reason"):
            cancelled["cancelationReason"] = reason if "coding" in reason else {"coding": [reason]}
        return server.reply(store_version(server, version, cancelled, call.actor, "POST"))


def _actors(given: dict[str, Any]) -> list[str]:
    names = ("practitioner", "practitioner-reference", "location", "location-reference")
    return [reference_parameter(given[name]) for name in names if given.get(name)]


def _note(text: str) -> Resource:
    return {
        "resource": outcome("information", "informational", text, dict(_IGNORED)),
        "search": {"mode": "outcome"},
    }


def _match(server: "FhirServer", call: Call, reference: str) -> Resource:
    version = server.store.get(reference)
    resource = server.shown(version) if version else {}
    return {"fullUrl": f"{call.base}/{reference}", "resource": resource, "search": {"mode": "match"}}


def _searchset(matches: list[Resource], notes: list[Resource]) -> Resource:
    bundle: Resource = {"resourceType": "Bundle", "type": "searchset", "total": len(matches)}
    if matches or notes:
        bundle["entry"] = matches + notes
    return bundle
