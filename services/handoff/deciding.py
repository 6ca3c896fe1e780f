"""Approve, change, decline: a person's decision on a change that policy left to them.

A decision counts once. Before it does, everything is read again; what changed meanwhile refuses it, and the case then
shows how things are now. An approved change is recorded in the commit of its decision and takes the same protocol as
any other (`services.scheduling.change`): a process that dies in between finds it recorded, and the sweep starts it.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from services.audit.model import Action, Actor, AuditOutcome
from services.handoff.checking import Checking
from services.handoff.errors import AppointmentMoved, BeingChanged, HandoffError, NothingToApprove, TimeGone
from services.handoff.ports import HandoffTx
from services.handoff.task import (
    Decision,
    DecisionKind,
    DeclineReason,
    Desked,
    End,
    Hold,
    Request,
    Task,
    TaskState,
)
from services.handoff.work import find, find_open, keep, record, refuse_colleagues, require_in_hand, shut, tell_patient
from services.kernel.clock import Clock
from services.kernel.ids import Ids
from services.kernel.store import Store
from services.kernel.wording import say_instant
from services.scheduling.change import CLAIM_LASTS
from services.scheduling.model import Appointment
from services.scheduling.operation import ChangeKind, Claim, Operation, resource_of
from services.scheduling.patience import Patience
from services.scheduling.policy import PolicyBook
from services.scheduling.ports import SchedulingSystem
from services.scheduling.service import ChangeInProgress, record_change
from services.scheduling.settle import ClinicFacts

_ACTIONS = {DecisionKind.APPROVE: Action.CASE_APPROVED, DecisionKind.CHANGE: Action.CASE_CHANGED}


class Changes(Protocol):
    """The use cases of the core that a decision calls; `services.scheduling.service.ChangeService` has them."""

    async def begin(self, operation_id: str) -> None:
        """Start the workflow of a change that is recorded."""
        ...

    async def outcome(self, operation_id: str, timeout: timedelta) -> Operation | None:
        """Return the operation as it stands after at most `timeout`; None when unknown."""
        ...

    async def moves_of(self, appointment_id: str) -> int:
        """Return how often this appointment was moved."""
        ...


@dataclass(frozen=True, slots=True)
class Decisions:
    """The use cases that decide a case."""

    store: Store[HandoffTx]
    system: SchedulingSystem
    changes: Changes
    clock: Clock
    ids: Ids
    book: PolicyBook
    clinic: ClinicFacts
    patience: Patience = field(default_factory=Patience)

    async def approve(self, case_id: str, staff: Actor, seen: int) -> Task:
        """Let the change be made as the patient asked for it.

        Args:
            case_id: The case, in this person's hands.
            staff: Who approves.
            seen: The version of the task that was on the screen.

        Returns:
            The decided task; the change itself is started and ends by itself.

        Raises:
            HandoffError: The decision does not count; see `services.handoff.errors` for each reason.
        """
        return await self._decide(case_id, staff, seen, None)

    async def change(self, case_id: str, staff: Actor, seen: int, slot_id: str) -> Task:
        """Let the appointment be moved to another time, which the patient agreed to with this person.

        Raises:
            HandoffError: As for `approve`.
        """
        return await self._decide(case_id, staff, seen, slot_id)

    async def decline(self, case_id: str, staff: Actor, seen: int, reason: DeclineReason, note: str = "") -> Task:
        """Refuse the change: the hold is given back, the case closed and the patient told, in one commit.

        Raises:
            HandoffError: The decision does not count.
        """
        try:
            found = await self._in_hand(case_id, staff, seen)
            now = self.clock.now()
            decision = Decision(DecisionKind.DECLINE, staff, now, reason, note)
            old = await self._stays_on(found.task)
            return await self.store.write(lambda tx: self._declined(tx, case_id, seen, decision, old))
        except HandoffError as error:
            await self._refused(case_id, staff, error)
            raise

    async def outcome(self, case_id: str, timeout: timedelta) -> Operation | None:
        """Wait for the end of an approved change; None where the case started none.

        Raises:
            NoSuchCase: It is unknown.
        """
        task = await self.store.read(lambda tx: find(tx, case_id).task)
        made = task.decision or (task.tried[-1] if task.tried else None)
        if made is None or made.operation_id is None:
            return None
        return await self.changes.outcome(made.operation_id, timeout)

    async def _decide(self, case_id: str, staff: Actor, seen: int, slot_id: str | None) -> Task:
        try:
            found = await self._in_hand(case_id, staff, seen)
            wanted = await self._wanted(found.task.request, staff, slot_id)
            moves = await self.changes.moves_of(wanted.appointment.id)
            checked = await self._checking.checked(wanted, moves)
            kind = DecisionKind.APPROVE if slot_id is None else DecisionKind.CHANGE
            task = await self.store.write(lambda tx: self._approved(tx, case_id, seen, kind, checked))
        except HandoffError as error:
            await self._refused(case_id, staff, error)
            raise
        await self.changes.begin(checked.id)
        return task

    @property
    def _checking(self) -> Checking:
        return Checking(self.system, self.book, self.clock, self.patience)

    async def _in_hand(self, case_id: str, staff: Actor, seen: int) -> Desked:
        """Look whether this person may decide now; the commit looks again."""
        found = await self.store.read(lambda tx: find_open(tx, case_id, seen))
        require_in_hand(found.task, staff, self.clock.now())
        if found.task.request is None:
            raise NothingToApprove
        return found

    async def _wanted(self, request: Request | None, staff: Actor, slot_id: str | None) -> Operation:
        """Return the change to be checked."""
        if request is None or (request.kind is ChangeKind.CANCEL and slot_id is not None):
            raise NothingToApprove
        slot = request.slot if slot_id is None else await self._checking.slot(slot_id)
        if request.kind is ChangeKind.MOVE and slot is None:
            raise NothingToApprove
        return Operation(
            id=self.ids.new("op"),
            kind=request.kind,
            appointment=request.appointment,
            slot=slot,
            actor=request.actor,
            conversation_id=request.transcript.conversation_id,
            requested_at=self.clock.now(),
            language=request.language,
            phone=request.phone,
            mail=request.mail,
            words=" / ".join(request.transcript.excerpt),
            approver=staff,
            asked_at=request.asked_at,
        )

    def _approved(self, tx: HandoffTx, case_id: str, seen: int, kind: DecisionKind, operation: Operation) -> Task:
        """Keep the decision, turn the hold into the change's own, and record the change: one commit."""
        now, staff = self.clock.now(), operation.approver
        found = find_open(tx, case_id, seen)
        if staff is None:
            raise NothingToApprove
        require_in_hand(found.task, staff, now)
        tx.claims.release(case_id)
        slot = operation.slot
        if slot is not None:
            claim = Claim(resource_of(slot), slot.interval, operation.id, now + CLAIM_LASTS)
            if not tx.claims.take(claim, now):
                raise TimeGone
        try:
            record_change(tx, operation, now)
        except ChangeInProgress:
            raise BeingChanged from None
        decision = Decision(kind, staff, now, operation_id=operation.id)
        hold = Hold.NONE if found.task.hold is Hold.NONE else Hold.RELEASED
        task = keep(tx, found.task, state=TaskState.DECIDED, decision=decision, hold=hold)
        record(tx, Desked(found.case, task), staff, _ACTIONS[kind], now)
        return task

    def _declined(self, tx: HandoffTx, case_id: str, seen: int, decision: Decision, old: str) -> Task:
        staff = decision.by
        found = find_open(tx, case_id, seen)
        require_in_hand(found.task, staff, decision.at)
        task = shut(tx, found, End.DECLINED, staff, decision.at, decision=decision)
        tell_patient(tx, task, "declined", {"old": old}, self.clinic, decision.at)
        record(tx, Desked(found.case, task), staff, Action.CASE_DECLINED, decision.at, reason=str(decision.reason))
        return task

    async def _stays_on(self, task: Task) -> str:
        """Return when the visit stays, as the patient is told it; empty where that is not certain."""
        request = task.request
        if request is None:
            return ""
        try:
            present = await self._checking.present(request.appointment)
        except HandoffError:
            return ""
        return self._time_of(request, present)

    def _time_of(self, request: Request, present: Appointment | None) -> str:
        if present is None or present.interval is None or not present.status.changeable:
            return ""
        return say_instant(present.interval.start, self.clinic.zone, request.language)

    async def _refused(self, case_id: str, staff: Actor, error: HandoffError) -> None:
        """Record that a decision did not count; a case whose appointment moved shows it as it is now."""
        now = self.clock.now()
        await self.store.write(lambda tx: _keep_refusal(tx, case_id, staff, error, now))


def _keep_refusal(tx: HandoffTx, case_id: str, staff: Actor, error: HandoffError, now: datetime) -> None:
    if tx.escalations.get(case_id) is None:
        return
    found = find(tx, case_id)
    task = found.task
    present = error.present if isinstance(error, AppointmentMoved) else None
    fresh = task.request is not None and present is not None and _is_ours(task, staff, now)
    if fresh and task.request is not None and present is not None:
        keep(tx, task, request=replace(task.request, appointment=present))
    body = {"why": type(error).__name__, **({"shows": "present"} if fresh else {})}
    record(tx, found, staff, Action.CASE_REFUSED, now, AuditOutcome.REFUSED, **body)


def _is_ours(task: Task, staff: Actor, now: datetime) -> bool:
    """Tell whether the case is still open and in nobody else's hands."""
    try:
        refuse_colleagues(task, staff, now)
    except HandoffError:
        return False
    return task.state is TaskState.OPEN
