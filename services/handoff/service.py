"""What the front desk does with cases: see which wait, look at one, have it in hand, close it.

One person has a case in hand at a time, for a lease that acting on the case renews; a colleague takes it over only by
name. Looking at a case discloses PHI, so it is audited like every change, in the same commit, with the person.
What nobody answers is called out again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.audit.model import Action, Actor
from services.handoff.errors import FeeStillDue, NotInHand, WithColleague
from services.handoff.gates import Gate
from services.handoff.ports import HandoffTx
from services.handoff.task import Assignment, Desked, End, Task, TaskState
from services.handoff.work import find, find_open, keep, record, refuse_colleagues, require_in_hand, shut
from services.kernel.clock import Clock
from services.kernel.language import Language
from services.kernel.store import Store
from services.scheduling.fee import may_close
from services.scheduling.operation import Escalation, OutboxMessage

LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases to list; what is not given does not matter.

    `in_hands_of` is a member of staff, or an empty text for cases that nobody has in hand.
    """

    gate: Gate | None = None
    reason: str | None = None
    state: TaskState | None = None
    in_hands_of: str | None = None
    conversation_id: str | None = None

    def fits(self, one: Desked, now: datetime) -> bool:
        """Tell whether the case is wanted."""
        pairs = (
            (self.gate, one.task.gate),
            (self.reason, one.case.reason),
            (self.state, one.task.state),
            (self.in_hands_of, one.task.held_by(now) or ""),
            (self.conversation_id, one.case.conversation_id),
        )
        return all(wanted is None or wanted == there for wanted, there in pairs)


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """The use cases of the front desk; `notify` is where it is told of cases (an address of the clinic's own)."""

    store: Store[HandoffTx]
    clock: Clock
    notify: str
    lease: timedelta = LEASE

    async def queue(self, wanted: Wanted = EVERYTHING) -> list[Desked]:
        """Return the open cases that are wanted, those to be looked at soonest first; it discloses no PHI by itself."""
        now = self.clock.now()
        cases = await self.store.read(_all_open)
        fitting = (one for one in cases if wanted.fits(one, now))
        return sorted(fitting, key=lambda one: (one.wanted_by, one.case.opened_at, one.case.id))

    async def closed(self, limit: int) -> list[Desked]:
        """Return the cases that were closed last, the latest first; it discloses no PHI by itself."""

        def read(tx: HandoffTx) -> list[Desked]:
            return [Desked(case, tx.tasks.get(case.id) or Task(case.id)) for case in tx.escalations.closed(limit)]

        return await self.store.read(read)

    async def show(self, case_id: str, staff: Actor) -> Desked:
        """Return one case, open or closed, with everything it holds.

        Raises:
            NoSuchCase: It is unknown.
        """

        def work(tx: HandoffTx) -> Desked:
            found = find(tx, case_id)
            record(tx, found, staff, Action.CASE_SHOWN, self.clock.now())
            return found

        return await self.store.write(work)

    async def claim(self, case_id: str, staff: Actor) -> Task:
        """Take the case in hand, or keep it in hand for another lease.

        Raises:
            NoSuchCase: It is unknown, or closed.
            AlreadyDecided: Somebody decided it.
            WithColleague: Somebody else has it in hand.
        """

        def work(tx: HandoffTx) -> Task:
            now = self.clock.now()
            found = find_open(tx, case_id)
            refuse_colleagues(found.task, staff, now)
            task = keep(tx, found.task, assignment=self._in_hands(found.task, staff, now))
            record(tx, found, staff, Action.CASE_CLAIMED, now)
            return task

        return await self.store.write(work)

    async def take_over(self, case_id: str, staff: Actor, colleague: str) -> Task:
        """Take the case out of a named colleague's hands; the trail names both.

        Raises:
            NoSuchCase: It is unknown, or closed.
            AlreadyDecided: Somebody decided it.
            NotInHand: Nobody has it in hand any more; claim it.
            WithColleague: It is in the hands of somebody else than `colleague` now.
        """

        def work(tx: HandoffTx) -> Task:
            now = self.clock.now()
            found = find_open(tx, case_id)
            holder = found.task.held_by(now)
            if holder is None or found.task.assignment is None:
                raise NotInHand
            if holder != colleague:
                raise WithColleague(holder, found.task.assignment.until)
            task = keep(tx, found.task, assignment=Assignment(staff.id, now, now + self.lease))
            record(tx, found, staff, Action.CASE_TAKEN_OVER, now, colleague=colleague)
            return task

        return await self.store.write(work)

    async def release(self, case_id: str, staff: Actor) -> Task:
        """Put the case back into the queue.

        Raises:
            NoSuchCase: It is unknown, or closed.
            AlreadyDecided: Somebody decided it.
            WithColleague: Somebody else has it in hand.
            NotInHand: Nobody has.
        """

        def work(tx: HandoffTx) -> Task:
            now = self.clock.now()
            found = find_open(tx, case_id)
            require_in_hand(found.task, staff, now)
            task = keep(tx, found.task, assignment=None)
            record(tx, found, staff, Action.CASE_RELEASED, now)
            return task

        return await self.store.write(work)

    async def close(self, case_id: str, staff: Actor) -> Task:
        """Close a case that a person has finished by hand; the assistant may answer in its conversation again.

        Raises:
            NoSuchCase: It is unknown, or closed.
            AlreadyDecided: Somebody decided it.
            WithColleague: Somebody else has it in hand.
            FeeStillDue: Its change costs something that was neither handed over nor settled.
        """

        def work(tx: HandoffTx) -> Task:
            now = self.clock.now()
            found = find_open(tx, case_id)
            refuse_colleagues(found.task, staff, now)
            change = found.case.operation_id
            if change is not None and not may_close(tx.fees.of_operation(change)):
                raise FeeStillDue
            task = shut(tx, found, End.BY_HAND, staff, now)
            record(tx, found, staff, Action.CASE_CLOSED, now, end=End.BY_HAND)
            return task

        return await self.store.write(work)

    async def remind(self) -> list[str]:
        """Notify the front desk once more of each case that is overdue; return the ids of all overdue cases."""
        now = self.clock.now()

        def work(tx: HandoffTx) -> list[str]:
            overdue = [case for case in tx.escalations.open() if case.due_at <= now]
            for case in overdue:
                tx.outbox.add(self._reminder(case))
            return [case.id for case in overdue]

        return await self.store.write(work)

    def _in_hands(self, task: Task, staff: Actor, now: datetime) -> Assignment:
        """Return the assignment with its lease renewed; who had it keeps the instant since when."""
        since = task.assignment.since if task.assignment and task.held_by(now) == staff.id else now
        return Assignment(staff.id, since, now + self.lease)

    def _reminder(self, case: Escalation) -> OutboxMessage:
        """Return the reminder; its id is the case's, so it is sent once."""
        return OutboxMessage(
            id=f"{case.id}:overdue",
            to=self.notify,
            template="person_wanted",
            language=Language.EN,
            values={"case": case.id, "reason": f"overdue_{case.reason}", "chat": case.conversation_id},
            created_at=self.clock.now(),
            operation_id=case.operation_id,
            patient_id=case.patient_id,
        )


def _all_open(tx: HandoffTx) -> list[Desked]:
    tasks = {task.id: task for task in tx.tasks.unfinished()}
    return [Desked(case, tasks.get(case.id) or Task(case.id)) for case in tx.escalations.open()]
