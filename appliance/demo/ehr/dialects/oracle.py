"""Oracle Health (Cerner) Millennium R4: Slot is read-only, Appointment is created and patched, versions are compulsory.

Source: docs.oracle.com Millennium platform APIs and the cerner/fhir.cerner.com repository (appointment.md, slot.md).
"""

from typing import TYPE_CHECKING, Any, ClassVar

from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects.base import READ, Dialect, Query
from appliance.demo.ehr.dialects.completion import complete_from_slot
from appliance.demo.ehr.instants import parse_instant
from appliance.demo.ehr.messages import Call
from appliance.demo.ehr.outcome import Resource, bad_request, unprocessable
from appliance.demo.ehr.slots import SlotPolicy
from appliance.demo.ehr.store import Version

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer

EXTENSION = "https://fhir-ehr.cerner.com/r4/StructureDefinition/"
TRANSITIONS = {
    "proposed": {"booked", "cancelled"},
    "booked": {"arrived", "checked-in", "cancelled"},
    "arrived": {"checked-in", "cancelled"},
    "checked-in": {"fulfilled", "cancelled"},
}
_SLOT_PARAMS = frozenset({"service-type", "start", "schedule.actor", "-location", "_id", "_count", "_include"})
_WHO = ("patient", "practitioner", "location")
_APPOINTMENT_PARAMS = frozenset({*_WHO, "_id", "date", "status", "_count", "_include"})
_PATCH_PATHS = frozenset({"/status", "/cancelationReason", "/slot", "/reasonCode"})


class Oracle(Dialect):
    """Strict about everything the Oracle Health documentation is strict about."""

    name: ClassVar[str] = "oracle"
    software: ClassVar[str] = "Oracle Health Millennium (demo)"
    if_match_required: ClassVar[bool] = True
    stale_status: ClassVar[int] = 409
    first_version: ClassVar[int] = 0
    bundles: ClassVar[frozenset[str]] = frozenset()
    created_body: ClassVar[bool] = False
    changed_body: ClassVar[bool] = False
    interactions: ClassVar[dict[str, frozenset[str]]] = {
        "Appointment": READ | {"create", "patch"},
        **dict.fromkeys(("Slot", "Schedule", "Patient", "Practitioner", "Location", "Organization"), READ),
    }

    def __init__(self, config: EhrConfig) -> None:
        super().__init__(config)
        self.slots = SlotPolicy(follow=True, taken_status=422)

    def check_search(self, resource_type: str, query: Query) -> Query:
        """Demand what Slot and Appointment searches must have; translate `-location`."""
        if resource_type == "Slot":
            return _slot_query(query)
        if resource_type == "Appointment":
            return _appointment_query(query)
        return query

    def narrow(self, resource_type: str, found: list[Version]) -> list[Version]:
        """Return only free slots, and never a proposed appointment."""
        if resource_type == "Slot":
            return [version for version in found if version.resource["status"] == "free"]
        if resource_type == "Appointment":
            return [version for version in found if version.resource["status"] != "proposed"]
        return found

    def before_create(self, server: "FhirServer", resource: Resource) -> Resource:
        """Demand exactly one slot and one accepted patient; times, provider and place come from the slot."""
        patients = resource["participant"]
        if resource["status"] != "booked" or len(resource.get("slot", [])) != 1:
            raise unprocessable("An appointment is created booked, with exactly one slot")
        if len(patients) != 1 or patients[0]["status"] != "accepted":
            raise unprocessable("An appointment is created with exactly one accepted participant")
        if "type" in patients[0] or not _is_patient(patients[0]):
            raise unprocessable("The participant is a Patient without participant.type")
        return complete_from_slot(server.store, resource)

    def before_change(self, server: "FhirServer", before: Version, after: Resource, call: Call) -> Resource:
        """Allow the documented patches: a status transition with its reason, or a slot alone."""
        operations: Any = call.json()
        paths = [operation["path"] for operation in operations]
        if not set(paths) <= _PATCH_PATHS:
            raise unprocessable("A path of the patch is not supported")
        if "/slot" in paths:
            return self._reschedule(server, before, after, operations)
        if "/status" in paths and after["status"] not in TRANSITIONS.get(before.resource["status"], ()):
            raise unprocessable(f"The status may not change from {before.resource['status']} to {after['status']}")
        if "cancelationReason" in after and len(after["cancelationReason"].get("coding", [])) != 1:
            raise unprocessable("cancelationReason needs exactly one coding")
        return after

    def present(self, server: "FhirServer", resource: Resource) -> Resource:
        """Say on each appointment whether it may be cancelled or rescheduled."""
        if resource["resourceType"] != "Appointment":
            return resource
        ahead = "start" in resource and parse_instant(resource["start"]) > server.store.clock.now()
        open_now = {"is-cancelable": ahead and resource["status"] in ("booked", "proposed")}
        open_now["is-reschedulable"] = ahead and resource["status"] == "booked"
        own = [entry for entry in resource.get("extension", []) if not str(entry["url"]).startswith(EXTENSION)]
        stored = {str(e["url"]).removeprefix(EXTENSION): e.get("valueBoolean") for e in resource.get("extension", [])}
        flags = [
            {"url": EXTENSION + name, "valueBoolean": bool(value and stored.get(name, True))}
            for name, value in open_now.items()
        ]
        return {**resource, "extension": own + flags}

    def _reschedule(
        self, server: "FhirServer", before: Version, after: Resource, operations: list[Resource]
    ) -> Resource:
        if len(operations) != 1 or operations[0]["op"] != "replace":
            raise unprocessable("A reschedule is one replace of /slot and nothing else")
        if len(after.get("slot", [])) != 1:
            raise unprocessable("A reschedule names exactly one slot")
        shown = self.present(server, before.resource)
        if not any(e["url"] == EXTENSION + "is-reschedulable" and e["valueBoolean"] for e in shown["extension"]):
            raise unprocessable("This appointment may not be rescheduled")
        return complete_from_slot(server.store, after)


def _slot_query(query: Query) -> Query:
    names = [name for name, _ in query]
    if not set(names) <= _SLOT_PARAMS:
        raise bad_request("A parameter of the Slot search is not supported", "not-supported")
    if "_id" in names:
        return query
    _need_range(query, "start")
    if names.count("service-type") != 1 or any(names.count(name) > 1 for name in ("schedule.actor", "-location")):
        raise bad_request("Slot needs service-type, and schedule.actor and -location at most once", "required")
    return [
        ("schedule.actor", ",".join(_location(part) for part in value.split(",")))
        if name == "-location"
        else (name, value)
        for name, value in query
    ]


def _location(text: str) -> str:
    return text if text.startswith("Location/") else f"Location/{text}"


def _appointment_query(query: Query) -> Query:
    names = [name for name, _ in query]
    if not set(names) <= _APPOINTMENT_PARAMS:
        raise bad_request("A parameter of the Appointment search is not supported", "not-supported")
    if "_id" in names:
        if len(names) > 1:
            raise bad_request("_id may not be combined with other parameters")
        return query
    if sum(names.count(name) for name in _WHO) != 1:
        raise bad_request("Appointment needs exactly one of patient, practitioner and location", "required")
    _need_range(query, "date")
    return [*query, ("_sort", "date")]


def _need_range(query: Query, name: str) -> None:
    bounds = sorted(value[:2] for key, value in query if key == name)
    if bounds != ["ge", "lt"] or any("T" not in value for key, value in query if key == name):
        raise bad_request(f"{name} needs a ge and a lt bound, each with a time", "required")


def _is_patient(participant: Resource) -> bool:
    return str(participant.get("actor", {}).get("reference", "")).startswith("Patient/")
