"""What is read again before a decision counts: the appointment, the new time, the patient, the policy."""

from dataclasses import dataclass, replace

from services.handoff.errors import AppointmentMoved, HandoffError, PolicyRefuses, SystemSilent, TimeGone
from services.kernel.clock import Clock
from services.scheduling.ending import Found
from services.scheduling.errors import NotFound, SchedulingError
from services.scheduling.model import Appointment, Patient, Slot
from services.scheduling.operation import ChangeKind, Operation, Reason
from services.scheduling.patience import Patience
from services.scheduling.policy import (
    PolicyBook,
    Ruling,
    Verdict,
    rule_on_cancel,
    rule_on_move,
    rule_on_slot,
    still_allowed,
)
from services.scheduling.ports import SchedulingSystem
from services.scheduling.recheck import recheck

_MOVED = frozenset({Reason.APPOINTMENT_CHANGED, Reason.ALREADY_CANCELLED})


@dataclass(frozen=True, slots=True)
class Checking:
    """Reads the scheduling system and asks the policy once more; it writes nothing."""

    system: SchedulingSystem
    book: PolicyBook
    clock: Clock
    patience: Patience

    async def present(self, seen: Appointment) -> Appointment | None:
        """Return the appointment as it is now, None when it is gone.

        Raises:
            SystemSilent: The system cannot be read.
        """
        try:
            return await self.patience.ask(lambda: self.system.appointment(seen.id))
        except NotFound:
            return None
        except SchedulingError:
            raise SystemSilent from None

    async def slot(self, slot_id: str) -> Slot:
        """Return a time as it is now.

        Raises:
            TimeGone: There is no such time any more.
            SystemSilent: The system cannot be read.
        """
        try:
            return await self.patience.ask(lambda: self.system.slot(slot_id))
        except NotFound:
            raise TimeGone from None
        except SchedulingError:
            raise SystemSilent from None

    async def checked(self, operation: Operation, moves: int) -> Operation:
        """Return the change with appointment and time as they are now, if it may still be written.

        Args:
            operation: The change as the approver saw it.
            moves: How often the appointment was moved already.

        Raises:
            AppointmentMoved: The appointment is not what the approver saw.
            TimeGone: The time is not free any more.
            PolicyRefuses: The policy forbids it to everybody.
            SystemSilent: The system cannot be read.
        """
        present = await self.present(operation.appointment)
        if present is None or not same_visit(present, operation.appointment):
            raise AppointmentMoved(present)
        rules: list[str] = []
        try:
            patient = await self.patience.ask(lambda: self.system.patient(present.patient_id))

            def allowed(asked: Operation, appointment: Appointment, slot: Slot | None) -> bool:
                rules.extend(self._refused(asked, appointment, slot, patient, moves))
                return not rules

            found = await recheck(operation, self.system, self.patience, allowed)
        except NotFound:
            raise TimeGone from None
        except SchedulingError:
            raise SystemSilent from None
        if found.problem is not None:
            raise _refusal(found, tuple(rules))
        return replace(operation, appointment=found.appointment or present, slot=found.slot)

    def _refused(
        self, operation: Operation, appointment: Appointment, slot: Slot | None, patient: Patient, moves: int
    ) -> tuple[str, ...]:
        """Return the codes of the rules that forbid the change to everybody; none when a person may approve it."""
        verdict = self._verdict(operation, appointment, slot, patient, moves)
        if verdict.ruling is Ruling.REFUSED:
            return verdict.rules
        still = still_allowed(operation, appointment, slot, self.book, self.clock.now())
        return () if still else ("past",)

    def _verdict(
        self, operation: Operation, appointment: Appointment, slot: Slot | None, patient: Patient, moves: int
    ) -> Verdict:
        asked = operation.asked_at or operation.requested_at
        if operation.kind is ChangeKind.CANCEL or slot is None:
            return rule_on_cancel(appointment, patient, self.book, asked)
        verdict = rule_on_move(appointment, patient, self.book, asked, moves)
        return verdict.plus(rule_on_slot(appointment, slot, self.book, asked))


def same_visit(one: Appointment, other: Appointment) -> bool:
    """Tell whether nothing that a person decides by differs; a mere saving raises the version alone."""
    return _told(one) == _told(other)


def _told(visit: Appointment) -> Appointment:
    """Return the appointment without what a mere saving, or a mark of ours, changes."""
    return replace(visit, version=None, operations=frozenset())


def _refusal(found: Found, rules: tuple[str, ...]) -> HandoffError:
    if found.problem in _MOVED:
        return AppointmentMoved(found.appointment)
    if found.problem is Reason.SLOT_TAKEN:
        return TimeGone()
    return PolicyRefuses(rules)
