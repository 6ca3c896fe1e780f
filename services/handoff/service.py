"""What the front desk does with cases: see which wait, look at one, close it; what nobody answers is called out again.

Looking at a case discloses PHI and closing one changes it, so both are audited in the same commit, with the person.
"""

from dataclasses import dataclass

from services.audit.model import Action, Actor, AuditEvent
from services.handoff.errors import FeeStillDue, NoSuchCase
from services.handoff.ports import HandoffTx
from services.kernel.clock import Clock
from services.kernel.language import Language
from services.kernel.store import Store
from services.scheduling.fee import may_close
from services.scheduling.operation import Escalation, OutboxMessage


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """The use cases of the front desk; `notify` is where it is told of cases (an address of the clinic's own)."""

    store: Store[HandoffTx]
    clock: Clock
    notify: str

    async def waiting(self) -> list[Escalation]:
        """Return the open cases, soonest due first."""
        return await self.store.read(lambda tx: tx.escalations.open())

    async def show(self, case_id: str, staff: Actor) -> Escalation:
        """Return one open case with everything it holds.

        Raises:
            NoSuchCase: It is unknown, or closed already.
        """

        def work(tx: HandoffTx) -> Escalation:
            case = _open_case(tx, case_id)
            tx.audit.record(self._event(case, staff, Action.CASE_SHOWN))
            return case

        return await self.store.write(work)

    async def close(self, case_id: str, staff: Actor) -> None:
        """Close a case that a person has finished; the assistant may answer in its conversation again.

        Raises:
            NoSuchCase: It is unknown, or closed already.
            FeeStillDue: Its change costs something that was neither handed over nor settled.
        """

        def work(tx: HandoffTx) -> None:
            case = _open_case(tx, case_id)
            if case.operation_id is not None and not may_close(tx.fees.of_operation(case.operation_id)):
                raise FeeStillDue
            tx.escalations.close(case_id, staff.id, self.clock.now())
            tx.audit.record(self._event(case, staff, Action.CASE_CLOSED))

        await self.store.write(work)

    async def remind(self) -> list[str]:
        """Notify the front desk once more of each case that is overdue; return the ids of all overdue cases."""
        now = self.clock.now()

        def work(tx: HandoffTx) -> list[str]:
            overdue = [case for case in tx.escalations.open() if case.due_at <= now]
            for case in overdue:
                tx.outbox.add(self._reminder(case))
            return [case.id for case in overdue]

        return await self.store.write(work)

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
        )

    def _event(self, case: Escalation, staff: Actor, action: Action) -> AuditEvent:
        return AuditEvent(
            at=self.clock.now(),
            actor=staff,
            action=action,
            patient_id=case.patient_id,
            operation=case.operation_id,
            purpose="HOPERAT",
            body={"case": case.id},
        )


def _open_case(tx: HandoffTx, case_id: str) -> Escalation:
    case = next((each for each in tx.escalations.open() if each.id == case_id), None)
    if case is None:
        raise NoSuchCase
    return case
