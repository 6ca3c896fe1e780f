"""The change protocol, told as what happens to one visit."""

import pytest

from services.audit.model import Action
from services.scheduling.model import (
    AppointmentStatus,
    SlotStatus,
)
from services.scheduling.operation import OperationState, Reason
from services.scheduling.service import ChangeInProgress
from tests.doubles.builders import a_slot
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.services.scheduling.change_rig import Appliance, a_booked_visit, active_at


async def test_a_move_books_the_new_slot_and_frees_the_old_one(system: FakeSchedulingSystem) -> None:
    visit, old, new = a_booked_visit(system)
    appliance = Appliance(system)
    ended = await appliance.change(visit, new)
    assert ended.state is OperationState.DONE
    assert active_at(system, new.id) == ["pat-1"]
    assert active_at(system, old.id) == []
    assert system.records.slots[old.id].status is SlotStatus.FREE
    assert system.records.slots[new.id].status is SlotStatus.BUSY


async def test_a_cancellation_frees_the_slot(system: FakeSchedulingSystem) -> None:
    visit, old, _ = a_booked_visit(system)
    ended = await Appliance(system).change(visit, None)
    assert ended.state is OperationState.DONE
    assert system.records.appointments[visit.id].status is AppointmentStatus.CANCELLED
    assert system.records.slots[old.id].status is SlotStatus.FREE


async def test_done_is_recorded_with_its_message_and_audit_in_one_commit(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    appliance = Appliance(strict)
    await appliance.change(visit, new)
    assert [message.template for message in appliance.store.outbox.values()] == ["moved"]
    values = next(iter(appliance.store.outbox.values())).values
    assert values["old"] == "Thursday, March 4 at 9am"
    assert values["new"] == "Tuesday, March 9 at 10am"
    assert [event.action for event in appliance.store.audit] == [Action.CHANGE_REQUESTED, Action.CHANGE_DONE]
    assert appliance.store.claims == []


async def test_the_old_slot_is_never_released_before_the_new_one_is_verified(system: FakeSchedulingSystem) -> None:
    visit, old, new = a_booked_visit(system)
    seen: list[bool] = []
    for method in ("hold", "move", "book", "occupants"):
        system.before(method, lambda: seen.append(system.records.slots[old.id].status is SlotStatus.FREE))
    await Appliance(system).change(visit, new)
    assert seen
    assert not any(seen[:2])


async def test_the_same_request_three_times_is_one_change(system: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(system)
    appliance = Appliance(system)
    wanted = appliance.operation(visit, new)
    for _ in range(3):
        await appliance.service.request(wanted)
    await appliance.ended(wanted.id)
    live = [a for a in system.records.appointments.values() if a.patient_id == "pat-1" and a.status.occupies]
    assert len(live) == 1
    assert len(appliance.store.outbox) == 1


async def test_a_second_change_waits_for_the_first(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    appliance = Appliance(strict)
    await appliance.service.request(appliance.operation(visit, new))
    with pytest.raises(ChangeInProgress):
        await appliance.service.request(appliance.operation(visit, None))


async def test_policy_is_asked_again_just_before_writing(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    ended = await Appliance(strict, allowed=lambda *_: False).change(visit, new)
    assert (ended.state, ended.reason) == (OperationState.UNDONE, Reason.POLICY)


async def test_own_old_slot_never_blocks_a_move(strict: FakeSchedulingSystem) -> None:
    visit, _, _ = a_booked_visit(strict)
    assert visit.interval is not None
    overlapping = a_slot(id="slot-overlap", start=visit.interval.start.replace(minute=15))
    strict.add(overlapping)
    ended = await Appliance(strict).change(visit, strict.records.slots["slot-overlap"])
    assert ended.state is OperationState.DONE
