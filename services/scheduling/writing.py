"""Step 4 of the change protocol: conditional writes, each safe to repeat, each unknown outcome resolved by reading.

Every function returns a `Found`; expected failures are values, so that they can be remembered across a crash.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from services.scheduling.ending import Found
from services.scheduling.errors import (
    MalformedAnswer,
    NotFound,
    OutcomeUnknown,
    Refused,
    SchedulingError,
    SlotTaken,
    SystemBusy,
    SystemUnreachable,
    VersionConflict,
)
from services.scheduling.model import Appointment, AppointmentStatus, Slot, SlotStatus
from services.scheduling.operation import Operation, Reason
from services.scheduling.patience import Patience
from services.scheduling.ports import SchedulingSystem
from services.scheduling.recheck import at_slot

ReadT = TypeVar("ReadT")

_CONFLICT_TRIES = 3


def problem_of(error: SchedulingError) -> Found:
    """Turn an error into the problem it means for the change."""
    if isinstance(error, OutcomeUnknown | MalformedAnswer):
        return Found(problem=Reason.OUTCOME_UNKNOWN, unsure=True, evidence=error.code)
    if isinstance(error, SlotTaken):
        return Found(problem=Reason.SLOT_TAKEN, evidence=error.code)
    if isinstance(error, VersionConflict | NotFound):
        return Found(problem=Reason.APPOINTMENT_CHANGED, evidence=error.code)
    if isinstance(error, SystemBusy | SystemUnreachable):
        return Found(problem=Reason.SYSTEM_UNREACHABLE, evidence=error.code)
    rule = error.rule if isinstance(error, Refused) else ""
    return Found(problem=Reason.SYSTEM_REFUSED, evidence=f"{error.code} {rule}".strip())


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes to one scheduling system with the patience given."""

    system: SchedulingSystem
    patience: Patience

    async def hold(self, operation: Operation, slot: Slot) -> Found:
        """Take the slot, or find out that someone else has it."""
        for _ in range(_CONFLICT_TRIES):
            found = await self._hold_once(operation, slot)
            if found.problem is not None or found.slot is None or not found.unsure:
                return found
            slot = found.slot
        return Found(slot=slot, problem=Reason.SLOT_TAKEN)

    async def _hold_once(self, operation: Operation, slot: Slot) -> Found:
        """Try once; `unsure` without a problem means: it changed but is still free, try with what was read."""
        try:
            return Found(slot=await self.patience.ask(lambda: self.system.hold(slot, operation.id)))
        except (VersionConflict, OutcomeUnknown, MalformedAnswer) as error:
            now = await self._read(lambda: self.system.slot(slot.id))
            if now is not None and now.held_by == operation.id:
                return Found(slot=now)
            if now is not None and now.status is not SlotStatus.FREE:
                return Found(slot=now, problem=Reason.SLOT_TAKEN)
            again = now is not None and isinstance(error, VersionConflict)
            return Found(slot=now, unsure=True) if again else problem_of(error)
        except SchedulingError as error:
            return problem_of(error)

    async def move(self, operation: Operation, appointment: Appointment, slot: Slot) -> Found:
        """Move the appointment in one write; after a crash the earlier write is recognised, not repeated."""
        return await self._change(
            appointment,
            settled=lambda now: at_slot(now, slot),
            write=lambda now: self.system.move(now, slot, operation.id),
        )

    async def cancel(self, operation: Operation, appointment: Appointment) -> Found:
        """Cancel the appointment; an appointment that is cancelled already stays so."""
        return await self._change(
            appointment,
            settled=lambda now: now.status is AppointmentStatus.CANCELLED,
            write=lambda now: self.system.cancel(now, operation.id),
        )

    async def book(self, operation: Operation, template: Appointment, slot: Slot) -> Found:
        """Book a new appointment like `template`; one that this operation made earlier is found, not made twice."""
        made = await self._read(lambda: self.system.written_by(operation.id, template, slot))
        if made is not None:
            return Found(made)
        try:
            return Found(await self.patience.ask(lambda: self.system.book(template, slot, operation.id)))
        except (OutcomeUnknown, MalformedAnswer) as error:
            made = await self._until(lambda: self.system.written_by(operation.id, template, slot), _is_there)
            return Found(made) if made is not None else problem_of(error)
        except SchedulingError as error:
            return problem_of(error)

    async def release(self, operation: Operation, slot_id: str) -> Found:
        """Free a slot that nothing occupies; leave it alone when someone else took it."""
        try:
            slot = await self.patience.ask(lambda: self.system.slot(slot_id))
            return Found(slot=await self.patience.ask(lambda: self.system.release(slot, operation.id)))
        except SchedulingError as error:
            slot_now = await self._read(lambda: self.system.slot(slot_id))
            if slot_now is not None and slot_now.status is SlotStatus.FREE:
                return Found(slot=slot_now)
            return problem_of(error)

    async def _change(
        self,
        appointment: Appointment,
        settled: Callable[[Appointment], bool],
        write: Callable[[Appointment], Awaitable[Appointment]],
    ) -> Found:
        """Read, write if still needed, and resolve every doubt by reading. A benign edit meanwhile is written over."""
        for _ in range(_CONFLICT_TRIES):
            now = await self._read(lambda: self.system.appointment(appointment.id))
            if now is None:
                return Found(problem=Reason.SYSTEM_UNREACHABLE, evidence="unreadable")
            if settled(now):
                return Found(now)
            if (now.status, now.interval) != (appointment.status, appointment.interval):
                return Found(now, problem=Reason.APPOINTMENT_CHANGED)
            found = await self._write_once(now, settled, write)
            if found is not None:
                return found
        return Found(problem=Reason.APPOINTMENT_CHANGED, evidence="version_conflict")

    async def _write_once(
        self,
        now: Appointment,
        settled: Callable[[Appointment], bool],
        write: Callable[[Appointment], Awaitable[Appointment]],
    ) -> Found | None:
        """Write; None means that the version was stale and reading again is the next step."""
        try:
            return Found(await self.patience.ask(lambda: write(now)))
        except VersionConflict:
            return None
        except (OutcomeUnknown, MalformedAnswer) as error:
            after = await self._until(lambda: self.system.appointment(now.id), settled)
            return Found(after) if after is not None else problem_of(error)
        except SchedulingError as error:
            return problem_of(error)

    async def _read(self, call: Callable[[], Awaitable[ReadT]]) -> ReadT | None:
        try:
            return await self.patience.ask(call)
        except SchedulingError:
            return None

    async def _until(self, call: Callable[[], Awaitable[ReadT]], good: Callable[[ReadT], bool]) -> ReadT | None:
        """Read until the write shows, or patience runs out. Never writes."""
        for wait in (0.0, *self.patience.waits):
            await self.patience.pause(wait)
            found = await self._read(call)
            if found is not None and good(found):
                return found
        return None


def _is_there(found: Appointment | None) -> bool:
    return found is not None
