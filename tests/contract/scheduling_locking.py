"""What a scheduling system promises when two want the same thing."""

import asyncio

import pytest

from services.scheduling.errors import NothingChanged, Refused, SlotTaken, VersionConflict
from services.scheduling.model import Lock, MoveSupport, SlotStatus
from tests.contract.scheduling_harness import Harness
from tests.contract.scheduling_world import MOVE, OTHER, a_week, a_world, put
from tests.doubles.builders import a_patient, a_slot, an_appointment, at


class HoldingContract:
    """For systems on which a hold is a write of the slot."""

    async def test_the_system_says_that_a_hold_is_a_write(self, harness: Harness) -> None:
        assert (await harness.system.capabilities()).lock is not Lock.SERVER_CHECK

    async def test_a_held_slot_is_no_longer_offered(self, harness: Harness) -> None:
        world = await a_world(harness)
        held = await harness.system.hold(world.new, MOVE)
        assert held.status is not SlotStatus.FREE
        assert world.new.id not in [s.id for s in await harness.system.free_slots(a_week())]

    async def test_a_held_slot_is_taken_for_everybody_else(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.system.hold(world.new, MOVE)
        with pytest.raises(SlotTaken):
            await harness.system.hold(world.new, OTHER)
        with pytest.raises(SlotTaken):
            await harness.system.hold(await harness.system.slot(world.new.id), OTHER)

    async def test_holding_again_for_the_same_operation_changes_nothing(self, harness: Harness) -> None:
        world = await a_world(harness)
        first = await harness.system.hold(world.new, MOVE)
        assert await harness.system.hold(world.new, MOVE) == first

    async def test_a_slot_the_desk_took_after_it_was_read_is_taken(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.desk_takes(world.new)
        with pytest.raises(SlotTaken):
            await harness.system.hold(world.new, MOVE)

    async def test_a_slot_the_desk_blocked_after_it_was_read_is_taken(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.desk_blocks(world.new)
        with pytest.raises(SlotTaken):
            await harness.system.hold(world.new, MOVE)

    async def test_releasing_a_hold_makes_the_slot_free_again(self, harness: Harness) -> None:
        world = await a_world(harness)
        held = await harness.system.hold(world.new, MOVE)
        assert (await harness.system.release(held, MOVE)).status is SlotStatus.FREE
        assert (await harness.system.release(held, MOVE)).status is SlotStatus.FREE
        assert (await harness.slot_truth(world.new.id)).status is SlotStatus.FREE

    async def test_releasing_does_not_end_anothers_hold(self, harness: Harness) -> None:
        world = await a_world(harness)
        held = await harness.system.hold(world.new, MOVE)
        await harness.system.release(world.new, OTHER)
        assert (await harness.slot_truth(world.new.id)).status is held.status


class VersionedContract:
    """For systems whose writes are conditional on a version."""

    async def test_the_system_says_that_it_has_versions(self, harness: Harness) -> None:
        world = await a_world(harness)
        assert (await harness.system.capabilities()).lock in (Lock.ETAG, Lock.VERSION)
        assert None not in (world.appointment.version, world.old.version, world.new.version)

    async def test_a_change_elsewhere_shows_as_another_version(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.desk_touches(world.appointment)
        assert (await harness.system.appointment(world.appointment.id)).version != world.appointment.version

    async def test_cancelling_a_stale_appointment_conflicts_and_changes_nothing(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.desk_touches(world.appointment)
        before = await harness.truth(world.appointment.id)
        with pytest.raises(VersionConflict):
            await harness.system.cancel(world.appointment, MOVE)
        assert await harness.truth(world.appointment.id) == before

    async def test_moving_a_stale_appointment_conflicts_and_changes_nothing(self, harness: Harness) -> None:
        world = await a_world(harness)
        if (await harness.system.capabilities()).move is MoveSupport.ATOMIC:
            await harness.desk_touches(world.appointment)
            before = await harness.truth(world.appointment.id)
            with pytest.raises(VersionConflict):
                await put(harness.system, world.appointment, world.new, MOVE)
            assert await harness.truth(world.appointment.id) == before

    async def test_of_two_who_hold_the_same_slot_at_once_one_gets_it(self, harness: Harness) -> None:
        world = await a_world(harness)
        answers = await asyncio.gather(
            *(harness.system.hold(world.new, operation) for operation in (MOVE, OTHER)), return_exceptions=True
        )
        refused = [a for a in answers if isinstance(a, SlotTaken | VersionConflict)]
        assert len(refused) == 1
        assert len([a for a in answers if not isinstance(a, BaseException)]) == 1


class ServerCheckContract:
    """For systems that check for overlaps themselves when they book or move."""

    async def test_the_system_says_that_it_checks(self, harness: Harness) -> None:
        assert (await harness.system.capabilities()).lock is Lock.SERVER_CHECK

    async def test_a_hold_changes_nothing(self, harness: Harness) -> None:
        world = await a_world(harness)
        before = await harness.slot_truth(world.new.id)
        assert await harness.system.hold(world.new, MOVE) == world.new
        assert await harness.slot_truth(world.new.id) == before

    async def test_a_slot_the_desk_took_is_refused_and_nothing_changes(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.desk_takes(world.new)
        before = await harness.truth(world.appointment.id)
        with pytest.raises(SlotTaken):
            await put(harness.system, world.appointment, world.new, MOVE)
        assert await harness.truth(world.appointment.id) == before
        assert len(await harness.occupying(world.patient.id)) == 1

    async def test_of_two_who_want_the_same_slot_at_once_one_gets_it(self, harness: Harness) -> None:
        world = await a_world(harness)
        other = await harness.seed_patient(a_patient(id="pat-2", family="Okafor"))
        slot = await harness.seed_slot(a_slot(start=at(4, 9)))
        rival = await harness.seed_appointment(an_appointment(slot=slot, patient_id=other.id), slot)
        rival = await harness.system.appointment(rival.id)
        answers = await asyncio.gather(
            put(harness.system, world.appointment, world.new, MOVE),
            put(harness.system, rival, world.new, OTHER),
            return_exceptions=True,
        )
        assert len([a for a in answers if isinstance(a, NothingChanged)]) == 1
        assert len(await harness.system.occupants(world.new)) == 1


class ReadOnlyContract:
    """For systems Sealdesk may read and not write: a person finishes every change."""

    async def test_the_system_says_that_it_is_read_only(self, harness: Harness) -> None:
        capabilities = await harness.system.capabilities()
        assert capabilities.move is MoveSupport.NONE
        assert not capabilities.cancel

    async def test_every_write_is_refused_and_nothing_changes(self, harness: Harness) -> None:
        world = await a_world(harness)
        before = await harness.truth(world.appointment.id)
        with pytest.raises(Refused):
            await harness.system.move(world.appointment, world.new, MOVE)
        with pytest.raises(Refused):
            await harness.system.book(world.appointment, world.new, MOVE)
        with pytest.raises(Refused):
            await harness.system.cancel(world.appointment, MOVE)
        assert await harness.truth(world.appointment.id) == before
        assert [a.id for a in await harness.occupying(world.patient.id)] == [world.appointment.id]
