"""The change protocol while others act: the front desk, a second writer, the clinic that changes the visit first."""

import pytest

from services.scheduling.model import (
    Modality,
    SlotStatus,
)
from services.scheduling.operation import OperationState, Reason
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.services.scheduling.change_rig import NO_LOCK, Appliance, a_booked_visit, active_at


def take(system: FakeSchedulingSystem, slot_id: str) -> None:
    system.desk.take(slot_id)


def put_name(system: FakeSchedulingSystem, appointment_id: str) -> None:
    system.records.put_appointment(system.records.appointment(appointment_id), visit_name="Follow-up, bring films")


async def test_a_slot_taken_just_before_leaves_the_old_visit_standing(system: FakeSchedulingSystem) -> None:
    visit, old, new = a_booked_visit(system)
    appliance = Appliance(system)
    system.before("slot", lambda: take(system, new.id))
    ended = await appliance.change(visit, new)
    assert (ended.state, ended.reason) == (OperationState.UNDONE, Reason.SLOT_TAKEN)
    assert active_at(system, old.id) == ["pat-1"]
    assert len(active_at(system, new.id)) == 1
    assert "moved" not in {message.template for message in appliance.store.outbox.values()}


@pytest.mark.parametrize("moment", ["hold", "move", "book", "occupants"])
async def test_a_front_desk_that_takes_the_slot_at_any_moment_never_makes_two(
    system: FakeSchedulingSystem, moment: str
) -> None:
    visit, old, new = a_booked_visit(system)

    def grab() -> None:
        if system.records.slots[new.id].status is SlotStatus.FREE:
            system.desk.take(new.id)

    system.before(moment, grab)
    await Appliance(system).change(visit, new)
    assert len(active_at(system, new.id)) == 1
    assert len(active_at(system, old.id)) + active_at(system, new.id).count("pat-1") == 1


async def test_two_writers_on_a_server_without_locks_never_both_keep_the_slot() -> None:
    system = FakeSchedulingSystem(NO_LOCK)
    visit, _, new = a_booked_visit(system)
    other_slot = a_slot(id="slot-other", start=at(4, 9))
    system.add(other_slot, a_patient(id="pat-2"))
    system.add(an_appointment(id="appt-2", slot=other_slot, patient_id="pat-2"))
    one, two = Appliance(system), Appliance(system)
    first = await one.service.request(one.operation(visit, new))
    second = await two.service.request(two.operation(system.records.appointments["appt-2"], new))
    ends = {(await one.ended(first.id)).state, (await two.ended(second.id)).state}
    assert len(active_at(system, new.id)) <= 1
    assert ends <= {OperationState.DONE, OperationState.UNDONE}
    for patient in ("pat-1", "pat-2"):
        live = [a for a in system.records.appointments.values() if a.patient_id == patient and a.status.occupies]
        assert len(live) == 1


async def test_a_visit_edited_in_the_meantime_keeps_the_edit_and_still_moves(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    strict.before("move", lambda: put_name(strict, visit.id))
    ended = await Appliance(strict).change(visit, new)
    assert ended.state is OperationState.DONE
    assert strict.records.appointments[visit.id].visit_name == "Follow-up, bring films"


async def test_a_moved_appointment_refuses_a_second_move_of_what_the_patient_saw_before(
    strict: FakeSchedulingSystem,
) -> None:
    visit, _, new = a_booked_visit(strict)
    third = a_slot(id="slot-third", start=at(9, 10))
    strict.add(third)
    appliance = Appliance(strict)
    await appliance.change(visit, new)
    again = await appliance.change(visit, strict.records.slots["slot-third"])
    assert (again.state, again.reason) == (OperationState.UNDONE, Reason.APPOINTMENT_CHANGED)
    assert active_at(strict, new.id) == ["pat-1"]
    assert active_at(strict, "slot-third") == []


async def test_a_cancelled_appointment_refuses_a_move(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    appliance = Appliance(strict)
    await appliance.change(visit, None)
    again = await appliance.change(visit, new)
    assert (again.state, again.reason) == (OperationState.UNDONE, Reason.ALREADY_CANCELLED)


@pytest.mark.parametrize(("modality", "place"), [(Modality.IN_PERSON, "Main Street Clinic"), (Modality.VIDEO, "")])
async def test_the_text_names_a_place_for_a_visit_in_person_only(
    strict: FakeSchedulingSystem, modality: Modality, place: str
) -> None:
    visit, _, new = a_booked_visit(strict)
    here = strict.records.put_appointment(visit, modality=modality)
    there = strict.records.put_slot(new, modality=modality)
    appliance = Appliance(strict)
    ended = await appliance.change(here, there)
    assert appliance.store.outbox[f"{ended.id}:moved"].values["place"] == place


async def test_a_visit_that_the_clinic_moved_first_is_not_said_to_stay(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    appliance = Appliance(strict)
    await appliance.change(visit, new)
    again = await appliance.change(visit, None)
    text = appliance.store.outbox[f"{again.id}:changed_already"]
    assert again.reason is Reason.APPOINTMENT_CHANGED
    assert dict(text.values) == {"clinic": "Lake View Clinic", "new": "Tuesday, March 9 at 10am"}


async def test_the_new_time_of_a_visit_that_is_now_another_patients_is_not_told(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    appliance = Appliance(strict)
    strict.records.put_appointment(visit, patient_id="pat-2")
    ended = await appliance.change(visit, new)
    assert appliance.store.outbox[f"{ended.id}:changed_already"].values["new"] == ""


async def test_a_visit_that_the_clinic_cancelled_first_is_not_said_to_stay(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    appliance = Appliance(strict)
    await appliance.change(visit, None)
    again = await appliance.change(visit, new)
    assert f"{again.id}:cancelled_already" in appliance.store.outbox
    assert f"{again.id}:undone" not in appliance.store.outbox
