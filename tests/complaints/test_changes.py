"""Complaints about moves and cancellations that went wrong, each told with the patient's own words."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.kernel.ids import RandomIds
from services.scheduling.errors import OutcomeUnknown
from services.scheduling.model import AppointmentStatus, Capabilities, Lock, MoveSupport, SlotStatus
from services.scheduling.operation import ChangeKind, OperationState
from tests.complaints.conftest import CANCEL, MOVE, moved, verified
from tests.dialogues.clinic import BOOK, VISITS, ZONE, Clinic
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.services.scheduling.change_rig import Appliance, a_booked_visit


def an_appliance(system: FakeSchedulingSystem) -> Appliance:
    """Return one of several appliances of a clinic; each gives its operations names of its own."""
    return Appliance(system, ids=RandomIds())  # type: ignore[arg-type]  # any `Ids` will do


async def test_cal_diy_12922_a_used_yes_refuses_a_second_move(clinic: Clinic) -> None:
    """cal.diy #12922, #22439, #21643: the same reschedule link used twice made two live bookings."""
    clinic.visit(3, 9)
    talk = await verified(clinic, MOVE)
    offer = talk.button("with").value
    await talk.says(offer)
    yes = talk.button("Yes, move it").value
    await talk.says(yes)
    after = dict(clinic.system.records.appointments)
    for used in (yes, offer, yes):
        assert "no longer open" in await talk.says(used)
    assert clinic.system.records.appointments == after
    assert len(clinic.store.operations) == 1


async def test_cal_com_12922_a_moved_appointment_refuses_a_move_planned_before(clinic: Clinic) -> None:
    """A second conversation that saw the old time moves nothing; it is told, and shown how things are."""
    clinic.visit(3, 9)
    other = await verified(clinic, MOVE)
    await other.says(other.button("with").value)
    yes = other.button("Yes, move it").value
    await moved(clinic)
    said = await other.says(yes)
    assert "changed in the meantime" in said
    assert "Done." not in said
    booked = [each for each in clinic.system.records.appointments.values() if each.status.occupies]
    assert len(booked) == 1


async def test_cal_com_11669_a_cancelled_appointment_cannot_be_moved(clinic: Clinic) -> None:
    visit = clinic.visit(3, 9)
    talk = await verified(clinic, MOVE)
    await talk.says(talk.button("with").value)
    clinic.system.desk.cancel(visit.id)
    said = await talk.presses("Yes, move it")
    assert "Done." not in said
    assert clinic.system.records.appointments[visit.id].status is AppointmentStatus.CANCELLED
    assert len(clinic.system.records.appointments) == 1


async def test_cal_com_14707_the_old_conversation_shows_the_visit_as_it_is_now(clinic: Clinic) -> None:
    """cal.com #14707: the old link said cancelled and did not lead to the new appointment."""
    clinic.visit(3, 9)
    first = await verified(clinic, MOVE)
    await moved(clinic)
    now = next(iter(clinic.system.records.appointments.values()))
    said = await first.says("when is my visit")
    assert now.interval is not None
    assert "Thursday, March 4 at 9am" not in said
    day = now.interval.start.astimezone(ZONE)
    assert f"This is your visit: Follow-up visit on {day:%A, %B} {day.day}" in said


async def test_cal_com_2990_a_pending_change_is_not_asked_for_twice(clinic: Clinic) -> None:
    """cal.com #2990: asking again while approval was pending made a duplicate."""
    clinic.visit(8, 9, "laser")
    talk = await verified(clinic, MOVE)
    await talk.says(talk.button("with").value)
    cases = dict(clinic.store.escalations)
    assert len(cases) == 1
    for again in (MOVE, "yes", "move it please"):
        await talk.says(again)
    assert clinic.store.escalations == cases
    assert clinic.store.operations == {}


async def test_cal_diy_10789_two_requests_for_one_slot_are_not_both_done() -> None:
    """cal.diy #10789: two pending requests for one slot were both approved; here each is checked again at its turn."""
    system = FakeSchedulingSystem()
    first, _, free = a_booked_visit(system)
    slot = a_slot(id="slot-two", start=at(4, 9))
    system.add(slot, an_appointment(id="appt-2", slot=slot, patient_id="pat-2"))
    second = system.records.appointments["appt-2"]
    one, two = an_appliance(system), an_appliance(system)
    ended = await asyncio.gather(one.change(first, free), two.change(second, free))
    assert sorted(each.state for each in ended) == [OperationState.DONE, OperationState.UNDONE]
    assert len(system.records.occupants(free)) == 1


async def test_cal_diy_8828_the_own_old_slot_does_not_block_a_time_that_overlaps_it(clinic: Clinic) -> None:
    """cal.diy #8828: a move into a time overlapping the patient's own old one was impossible."""
    visit = clinic.visit(3, 9)
    clinic.system.add(a_slot(id="slot-half-past", start=at(3, 9, 15), visit_types=frozenset()))
    talk = await verified(clinic, "can you move my visit to Thursday at 9:15am")
    assert any("9:15am" in label for label in talk.labels())
    await talk.says(talk.button("9:15am").value)
    assert "Done." in await talk.presses("Yes, move it")
    assert clinic.system.records.appointments[visit.id].slot_ids == ("slot-half-past",)


async def test_cal_diy_21589_the_old_date_is_free_after_a_move(clinic: Clinic) -> None:
    """cal.diy #21589: the old date stayed blocked."""
    old = clinic.visit(3, 9).slot_ids[0]
    await moved(clinic)
    assert clinic.system.records.slots[old].status is SlotStatus.FREE


async def test_calrs_44_a_sweep_does_not_end_a_change_that_runs() -> None:
    """calrs #44: a sync sweep cancelled a pending reschedule and the meeting was lost."""
    system = FakeSchedulingSystem()
    visit, _, free = a_booked_visit(system)
    desk = Appliance(system)

    async def sweep() -> None:
        desk.clock.advance(timedelta(minutes=2))
        await desk.service.sweep()

    for step in ("hold", "move", "slot"):
        system.before(step, sweep)
    assert (await desk.change(visit, free)).state is OperationState.DONE
    booked = [each for each in system.records.appointments.values() if each.status.occupies]
    assert [each.interval for each in booked] == [free.interval]


async def test_cal_diy_2546_moving_and_cancelling_have_notice_of_their_own(clinic: Clinic) -> None:
    """cal.diy #2546, #15647, #15158: no minimum notice, separate for each ("a must for ANY booking system")."""
    clinic.visit(2, 9, "strict")
    assert "less than 72 hours" in await last_of(clinic, CANCEL)
    mover = await verified(clinic, MOVE)
    assert any("with" in label for label in mover.labels())


async def last_of(clinic: Clinic, wish: str) -> str:
    """Return what a verified patient hears to a wish."""
    talk = await verified(clinic, wish)
    return "\n".join(line.text for line in clinic.store.lines(talk.id)[-3:])


@pytest.mark.parametrize(("minutes", "offered"), [(0, ["10am", "2pm"]), (20, ["2pm"])])
async def test_ea_435_a_buffer_between_visits_is_kept(
    understander: EmbeddedUnderstander, minutes: int, offered: list[str]
) -> None:
    """Easy!Appointments #435: buffers; the provider's next patient keeps the minutes before them free."""
    rules = replace(BOOK.default, buffer_after=timedelta(minutes=minutes))
    clinic = Clinic(understander, book=replace(BOOK, default=rules))
    clinic.system.add(a_patient())
    clinic.visit(3, 9)
    beside, apart = (
        a_slot(id=name, start=at(8, hour), visit_types=frozenset(VISITS)) for name, hour in (("b", 10), ("a", 14))
    )
    next_to_it = a_slot(id="next", start=beside.interval.end)
    clinic.system.add(beside, apart, next_to_it)
    clinic.system.add(an_appointment(id="appt-other", slot=next_to_it, patient_id="pat-2"))
    talk = await verified(clinic, MOVE)
    times = [label for label in talk.labels() if " with " in label]
    assert [time for time in ("10am", "2pm") if any(f"at {time}" in label for label in times)] == offered


@pytest.mark.parametrize("lock", [Lock.ETAG, Lock.NONE, Lock.SERVER_CHECK])
async def test_ea_1783_two_appliances_never_book_one_time_twice(lock: Lock) -> None:
    """Easy!Appointments #1783: double booking through the interface."""
    system = FakeSchedulingSystem(
        Capabilities(system="fake", move=MoveSupport.ATOMIC, cancel=True, lock=lock, frees_slots=False)
    )
    first, _, free = a_booked_visit(system)
    slot = a_slot(id="slot-two", start=at(4, 9))
    system.add(slot, an_appointment(id="appt-2", slot=slot, patient_id="pat-2"))
    second = system.records.appointments["appt-2"]
    await asyncio.gather(an_appliance(system).change(first, free), an_appliance(system).change(second, free))
    assert len(system.records.occupants(system.records.slots[free.id])) <= 1
    assert [each.status.occupies for each in system.records.appointments.values()] == [True, True]


async def test_open_agents_builder_139_done_is_never_said_when_the_calendar_says_otherwise(clinic: Clinic) -> None:
    """open-agents-builder #139: it said booked, and the calendar was empty."""
    visit = clinic.visit(3, 9)
    talk = await verified(clinic, MOVE)
    await talk.says(talk.button("with").value)
    lost = OutcomeUnknown("No answer.", "Read.")
    clinic.system.fail_next("move", lost)
    said = await talk.presses("Yes, move it")
    assert "Done." not in said
    assert "asked the front desk to finish" in said
    assert clinic.system.records.appointments[visit.id].interval == visit.interval
    assert clinic.store.escalations


async def test_ringee_64_one_yes_sent_twice_is_one_change(clinic: Clinic) -> None:
    """ringee PR64: the tool was called twice, which made two bookings."""
    clinic.visit(3, 9)
    clinic.visit(5, 9)
    talk = await verified(clinic, CANCEL)
    await talk.presses("Follow-up visit on Thursday")
    yes = talk.button("Yes, cancel it").value
    await asyncio.gather(*(clinic.conversations.say(talk.id, yes) for _ in range(3)))
    kinds = [each.kind for each in clinic.store.operations.values()]
    assert kinds == [ChangeKind.CANCEL]
    left = [each for each in clinic.system.records.appointments.values() if each.status.occupies]
    assert len(left) == 1
