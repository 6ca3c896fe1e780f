"""Step 5 of the change protocol: read everything back; only what is seen is said."""

from dataclasses import dataclass

from services.scheduling.ending import Ending, done, with_person
from services.scheduling.errors import NotFound, SchedulingError
from services.scheduling.model import Appointment, AppointmentStatus, SlotStatus
from services.scheduling.operation import Operation, Reason
from services.scheduling.patience import Patience
from services.scheduling.ports import SchedulingSystem
from services.scheduling.recheck import at_slot

_GONE = frozenset({AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR})


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Compares what the system shows with what was asked."""

    system: SchedulingSystem
    patience: Patience

    async def moved(self, operation: Operation, new_id: str, leftovers: tuple[Reason, ...]) -> Ending:
        """Check a move: new one there, old one gone, old slot free, new slot not free."""
        try:
            now = await self.patience.ask(lambda: self.system.appointment(new_id))
            if not at_slot(now, operation.slot):
                return with_person(Reason.READ_BACK_DIFFERS, _seen(now), now)
            if new_id != operation.appointment.id:
                old = await self.patience.ask(lambda: self.system.appointment(operation.appointment.id))
                if old.status not in _GONE:
                    return with_person(Reason.OLD_APPOINTMENT_REMAINS, _seen(old), now)
            found = [*leftovers, *await self._old_slots(operation), *await self._new_slot(operation)]
            return done(now, tuple(dict.fromkeys(found)))
        except SchedulingError as error:
            return with_person(Reason.OUTCOME_UNKNOWN, error.code)

    async def cancelled(self, operation: Operation, leftovers: tuple[Reason, ...]) -> Ending:
        """Check a cancellation: the appointment is cancelled and its slot is free."""
        try:
            now = await self.patience.ask(lambda: self.system.appointment(operation.appointment.id))
            if now.status not in _GONE:
                return with_person(Reason.READ_BACK_DIFFERS, _seen(now), now)
            found = [*leftovers, *await self._old_slots(operation)]
            return done(now, tuple(dict.fromkeys(found)))
        except SchedulingError as error:
            return with_person(Reason.OUTCOME_UNKNOWN, error.code)

    async def _old_slots(self, operation: Operation) -> list[Reason]:
        """An old slot may be free, gone, or taken by someone else already; busy and empty needs a person."""
        new = operation.slot.id if operation.slot else None
        for slot_id in operation.appointment.slot_ids:
            if slot_id != new and await self._busy_and_empty(slot_id):
                return [Reason.OLD_SLOT_NOT_FREED]
        return []

    async def _busy_and_empty(self, slot_id: str) -> bool:
        try:
            slot = await self.patience.ask(lambda: self.system.slot(slot_id))
        except NotFound:
            return False
        if slot.status is not SlotStatus.BUSY and slot.status is not SlotStatus.BUSY_TENTATIVE:
            return False
        return not await self.patience.ask(lambda: self.system.occupants(slot))

    async def _new_slot(self, operation: Operation) -> list[Reason]:
        """A booked slot that still shows as free would be sold twice."""
        wanted = operation.slot
        if wanted is None or not wanted.id:
            return []
        try:
            slot = await self.patience.ask(lambda: self.system.slot(wanted.id))
        except NotFound:
            return []
        return [Reason.NEW_SLOT_STILL_FREE] if slot.status is SlotStatus.FREE else []


def _seen(appointment: Appointment) -> str:
    """Say what the system shows, without who it is for."""
    start = appointment.interval.start.isoformat() if appointment.interval else "no time"
    return f"status {appointment.status}, start {start}"
