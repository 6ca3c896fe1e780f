"""Complaints about what staff approve, and about assistants that talk into a person's conversation."""

import asyncio
from datetime import timedelta

import pytest

from services.audit.model import Actor, ActorKind
from services.handoff.errors import AlreadyDecided, AppointmentMoved, HandoffError
from services.handoff.task import End, Task
from services.scheduling.model import AppointmentStatus, SlotStatus
from tests.complaints.conftest import MOVE, verified
from tests.dialogues.clinic import Clinic
from tests.services.handoff.desk_rig import ALEX, KIM, Desk


async def test_cal_diy_10789_two_pending_requests_for_one_slot_are_not_both_approved() -> None:
    """cal.diy #10789: two pending requests for one slot were both approved by staff."""
    rig = Desk()
    slot = rig.free(1)
    one, two = await rig.asks(rig.visit(1), slot), await rig.asks(rig.visit(2), slot)
    first, second = await rig.claimed(one, ALEX), await rig.claimed(two, KIM)
    tries = await asyncio.gather(
        rig.decisions.approve(two.id, KIM, second.version),
        rig.decisions.approve(one.id, ALEX, first.version),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Task) for each in tries) == 1
    assert sum(isinstance(each, HandoffError) for each in tries) == 1
    for task in (one, two):
        await rig.ended(task.id)
    assert len(rig.system.records.occupants(slot)) == 1


async def test_cal_com_2990_a_decided_request_is_not_decided_again() -> None:
    """cal.com #2990, cal.diy #12922: the same request, acted on twice, made a second appointment."""
    rig = Desk()
    visit = rig.visit(1)
    task = await rig.claimed(await rig.asks(visit, rig.free(1)))
    await rig.decisions.approve(task.id, ALEX, task.version)
    await rig.ended(task.id)
    with pytest.raises(AlreadyDecided, match="approve by alex at"):
        await rig.decisions.approve(task.id, KIM, task.version)
    live = [each for each in rig.system.records.appointments.values() if each.status.occupies]
    assert [each.id for each in live] == [visit.id]


async def test_calrs_44_a_sweep_does_not_lose_a_change_that_waits_for_approval() -> None:
    """calrs #44: a sync sweep cancelled a pending reschedule and the meeting was lost."""
    rig = Desk()
    visit, slot = rig.visit(1), rig.free(1)
    task = await rig.asks(visit, slot)
    for _ in range(12):
        rig.clock.advance(timedelta(minutes=10))
        await rig.changes.sweep()
        await rig.upkeep.sweep()
    mine = await rig.claimed(task)
    await rig.decisions.approve(task.id, ALEX, mine.version)
    await rig.changes.sweep()
    await rig.upkeep.sweep()
    assert (await rig.ended(task.id)).end is End.CHANGED
    assert rig.where(visit) == (slot.id,)


async def test_cal_diy_21589_the_old_date_is_free_after_an_approved_move() -> None:
    """cal.diy #21589: the old date stayed blocked after a move."""
    rig = Desk()
    visit = rig.visit(1)
    task = await rig.claimed(await rig.asks(visit, rig.free(1)))
    await rig.decisions.approve(task.id, ALEX, task.version)
    await rig.ended(task.id)
    assert rig.system.records.slots[visit.slot_ids[0]].status is SlotStatus.FREE
    assert rig.store.claims == []


async def test_cal_com_11669_a_cancelled_appointment_is_not_approved() -> None:
    """cal.com #11669: a cancelled appointment could be rescheduled."""
    rig = Desk()
    visit = rig.visit(1)
    task = await rig.claimed(await rig.asks(visit, rig.free(1)))
    rig.system.desk.cancel(visit.id)
    with pytest.raises(AppointmentMoved) as refused:
        await rig.decisions.approve(task.id, ALEX, task.version)
    assert refused.value.present is not None
    assert refused.value.present.status is AppointmentStatus.CANCELLED


async def test_rasa_agent_bot_12_the_bot_is_silent_while_staff_write(clinic: Clinic) -> None:
    """rasa-agent-bot-demo #12: the bot kept answering after the hand-over."""
    clinic.visit(3, 9)
    talk = await verified(clinic, MOVE)
    await clinic.conversations.live.take_over(talk.id, Actor(ActorKind.STAFF, "Jo"))
    before = len(clinic.store.lines(talk.id))
    for words in ("the first one", "yes", "cancel it", "hello?"):
        await talk.says(words)
    assert [line.speaker.value for line in clinic.store.lines(talk.id)[before:]] == ["patient"] * 4
    assert clinic.store.operations == {}
