"""A clinic's scheduling system in memory, with the manners of the real ones.

Its `Capabilities` decide how it behaves:

* `Lock.ETAG` and `Lock.VERSION`: rows carry versions, and a write with a stale version is refused.
* `Lock.SERVER_CHECK`: no versions and no hold; the server itself checks for overlaps when it books or moves.
* `Lock.NONE`: no versions and nobody checks: two writers that both saw a slot free may both write.
"""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from services.kernel.interval import Interval
from services.scheduling.errors import NotFound, Refused, SlotTaken, VersionConflict
from services.scheduling.model import (
    Appointment,
    AppointmentStatus,
    Capabilities,
    Lock,
    MoveSupport,
    Patient,
    Slot,
    SlotSearch,
    SlotStatus,
)
from services.scheduling.names import words_of
from tests.doubles.builders import placed
from tests.doubles.clinic_records import ClinicRecords
from tests.doubles.front_desk import FrontDesk
from tests.doubles.hooks import Callback, Hooks

T = TypeVar("T")

STRICT = Capabilities(
    system="fake", move=MoveSupport.ATOMIC, cancel=True, lock=Lock.ETAG, frees_slots=False, starting=True
)
"""One write moves, ETags guard, and Sealdesk frees the old slot."""


class FakeSchedulingSystem:
    """`services.scheduling.ports.SchedulingSystem` in memory; `records` is the truth, `desk` the clinic's staff."""

    def __init__(self, capabilities: Capabilities = STRICT, *, keeps_marks: bool = True) -> None:
        self._capabilities = capabilities
        self._keeps_marks = keeps_marks
        self._hooks = Hooks()
        self.records = ClinicRecords(versioned=capabilities.lock in (Lock.ETAG, Lock.VERSION))
        self.desk = FrontDesk(self.records)

    # -- what a test arranges ---------------------------------------------------------------------------------

    def add(self, *things: Patient | Slot | Appointment) -> None:
        """Put patients, slots and appointments into the system; a booked appointment makes its slots busy."""
        for thing in things:
            if isinstance(thing, Patient):
                self.records.patients[thing.id] = thing
            elif isinstance(thing, Slot):
                self.records.put_slot(thing)
            else:
                self._add_appointment(thing)

    def _add_appointment(self, appointment: Appointment) -> None:
        self.records.put_appointment(appointment)
        for slot_id in appointment.slot_ids:
            if appointment.status.occupies and slot_id in self.records.slots:
                self.records.put_slot(self.records.slots[slot_id], status=SlotStatus.BUSY)

    @property
    def calls(self) -> list[str]:
        """The names of the methods called so far, in order."""
        return self._hooks.calls

    def fail_next(self, method: str, error: BaseException, *, after_write: bool = False, times: int = 1) -> None:
        """Raise `error` from the next calls of `method`, before or after the effect (an unknown outcome)."""
        self._hooks.fail_next(method, error, after_write=after_write, times=times)

    def before(self, method: str, callback: Callback) -> None:
        """Let somebody act just before the next call of `method` takes effect."""
        self._hooks.before(method, callback)

    def after(self, method: str, callback: Callback) -> None:
        """Let somebody act just after the next call of `method` took effect."""
        self._hooks.after(method, callback)

    async def _call(self, method: str, effect: Callable[[], T]) -> T:
        await asyncio.sleep(0)
        failure = await self._hooks.enter(method)
        result = effect()
        await self._hooks.leave(method, failure)
        await asyncio.sleep(0)
        return result

    # -- reading ----------------------------------------------------------------------------------------------

    async def capabilities(self) -> Capabilities:
        return await self._call("capabilities", lambda: self._capabilities)

    async def find_patients(self, birth_date: date, family: str) -> list[Patient]:
        def find() -> list[Patient]:
            born_then = (p for p in self.records.patients.values() if p.active and p.birth_date == birth_date)
            return [p for p in born_then if _family_matches(p, family)]

        return await self._call("find_patients", find)

    async def patient(self, patient_id: str) -> Patient:
        def read() -> Patient:
            if patient_id not in self.records.patients:
                raise NotFound("There is no such patient.", "Check which patient was verified.")
            return self.records.patients[patient_id]

        return await self._call("patient", read)

    async def appointments(self, patient_id: str, since: datetime) -> list[Appointment]:
        return await self._call("appointments", lambda: self.records.of_patient(patient_id, since))

    async def starting(self, window: Interval) -> list[Appointment]:
        if not self._capabilities.starting:
            raise Refused("The system does not list everybody's appointments.", "Remind nobody.", "no_starting")
        return await self._call("starting", lambda: self.records.starting(window))

    async def appointment(self, appointment_id: str) -> Appointment:
        return await self._call("appointment", lambda: self.records.appointment(appointment_id))

    async def free_slots(self, search: SlotSearch) -> list[Slot]:
        def read() -> list[Slot]:
            fitting = [s for s in self.records.slots.values() if _fits(s, search)]
            return sorted(fitting, key=lambda s: (s.interval.start, s.id))[: search.limit]

        return await self._call("free_slots", read)

    async def slot(self, slot_id: str) -> Slot:
        return await self._call("slot", lambda: self.records.slot(slot_id))

    async def occupants(self, slot: Slot) -> list[Appointment]:
        return await self._call("occupants", lambda: self.records.occupants(slot))

    # -- writing ----------------------------------------------------------------------------------------------

    async def hold(self, slot: Slot, operation_id: str) -> Slot:
        if self._capabilities.lock is Lock.SERVER_CHECK:
            return await self._call("hold", lambda: slot)
        if self._capabilities.lock is Lock.NONE:
            self._refuse_taken(self.records.slot(slot.id), operation_id)
            await asyncio.sleep(0)  # the gap between looking and writing, in which another may write too
            return await self._call("hold", lambda: self._mark(slot.id, operation_id))
        return await self._call("hold", lambda: self._hold_guarded(slot, operation_id))

    def _hold_guarded(self, slot: Slot, operation_id: str) -> Slot:
        current = self.records.slot(slot.id)
        if current.held_by == operation_id:
            return current
        self._refuse_taken(current, operation_id)
        if current.version != slot.version:
            raise VersionConflict("The slot changed since it was read.", "Read it again.")
        return self._mark(slot.id, operation_id)

    def _mark(self, slot_id: str, operation_id: str) -> Slot:
        current = self.records.slot(slot_id)
        if current.held_by == operation_id:
            return current
        return self.records.put_slot(current, status=SlotStatus.BUSY, held_by=operation_id)

    def _refuse_taken(self, current: Slot, operation_id: str) -> None:
        if current.status is not SlotStatus.FREE and current.held_by != operation_id:
            raise SlotTaken("The slot is no longer free.", "Offer another.")

    async def move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        return await self._call("move", lambda: self._move(appointment, slot, operation_id))

    def _move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        if self._capabilities.move is not MoveSupport.ATOMIC:
            raise Refused("This system does not move appointments.", "Ask a person.", "no_move")
        current = self.records.appointment(appointment.id)
        if self._was_written(current, operation_id) and slot.id in current.slot_ids:
            return current
        self._check_version(current, appointment)
        if not current.status.changeable:
            raise Refused("The appointment can no longer be changed.", "Ask a person.", current.status.value)
        self._check_room(slot, operation_id, ignoring=current.id)
        moved = self.records.put_appointment(
            placed(current, self.records.slot(slot.id)), operations=self._marks(current, operation_id)
        )
        self._mark_slot(slot.id, operation_id)
        self._free_old(set(current.slot_ids) - {slot.id})
        return moved

    async def book(self, template: Appointment, slot: Slot, operation_id: str) -> Appointment:
        return await self._call("book", lambda: self._book(template, slot, operation_id))

    def _book(self, template: Appointment, slot: Slot, operation_id: str) -> Appointment:
        if self._capabilities.move is not MoveSupport.TWO_STEP:
            raise Refused("This system does not take new appointments.", "Ask a person.", "no_book")
        written = self._find_written(operation_id, template, slot)
        if written is not None:
            return written
        self._check_room(slot, operation_id, ignoring=template.id)
        new = self.records.put_appointment(
            placed(template, self.records.slot(slot.id)),
            id=self.records.new_appointment_id(),
            status=AppointmentStatus.BOOKED,
            operations=frozenset({operation_id}) if self._keeps_marks else frozenset(),
        )
        self._mark_slot(slot.id, operation_id)
        return new

    async def written_by(self, operation_id: str, template: Appointment, slot: Slot) -> Appointment | None:
        return await self._call("written_by", lambda: self._find_written(operation_id, template, slot))

    def _find_written(self, operation_id: str, template: Appointment, slot: Slot) -> Appointment | None:
        for candidate in self.records.appointments.values():
            if candidate.id == template.id or slot.id not in candidate.slot_ids:
                continue
            if candidate.patient_id != template.patient_id or not candidate.status.occupies:
                continue
            if not self._keeps_marks or operation_id in candidate.operations:
                return candidate
        return None

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        return await self._call("cancel", lambda: self._cancel(appointment, operation_id))

    def _cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        if not self._capabilities.cancel:
            raise Refused("This system does not cancel appointments.", "Ask a person.", "no_cancel")
        current = self.records.appointment(appointment.id)
        if current.status is AppointmentStatus.CANCELLED:
            return current
        self._check_version(current, appointment)
        if not current.status.changeable:
            raise Refused("The appointment can no longer be changed.", "Ask a person.", current.status.value)
        marks = self._marks(current, operation_id)
        cancelled = self.records.put_appointment(current, status=AppointmentStatus.CANCELLED, operations=marks)
        self._free_old(set(current.slot_ids))
        return cancelled

    async def release(self, slot: Slot, operation_id: str) -> Slot:
        return await self._call("release", lambda: self._release(slot, operation_id))

    def _release(self, slot: Slot, operation_id: str) -> Slot:
        current = self.records.slot(slot.id)
        ours = current.held_by in (operation_id, slot.held_by)
        if current.status is SlotStatus.BUSY and ours and not self.records.occupants(current):
            return self.records.put_slot(current, status=SlotStatus.FREE, held_by=None)
        return current

    # -- the server's own rules -------------------------------------------------------------------------------

    def _was_written(self, current: Appointment, operation_id: str) -> bool:
        return operation_id in current.operations or not self._keeps_marks

    def _marks(self, current: Appointment, operation_id: str) -> frozenset[str]:
        return current.operations | {operation_id} if self._keeps_marks else frozenset()

    def _check_version(self, current: Appointment, given: Appointment) -> None:
        if current.version != given.version:
            raise VersionConflict("The appointment changed since it was read.", "Read it again.")

    def _check_room(self, slot: Slot, operation_id: str, ignoring: str) -> None:
        current = self.records.slot(slot.id)
        if self._capabilities.lock is Lock.NONE:
            return
        self._refuse_taken(current, operation_id)
        others = [a for a in self.records.occupants(current) if a.id != ignoring]
        if self._capabilities.lock is Lock.SERVER_CHECK and others:
            raise SlotTaken("The provider's time is taken.", "Offer another.")

    def _mark_slot(self, slot_id: str, operation_id: str) -> None:
        current = self.records.slot(slot_id)
        mark = None if self._capabilities.lock is Lock.SERVER_CHECK else operation_id
        if current.status is not SlotStatus.BUSY or current.held_by != mark:
            self.records.put_slot(current, status=SlotStatus.BUSY, held_by=mark)

    def _free_old(self, slot_ids: set[str]) -> None:
        if self._capabilities.frees_slots:
            for slot_id in slot_ids:
                self.records.free_if_empty(slot_id)


def _family_matches(patient: Patient, family: str) -> bool:
    """FHIR string search: any word of the name starts with the words given; case and accents do not count."""
    return any(word.startswith(wanted) for word in words_of(patient.family) for wanted in words_of(family))


def _fits(slot: Slot, search: SlotSearch) -> bool:
    return (
        slot.status is SlotStatus.FREE
        and search.window.contains(slot.interval.start)
        and (search.visit_type is None or not slot.visit_types or search.visit_type in slot.visit_types)
        and (search.practitioner_id is None or _id_of(slot.practitioner) == search.practitioner_id)
        and (search.location_id is None or _id_of(slot.location) == search.location_id)
    )


def _id_of(party: object) -> str | None:
    return getattr(party, "id", None)
