from datetime import timedelta

import pytest

from services.audit.model import Action
from services.handoff.gates import Gate, GateBook, GateRule, OnTimeout
from services.handoff.task import End, Hold, Task, TaskState
from services.handoff.work import HOLD_LASTS
from services.messaging.delivery import letter_of
from services.scheduling.errors import SystemUnreachable
from services.scheduling.operation import Claim, resource_of
from tests.services.handoff.desk_rig import ALEX, HOUR, Desk

MINUTE = timedelta(minutes=1)


def a_desk(then: OnTimeout) -> Desk:
    return Desk(gates=GateBook({Gate.PROVIDER: GateRule(2 * HOUR, then)}))


async def past_its_time(rig: Desk, task: Task) -> Task:
    rig.clock.advance(2 * HOUR + MINUTE)
    await rig.upkeep.sweep()
    return rig.store.tasks[task.id]


async def test_a_hold_is_renewed_as_long_as_the_case_waits_and_no_version_is_spent_on_it() -> None:
    rig = Desk()
    task = await rig.asks(rig.visit(1), rig.free(1))
    for _ in range(6):
        rig.clock.advance(HOLD_LASTS - MINUTE)
        await rig.upkeep.sweep()
    assert [claim.expires_at for claim in rig.store.claims] == [rig.clock.now() + HOLD_LASTS]
    assert rig.store.tasks[task.id] == task


async def test_a_hold_that_nobody_renews_expires() -> None:
    rig = Desk()
    await rig.asks(rig.visit(1), rig.free(1))
    later = rig.clock.now() + HOLD_LASTS
    assert await rig.store.read(lambda tx: tx.claims.current(later)) == []


async def test_a_hold_lost_to_somebody_else_is_said_and_taken_back_once_it_is_free() -> None:
    rig = Desk()
    slot = rig.free(1)
    task = await rig.asks(rig.visit(1), slot)
    rig.clock.advance(HOLD_LASTS)
    other = Claim(resource_of(slot), slot.interval, "op_other", rig.clock.now() + HOUR)
    assert await rig.store.write(lambda tx: tx.claims.take(other, rig.clock.now()))
    await rig.upkeep.sweep()
    assert rig.store.tasks[task.id].hold is Hold.LOST
    await rig.store.write(lambda tx: tx.claims.release("op_other"))
    await rig.upkeep.sweep()
    assert rig.store.tasks[task.id].hold is Hold.HELD
    assert [event.action for event in rig.store.audit] == [Action.CASE_HELD, Action.CASE_HOLD_LOST, Action.CASE_HELD]


async def test_keep_leaves_the_case_and_its_hold() -> None:
    rig = a_desk(OnTimeout.KEEP)
    task = await rig.asks(rig.visit(1), rig.free(1))
    kept = await past_its_time(rig, task)
    assert (kept.state, kept.hold, kept.timeout_at) == (TaskState.OPEN, Hold.HELD, None)
    assert rig.store.audit[-1].body == {"case": task.id, "then": "keep"}
    await rig.upkeep.sweep()
    assert len(rig.store.claims) == 1
    assert rig.texts() == []


async def test_release_gives_the_time_back_and_leaves_the_case() -> None:
    rig = a_desk(OnTimeout.RELEASE)
    task = await rig.asks(rig.visit(1), rig.free(1))
    kept = await past_its_time(rig, task)
    assert (kept.state, kept.hold) == (TaskState.OPEN, Hold.RELEASED)
    await rig.upkeep.sweep()
    assert rig.store.claims == []
    mine = await rig.claimed(kept)
    await rig.decisions.approve(task.id, ALEX, mine.version)
    assert (await rig.ended(task.id)).end is End.CHANGED


async def test_tell_ends_the_case_and_tells_the_patient_once() -> None:
    rig = a_desk(OnTimeout.TELL)
    task = await rig.asks(rig.visit(1), rig.free(1))
    ended = await past_its_time(rig, task)
    assert (ended.state, ended.end, ended.closed_by) == (TaskState.CLOSED, End.TIMED_OUT, "handoff")
    await rig.upkeep.sweep()
    assert (rig.store.claims, rig.texts(), await rig.desk.queue()) == ([], ["declined"], [])
    [told] = [message for message in rig.store.outbox.values() if message.template == "declined"]
    assert letter_of(told).later


async def test_nothing_untrue_is_told_of_a_visit_that_changed_meanwhile() -> None:
    rig = a_desk(OnTimeout.TELL)
    visit = rig.visit(1)
    task = await rig.asks(visit, rig.free(1))
    rig.system.desk.cancel(visit.id)
    assert (await past_its_time(rig, task)).end is End.TIMED_OUT
    assert rig.texts() == []


async def test_a_time_out_waits_until_the_system_can_be_read() -> None:
    rig = a_desk(OnTimeout.TELL)
    task = await rig.asks(rig.visit(1), rig.free(1))
    rig.system.fail_next("appointment", SystemUnreachable("down"), times=2)
    assert (await past_its_time(rig, task)).state is TaskState.OPEN
    await rig.upkeep.sweep()
    assert rig.store.tasks[task.id].end is End.TIMED_OUT


async def test_a_case_in_somebodys_hands_does_not_time_out_under_them() -> None:
    rig = a_desk(OnTimeout.TELL)
    task = await rig.asks(rig.visit(1), rig.free(1))
    rig.clock.advance(2 * HOUR - MINUTE)
    mine = await rig.claimed(task)
    rig.clock.advance(5 * MINUTE)
    await rig.upkeep.sweep()
    await rig.decisions.approve(task.id, ALEX, mine.version)
    assert (await rig.ended(task.id)).end is End.CHANGED


async def test_a_hold_ends_when_its_time_has_come() -> None:
    rig = a_desk(OnTimeout.KEEP)
    slot = rig.free(1)
    task = await rig.asks(rig.visit(1), slot)
    rig.clock.set(slot.interval.start)
    for _ in range(2):
        await rig.upkeep.sweep()
    assert (rig.store.tasks[task.id].hold, rig.store.claims) == (Hold.RELEASED, [])


async def test_the_time_out_comes_before_the_visit() -> None:
    rig = a_desk(OnTimeout.TELL)
    visit = rig.visit(1)
    assert visit.interval is not None
    rig.clock.set(visit.interval.start - HOUR)
    task = await rig.asks(visit, rig.free(1))
    assert task.timeout_at == visit.interval.start


async def test_a_decision_whose_change_was_never_started_is_started_by_the_sweep() -> None:
    """The process died between the decision's commit and the start of its change."""
    rig = Desk()
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.claimed(await rig.asks(visit, slot))
    rig.workflows.crash_before(1)
    await rig.decisions.approve(task.id, ALEX, task.version)
    await rig.workflows.settle()
    await rig.upkeep.sweep()
    assert rig.store.tasks[task.id].state is TaskState.DECIDED
    await rig.workflows.resume()
    await rig.changes.sweep()
    assert (await rig.ended(task.id)).end is End.CHANGED
    assert rig.where(visit) == (slot.id,)


@pytest.mark.parametrize("then", list(OnTimeout))
async def test_every_time_out_happens_once(then: OnTimeout) -> None:
    rig = a_desk(then)
    task = await rig.asks(rig.visit(1), rig.free(1))
    for _ in range(3):
        await past_its_time(rig, task)
    assert [e.action for e in rig.store.audit].count(Action.CASE_TIMED_OUT) == 1
