from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from services.bridge.fhir.profile import DialectName
from services.scheduling.errors import NotFound, OutcomeUnknown, Refused, SlotTaken, VersionConflict
from services.scheduling.model import AppointmentStatus
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.proposing_harness import ProposingHarness
from tests.contract.scheduling_world import MOVE, OTHER, a_week, a_world
from tests.doubles.builders import a_slot, at


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server() as running:
        yield running


@pytest.fixture
async def harness(server: EhrServer) -> AsyncIterator[ProposingHarness]:
    server.reset("epic")
    harness = ProposingHarness(server, DialectName.EPIC)
    yield harness
    await harness.system.aclose()


async def test_a_rule_of_the_vendor_is_a_refusal(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    close = world.old.interval.start - timedelta(minutes=30)
    harness.server.control("clock", {"now": close.isoformat()})
    with pytest.raises(Refused):
        await harness.system.cancel(world.appointment, MOVE)
    harness.server.control("clock", {})


async def test_an_ignored_service_type_offers_nothing_of_another_kind(harness: ProposingHarness) -> None:
    await harness.seed_slot(a_slot(start=at(8, 9)))
    assert await harness.system.free_slots(a_week(visit_type="knee-surgery")) == []


async def test_a_proposal_that_expired_between_finding_and_booking_is_found_anew(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    harness.server.control("clock", {"advance_seconds": 3600})
    booked = await harness.system.book(world.appointment, world.new, MOVE)
    assert booked.slot_ids == (world.new.id,)
    harness.server.control("clock", {})


@pytest.mark.parametrize("status", [404, 409])
async def test_a_proposal_lost_while_booking_is_a_taken_slot(harness: ProposingHarness, status: int) -> None:
    world = await a_world(harness)
    harness.server.trap("status", match={"path": r"\$book"}, params={"status": status})
    with pytest.raises(SlotTaken):
        await harness.system.book(world.appointment, world.new, MOVE)


async def test_a_booking_whose_answer_was_lost_is_found_by_our_note_and_not_made_twice(
    harness: ProposingHarness,
) -> None:
    world = await a_world(harness)
    harness.server.trap("drop-after", match={"path": r"\$book"})
    with pytest.raises(OutcomeUnknown):
        await harness.system.book(world.appointment, world.new, MOVE)
    found = await harness.system.written_by(MOVE, world.appointment, world.new)
    assert found is not None
    assert (await harness.system.book(world.appointment, world.new, MOVE)).id == found.id
    assert await harness.system.written_by(OTHER, world.appointment, world.new) is None
    assert len(await harness.occupying(world.patient.id)) == 2


async def test_without_versions_a_changed_appointment_is_noticed_by_what_it_says(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    other = await harness.seed_slot(a_slot(start=at(9, 9)))
    harness.server.control(
        "front-desk",
        {
            "action": "move",
            "appointment": f"Appointment/{world.appointment.id}",
            "slot": f"Slot/{harness.real_id(other)}",
        },
    )
    with pytest.raises(VersionConflict):
        await harness.system.cancel(world.appointment, MOVE)


async def test_a_cancellation_whose_answer_was_lost_is_known_by_its_effect(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    harness.server.trap("drop-after", match={"path": r"\$cancel"})
    with pytest.raises(OutcomeUnknown):
        await harness.system.cancel(world.appointment, MOVE)
    assert (await harness.system.cancel(world.appointment, MOVE)).status is AppointmentStatus.CANCELLED


async def test_many_proposals_are_asked_for_window_by_window(harness: ProposingHarness) -> None:
    total = 60
    for number in range(total):
        await harness.seed_slot(a_slot(start=at(8, 6) + timedelta(minutes=30 * number)))
    assert len(await harness.system.free_slots(a_week())) == total


@pytest.mark.parametrize("slot_id", ["", "slot-1", "at-", "at-!!!!", "at-eHx5", "at-YXxifGN8ZA"])
async def test_an_id_we_did_not_make_names_no_slot(harness: ProposingHarness, slot_id: str) -> None:
    with pytest.raises(NotFound):
        await harness.system.slot(slot_id)


async def test_a_time_that_is_not_proposed_is_busy_and_still_knows_its_names(harness: ProposingHarness) -> None:
    world = await a_world(harness)
    assert world.old.status.value == "busy"
    assert world.old.practitioner == world.appointment.practitioner
