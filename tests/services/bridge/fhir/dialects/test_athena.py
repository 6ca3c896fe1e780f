from collections.abc import AsyncIterator, Iterator

import pytest
from fhir.resources.R4B.appointment import Appointment as R4Appointment

from services.bridge.fhir.dialects.athena import ORIGINAL_CODE
from services.bridge.fhir.profile import DialectName
from services.scheduling.errors import MalformedAnswer, OutcomeUnknown, SlotTaken
from services.scheduling.model import AppointmentStatus, SlotStatus
from tests.contract.fhir_harness import FhirHarness, a_profile
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.scheduling_world import MOVE, a_world
from tests.doubles.builders import a_slot, at


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server() as running:
        yield running


@pytest.fixture
async def harness(server: EhrServer) -> AsyncIterator[FhirHarness]:
    server.reset("athena", displace_every=0)
    harness = FhirHarness(server, a_profile(server, DialectName.ATHENA))
    yield harness
    await harness.system.aclose()


async def test_a_booking_in_another_slot_than_asked_is_noticed_and_undone(harness: FhirHarness) -> None:
    harness.server.reset("athena", displace_every=1)
    world = await a_world(harness)
    other = await harness.seed_slot(a_slot(start=at(8, 11)))
    with pytest.raises(SlotTaken, match="another time than asked"):
        await harness.system.book(world.appointment, world.new, MOVE)
    assert [a.id for a in await harness.occupying(world.patient.id)] == [world.appointment.id]
    assert (await harness.slot_truth(other.id)).status is SlotStatus.BUSY


async def test_a_displaced_booking_whose_answer_was_lost_is_undone_when_repeated(harness: FhirHarness) -> None:
    harness.server.reset("athena", displace_every=1)
    world = await a_world(harness)
    await harness.seed_slot(a_slot(start=at(8, 11)))
    harness.server.trap("drop-after", match={"method": "POST", "type": "Appointment"})
    with pytest.raises(OutcomeUnknown):
        await harness.system.book(world.appointment, world.new, MOVE)
    assert await harness.system.written_by(MOVE, world.appointment, world.new) is None
    with pytest.raises(SlotTaken):
        await harness.system.book(world.appointment, world.new, MOVE)
    assert [a.id for a in await harness.occupying(world.patient.id)] == [world.appointment.id]


async def test_a_displaced_booking_that_cannot_be_cancelled_is_an_unknown_outcome(harness: FhirHarness) -> None:
    harness.server.reset("athena", displace_every=1)
    world = await a_world(harness)
    await harness.seed_slot(a_slot(start=at(8, 11)))
    harness.server.trap("status", times=0, match={"method": "PUT"}, params={"status": 403})
    with pytest.raises(OutcomeUnknown, match="would not cancel"):
        await harness.system.book(world.appointment, world.new, MOVE)


async def test_a_booking_whose_answer_was_lost_is_found_and_not_made_twice(harness: FhirHarness) -> None:
    world = await a_world(harness)
    harness.server.trap("drop-after", match={"method": "POST", "type": "Appointment"})
    with pytest.raises(OutcomeUnknown):
        await harness.system.book(world.appointment, world.new, MOVE)
    found = await harness.system.written_by(MOVE, world.appointment, world.new)
    assert found is not None
    assert (await harness.system.book(world.appointment, world.new, MOVE)).id == found.id
    assert len(await harness.occupying(world.patient.id)) == 2


async def test_the_slot_of_a_cancelled_appointment_stays_busy_and_we_say_so(harness: FhirHarness) -> None:
    world = await a_world(harness)
    cancelled = await harness.system.cancel(world.appointment, MOVE)
    assert cancelled.status is AppointmentStatus.CANCELLED
    assert (await harness.system.release(world.old, MOVE)).status is SlotStatus.BUSY
    assert not (await harness.system.capabilities()).frees_slots


async def test_the_vendors_own_status_code_comes_along_so_that_the_status_is_not_lost(harness: FhirHarness) -> None:
    world = await a_world(harness)
    await harness.system.cancel(world.appointment, MOVE)
    kept = harness.server.resource("Appointment", world.appointment.id)
    assert kept is not None
    assert [e["url"] for e in kept["_status"]["extension"]] == [ORIGINAL_CODE]
    R4Appointment.model_validate({name: value for name, value in kept.items() if name != "meta"})
    assert (await harness.system.appointment(world.appointment.id)).status is AppointmentStatus.CANCELLED


async def test_an_appointment_that_lost_its_status_blocks_its_slot_and_is_not_changed(harness: FhirHarness) -> None:
    world = await a_world(harness)
    harness.server.trap("missing-status", times=0, match={"type": "Appointment"})
    assert [a.id for a in await harness.system.occupants(world.old)] == [world.appointment.id]
    for call in (
        harness.system.appointment(world.appointment.id),
        harness.system.appointments(world.patient.id, at(0, 0)),
        harness.system.cancel(world.appointment, MOVE),
    ):
        with pytest.raises(MalformedAnswer):
            await call
