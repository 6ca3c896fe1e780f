import asyncio
from datetime import timedelta

import pytest

from services.audit.model import Action, AuditOutcome
from services.handoff.errors import (
    AlreadyDecided,
    AppointmentMoved,
    BeingChanged,
    NothingToApprove,
    NotInHand,
    PolicyRefuses,
    StaleCase,
    SystemSilent,
    TimeGone,
    WithColleague,
)
from services.handoff.task import DecisionKind, DeclineReason, End, Hold, Task, TaskState
from services.messaging.delivery import letter_of
from services.scheduling.errors import SystemUnreachable
from services.scheduling.model import AppointmentStatus, SlotStatus
from services.scheduling.operation import OperationState, Reason
from services.scheduling.policy import Finding, Late, PolicyBook, VisitPolicy
from tests.contract.store_world import an_operation
from tests.doubles.builders import a_slot, at
from tests.services.handoff.desk_rig import ALEX, APPROVAL, HOUR, KIM, ZONE, Desk


async def approved(rig: Desk, task: Task) -> Task:
    mine = await rig.claimed(task)
    await rig.decisions.approve(task.id, ALEX, mine.version)
    return await rig.ended(task.id)


def actions(rig: Desk) -> list[Action]:
    return [event.action for event in rig.store.audit]


async def test_an_approved_change_is_made_by_the_protocol_with_the_approver_on_record() -> None:
    rig = Desk()
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.asks(visit, slot)
    done = await approved(rig, task)
    assert (done.state, done.end, done.hold) == (TaskState.CLOSED, End.CHANGED, Hold.RELEASED)
    assert rig.where(visit) == (slot.id,)
    operation = next(iter(rig.store.operations.values()))
    assert (operation.state, operation.approver, operation.actor.id) == (OperationState.DONE, ALEX, "chat-pat-1")
    assert operation.asked_at == operation.requested_at
    assert rig.texts() == ["approved_move"]
    assert rig.store.claims == []
    assert actions(rig) == [
        Action.CASE_HELD,
        Action.CASE_CLAIMED,
        Action.CHANGE_REQUESTED,
        Action.CASE_APPROVED,
        Action.CHANGE_DONE,
        Action.CASE_CLOSED,
    ]
    asked = next(event for event in rig.store.audit if event.action is Action.CHANGE_REQUESTED)
    assert asked.body["approver"] == "alex"


async def test_an_approved_cancellation_is_made() -> None:
    rig = Desk(book=PolicyBook(ZONE, VisitPolicy(notice_cancel=timedelta(days=30))))
    visit = rig.visit(1)
    done = await approved(rig, await rig.asks(visit, None, (Finding("late"),), cancel=True))
    assert done.end is End.CHANGED
    assert rig.system.records.appointments[visit.id].status is AppointmentStatus.CANCELLED
    assert rig.texts() == ["approved_cancel"]


async def test_the_new_time_is_held_until_the_decision() -> None:
    rig = Desk()
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.asks(visit, slot)
    claim = rig.store.claims[0]
    assert (task.hold, claim.operation_id, claim.interval) == (Hold.HELD, task.id, slot.interval)
    mine = await rig.claimed(task)
    await rig.decisions.decline(task.id, ALEX, mine.version, DeclineReason.PROVIDER_SAID_NO)
    assert rig.store.claims == []


async def test_a_declined_change_leaves_the_visit_and_the_patient_is_told() -> None:
    rig = Desk()
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.claimed(await rig.asks(visit, slot))
    done = await rig.decisions.decline(task.id, ALEX, task.version, DeclineReason.PROVIDER_SAID_NO, "on leave that day")
    assert (done.state, done.end, done.closed_by) == (TaskState.CLOSED, End.DECLINED, "alex")
    assert done.decision is not None
    assert (done.decision.reason, done.decision.note) == (DeclineReason.PROVIDER_SAID_NO, "on leave that day")
    assert rig.where(visit) == visit.slot_ids
    text = next(m for m in rig.store.outbox.values() if m.template == "declined")
    assert text.values["old"]
    assert await rig.desk.queue() == []
    assert rig.store.audit[-1].body == {"case": task.id, "reason": "provider_said_no"}
    assert "leave" not in repr(done)


async def test_a_patient_is_not_told_a_time_that_is_not_certain() -> None:
    rig = Desk()
    visit = rig.visit(1)
    task = await rig.claimed(await rig.asks(visit, rig.free(1)))
    rig.system.desk.cancel(visit.id)
    await rig.decisions.decline(task.id, ALEX, task.version, DeclineReason.OTHER)
    assert next(m for m in rig.store.outbox.values() if m.template == "declined").values["old"] == ""


async def test_a_change_to_another_time_moves_there_and_frees_the_held_one() -> None:
    rig = Desk()
    visit, slot, other = rig.visit(1), rig.free(1), rig.free(2)
    task = await rig.claimed(await rig.asks(visit, slot))
    await rig.decisions.change(task.id, ALEX, task.version, other.id)
    done = await rig.ended(task.id)
    assert (done.end, rig.where(visit)) == (End.CHANGED, (other.id,))
    assert rig.store.claims == []
    assert rig.system.records.slots[slot.id].status is SlotStatus.FREE
    assert Action.CASE_CHANGED in actions(rig)


async def test_a_move_without_a_time_needs_one_to_be_chosen() -> None:
    rig = Desk()
    visit, other = rig.visit(1), rig.free(2)
    task = await rig.claimed(await rig.asks(visit, None))
    assert task.hold is Hold.NONE
    with pytest.raises(NothingToApprove):
        await rig.decisions.approve(task.id, ALEX, task.version)
    await rig.decisions.change(task.id, ALEX, task.version, other.id)
    assert (await rig.ended(task.id)).end is End.CHANGED
    assert rig.where(visit) == (other.id,)


async def test_a_cancellation_is_not_turned_into_a_move() -> None:
    rig = Desk()
    task = await rig.claimed(await rig.asks(rig.visit(1), None, cancel=True))
    with pytest.raises(NothingToApprove):
        await rig.decisions.change(task.id, ALEX, task.version, rig.free(1).id)


async def test_only_who_has_the_case_in_hand_decides() -> None:
    rig = Desk()
    task = await rig.asks(rig.visit(1), rig.free(1))
    with pytest.raises(NotInHand):
        await rig.decisions.approve(task.id, ALEX, task.version)
    mine = await rig.claimed(task, KIM)
    with pytest.raises(WithColleague):
        await rig.decisions.approve(task.id, ALEX, mine.version)
    refused = [event for event in rig.store.audit if event.action is Action.CASE_REFUSED]
    assert [(event.outcome, event.body["why"]) for event in refused] == [
        (AuditOutcome.REFUSED, "NotInHand"),
        (AuditOutcome.REFUSED, "WithColleague"),
    ]
    assert rig.store.operations == {}


async def test_a_decision_on_what_is_no_longer_shown_is_refused() -> None:
    rig = Desk()
    task = await rig.asks(rig.visit(1), rig.free(1))
    mine = await rig.claimed(task)
    with pytest.raises(StaleCase) as refused:
        await rig.decisions.approve(task.id, ALEX, task.version)
    assert refused.value.version == mine.version


async def test_a_decision_twice_is_refused_with_who_and_when() -> None:
    rig = Desk()
    task = await rig.claimed(await rig.asks(rig.visit(1), rig.free(1)))
    first = rig.clock.now()
    await rig.decisions.approve(task.id, ALEX, task.version)
    rig.clock.advance(timedelta(minutes=1))
    again = (
        rig.decisions.approve(task.id, KIM, task.version),
        rig.decisions.decline(task.id, ALEX, task.version, DeclineReason.OTHER),
        rig.desk.close(task.id, KIM),
        rig.desk.claim(task.id, KIM),
    )
    for decision in again:
        with pytest.raises(AlreadyDecided) as refused:
            await decision
        assert (refused.value.by, refused.value.at, refused.value.decision) == ("alex", first, "approve")
    assert len(rig.store.operations) == 1


async def test_of_two_decisions_at_once_one_counts() -> None:
    rig = Desk()
    task = await rig.claimed(await rig.asks(rig.visit(1), rig.free(1)))
    tries = await asyncio.gather(
        rig.decisions.approve(task.id, ALEX, task.version),
        rig.decisions.decline(task.id, ALEX, task.version, DeclineReason.OTHER),
        rig.decisions.approve(task.id, ALEX, task.version),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Task) for each in tries) == 1
    assert all(isinstance(each, Task | AlreadyDecided | StaleCase) for each in tries)
    assert len(rig.store.operations) <= 1


async def test_the_approval_of_an_appointment_that_moved_is_refused_with_its_present_state() -> None:
    rig = Desk()
    visit, slot, elsewhere = rig.visit(1), rig.free(1), rig.free(2)
    task = await rig.claimed(await rig.asks(visit, slot))
    now = rig.system.desk.move(visit.id, elsewhere.id)
    with pytest.raises(AppointmentMoved) as refused:
        await rig.decisions.approve(task.id, ALEX, task.version)
    assert refused.value.present == now
    shown = (await rig.desk.show(task.id, ALEX)).task
    assert shown.request is not None
    assert (shown.request.appointment, shown.state) == (now, TaskState.OPEN)
    await rig.decisions.approve(task.id, ALEX, shown.version)
    assert (await rig.ended(task.id)).end is End.CHANGED
    assert rig.where(visit) == (slot.id,)


@pytest.mark.parametrize("how", ["cancel", "delete", "provider"])
async def test_an_appointment_that_is_gone_or_another_is_not_changed(how: str) -> None:
    rig = Desk()
    visit = rig.visit(1)
    task = await rig.claimed(await rig.asks(visit, rig.free(1)))
    if how == "provider":
        rig.system.desk.rename_visit(visit.id, "Long follow-up")
    else:
        getattr(rig.system.desk, how)(visit.id)
    with pytest.raises(AppointmentMoved):
        await rig.decisions.approve(task.id, ALEX, task.version)
    assert rig.store.operations == {}


async def test_a_saving_that_changed_nothing_does_not_hinder_the_approval() -> None:
    rig = Desk()
    visit = rig.visit(1)
    task = await rig.asks(visit, rig.free(1))
    rig.system.desk.touch(visit.id)
    assert (await approved(rig, task)).end is End.CHANGED


@pytest.mark.parametrize("how", ["take", "block"])
async def test_a_time_that_was_taken_behind_our_back_is_refused(how: str) -> None:
    rig = Desk()
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.claimed(await rig.asks(visit, slot))
    getattr(rig.system.desk, how)(slot.id)
    with pytest.raises(TimeGone):
        await rig.decisions.approve(task.id, ALEX, task.version)
    with pytest.raises(TimeGone):
        await rig.decisions.change(task.id, ALEX, task.version, "slot-unknown")
    assert rig.where(visit) == visit.slot_ids
    assert (await rig.desk.show(task.id, ALEX)).task.state is TaskState.OPEN


async def test_two_requests_for_one_time_cannot_both_win() -> None:
    rig = Desk()
    first, second, slot = rig.visit(1), rig.visit(2), rig.free(1)
    one, two = await rig.asks(first, slot), await rig.asks(second, slot)
    assert (one.hold, two.hold) == (Hold.HELD, Hold.LOST)
    late = await rig.claimed(two, KIM)
    with pytest.raises(TimeGone):
        await rig.decisions.approve(two.id, KIM, late.version)
    assert (await approved(rig, one)).end is End.CHANGED
    with pytest.raises(TimeGone):
        await rig.decisions.approve(two.id, KIM, late.version)
    assert len(rig.system.records.occupants(slot)) == 1


async def test_what_the_policy_refuses_nobody_approves() -> None:
    rig = Desk(book=PolicyBook(ZONE, VisitPolicy(late_move=Late.REFUSE, notice_move=timedelta(days=30))))
    task = await rig.claimed(await rig.asks(rig.visit(1), rig.free(1)))
    with pytest.raises(PolicyRefuses) as refused:
        await rig.decisions.approve(task.id, ALEX, task.version)
    assert refused.value.rules == ("late",)


async def test_a_visit_whose_time_has_come_is_not_moved_any_more() -> None:
    rig = Desk()
    visit = rig.visit(1)
    task = await rig.asks(visit, rig.free(1))
    assert visit.interval is not None
    rig.clock.set(visit.interval.start)
    mine = await rig.claimed(task)
    with pytest.raises(PolicyRefuses) as refused:
        await rig.decisions.approve(task.id, ALEX, mine.version)
    assert refused.value.rules == ("past",)


async def test_notice_counts_from_when_the_patient_asked() -> None:
    rig = Desk(book=PolicyBook(ZONE, VisitPolicy(needs_provider_approval=True, late_move=Late.REFUSE)))
    visit = rig.visit(1)
    assert visit.interval is not None
    rig.clock.set(visit.interval.start - timedelta(hours=25))
    task = await rig.asks(visit, rig.free(1))
    rig.clock.advance(2 * HOUR)
    assert (await approved(rig, task)).end is End.CHANGED


async def test_without_an_answer_of_the_system_nothing_is_decided() -> None:
    rig = Desk()
    task = await rig.claimed(await rig.asks(rig.visit(1), rig.free(1)))
    rig.system.fail_next("appointment", SystemUnreachable("down"), times=9)
    with pytest.raises(SystemSilent):
        await rig.decisions.approve(task.id, ALEX, task.version)
    assert (await rig.desk.show(task.id, ALEX)).task.state is TaskState.OPEN


async def test_a_patients_own_change_that_runs_refuses_the_approval() -> None:
    rig = Desk()
    visit = rig.visit(1)
    task = await rig.claimed(await rig.asks(visit, rig.free(1)))
    rig.workflows.crash_before(1)
    other = rig.free(2)
    await rig.changes.request(an_operation(id="op_x", appointment=visit, slot=other, requested_at=rig.clock.now()))
    with pytest.raises(BeingChanged):
        await rig.decisions.approve(task.id, ALEX, task.version)
    assert list(rig.store.operations) == ["op_x"]


async def test_an_approved_change_that_had_no_effect_opens_the_case_again() -> None:
    rig = Desk()
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.claimed(await rig.asks(visit, slot))

    def take() -> None:
        rig.system.desk.take(slot.id)

    rig.system.before("hold", take)
    await rig.decisions.approve(task.id, ALEX, task.version)
    again = await rig.ended(task.id)
    assert (again.state, again.decision, again.tried[0].failed) == (TaskState.OPEN, None, Reason.SLOT_TAKEN)
    assert again.held_by(rig.clock.now()) == "alex"
    assert rig.texts() == []
    called = [m.values["reason"] for m in rig.store.outbox.values() if m.template == "person_wanted"]
    assert called == ["reopened_slot_taken"]
    other = rig.free(3)
    await rig.decisions.change(task.id, ALEX, again.version, other.id)
    assert (await rig.ended(task.id)).end is End.CHANGED
    assert (rig.where(visit), rig.texts()) == ((other.id,), ["approved_move"])


async def test_a_doubtful_write_goes_on_as_a_case_of_its_own() -> None:
    rig = Desk()
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.claimed(await rig.asks(visit, slot))
    rig.system.fail_next("release", SystemUnreachable("down"), times=9)
    rig.system.fail_next("move", SystemUnreachable("down"), times=9)
    await rig.decisions.approve(task.id, ALEX, task.version)
    assert (await rig.ended(task.id)).end is End.WITH_PERSON
    left = await rig.desk.queue()
    assert [one.case.id.endswith(":case") for one in left] == [True]
    assert left[0].case.context["approved_by"] == "alex"


async def test_the_own_old_time_never_blocks_the_new_one() -> None:
    rig = Desk()
    visit = rig.visit(1)
    rig.system.add(a_slot(id="slot-overlap", start=at(4, 9, 15)))
    task = await rig.asks(visit, rig.system.records.slots["slot-overlap"], APPROVAL)
    assert (await approved(rig, task)).end is End.CHANGED


@pytest.mark.parametrize("kind", [DecisionKind.APPROVE, DecisionKind.DECLINE])
async def test_what_is_decided_at_night_wakes_nobody(kind: DecisionKind) -> None:
    rig = Desk()
    task = await rig.asks(rig.visit(1), rig.free(1))
    if kind is DecisionKind.APPROVE:
        await approved(rig, task)
    else:
        await rig.decisions.decline(task.id, ALEX, (await rig.claimed(task)).version, DeclineReason.OTHER)
    [told] = [message for message in rig.store.outbox.values() if message.template != "person_wanted"]
    assert letter_of(told).later
