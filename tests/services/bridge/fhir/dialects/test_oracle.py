from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from services.bridge.fhir.profile import DialectName
from services.bridge.fhir.system import FhirSchedulingSystem
from services.scheduling.errors import OutcomeUnknown, Refused, SlotTaken, SystemBusy, VersionConflict
from services.scheduling.model import AppointmentStatus, SlotStatus
from tests.contract.fhir_harness import FhirHarness, a_profile
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.scheduling_world import MOVE, a_week, a_world, carry_out

TYPES = {"follow-up": "follow-up"}
FLAG = "https://fhir-ehr.cerner.com/r4/StructureDefinition/"


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server() as running:
        yield running


@pytest.fixture
async def harness(server: EhrServer) -> AsyncIterator[FhirHarness]:
    server.reset("oracle")
    harness = FhirHarness(server, a_profile(server, DialectName.ORACLE, service_types=TYPES), keeps_marks=False)
    yield harness
    await harness.system.aclose()


async def forbid(harness: FhirHarness, appointment_id: str, what: str) -> None:
    resource = harness.server.resource("Appointment", appointment_id)
    assert resource is not None
    harness.server.load({**resource, "extension": [{"url": FLAG + what, "valueBoolean": False}]})


async def test_the_systems_own_word_is_asked_before_a_change(harness: FhirHarness) -> None:
    world = await a_world(harness)
    await forbid(harness, world.appointment.id, "is-reschedulable")
    seen = await harness.system.appointment(world.appointment.id)
    assert (seen.reschedulable, seen.cancelable) == (False, True)
    with pytest.raises(Refused) as caught:
        await harness.system.move(seen, world.new, MOVE)
    assert caught.value.rule == "not_reschedulable"
    await forbid(harness, world.appointment.id, "is-cancelable")
    with pytest.raises(Refused) as caught:
        await harness.system.cancel(await harness.system.appointment(world.appointment.id), MOVE)
    assert caught.value.rule == "not_cancelable"


async def test_a_stale_appointment_conflicts(harness: FhirHarness) -> None:
    world = await a_world(harness)
    await harness.desk_touches(world.appointment)
    with pytest.raises(VersionConflict):
        await harness.system.move(world.appointment, world.new, MOVE)
    with pytest.raises(VersionConflict):
        await harness.system.cancel(world.appointment, MOVE)


@pytest.mark.parametrize(
    ("status", "error"), [(409, VersionConflict), (423, SystemBusy), (424, Refused), (422, Refused)]
)
async def test_documented_refusals_of_a_patch(harness: FhirHarness, status: int, error: type[Exception]) -> None:
    world = await a_world(harness)
    harness.server.trap("status", match={"method": "PATCH"}, params={"status": status})
    with pytest.raises(error) as caught:
        await harness.system.move(world.appointment, world.new, MOVE)
    assert type(caught.value) is error


async def test_a_taken_slot_is_told_from_another_refusal(harness: FhirHarness) -> None:
    world = await a_world(harness)
    await harness.desk_takes(world.new)
    with pytest.raises(SlotTaken):
        await harness.system.move(world.appointment, world.new, MOVE)


async def test_a_conflict_that_is_over_when_we_look_was_about_the_slot(harness: FhirHarness) -> None:
    world = await a_world(harness)
    harness.server.trap("status", match={"method": "PATCH"}, params={"status": 422, "code": "conflict"})
    with pytest.raises(SlotTaken):
        await harness.system.move(world.appointment, world.new, MOVE)


async def test_somebody_editing_asks_to_come_back(harness: FhirHarness) -> None:
    world = await a_world(harness)
    harness.server.control("lock", {"reference": f"Appointment/{world.appointment.id}"})
    with pytest.raises(SystemBusy):
        await harness.system.cancel(world.appointment, MOVE)


async def test_a_move_whose_answer_is_lost_is_known_by_its_effect(harness: FhirHarness) -> None:
    world = await a_world(harness)
    harness.server.trap("drop-after", match={"method": "PATCH"})
    with pytest.raises(OutcomeUnknown):
        await harness.system.move(world.appointment, world.new, MOVE)
    assert (await harness.system.move(world.appointment, world.new, MOVE)).slot_ids == (world.new.id,)
    writes = [w for w in harness.server.control("log")["log"] if w["reference"].startswith("Appointment/")]
    assert len(writes) == 1


async def test_the_server_frees_the_old_slot(harness: FhirHarness) -> None:
    world = await a_world(harness)
    await carry_out(harness.system, world)
    assert (await harness.system.release(world.old, MOVE)).status is SlotStatus.FREE


async def test_a_cancellation_carries_exactly_one_coding(harness: FhirHarness) -> None:
    world = await a_world(harness)
    cancelled = await harness.system.cancel(world.appointment, MOVE)
    assert cancelled.status is AppointmentStatus.CANCELLED
    kept = harness.server.resource("Appointment", world.appointment.id)
    assert kept is not None
    assert [coding["code"] for coding in kept["cancelationReason"]["coding"]] == ["pat-cpp"]


async def test_slots_need_a_service_type_and_the_message_says_where_to_set_it(harness: FhirHarness) -> None:
    bare = replace(harness.profile, service_types={})
    system = FhirSchedulingSystem(harness.client, bare, harness.clock)
    with pytest.raises(Refused, match="service types"):
        await system.free_slots(a_week())
