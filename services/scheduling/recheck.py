"""Step 3 of the change protocol: read again, just before writing, what the patient said yes to."""

from collections.abc import Callable

from services.scheduling.ending import Found
from services.scheduling.model import Appointment, AppointmentStatus, Slot, SlotStatus
from services.scheduling.operation import ChangeKind, Operation, Reason
from services.scheduling.patience import Patience
from services.scheduling.ports import SchedulingSystem

StillAllowed = Callable[[Operation, Appointment, Slot | None], bool]
"""Asks the policy once more, with the appointment and slot as they are now."""


async def recheck(operation: Operation, system: SchedulingSystem, patience: Patience, allowed: StillAllowed) -> Found:
    """Return the appointment and the slot as they are now, or the problem that stops the change.

    Raises:
        SchedulingError: the system could not be read.
    """
    appointment = await patience.ask(lambda: system.appointment(operation.appointment.id))
    problem = appointment_problem(operation, appointment)
    if problem is not None:
        return Found(appointment, problem=problem)
    if operation.kind is ChangeKind.CANCEL or operation.slot is None:
        ok = allowed(operation, appointment, None)
        return Found(appointment, problem=None if ok else Reason.POLICY)
    wanted = operation.slot
    slot = await patience.ask(lambda: system.slot(wanted.id))
    others = await patience.ask(lambda: system.occupants(slot))
    if slot_problem(operation, slot) or any(other.id != appointment.id for other in others):
        return Found(appointment, slot, Reason.SLOT_TAKEN)
    ok = moved_already(operation, appointment) or allowed(operation, appointment, slot)
    return Found(appointment, slot, None if ok else Reason.POLICY)


def moved_already(operation: Operation, appointment: Appointment) -> bool:
    """Tell whether the appointment already is where this operation wants it (a replay after a crash)."""
    return operation.id in appointment.operations and at_slot(appointment, operation.slot)


def at_slot(appointment: Appointment, slot: Slot | None) -> bool:
    """Tell whether a live appointment has the slot's time and provider."""
    if slot is None or appointment.interval is None or not appointment.status.occupies:
        return False
    same_time = appointment.interval.start == slot.interval.start
    return (
        same_time and same_provider(appointment, slot) and (not appointment.slot_ids or slot.id in appointment.slot_ids)
    )


def same_provider(appointment: Appointment, slot: Slot) -> bool:
    """Tell whether the provider agrees, as far as both sides name one."""
    if appointment.practitioner is None or slot.practitioner is None:
        return True
    return appointment.practitioner.id == slot.practitioner.id


def appointment_problem(operation: Operation, now: Appointment) -> Reason | None:
    """Compare the appointment with what the patient saw."""
    if now.status is AppointmentStatus.CANCELLED:
        return None if _cancelled_by(operation, now) else Reason.ALREADY_CANCELLED
    if now.patient_id != operation.appointment.patient_id or not now.status.changeable:
        return Reason.APPOINTMENT_CHANGED
    if now.interval == operation.appointment.interval or moved_already(operation, now):
        return None
    return Reason.APPOINTMENT_CHANGED


def _cancelled_by(operation: Operation, now: Appointment) -> bool:
    return operation.kind is ChangeKind.CANCEL and operation.id in now.operations


def slot_problem(operation: Operation, now: Slot) -> bool:
    """Tell whether the slot is gone: not free, moved in time, or with another provider."""
    wanted = operation.slot
    if wanted is None or now.interval.start != wanted.interval.start:
        return True
    if wanted.practitioner and now.practitioner and wanted.practitioner.id != now.practitioner.id:
        return True
    return now.status is not SlotStatus.FREE and now.held_by != operation.id
