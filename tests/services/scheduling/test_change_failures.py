"""The change protocol when the scheduling system fails, falls silent or lies, and when the workflow does not end."""

from datetime import timedelta

import pytest

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
    Capabilities,
    SlotStatus,
)
from services.scheduling.operation import OperationState, Reason
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.services.scheduling.change_rig import TWO_STEP, Appliance, a_booked_visit, active_at


def put_back(system: FakeSchedulingSystem, visit: Appointment) -> None:
    system.records.put_appointment(visit)


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
