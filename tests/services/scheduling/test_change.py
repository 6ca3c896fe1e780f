"""The change protocol, told as what happens to one visit."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.audit.model import Action
from services.kernel.errors import SealdeskError
from services.scheduling.errors import (
    NotPermitted,
    OutcomeUnknown,
    Refused,
    SchedulingError,
    SlotTaken,
    SystemBusy,
    SystemUnreachable,
    VersionConflict,
)
from services.scheduling.model import (
    Appointment,
    AppointmentStatus,
    Capabilities,
    Lock,
    Modality,
    MoveSupport,
    SlotStatus,
)
from services.scheduling.operation import OperationState, Reason
from services.scheduling.service import ChangeInProgress
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.scheduling_system import STRICT, FakeSchedulingSystem
from tests.services.scheduling.change_rig import Appliance, a_booked_visit

TWO_STEP = replace(STRICT, move=MoveSupport.TWO_STEP)
FREES = replace(STRICT, frees_slots=True, lock=Lock.SERVER_CHECK)
NO_LOCK = replace(STRICT, lock=Lock.NONE)
EVERY_KIND = [STRICT, TWO_STEP, FREES, replace(FREES, move=MoveSupport.TWO_STEP), NO_LOCK]


@pytest.fixture(params=EVERY_KIND, ids=lambda c: f"{c.move}-{c.lock}-{'frees' if c.frees_slots else 'keeps'}")
def system(request: pytest.FixtureRequest) -> FakeSchedulingSystem:
    capabilities: Capabilities = request.param
    return FakeSchedulingSystem(capabilities)


@pytest.fixture
def strict() -> FakeSchedulingSystem:
    return FakeSchedulingSystem(STRICT)


def active_at(system: FakeSchedulingSystem, slot_id: str) -> list[str]:
    return [a.patient_id for a in system.records.appointments.values() if slot_id in a.slot_ids and a.status.occupies]


def take(system: FakeSchedulingSystem, slot_id: str) -> None:
    system.desk.take(slot_id)


def put_back(system: FakeSchedulingSystem, visit: Appointment) -> None:
    system.records.put_appointment(visit)


def put_name(system: FakeSchedulingSystem, appointment_id: str) -> None:
    system.records.put_appointment(system.records.appointment(appointment_id), visit_name="Follow-up, bring films")


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


async def test_a_lost_answer_is_resolved_by_reading_and_never_by_writing_again(system: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(system)
    for method in ("move", "book", "cancel"):
        system.fail_next(method, OutcomeUnknown("The answer was lost.", "Read."), after_write=True)
    ended = await Appliance(system).change(visit, new)
    assert ended.state is OperationState.DONE
    assert max(system.calls.count("move"), system.calls.count("book")) == 1


@pytest.mark.parametrize("method", ["move", "cancel"])
async def test_an_unknown_outcome_that_reading_does_not_settle_goes_to_a_person(
    strict: FakeSchedulingSystem, method: str
) -> None:
    visit, _, new = a_booked_visit(strict)
    strict.fail_next(method, OutcomeUnknown("The answer was lost.", "Read."))
    appliance = Appliance(strict)
    ended = await appliance.change(visit, new if method == "move" else None)
    assert (ended.state, ended.reason) == (OperationState.WITH_PERSON, Reason.OUTCOME_UNKNOWN)
    assert strict.calls.count(method) == 1
    case = next(iter(appliance.store.escalations.values()))
    assert case.context["words"] == "can we do later that week"
    assert case.context["old_visit"].startswith("Thursday, March 4 at 9am")
    assert {m.template for m in appliance.store.outbox.values()} == {"requested", "person_wanted"}


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (SlotTaken("taken"), OperationState.UNDONE, Reason.SLOT_TAKEN),
        (Refused("too close to start", rule="too_close"), OperationState.WITH_PERSON, Reason.SYSTEM_REFUSED),
        (NotPermitted("scope"), OperationState.WITH_PERSON, Reason.SYSTEM_REFUSED),
    ],
)
async def test_a_refused_write_undoes_the_hold(
    strict: FakeSchedulingSystem, error: SchedulingError, state: OperationState, reason: Reason
) -> None:
    visit, old, new = a_booked_visit(strict)
    strict.fail_next("move", error)
    ended = await Appliance(strict).change(visit, new)
    assert (ended.state, ended.reason) == (state, reason)
    assert strict.records.slots[new.id].status is SlotStatus.FREE
    assert active_at(strict, old.id) == ["pat-1"]


@pytest.mark.parametrize("error", [SystemUnreachable("down"), SystemBusy("locked", retry_after=1)])
async def test_a_system_that_is_briefly_away_is_asked_again(
    system: FakeSchedulingSystem, error: SchedulingError
) -> None:
    visit, _, new = a_booked_visit(system)
    for method in ("appointment", "hold", "move", "book", "slot", "occupants"):
        system.fail_next(method, error, times=2)
    assert (await Appliance(system).change(visit, new)).state is OperationState.DONE


async def test_a_system_that_stays_away_means_a_person_and_nothing_written(strict: FakeSchedulingSystem) -> None:
    visit, old, new = a_booked_visit(strict)
    strict.fail_next("appointment", SystemUnreachable("down"), times=50)
    ended = await Appliance(strict).change(visit, new)
    assert (ended.state, ended.reason) == (OperationState.WITH_PERSON, Reason.SYSTEM_UNREACHABLE)
    assert active_at(strict, old.id) == ["pat-1"]
    assert "hold" not in strict.calls


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


async def test_a_system_that_says_yes_and_changes_nothing_is_caught_by_reading_back(
    strict: FakeSchedulingSystem,
) -> None:
    visit, _, new = a_booked_visit(strict)
    strict.after("move", lambda: put_back(strict, visit))
    appliance = Appliance(strict)
    ended = await appliance.change(visit, new)
    assert (ended.state, ended.reason) == (OperationState.WITH_PERSON, Reason.READ_BACK_DIFFERS)
    assert "moved" not in {message.template for message in appliance.store.outbox.values()}


async def test_an_old_slot_that_stays_busy_becomes_a_case_but_the_patient_hears_done(
    strict: FakeSchedulingSystem,
) -> None:
    visit, _, _ = a_booked_visit(strict)
    strict.fail_next("release", Refused("slots are read only"))
    appliance = Appliance(strict)
    ended = await appliance.change(visit, None)
    assert ended.state is OperationState.DONE
    assert [case.reason for case in appliance.store.escalations.values()] == [Reason.OLD_SLOT_NOT_FREED]


async def test_a_system_without_write_back_only_asks_a_person() -> None:
    system = FakeSchedulingSystem(Capabilities(system="read-only"))
    visit, old, new = a_booked_visit(system)
    ended = await Appliance(system).change(visit, new)
    assert (ended.state, ended.reason) == (OperationState.WITH_PERSON, Reason.NO_WRITE_BACK)
    assert active_at(system, old.id) == ["pat-1"]


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


@pytest.mark.parametrize("error", [VersionConflict("stale"), OutcomeUnknown("lost")])
async def test_an_old_visit_that_will_not_go_is_never_called_done(
    error: SchedulingError,
) -> None:
    system = FakeSchedulingSystem(TWO_STEP)
    visit, old, new = a_booked_visit(system)
    system.fail_next("cancel", error, times=3)
    ended = await Appliance(system).change(visit, new)
    assert ended.state is not OperationState.DONE
    assert active_at(system, old.id) == ["pat-1"]


async def test_an_operation_given_to_a_person_is_not_written_any_more(strict: FakeSchedulingSystem) -> None:
    visit, old, new = a_booked_visit(strict)
    appliance = Appliance(strict)

    async def give_up() -> None:
        await appliance.service.give_up("op_0001")

    strict.before("occupants", give_up)
    ended = await appliance.change(visit, new)
    assert (ended.state, ended.reason) == (OperationState.WITH_PERSON, Reason.STUCK)
    assert active_at(strict, old.id) == ["pat-1"]


async def test_a_change_whose_workflow_could_not_start_is_started_by_the_sweep(
    strict: FakeSchedulingSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, _, new = a_booked_visit(strict)
    appliance = Appliance(strict)

    async def refuse(_name: str, _reference: str) -> None:
        raise SealdeskError("The durable store is full.", "Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(appliance.workflows, "start", refuse)
        asked = await appliance.service.request(appliance.operation(visit, new))
    assert not (await appliance.ended(asked.id)).state.final
    assert await appliance.service.sweep() == []
    assert (await appliance.ended(asked.id)).state is OperationState.DONE


async def test_a_change_that_never_ends_goes_to_a_person(strict: FakeSchedulingSystem) -> None:
    visit, _, new = a_booked_visit(strict)
    appliance = Appliance(strict)
    appliance.workflows.crash_before(1)
    asked = await appliance.service.request(appliance.operation(visit, new))
    await appliance.workflows.settle()
    appliance.clock.advance(timedelta(minutes=16))
    assert await appliance.service.sweep() == [asked.id]
    ended = await appliance.ended(asked.id)
    assert (ended.state, ended.reason) == (OperationState.WITH_PERSON, Reason.STUCK)
