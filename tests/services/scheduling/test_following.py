"""A fee is raised once, in the commit of the change that was done, and the next change counts it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.model import Action, Actor, ActorKind
from services.kernel.language import Language
from services.scheduling.ending import Ending, done, undone, with_person
from services.scheduling.fee import (
    FeeRecord,
    FeeSettled,
    FeeState,
    PayableBy,
    Waiver,
    WaiverReason,
    handed_over,
    may_close,
    paid,
    past_late_changes,
    prepared,
    raised,
    returned,
    voided,
    waived,
)
from services.scheduling.following import RaiseFee
from services.scheduling.model import AppointmentStatus
from services.scheduling.operation import ChangeKind, Operation, Reason
from services.scheduling.past import PatientPast
from services.scheduling.policy import PolicyBook, VisitPolicy
from services.scheduling.settle import Settlement
from tests.contract.fees import a_fee, a_handover
from tests.doubles.builders import an_appointment, at
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.ids import CountingIds
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.store import MemoryStore
from tests.services.scheduling.change_rig import CLINIC

NOW = MONDAY_MORNING
DAY = timedelta(days=1)
STAFF = Actor(ActorKind.STAFF, "m.ortiz")
SERVICE = Actor(ActorKind.SERVICE, "scheduling")


def an_operation(number: int = 1, cents: int = 2500, *, late: bool = True) -> Operation:
    return Operation(
        id=f"op_{number}",
        kind=ChangeKind.CANCEL,
        appointment=an_appointment(id=f"appt-{number}"),
        slot=None,
        actor=Actor(ActorKind.PATIENT, "chat_1"),
        conversation_id="chat_1",
        requested_at=NOW,
        language=Language.EN,
        late=late,
        fee_cents=cents,
    )


class Rig:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.store = MemoryStore()
        self.settle = Settlement(self.store, self.clock, CLINIC, (RaiseFee(CountingIds()),))

    async def end(self, operation: Operation, ending: Ending | None = None) -> None:
        await self.store.write(lambda tx: tx.operations.add(operation))
        await self.settle(operation, ending or done(operation.appointment))


async def test_a_late_change_that_was_done_raises_what_the_patient_agreed_to() -> None:
    rig = Rig()
    await rig.end(an_operation())
    await rig.settle(an_operation(), done(an_appointment()))
    (fee,) = rig.store.fees.values()
    assert (fee.state, fee.amount_cents, fee.payable_by) == (FeeState.DUE, 2500, PayableBy.PATIENT)
    events = [event for event in rig.store.audit if event.action is Action.FEE_RAISED]
    assert [event.body["cents"] for event in events] == ["2500"]
    assert not may_close(fee)


async def test_a_free_one_is_kept_because_the_next_one_counts_it() -> None:
    rig = Rig()
    await rig.end(an_operation(cents=0))
    (fee,) = rig.store.fees.values()
    assert (fee.state, fee.counts, may_close(fee)) == (FeeState.WAIVED, True, True)


@pytest.mark.parametrize("ending", [undone(Reason.SLOT_TAKEN), with_person(Reason.OUTCOME_UNKNOWN)])
async def test_what_was_not_done_costs_nothing(ending: Ending) -> None:
    rig = Rig()
    await rig.end(an_operation(), ending)
    assert rig.store.fees == {}


async def test_a_change_in_time_costs_nothing() -> None:
    rig = Rig()
    await rig.end(an_operation(cents=0, late=False))
    assert rig.store.fees == {}


async def test_fee_and_ending_are_one_commit() -> None:
    rig = Rig()
    operation = an_operation()
    await rig.store.write(lambda tx: tx.operations.add(operation))
    rig.store.fail_next_write(OSError("full"))
    with pytest.raises(OSError, match="full"):
        await rig.settle(operation, done(operation.appointment))
    assert rig.store.fees == {}
    assert not rig.store.operations["op_1"].state.final


async def test_the_past_is_what_counts_and_what_was_missed() -> None:
    rig = Rig()
    missed = an_appointment(start=NOW - 40 * DAY, status=AppointmentStatus.NOSHOW)
    kept = an_appointment(start=NOW - 20 * DAY, status=AppointmentStatus.FULFILLED)
    system = FakeSchedulingSystem()
    system.add(missed, kept)
    for number, days in enumerate((500, 300, 3)):
        fee = a_fee(id=f"fee_{number}", operation_id=f"op_{number}", raised_at=NOW - days * DAY)
        await rig.store.write(lambda tx, fee=fee: tx.fees.add(fee))  # type: ignore[misc]
    book = PolicyBook(ZoneInfo("America/Chicago"), VisitPolicy(max_no_shows=2))
    past = await PatientPast(rig.store, system, book, rig.clock)("pat-1")
    assert past.late_changes == (NOW - 300 * DAY, NOW - 3 * DAY)
    assert missed.interval is not None
    assert past.no_shows == (missed.interval.start,)
    none = PolicyBook(ZoneInfo("America/Chicago"))
    assert (await PatientPast(rig.store, system, none, rig.clock)("pat-1")).no_shows == ()


def test_what_a_person_pardoned_or_took_back_is_not_counted() -> None:
    pardoned = waived(a_fee(), Waiver(STAFF, WaiverReason.EMERGENCY), NOW)
    free = raised(an_operation(cents=0), "fee_2", SERVICE, NOW)
    assert free is not None
    assert past_late_changes([pardoned, voided(a_fee(), NOW)]) == ()
    assert past_late_changes([free, a_fee(), paid(a_fee(), NOW)]) == (NOW, NOW, NOW)


STEPS: dict[str, Callable[[FeeRecord], FeeRecord]] = {
    "prepare": lambda fee: prepared(fee, a_handover(url="")),
    "open": lambda fee: handed_over(fee, "https://pay.maple.example/"),
    "return": returned,
    "pay": lambda fee: paid(fee, NOW),
    "waive": lambda fee: waived(fee, Waiver(STAFF, WaiverReason.GOODWILL), NOW),
    "void": lambda fee: voided(fee, NOW),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_a_fee_is_settled_at_most_once_whatever_is_tried(steps: list[str]) -> None:
    fee: FeeRecord = a_fee()
    settled: FeeRecord | None = None
    for step in steps:
        if step == "open" and fee.handover is None and not fee.state.final:
            continue
        if fee.state.final:
            with pytest.raises(FeeSettled):
                STEPS[step](fee)
            assert fee is settled
            continue
        fee = STEPS[step](fee)
        settled = fee if fee.state.final else None
        assert fee.amount_cents == 2500
        assert (fee.state is FeeState.HANDED_OVER) == (step == "open")


def test_opening_before_preparing_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="prepared"):
        handed_over(replace(a_fee(), handover=None), "https://pay.maple.example/")


def test_the_fee_is_the_patients_and_nobody_elses() -> None:
    assert list(PayableBy) == [PayableBy.PATIENT]
    assert at(0, 8) == NOW
