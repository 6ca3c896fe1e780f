"""Whatever JSON a server puts anywhere in a resource, reading it succeeds or says that it is malformed."""

import copy
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.bridge.fhir import edits
from services.bridge.fhir.capability import read_statement
from services.bridge.fhir.mapping import Mapper, read_patient
from services.bridge.fhir.outcome import issue_code
from services.bridge.fhir.paging import matches, require_searchset
from services.bridge.fhir.profile import CancelReason, SiteProfile
from services.bridge.fhir.roster import roster_entry
from services.bridge.fhir.schedules import Schedule
from services.scheduling.errors import MalformedAnswer
from tests.contract.fhir_resources import APPOINTMENT, PATIENT, SLOT

Json = dict[str, Any]
Reader = Callable[[Json], object]
PROFILE = SiteProfile(base_url="https://ehr.example/fhir", zone=ZoneInfo("America/Chicago"))
MAPPER = Mapper(PROFILE)
STATEMENT = {
    "resourceType": "CapabilityStatement",
    "fhirVersion": "4.0.1",
    "software": {"name": "x"},
    "rest": [{"resource": [{"type": "Slot", "interaction": [{"code": "read"}], "operation": [{"name": "find"}]}]}],
}
OUTCOME = {"resourceType": "OperationOutcome", "issue": [{"code": "x", "details": {"coding": [{"code": "y"}]}}]}
BUNDLE = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": SLOT}]}

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5) | st.just("2027"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


def paths(value: object, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [here] if here else []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        found += paths(item, (*here, key))
    return found


def spoilt(resource: Json, path: tuple[str | int, ...], value: object) -> Json:
    changed = copy.deepcopy(resource)
    node: Any = changed
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return changed


def read_appointment(resource: Json) -> None:
    MAPPER.appointment(resource)
    edits.marked(edits.cancelled(resource, CancelReason()), "op_1")
    edits.moved(resource, MAPPER.slot(SLOT, Schedule("one")), PROFILE)


def read_slot(resource: Json) -> None:
    MAPPER.schedule_id(resource)
    MAPPER.slot(resource, Schedule("one"))
    edits.freed(edits.held(resource, "op_1"))


def complaint(read: Reader, resource: Json) -> str:
    try:
        read(resource)
    except MalformedAnswer as error:
        return str(error)
    return ""


READERS: list[tuple[Json, Reader]] = [
    (APPOINTMENT, read_appointment),
    (SLOT, read_slot),
    (PATIENT, read_patient),
    (PATIENT, roster_entry),
    (STATEMENT, read_statement),
    (OUTCOME, issue_code),
    (BUNDLE, lambda body: list(matches(require_searchset(body), "Slot"))),
]


@pytest.mark.parametrize(
    ("resource", "read"), READERS, ids=[f"{r['resourceType']}-{at}" for at, (r, _) in enumerate(READERS)]
)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_value_anywhere_is_read_or_called_malformed(resource: Json, read: Reader, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([p for p in paths(resource) if p != ("id",)]))
    said = complaint(read, spoilt(resource, path, data.draw(VALUES)))
    assert "pat-1" not in said
    assert "Garcia" not in said
