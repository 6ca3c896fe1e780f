"""The use cases of the core: ask for a change, learn how it ended, finish what a crash left open."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from services.audit.model import Action, AuditEvent
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.kernel.ids import Ids
from services.kernel.steps import Workflows
from services.kernel.store import Store
from services.scheduling.ending import with_person
from services.scheduling.operation import Operation, OperationState, Reason
from services.scheduling.ports import ChangeTx
from services.scheduling.settle import Settlement

WORKFLOW = "change"


class ChangeError(SealdeskError):
    """A change could not be asked for."""


class ChangeInProgress(ChangeError):
    """The appointment is being changed already; the earlier change must end first."""


class Beforehand(Protocol):
    """What must hold in the commit that records a change, besides that its appointment has no other one."""

    def __call__(self, tx: ChangeTx, wanted: Operation) -> None:
        """Look once more.

        Raises:
            ChangeError: it does not hold (any more).
        """
        ...


@dataclass(frozen=True, slots=True)
class ChangeService:
    """Records changes and runs them durably."""

    store: Store[ChangeTx]
    clock: Clock
    ids: Ids
    workflows: Workflows
    settle: Settlement
    stuck_after: timedelta = timedelta(minutes=15)
    beforehand: tuple[Beforehand, ...] = ()

    async def request(self, wanted: Operation) -> Operation:
        """Record the change and its audit event in one commit, then start its workflow.

        `wanted.id` is the idempotency key: asking again with the same id returns the first operation.

        Raises:
            ChangeInProgress: another change of the same appointment has not ended yet.
            ChangeError: what must hold beforehand does not.
        """
        operation, new = await self.store.write(lambda tx: self._record(tx, wanted))
        if new:
            await self.begin(operation.id)
        return operation

    def _record(self, tx: ChangeTx, wanted: Operation) -> tuple[Operation, bool]:
        if tx.operations.get(wanted.id) is None:
            for must in self.beforehand:
                must(tx, wanted)
        return record_change(tx, wanted, self.clock.now())

    async def begin(self, operation_id: str) -> None:
        """Start the workflow of a change that is recorded; the sweep starts what could not be started now."""
        with suppress(SealdeskError):
            await self.workflows.start(WORKFLOW, operation_id)

    async def outcome(self, operation_id: str, timeout: timedelta) -> Operation | None:
        """Return the operation as it stands: final, or still open when `timeout` has passed; None when unknown."""
        standing = await self.store.read(lambda tx: tx.operations.get(operation_id))
        if standing is None or standing.state.final:
            return standing
        await self.workflows.result(WORKFLOW, operation_id, timeout)
        return await self.store.read(lambda tx: tx.operations.get(operation_id))

    async def moves_of(self, appointment_id: str) -> int:
        """Return how often this appointment was moved by us, for the policy's limit."""
        history = await self.store.read(lambda tx: tx.operations.of_appointment(appointment_id))
        return sum(1 for past in history if past.state is OperationState.DONE and past.slot is not None)

    async def sweep(self) -> list[str]:
        """Start every open change that has no workflow yet; hand those that do not move to a person.

        Returns:
            The ids that went to a person because they were stuck.
        """
        now = self.clock.now()
        stuck = []
        for operation in await self.store.read(lambda tx: tx.operations.open()):
            if now - operation.requested_at > self.stuck_after:
                await self.give_up(operation.id)
                stuck.append(operation.id)
            else:
                await self.workflows.start(WORKFLOW, operation.id)
        return stuck

    async def give_up(self, operation_id: str) -> None:
        """Hand a change that cannot be brought to its end to a person."""
        operation = await self.store.read(lambda tx: tx.operations.get(operation_id))
        if operation is not None and not operation.state.final:
            await self.settle(operation, with_person(Reason.STUCK))


def record_change(tx: ChangeTx, wanted: Operation, now: datetime) -> tuple[Operation, bool]:
    """Record the change and its audit event; False beside it when the same id was recorded before.

    Raises:
        ChangeInProgress: another change of the same appointment has not ended yet.
    """
    known = tx.operations.get(wanted.id)
    if known is not None:
        return known, False
    if any(not past.state.final for past in tx.operations.of_appointment(wanted.appointment.id)):
        msg = "This appointment is being changed already."
        raise ChangeInProgress(msg, "Wait for the earlier change to end.")
    operation = replace(wanted, state=OperationState.REQUESTED)
    tx.operations.add(operation)
    body = {"kind": str(operation.kind), "slot": operation.slot.id if operation.slot else ""}
    tx.audit.record(
        AuditEvent(
            at=now,
            actor=operation.actor,
            action=Action.CHANGE_REQUESTED,
            patient_id=operation.appointment.patient_id,
            resource=f"Appointment/{operation.appointment.id}",
            operation=operation.id,
            body={**body, "approver": operation.approver.id} if operation.approver else body,
        )
    )
    return operation, True
