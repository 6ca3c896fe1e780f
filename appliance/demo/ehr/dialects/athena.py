"""athenaPractice / athenaFlow: it books, sometimes elsewhere; it cancels, and the slot stays busy.

Source: the public issues of athenahealth/apiserver-athenaFlex (#295, #294, #329, #339, #340, #357, #360, #389).
"""

from typing import TYPE_CHECKING, ClassVar

from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects.base import READ, Dialect
from appliance.demo.ehr.dialects.completion import complete_from_slot, times_of
from appliance.demo.ehr.messages import Call
from appliance.demo.ehr.misbehaviour import next_free
from appliance.demo.ehr.outcome import Resource, bad_request, unprocessable
from appliance.demo.ehr.search_keys import reference_of
from appliance.demo.ehr.slots import SlotPolicy
from appliance.demo.ehr.store import Version

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer

ORIGINAL_CODE = "https://docs.mydata.athenahealth.com/fhir-r4/StructureDefinition/athena-originalCode"
_SLOT_OFFERED = ("Slot", "Schedule", "Patient", "Practitioner", "PractitionerRole", "Location", "Organization")


class Athena(Dialect):
    """Books a different slot every few times, and forgets the status unless the vendor's own code comes along."""

    name: ClassVar[str] = "athena"
    software: ClassVar[str] = "athenaPractice (demo)"
    etags: ClassVar[bool] = False
    bundles: ClassVar[frozenset[str]] = frozenset()
    interactions: ClassVar[dict[str, frozenset[str]]] = {
        "Appointment": READ | {"create", "update"},
        **dict.fromkeys((*_SLOT_OFFERED, "HealthcareService"), READ),
    }

    def __init__(self, config: EhrConfig) -> None:
        super().__init__(config)
        self.slots = SlotPolicy(follow=True, frees=False)
        self._every = config.displace_every
        self._booked = 0
        self._without_status: set[str] = set()

    def before_create(self, server: "FhirServer", resource: Resource) -> Resource:
        """Take the asked slot, or, every `displace_every`-th time, the next free one of the same schedule."""
        wanted = [reference_of(slot) for slot in resource.get("slot", [])]
        slot = server.store.get(wanted[0]) if len(wanted) == 1 else None
        if slot is None or slot.resource["status"] != "free":
            raise bad_request("No slot found", "not-found")
        self._booked += 1
        if self._every and self._booked % self._every == 0:
            slot = next_free(server.store, slot) or slot
        status = "booked" if resource["status"] == "pending" else resource["status"]
        taken = {**resource, "status": status, "slot": [{"reference": slot.reference}], **times_of(slot)}
        return complete_from_slot(server.store, taken)

    def before_change(self, server: "FhirServer", before: Version, after: Resource, call: Call) -> Resource:
        """Allow a new status; moving by an update is not supported."""
        del server, call
        if any(after.get(name) != before.resource.get(name) for name in ("start", "end", "slot")):
            raise unprocessable("An appointment is rescheduled by cancelling it and booking another")
        codes = after.get("_status", {}).get("extension", [])
        if not any(extension.get("url") == ORIGINAL_CODE for extension in codes):
            self._without_status.add(before.reference)
        else:
            self._without_status.discard(before.reference)
        return after

    def present(self, server: "FhirServer", resource: Resource) -> Resource:
        """Leave the status out where it was written without the vendor's own code."""
        del server
        if f"{resource['resourceType']}/{resource['id']}" not in self._without_status:
            return resource
        return {key: value for key, value in resource.items() if key != "status"}
