"""What distinguishes one vendor's FHIR server from another's: the generic rules and the places to bend them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.messages import Call, Reply
from appliance.demo.ehr.outcome import Resource
from appliance.demo.ehr.search_keys import PARAMS
from appliance.demo.ehr.slots import SlotPolicy
from appliance.demo.ehr.store import Version

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer

ALL = frozenset({"read", "vread", "history-instance", "search-type", "create", "update", "patch"})
READ = frozenset({"read", "search-type"})

Query = list[tuple[str, str]]
Operation = Callable[["FhirServer", Call], Reply]


class Dialect:
    """Generic FHIR R4: strict ETags, atomic transactions, Slot and Appointment written by the client."""

    name: ClassVar[str] = "generic"
    software: ClassVar[str] = "Sealdesk demo EHR (generic)"
    etags: ClassVar[bool] = True
    if_match_required: ClassVar[bool] = False
    stale_status: ClassVar[int] = 412
    first_version: ClassVar[int] = 1
    atomic_transactions: ClassVar[bool] = True
    bundles: ClassVar[frozenset[str]] = frozenset({"transaction", "batch"})
    created_body: ClassVar[bool] = True
    slots: SlotPolicy
    interactions: ClassVar[Mapping[str, frozenset[str]]] = dict.fromkeys(PARAMS, ALL)
    changed_body: ClassVar[bool] = True
    operations: Mapping[str, Operation]

    def __init__(self, config: EhrConfig) -> None:
        self.slots = SlotPolicy(follow=config.slot_side_effects == "server")
        self.operations = {}

    def check_search(self, resource_type: str, query: Query) -> Query:
        """Refuse a search this vendor does not answer, and translate its own parameters."""
        del resource_type
        return query

    def narrow(self, resource_type: str, found: list[Version]) -> list[Version]:
        """Leave out what this vendor never returns from a search."""
        del resource_type
        return found

    def before_create(self, server: "FhirServer", resource: Resource) -> Resource:
        """Check and complete a resource a client creates; its elements are already valid."""
        del server
        return resource

    def before_change(self, server: "FhirServer", before: Version, after: Resource, call: Call) -> Resource:
        """Check and complete a new version a client writes (PUT or PATCH)."""
        del server, before, call
        return after

    def present(self, server: "FhirServer", resource: Resource) -> Resource:
        """Return the resource as this vendor shows it."""
        del server
        return resource
