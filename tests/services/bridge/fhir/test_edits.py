"""What we write: everything we do not change survives, and every resource is valid R4."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fhir.resources.R4B.appointment import Appointment as R4Appointment
from fhir.resources.R4B.slot import Slot as R4Slot

from services.bridge.fhir import edits
from services.bridge.fhir.codes import marks
from services.bridge.fhir.profile import CancelReason, SiteProfile
from services.kernel.interval import Interval
from services.scheduling.model import Party, Slot, SlotStatus
from tests.contract.fhir_resources import APPOINTMENT, SLOT

Json = dict[str, Any]
SITE = SiteProfile(base_url="https://ehr.example/fhir", zone=ZoneInfo("America/Chicago"))
NEW = Slot(
    id="slot-1",
    version="3",
    status=SlotStatus.FREE,
    interval=Interval(datetime(2027, 3, 9, 16, tzinfo=UTC), datetime(2027, 3, 9, 16, 45, tzinfo=UTC)),
    schedule_id="one",
    practitioner=Party("prac-1", "Elena Rivera, MD"),
    location=Party("loc-1", "Main Street"),
)


def valid(resource: Json) -> Json:
    kind = R4Appointment if resource["resourceType"] == "Appointment" else R4Slot
    kind.model_validate(resource)
    return resource


def changed(before: Json, after: Json) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def test_a_hold_changes_status_and_mark_only_and_leaves_the_original_alone() -> None:
    before = {**SLOT}
    after = valid(edits.held(SLOT, "op_1"))
    assert changed(SLOT, after) == {"status", "identifier"}
    assert (after["status"], marks(after)) == ("busy", ["op_1"])
    assert after["identifier"][0] == SLOT["identifier"][0]
    assert before == SLOT


def test_a_hold_replaces_an_older_mark() -> None:
    assert marks(edits.held(edits.held(SLOT, "op_1"), "op_2")) == ["op_2"]


def test_freeing_undoes_a_hold_exactly() -> None:
    assert valid(edits.freed(edits.held(SLOT, "op_1"))) == SLOT
    bare = {name: value for name, value in SLOT.items() if name != "identifier"}
    assert edits.freed(edits.held(bare, "op_1")) == bare


def test_a_move_changes_time_and_slot_and_nothing_else() -> None:
    after = valid(edits.moved(APPOINTMENT, NEW, SITE))
    assert changed(APPOINTMENT, after) == {"start", "end", "slot", "minutesDuration"}
    assert (after["start"], after["minutesDuration"]) == ("2027-03-09T10:00:00-06:00", 45)
    assert after["slot"] == [{"reference": "Slot/slot-1"}]


def test_a_move_to_another_provider_and_place_swaps_them_and_keeps_everybody_else() -> None:
    slot = replace(NEW, practitioner=Party("prac-2", "Wei Chen, MD"), location=Party("loc-2", "Lake View"))
    after = valid(edits.moved(APPOINTMENT, slot, SITE))
    references = [item.get("actor", {}).get("reference") for item in after["participant"]]
    assert references == ["Patient/pat-1", None, "Practitioner/prac-2", "Location/loc-2"]
    assert after["participant"][0] == APPOINTMENT["participant"][0]


def test_a_move_to_a_slot_that_names_nobody_leaves_provider_and_place() -> None:
    after = valid(edits.moved(APPOINTMENT, replace(NEW, practitioner=None, location=None), SITE))
    assert after["participant"] == APPOINTMENT["participant"]


def test_a_move_to_a_place_without_a_slot_refers_to_none() -> None:
    assert "slot" not in valid(edits.moved(APPOINTMENT, replace(NEW, id=""), SITE))


def test_a_cancellation_carries_one_coded_reason_in_r4_spelling() -> None:
    after = valid(edits.marked(edits.cancelled(APPOINTMENT, CancelReason()), "op_1"))
    assert changed(APPOINTMENT, after) == {"status", "cancelationReason", "identifier"}
    assert after["cancelationReason"]["coding"][0]["code"] == "pat-cpp"


def test_a_booking_copies_what_the_visit_is_and_not_what_it_was() -> None:
    after = valid(edits.booked(APPOINTMENT, NEW, SITE))
    assert {"id", "meta", "text", "identifier", "created"}.isdisjoint(after)
    for kept in ("serviceType", "reasonCode", "basedOn", "extension", "comment"):
        assert after[kept] == APPOINTMENT[kept]
    assert after["status"] == "booked"


def test_marks_tell_an_appointments_history_each_once() -> None:
    twice = edits.marked(edits.marked(edits.marked(APPOINTMENT, "op_1"), "op_2"), "op_1")
    assert marks(twice) == ["op_2", "op_1"]
    assert APPOINTMENT["identifier"][0] in twice["identifier"]


def test_a_guarded_patch_tests_what_it_was_before_it_replaces() -> None:
    patch = edits.changes(SLOT, edits.held(SLOT, "op_1"), ("status", "start", "nothing"))
    assert patch[:2] == [
        {"op": "test", "path": "/status", "value": "free"},
        {"op": "test", "path": "/start", "value": SLOT["start"]},
    ]
    assert {op["path"] for op in patch[2:]} == {"/status", "/identifier"}
    assert {op["op"] for op in patch[2:]} == {"replace"}


def test_a_guarded_patch_adds_and_removes_whole_elements() -> None:
    bare = {name: value for name, value in SLOT.items() if name != "identifier"}
    assert {"op": "add", "path": "/identifier"}.items() <= edits.changes(bare, edits.held(bare, "op_1"), ())[-1].items()
    assert edits.changes(edits.held(bare, "op_1"), bare, ())[0] == {"op": "remove", "path": "/identifier"}


@pytest.mark.parametrize("identifier", [None, []])
def test_a_resource_without_identifiers_can_be_marked(identifier: list[Json] | None) -> None:
    resource = {name: value for name, value in APPOINTMENT.items() if name != "identifier"}
    if identifier is not None:
        resource["identifier"] = identifier
    assert marks(edits.marked(resource, "op_1")) == ["op_1"]
