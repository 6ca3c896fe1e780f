"""A clinic day at random: two appliances, a front desk, failing answers, dying processes, every kind of system.

After each event: no slot has two visits, no patient lost or doubled one, and "done" was only said when it was so.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.scheduling.errors import OutcomeUnknown, Refused, SystemUnreachable, VersionConflict
from services.scheduling.model import Appointment, Capabilities, Lock, MoveSupport, Slot, SlotStatus
from services.scheduling.operation import Operation, OperationState
from services.scheduling.service import ChangeInProgress
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.scheduling_system import STRICT, FakeSchedulingSystem
from tests.services.scheduling.change_rig import Appliance

T = TypeVar("T")
PATIENTS = 3
SLOTS = 7
KINDS = [
    STRICT,
    replace(STRICT, move=MoveSupport.TWO_STEP),
    replace(STRICT, lock=Lock.SERVER_CHECK, frees_slots=True),
    replace(STRICT, lock=Lock.SERVER_CHECK, frees_slots=True, move=MoveSupport.TWO_STEP),
    replace(STRICT, lock=Lock.NONE),
]
FAULTS = [
    (SystemUnreachable("down"), False),
    (OutcomeUnknown("lost before it was applied"), False),
    (OutcomeUnknown("lost after it was applied"), True),
    (VersionConflict("stale"), False),
    (Refused("no"), False),
]
WRITES = ["hold", "move", "book", "cancel", "release"]
READS = ["appointment", "slot", "occupants", "capabilities"]


class ClinicDay(RuleBasedStateMachine):
    """Events of a day; invariants are checked after each."""

    @initialize(kind=st.sampled_from(KINDS))
    def open_clinic(self, kind: Capabilities) -> None:
        self.loop = asyncio.Runner()
        self.system = FakeSchedulingSystem(kind)
        self.appliances = [Appliance(self.system), Appliance(self.system)]
        self.count = 0
        self.touched: set[str] = set()
        self.ended: list[Operation] = []
        for number in range(SLOTS):
            self.system.add(a_slot(id=f"slot-{number}", start=at(3 + number, 9)))
        for number in range(PATIENTS):
            self.system.add(a_patient(id=f"pat-{number}"))
            slot = self.system.records.slots[f"slot-{number}"]
            self.system.add(an_appointment(id=f"appt-{number}", slot=slot, patient_id=f"pat-{number}"))

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self.loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(work)

    def visit_of(self, patient: int) -> Appointment | None:
        live = [
            a
            for a in self.system.records.appointments.values()
            if a.patient_id == f"pat-{patient}" and a.status.changeable
        ]
        return live[0] if live else None

    def free_slot(self, choice: int) -> Slot | None:
        free = [slot for slot in self.system.records.slots.values() if slot.status is SlotStatus.FREE]
        return free[choice % len(free)] if free else None

    def next_operation(self, which: int, visit: Appointment, slot: Slot | None) -> Operation:
        self.count += 1
        return replace(self.appliances[which].operation(visit, slot), id=f"op-{self.count}")

    async def ask(self, which: int, operation: Operation, die_after: int | None, *, recorded: bool) -> None:
        appliance = self.appliances[which]
        if die_after is not None:
            appliance.workflows.crash_after(len(appliance.workflows.steps) + die_after, recorded=recorded)
        try:
            await appliance.service.request(operation)
        except ChangeInProgress:
            return
        await appliance.workflows.settle()
        await appliance.workflows.resume()
        await appliance.workflows.settle()
        self.ended.append(await appliance.ended(operation.id))

    @rule(
        which=st.integers(0, 1),
        patient=st.integers(0, PATIENTS - 1),
        slot=st.integers(0, SLOTS - 1),
        die_after=st.none() | st.integers(1, 11),
        recorded=st.booleans(),
    )
    def move(self, which: int, patient: int, slot: int, die_after: int | None, recorded: bool) -> None:  # noqa: FBT001
        visit = self.visit_of(patient)
        wanted = self.free_slot(slot)
        if visit is None or wanted is None:
            return
        operation = self.next_operation(which, visit, wanted)
        self.run(self.ask(which, operation, die_after, recorded=recorded))

    @rule(which=st.integers(0, 1), patient=st.integers(0, PATIENTS - 1), die_after=st.none() | st.integers(1, 6))
    def cancel(self, which: int, patient: int, die_after: int | None) -> None:
        visit = self.visit_of(patient)
        if visit is None:
            return
        operation = self.next_operation(which, visit, None)
        self.run(self.ask(which, operation, die_after, recorded=False))

    @rule(
        a=st.integers(0, PATIENTS - 1), b=st.integers(0, PATIENTS - 1), slot=st.integers(0, 6), late=st.integers(0, 9)
    )
    def two_appliances_want_one_slot(self, a: int, b: int, slot: int, late: int) -> None:
        visits = (self.visit_of(a), self.visit_of(b))
        wanted = self.free_slot(slot)
        if a == b or wanted is None:
            return

        async def one(which: int) -> None:
            for _ in range(late * which):
                await asyncio.sleep(0)
            visit = visits[which]
            if visit is not None:
                asked = await self.appliances[which].service.request(self.next_operation(which, visit, wanted))
                self.ended.append(await self.appliances[which].ended(asked.id))

        async def both() -> None:
            await asyncio.gather(one(0), one(1))

        self.run(both())

    @rule(slot=st.integers(0, SLOTS - 1), moment=st.sampled_from(WRITES + READS))
    def front_desk_takes_a_free_slot_at_some_moment(self, slot: int, moment: str) -> None:
        def take() -> None:
            row = self.system.records.slots[f"slot-{slot}"]
            if row.status is SlotStatus.FREE and not self.system.records.occupants(row):
                self.system.desk.take(row.id, patient_id=f"walk-in-{len(self.system.calls)}")

        self.system.before(moment, take)

    @rule(patient=st.integers(0, PATIENTS - 1))
    def front_desk_cancels(self, patient: int) -> None:
        visit = self.visit_of(patient)
        if visit is not None:
            self.touched.add(f"pat-{patient}")
            self.system.desk.cancel(visit.id)

    @rule(method=st.sampled_from(WRITES), fault=st.sampled_from(FAULTS), times=st.integers(1, 3))
    def a_write_will_fail(self, method: str, fault: tuple[Exception, bool], times: int) -> None:
        error, after = fault
        self.system.fail_next(method, error, after_write=after, times=times)

    @rule(method=st.sampled_from(READS), times=st.integers(1, 6))
    def a_read_will_fail(self, method: str, times: int) -> None:
        self.system.fail_next(method, SystemUnreachable("down"), times=times)

    @invariant()
    def no_slot_has_two_visits(self) -> None:
        if not hasattr(self, "system"):
            return
        taken = Counter(
            slot_id
            for visit in self.system.records.appointments.values()
            if visit.status.occupies
            for slot_id in visit.slot_ids
        )
        assert all(count == 1 for count in taken.values()), taken

    @invariant()
    def no_patient_lost_a_visit(self) -> None:
        if not hasattr(self, "system"):
            return
        cancelled = {op.appointment.patient_id for op in self.ended if op.slot is None}
        with_person = {op.appointment.patient_id for op in self.ended if op.state is OperationState.WITH_PERSON}
        for number in range(PATIENTS):
            patient = f"pat-{number}"
            live = [
                a for a in self.system.records.appointments.values() if a.patient_id == patient and a.status.occupies
            ]
            if patient not in cancelled | self.touched:
                assert live, f"{patient} has no visit left"
            assert len(live) <= 1 or patient in with_person, f"{patient} has {len(live)} visits"

    @invariant()
    def every_change_has_ended_and_done_means_done(self) -> None:
        if not hasattr(self, "system") or not self.ended:
            return
        last = self.ended[-1]
        assert last.state.final, last.state
        if last.state is not OperationState.DONE or last.appointment.patient_id in self.touched:
            return
        assert last.result is not None
        now = self.system.records.appointments[last.result.id]
        if last.slot is None:
            assert not now.status.occupies
        else:
            later = [op for op in self.ended if op.appointment.id == now.id and op is not last]
            assert now.slot_ids == (last.slot.id,) or later

    @invariant()
    def at_most_one_word_to_the_patient_for_each_change(self) -> None:
        for appliance in getattr(self, "appliances", []):
            words = Counter(
                message.operation_id
                for message in appliance.store.outbox.values()
                if message.template != "person_wanted"
            )
            assert all(count == 1 for count in words.values())
            said = {m.operation_id for m in appliance.store.outbox.values() if m.template in ("moved", "cancelled")}
            assert all(appliance.store.operations[str(op)].state is OperationState.DONE for op in said)


TestClinicDay = ClinicDay.TestCase
TestClinicDay.settings = settings(max_examples=250, stateful_step_count=25, deadline=None)
