from collections.abc import AsyncIterator, Iterator

import pytest

from services.bridge.fhir.profile import DialectName
from services.scheduling.errors import OutcomeUnknown, SlotTaken, VersionConflict
from services.scheduling.model import AppointmentStatus
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.proposing_harness import ProposingHarness
from tests.contract.scheduling_world import MOVE, a_world


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server() as running:
        yield running


@pytest.fixture
async def harness(server: EhrServer) -> AsyncIterator[ProposingHarness]:
    server.reset("ihe-sched")
    harness = ProposingHarness(server, DialectName.IHE_SCHED)
    yield harness
    await harness.system.aclose()


async def test_a_change_of_a_stale_appointment_conflicts(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    await harness.desk_touches(world.appointment)
    with pytest.raises(VersionConflict):
        await harness.system.move(world.appointment, world.new, MOVE)
    with pytest.raises(VersionConflict):
        await harness.system.cancel(world.appointment, MOVE)


async def test_what_is_not_available_any_more_is_a_taken_slot(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    await harness.desk_takes(world.new)
    with pytest.raises(SlotTaken):
        await harness.system.move(world.appointment, world.new, MOVE)


async def test_not_found_is_about_the_time_when_the_appointment_is_there(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    harness.server.trap("status", match={"path": r"\$book"}, params={"status": 404})
    with pytest.raises(SlotTaken):
        await harness.system.move(world.appointment, world.new, MOVE)


async def test_a_move_whose_answer_was_lost_is_found_done_when_repeated(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    harness.server.trap("drop-after", match={"path": r"\$book"})
    with pytest.raises(OutcomeUnknown):
        await harness.system.move(world.appointment, world.new, MOVE)
    again = await harness.system.move(world.appointment, world.new, MOVE)
    assert (again.slot_ids, again.operations) == ((world.new.id,), frozenset({MOVE}))
    writes = [w for w in harness.server.control("log")["log"] if w["reference"].startswith("Appointment/")]
    assert len(writes) == 1


async def test_a_cancellation_is_a_booking_of_the_cancelled_resource(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    assert (await harness.system.cancel(world.appointment, MOVE)).status is AppointmentStatus.CANCELLED
    kept = harness.server.resource("Appointment", world.appointment.id)
    assert kept is not None
    assert kept["cancelationReason"]["coding"][0]["code"] == "pat-cpp"
