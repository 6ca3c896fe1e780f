"""What happens to cases by itself: decided ones end, holds are renewed, and what nobody decides in time times out.

Every step is one commit and looks at the case again in it, so two appliances, or one that died in between, do no harm.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.audit.model import Action
from services.handoff.checking import Checking, same_visit
from services.handoff.errors import SystemSilent
from services.handoff.gates import OnTimeout
from services.handoff.ports import HandoffTx
from services.handoff.task import Desked, End, Hold, Task, TaskState
from services.handoff.work import SERVICE, find, keep, record, renew_hold, shut, tell_patient
from services.kernel.clock import Clock
from services.kernel.language import Language
from services.kernel.store import Store
from services.kernel.wording import say_instant
from services.scheduling.operation import Operation, OperationState, OutboxMessage
from services.scheduling.patience import Patience
from services.scheduling.policy import PolicyBook
from services.scheduling.ports import SchedulingSystem
from services.scheduling.settle import ClinicFacts

AGAIN = timedelta(hours=1)
"""A case that is open again, because its approved change had no effect, times out no sooner than this."""

_ENDS = {OperationState.DONE: End.CHANGED, OperationState.WITH_PERSON: End.WITH_PERSON}


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Keeps the cases; `sweep` is run again and again."""

    store: Store[HandoffTx]
    system: SchedulingSystem
    clock: Clock
    book: PolicyBook
    clinic: ClinicFacts
    patience: Patience = field(default_factory=Patience)

    async def sweep(self) -> None:
        """Finish decided cases, renew holds, and let time-outs happen."""
        for task in await self.store.read(lambda tx: tx.tasks.unfinished()):
            if task.state is TaskState.DECIDED:
                await self.finish(task.id)
            elif task.request is not None and not await self._timed_out(task):
                await self._renew(task.id)

    async def finish(self, case_id: str) -> Task:
        """Bring a decided case to its end once its change has one; return the task as it stands then.

        Raises:
            NoSuchCase: It is unknown.
        """
        return await self.store.write(lambda tx: self._finish(tx, case_id, self.clock.now()))

    async def _renew(self, case_id: str) -> None:
        await self.store.write(lambda tx: _renew(tx, case_id, self.clock.now()))

    async def _timed_out(self, task: Task) -> bool:
        """Let the time-out happen if it is due; a case in somebody's hands waits for them."""
        now = self.clock.now()
        if not _due(task, now):
            return False
        if task.on_timeout is not OnTimeout.TELL:
            await self.store.write(lambda tx: _let_go(tx, task.id, now))
            return True
        told = await self._told(task)
        if told is None:
            return False
        await self.store.write(lambda tx: self._end(tx, task.id, told, now))
        return True

    async def _told(self, task: Task) -> str | None:
        """Return when the visit stays, empty when it changed meanwhile, None when nobody knows yet."""
        request = task.request
        if request is None:
            return ""
        try:
            present = await Checking(self.system, self.book, self.clock, self.patience).present(request.appointment)
        except SystemSilent:
            return None
        if present is None or present.interval is None or not same_visit(present, request.appointment):
            return ""
        return say_instant(present.interval.start, self.clinic.zone, request.language)

    def _end(self, tx: HandoffTx, case_id: str, stays: str, now: datetime) -> None:
        found = find(tx, case_id)
        if not _due(found.task, now):
            return
        task = shut(tx, found, End.TIMED_OUT, SERVICE, now)
        if stays:
            tell_patient(tx, task, "declined", {"old": stays}, self.clinic, now)
        record(tx, found, SERVICE, Action.CASE_TIMED_OUT, now, then=str(task.on_timeout))

    def _finish(self, tx: HandoffTx, case_id: str, now: datetime) -> Task:
        found = find(tx, case_id)
        task, decision = found.task, found.task.decision
        if task.state is not TaskState.DECIDED or decision is None or decision.operation_id is None:
            return task
        operation = tx.operations.get(decision.operation_id)
        if operation is None or not operation.state.final:
            return task
        end = _ENDS.get(operation.state)
        if end is None:
            return self._reopen(tx, found, operation, now)
        closed = shut(tx, found, end, decision.by, now)
        record(tx, Desked(found.case, closed), SERVICE, Action.CASE_CLOSED, now, end=end)
        return closed

    def _reopen(self, tx: HandoffTx, found: Desked, operation: Operation, now: datetime) -> Task:
        """Open the case again, and call staff to it: nothing was written, so another decision is needed."""
        task = found.task
        failed = replace(task.decision, failed=operation.reason) if task.decision else None
        waiting = replace(task, hold=Hold.NONE if task.hold is Hold.NONE else Hold.LOST)
        again = keep(
            tx,
            task,
            state=TaskState.OPEN,
            decision=None,
            tried=(*task.tried, *((failed,) if failed else ())),
            timeout_at=None if task.timeout_at is None else max(task.timeout_at, now + AGAIN),
            hold=renew_hold(tx, waiting, now),
        )
        tx.outbox.add(self._call(found, operation, now))
        record(tx, found, SERVICE, Action.CASE_REOPENED, now, why=str(operation.reason))
        return again

    def _call(self, found: Desked, operation: Operation, now: datetime) -> OutboxMessage:
        return OutboxMessage(
            id=f"{operation.id}:reopened",
            to=self.clinic.front_desk,
            template="person_wanted",
            language=Language.EN,
            values={
                "case": found.case.id,
                "reason": f"reopened_{operation.reason}",
                "chat": found.case.conversation_id,
            },
            created_at=now,
            operation_id=operation.id,
        )


def _due(task: Task, now: datetime) -> bool:
    """Tell whether the time-out is due: open, past its time, and in nobody's hands."""
    late = task.timeout_at is not None and task.timeout_at <= now
    return task.state is TaskState.OPEN and late and task.held_by(now) is None


def _let_go(tx: HandoffTx, case_id: str, now: datetime) -> None:
    """Time out without an end: the case stays with staff, with its hold or without."""
    found = find(tx, case_id)
    task = found.task
    if not _due(task, now):
        return
    hold = task.hold
    if task.on_timeout is OnTimeout.RELEASE and hold in (Hold.HELD, Hold.LOST):
        tx.claims.release(case_id)
        hold = Hold.RELEASED
    keep(tx, task, timeout_at=None, hold=hold)
    record(tx, found, SERVICE, Action.CASE_TIMED_OUT, now, then=str(task.on_timeout))


def _renew(tx: HandoffTx, case_id: str, now: datetime) -> None:
    """Renew the hold; only a change of how it stands is a new version, so that nobody's decision grows stale by it."""
    found = find(tx, case_id)
    task = found.task
    if task.state is not TaskState.OPEN:
        return
    hold = renew_hold(tx, task, now)
    if hold is task.hold:
        return
    keep(tx, task, hold=hold)
    actions = {Hold.LOST: Action.CASE_HOLD_LOST, Hold.RELEASED: Action.CASE_HOLD_RELEASED}
    record(tx, found, SERVICE, actions.get(hold, Action.CASE_HELD), now, hold=hold)
