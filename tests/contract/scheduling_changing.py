"""What a scheduling system promises about moving and cancelling."""

import pytest

from services.scheduling.errors import NotFound
from services.scheduling.model import AppointmentStatus, MoveSupport, SlotStatus
from tests.contract.scheduling_harness import Harness
from tests.contract.scheduling_world import MOVE, OTHER, a_world, carry_out, put


class ChangingContract:
    """For systems that move (in one write or in two) and cancel."""

    async def test_the_system_says_that_it_moves_and_cancels(self, harness: Harness) -> None:
        capabilities = await harness.system.capabilities()
        assert capabilities.move is not MoveSupport.NONE
        assert capabilities.cancel

    async def test_a_move_ends_in_the_new_slot_with_the_old_one_free(self, harness: Harness) -> None:
        world = await a_world(harness)
        moved = await carry_out(harness.system, world)
        [kept] = await harness.occupying(world.patient.id)
        assert kept.id == moved.id
        assert kept.interval == world.new.interval
        assert kept.slot_ids == (world.new.id,)
        assert (await harness.slot_truth(world.old.id)).status is SlotStatus.FREE
        assert (await harness.slot_truth(world.new.id)).status is SlotStatus.BUSY

    async def test_what_a_move_does_not_concern_stays(self, harness: Harness) -> None:
        world = await a_world(harness)
        moved = await carry_out(harness.system, world)
        assert moved.patient_id == world.patient.id
        assert moved.visit_type == world.appointment.visit_type
        assert moved.status is AppointmentStatus.BOOKED

    async def test_a_move_in_one_write_keeps_the_id_and_two_writes_keep_the_old_until_cancelled(
        self, harness: Harness
    ) -> None:
        world = await a_world(harness)
        moved = await put(harness.system, world.appointment, world.new, MOVE)
        atomic = (await harness.system.capabilities()).move is MoveSupport.ATOMIC
        assert (moved.id == world.appointment.id) is atomic
        assert len(await harness.occupying(world.patient.id)) == (1 if atomic else 2)

    async def test_three_replays_of_a_move_make_one_appointment(self, harness: Harness) -> None:
        world = await a_world(harness)
        ids = {(await put(harness.system, world.appointment, world.new, MOVE)).id for _ in range(3)}
        assert len(ids) == 1
        in_new = [a for a in await harness.occupying(world.patient.id) if a.slot_ids == (world.new.id,)]
        assert [a.id for a in in_new] == list(ids)

    async def test_a_whole_change_replayed_three_times_is_one_change(self, harness: Harness) -> None:
        world = await a_world(harness)
        for _ in range(3):
            moved = await carry_out(harness.system, world)
        assert [a.id for a in await harness.occupying(world.patient.id)] == [moved.id]
        assert (await harness.slot_truth(world.old.id)).status is SlotStatus.FREE

    async def test_written_by_finds_what_this_operation_booked(self, harness: Harness) -> None:
        world = await a_world(harness)
        if (await harness.system.capabilities()).move is MoveSupport.TWO_STEP:
            assert await harness.system.written_by(MOVE, world.appointment, world.new) is None
            moved = await put(harness.system, world.appointment, world.new, MOVE)
            found = await harness.system.written_by(MOVE, world.appointment, world.new)
            assert found is not None
            assert found.id == moved.id

    async def test_written_by_does_not_claim_anothers_booking(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.desk_takes(world.new)
        assert await harness.system.written_by(MOVE, world.appointment, world.new) is None

    async def test_the_operation_leaves_its_mark_where_marks_are_kept(self, harness: Harness) -> None:
        world = await a_world(harness)
        moved = await put(harness.system, world.appointment, world.new, MOVE)
        kept = await harness.system.appointment(moved.id)
        assert (MOVE in kept.operations) is harness.keeps_marks

    async def test_a_cancelled_appointment_is_cancelled_and_its_slot_free(self, harness: Harness) -> None:
        world = await a_world(harness)
        cancelled = await harness.system.cancel(world.appointment, MOVE)
        released = await harness.system.release(world.old, MOVE)
        assert cancelled.status is AppointmentStatus.CANCELLED
        assert released.status is SlotStatus.FREE
        assert await harness.occupying(world.patient.id) == []
        assert (await harness.slot_truth(world.old.id)).status is SlotStatus.FREE

    async def test_three_replays_of_a_cancellation_are_one(self, harness: Harness) -> None:
        world = await a_world(harness)
        answers = [await harness.system.cancel(world.appointment, MOVE) for _ in range(3)]
        assert {a.status for a in answers} == {AppointmentStatus.CANCELLED}
        kept = await harness.truth(world.appointment.id)
        assert kept is not None
        assert kept.status is AppointmentStatus.CANCELLED

    async def test_cancelling_what_the_desk_already_cancelled_changes_nothing(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.desk_cancels(world.appointment)
        before = await harness.truth(world.appointment.id)
        fresh = await harness.system.appointment(world.appointment.id)
        assert (await harness.system.cancel(fresh, MOVE)).status is AppointmentStatus.CANCELLED
        assert await harness.truth(world.appointment.id) == before

    async def test_cancelling_what_is_not_there_says_so(self, harness: Harness) -> None:
        world = await a_world(harness)
        missing = type(world.appointment)(
            id="nothing",
            version=world.appointment.version,
            status=AppointmentStatus.BOOKED,
            patient_id=world.patient.id,
            interval=world.old.interval,
        )
        with pytest.raises(NotFound):
            await harness.system.cancel(missing, MOVE)

    async def test_release_leaves_a_slot_alone_that_is_occupied_again(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.system.cancel(world.appointment, MOVE)
        await harness.system.release(world.old, MOVE)
        taken = await harness.desk_takes(world.old)
        await harness.system.release(world.old, MOVE)
        assert (await harness.slot_truth(world.old.id)).status is SlotStatus.BUSY
        kept = await harness.truth(taken.id)
        assert kept is not None
        assert kept.status.occupies

    async def test_release_leaves_a_slot_alone_that_the_desk_blocked(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.system.cancel(world.appointment, MOVE)
        await harness.desk_blocks(world.old)
        await harness.system.release(world.old, MOVE)
        assert (await harness.slot_truth(world.old.id)).status is SlotStatus.BUSY_UNAVAILABLE

    async def test_release_leaves_a_slot_alone_while_its_appointment_stands(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.system.release(world.old, OTHER)
        assert (await harness.slot_truth(world.old.id)).status is SlotStatus.BUSY

    async def test_a_system_that_frees_slots_itself_needs_no_release(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.system.cancel(world.appointment, MOVE)
        frees = (await harness.system.capabilities()).frees_slots
        assert ((await harness.slot_truth(world.old.id)).status is SlotStatus.FREE) is frees
