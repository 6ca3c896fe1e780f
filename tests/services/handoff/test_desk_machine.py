"""A day at the front desk at random: two staff, three patients, and a clinic that changes its EHR behind our back.

After each event: no time has two visits, no decision was lost or counted twice, and no hold outlives its case.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.audit.model import Action, Actor
from services.handoff.errors import HandoffError
from services.handoff.gates import Gate, GateBook, GateRule, OnTimeout
from services.handoff.task import DeclineReason, Hold, Task, TaskState
from services.scheduling.errors import OutcomeUnknown, SystemUnreachable
from services.scheduling.model import Appointment, Slot, SlotStatus
from services.scheduling.operation import OperationState
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.services.handoff.desk_rig import ALEX, KIM, Desk

T = TypeVar("T")
PATIENTS = 3
SLOTS = 7
STAFF = (ALEX, KIM)
DECIDED = (Action.CASE_APPROVED, Action.CASE_CHANGED, Action.CASE_DECLINED)
STEPS = (
    *DECIDED,
    Action.CASE_HELD,
    Action.CASE_CLAIMED,
    Action.CASE_TAKEN_OVER,
    Action.CASE_RELEASED,
    Action.CASE_REOPENED,
    Action.CASE_HOLD_LOST,
    Action.CASE_HOLD_RELEASED,
    Action.CASE_TIMED_OUT,
    Action.CASE_CLOSED,
)
"""The events that each stand for one version of a task."""


class DeskDay(RuleBasedStateMachine):
    """Events of a day; invariants are checked after each."""

    @initialize(then=st.sampled_from(list(OnTimeout)))
    def open_clinic(self, then: OnTimeout) -> None:
        self.loop = asyncio.Runner()
        self.rig = Desk(gates=GateBook({Gate.PROVIDER: GateRule(timedelta(hours=1), then)}))
        self.system = self.rig.system
        self.seen: dict[tuple[str, str], int] = {}
        self.closed: dict[str, Task] = {}
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

    def visit(self, patient: int) -> Appointment | None:
        now = self.system.records.appointments[f"appt-{patient}"]
        return now if now.status.changeable else None

    def free_slot(self, choice: int) -> Slot | None:
        free = [slot for slot in self.system.records.slots.values() if slot.status is SlotStatus.FREE]
        return free[choice % len(free)] if free else None

    def case(self, choice: int) -> str | None:
        ids = list(self.rig.store.tasks)
        return ids[choice % len(ids)] if ids else None

    async def look(self, case_id: str, staff: Actor) -> None:
        self.seen[staff.id, case_id] = (await self.rig.desk.show(case_id, staff)).task.version

    async def tried(self, work: Coroutine[Any, Any, object]) -> bool:
        """Let staff try; tell whether it counted."""
        try:
            await work
        except HandoffError:
            return False
        return True

    def decision(self, case_id: str, staff: Actor, how: int, slot: int) -> Coroutine[Any, Any, object]:
        seen = self.seen.get((staff.id, case_id), 1)
        decisions = self.rig.decisions
        if how == 0:
            return decisions.approve(case_id, staff, seen)
        if how == 1:
            return decisions.change(case_id, staff, seen, f"slot-{slot}")
        return decisions.decline(case_id, staff, seen, DeclineReason.OTHER)

    async def finish(self) -> None:
        await self.rig.workflows.settle()
        if self.rig.workflows.dead:
            await self.rig.workflows.resume()
            await self.rig.workflows.settle()
        await self.rig.changes.sweep()
        await self.rig.workflows.settle()
        await self.rig.upkeep.sweep()

    @rule(patient=st.integers(0, PATIENTS - 1), slot=st.none() | st.integers(0, SLOTS - 1), cancel=st.booleans())
    def a_patient_asks(self, patient: int, slot: int | None, *, cancel: bool) -> None:
        visit = self.visit(patient)
        wanted = None if slot is None or cancel else self.free_slot(slot)
        if visit is not None:
            self.run(self.rig.asks(visit, wanted, cancel=cancel))

    @rule(who=st.integers(0, 1), which=st.integers(0, 9), how=st.integers(0, 3))
    def staff_take_a_case_or_let_it_go(self, who: int, which: int, how: int) -> None:
        case_id, staff = self.case(which), STAFF[who]
        if case_id is None:
            return
        desk = self.rig.desk
        works = (desk.claim, desk.release, desk.close)
        work = desk.take_over(case_id, staff, STAFF[1 - who].id) if how == 3 else works[how](case_id, staff)
        self.run(self.tried(work))
        self.run(self.look(case_id, staff))

    @rule(
        who=st.integers(0, 1),
        which=st.integers(0, 9),
        how=st.integers(0, 2),
        slot=st.integers(0, SLOTS - 1),
        die_after=st.none() | st.integers(1, 10),
        wait=st.booleans(),
    )
    def staff_decide(self, who: int, which: int, how: int, slot: int, die_after: int | None, *, wait: bool) -> None:
        case_id, staff = self.case(which), STAFF[who]
        if case_id is None:
            return
        self.run(self.tried(self.rig.desk.claim(case_id, staff)))
        self.run(self.look(case_id, staff))
        if die_after is not None:
            self.rig.workflows.crash_after(len(self.rig.workflows.steps) + die_after)
        self.run(self.tried(self.decision(case_id, staff, how, slot)))
        if wait:
            self.run(self.finish())

    @rule(
        which=st.integers(0, 9),
        how=st.tuples(st.integers(0, 2), st.integers(0, 2)),
        slot=st.integers(0, SLOTS - 1),
        owner=st.integers(0, 1),
    )
    def two_staff_decide_at_once(self, which: int, how: tuple[int, int], slot: int, owner: int) -> None:
        case_id = self.case(which)
        if case_id is None:
            return

        async def both() -> None:
            await self.tried(self.rig.desk.claim(case_id, STAFF[owner]))
            for staff in STAFF:
                await self.look(case_id, staff)
            works = [self.tried(self.decision(case_id, STAFF[n], how[n], slot)) for n in (0, 1)]
            again = self.tried(self.decision(case_id, STAFF[owner], how[0], slot))
            assert sum(await asyncio.gather(*works, again)) <= 1

        self.run(both())

    @rule(slot=st.integers(0, 6), patients=st.permutations(range(PATIENTS)))
    def two_patients_wait_for_one_time_and_both_are_approved_at_once(self, slot: int, patients: list[int]) -> None:
        wanted = self.free_slot(slot)
        visits = [visit for visit in map(self.visit, patients[:2]) if visit is not None]
        if wanted is None or len(visits) < 2:
            return

        async def both() -> None:
            tasks = [await self.rig.asks(visit, wanted) for visit in visits]
            mine = [await self.rig.claimed(task, staff) for task, staff in zip(tasks, STAFF, strict=True)]
            approve = self.rig.decisions.approve
            works = [self.tried(approve(task.id, staff, task.version)) for task, staff in zip(mine, STAFF, strict=True)]
            assert sum(await asyncio.gather(*works)) <= 1

        self.run(both())

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.rig.clock.advance(timedelta(minutes=minutes))
        self.run(self.finish())

    @rule(patient=st.integers(0, PATIENTS - 1), how=st.integers(0, 2), slot=st.integers(0, SLOTS - 1))
    def the_front_desk_changes_the_visit(self, patient: int, how: int, slot: int) -> None:
        visit, free = self.visit(patient), self.free_slot(slot)
        if visit is None:
            return
        if how == 0:
            self.system.desk.cancel(visit.id)
        elif how == 1 and free is not None and not self.system.records.occupants(free):
            self.system.desk.move(visit.id, free.id)
        else:
            self.system.desk.touch(visit.id)

    @rule(slot=st.integers(0, SLOTS - 1), moment=st.sampled_from(["slot", "occupants", "hold", "move", "release"]))
    def the_front_desk_takes_a_time_at_some_moment(self, slot: int, moment: str) -> None:
        def take() -> None:
            row = self.system.records.slots[f"slot-{slot}"]
            if row.status is SlotStatus.FREE and not self.system.records.occupants(row):
                self.system.desk.take(row.id, patient_id=f"walk-in-{len(self.system.calls)}")

        self.system.before(moment, take)

    @rule(method=st.sampled_from(["appointment", "slot", "move", "hold"]), times=st.integers(1, 4), lost=st.booleans())
    def the_system_will_fail(self, method: str, times: int, *, lost: bool) -> None:
        error: Exception = OutcomeUnknown("lost") if lost else SystemUnreachable("down")
        self.system.fail_next(method, error, after_write=lost, times=times)

    @property
    def opened(self) -> bool:
        return hasattr(self, "rig")

    @invariant()
    def no_time_has_two_visits(self) -> None:
        visits = self.system.records.appointments.values() if self.opened else ()
        taken = Counter(slot_id for visit in visits if visit.status.occupies for slot_id in visit.slot_ids)
        assert all(count == 1 for count in taken.values()), taken

    @invariant()
    def no_hold_outlives_its_case(self) -> None:
        if not self.opened:
            return
        now = self.rig.clock.now()
        for claim in (claim for claim in self.rig.store.claims if claim.expires_at > now):
            task = self.rig.store.tasks.get(claim.operation_id)
            operation = self.rig.store.operations.get(claim.operation_id)
            if task is not None:
                assert (task.state, task.hold) == (TaskState.OPEN, Hold.HELD)
            else:
                assert operation is not None
                assert not operation.state.final

    @invariant()
    def every_version_has_its_audit_event_so_no_update_is_lost(self) -> None:
        if not self.opened:
            return
        told = Counter(
            event.body["case"]
            for event in self.rig.store.audit
            if event.action in STEPS or event.body.get("shows") == "present"
        )
        assert told == {task.id: task.version for task in self.rig.store.tasks.values()}

    @invariant()
    def nothing_is_decided_twice(self) -> None:
        if not self.opened:
            return
        for task in self.rig.store.tasks.values():
            events = [e.action for e in self.rig.store.audit if e.body.get("case") == task.id]
            decisions = sum(events.count(action) for action in DECIDED)
            assert decisions == events.count(Action.CASE_REOPENED) + (task.decision is not None)
            ids = [d.operation_id for d in (*task.tried, task.decision) if d is not None and d.operation_id]
            live = [one for one in ids if self.rig.store.operations[one].state is not OperationState.UNDONE]
            assert len(live) <= 1
            assert task.id not in self.closed or self.closed[task.id] == task
            if task.state is TaskState.CLOSED:
                self.closed[task.id] = task

    @invariant()
    def a_closed_task_is_a_closed_case(self) -> None:
        if self.opened:
            waiting = {one.case.id: one.task.state for one in self.run(self.rig.desk.queue())}
            for task in self.rig.store.tasks.values():
                assert (task.id in waiting) == (task.state is not TaskState.CLOSED)


TestDeskDay = DeskDay.TestCase
TestDeskDay.settings = settings(max_examples=200, stateful_step_count=25, deadline=None)
