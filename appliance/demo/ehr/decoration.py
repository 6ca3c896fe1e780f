"""What a client must not lose: extensions and vendor elements in every appointment and slot, and a check for them."""

from typing import Any

from appliance.demo.ehr.outcome import Resource
from appliance.demo.ehr.store import Store, Version

TYPES = ("Appointment", "Slot")
EXTENSION: dict[str, Any] = {
    "url": "https://maple-street.example/fhir/StructureDefinition/triage",
    "extension": [{"url": "level", "valueInteger": 3}, {"url": "note", "valueString": "keep me"}],
}
ELEMENT = "vendorColour"
VALUE = {"name": "teal", "shades": [1, 2, 3], "nested": {"kept": True}}


def decorate(store: Store) -> int:
    """Add an extension, an extended status and an element R4 does not know; returns to how many resources."""
    versions = [version for name in TYPES for version in store.all(name)]
    for version in versions:
        others = [entry for entry in version.resource.get("extension", []) if entry["url"] != EXTENSION["url"]]
        extended = {"extension": [*others, EXTENSION], "_status": {"extension": [EXTENSION]}, ELEMENT: VALUE}
        store.write({**version.resource, **extended}, "control", "PUT")
    store.mark_baseline()
    return len(versions)


def lost(store: Store) -> list[str]:
    """Return the decorated resources that have lost any of it since."""
    versions = [version for name in TYPES for version in store.all(name)]
    return [
        version.reference for version in versions if _was_decorated(store, version) and not _whole(version.resource)
    ]


def _was_decorated(store: Store, version: Version) -> bool:
    return any(ELEMENT in earlier.resource for earlier in store.history(version.reference))


def _whole(resource: Resource) -> bool:
    extended = resource.get("_status", {}).get("extension", [])
    return EXTENSION in resource.get("extension", []) and EXTENSION in extended and resource.get(ELEMENT) == VALUE
