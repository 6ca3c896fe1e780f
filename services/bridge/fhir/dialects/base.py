"""What every dialect needs to write: fresh reads, checks before a write, and what an answer to a write means."""

from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import timedelta
from typing import ClassVar

from services.bridge.fhir.capability import Statement
from services.bridge.fhir.client import with_version
from services.bridge.fhir.dialects.queries import escape, within
from services.bridge.fhir.dialects.reading import Reading
from services.bridge.fhir.exchange import Answer
from services.bridge.fhir.invariants import Json, require_resource
from services.bridge.fhir.paging import search
from services.bridge.fhir.profile import OPERATION_MARK
from services.kernel.interval import Interval
from services.scheduling.errors import (
    MalformedAnswer,
    NotFound,
    OutcomeUnknown,
    Refused,
    SchedulingError,
    SlotTaken,
    VersionConflict,
)
from services.scheduling.model import Appointment, AppointmentStatus, Capabilities, Lock, Slot, SlotStatus

HELD = frozenset({SlotStatus.BUSY, SlotStatus.BUSY_TENTATIVE})
_CONFLICTS = frozenset({"conflict", "duplicate", "not-found"})
_ASK_PERSON = "Hand it to a person."
_NO_REMINDERS = "Leave messaging.reminder_hours empty; let the scheduling system remind patients itself."


class Dialect(Reading, ABC):
    """One family of FHIR servers behind the `SchedulingSystem` port.

    What a family does not offer is refused here; the subclass offers what it has.
    """

    MARKS: ClassVar[bool] = True
    MARKS_SEARCHABLE: ClassVar[bool] = True

    @property
    def keeps_marks(self) -> bool:
        """Tell whether our operation's id is written into what we write: the family keeps it and the site allows it."""
        return self.MARKS and self.profile.marks_allowed

    async def capabilities(self) -> Capabilities:
        """Say what the server can do, as far as its CapabilityStatement and its family tell."""
        return self.describe(await self.statement.get())

    @abstractmethod
    def describe(self, statement: Statement) -> Capabilities:
        """Turn a CapabilityStatement into what we claim."""

    async def starting(self, window: Interval) -> list[Appointment]:
        """Refuse: this family shows appointments of one patient at a time."""
        del window
        raise Refused("This scheduling system does not list everybody's appointments.", _NO_REMINDERS, "no_starting")

    async def lock(self) -> Lock:
        """Return what keeps two writers apart here."""
        return self.profile.lock or (await self.capabilities()).lock

    async def hold(self, slot: Slot, operation_id: str) -> Slot:
        """Return the slot unchanged: the server checks when booking."""
        del operation_id
        return slot

    async def move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Refuse: this family does not move an appointment in one write."""
        del appointment, slot, operation_id
        raise Refused("This scheduling system does not move an appointment in one write.", _ASK_PERSON, "no_move")

    async def book(self, template: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Refuse: this family is not asked for new appointments."""
        del template, slot, operation_id
        raise Refused("This scheduling system is not asked for new appointments.", _ASK_PERSON, "no_book")

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Refuse: this family does not let a client cancel."""
        del appointment, operation_id
        raise Refused("This scheduling system does not let a client cancel.", _ASK_PERSON, "no_cancel")

    async def release(self, slot: Slot, operation_id: str) -> Slot:
        """Only read: the server frees its slots itself."""
        del operation_id
        return await self.slot(slot.id)

    async def written_by(self, operation_id: str, template: Appointment, slot: Slot) -> Appointment | None:
        """Find what `book` made for this operation: by our mark where marks are kept, else by patient and time."""
        if self.MARKS_SEARCHABLE and self.keeps_marks:
            query = [("identifier", f"{OPERATION_MARK}|{escape(operation_id)}")]
        else:
            minute = Interval(slot.interval.start, slot.interval.start + timedelta(minutes=1))
            query = [("patient", f"Patient/{template.patient_id}"), *within("date", minute)]
        for resource in await search(self.client, "Appointment", query):
            found = self.read_appointment(resource, template.patient_id)
            marked = operation_id in found.operations or not self.keeps_marks
            if marked and found.id != template.id and _answers(found, template, slot):
                return found
        return None

    async def current(self, appointment: Appointment) -> tuple[Json, Appointment]:
        """Read the appointment as it is now, raw and mapped."""
        resource = await self.client.read("Appointment", appointment.id)
        return resource, self.read_appointment(resource, appointment.patient_id)

    async def result(self, answer: Answer, resource_type: str, resource_id: str) -> Json:
        """Return the resource after a write: from the answer when it is whole, else by reading it.

        Raises:
            OutcomeUnknown: the write was answered with success and cannot be read.
        """
        if answer.content:
            with suppress(MalformedAnswer):
                return with_version(require_resource(answer.json(), resource_type, resource_id), answer)
        try:
            return await self.client.read(resource_type, resource_id)
        except SchedulingError:
            raise OutcomeUnknown("A write was answered with success and cannot be read back.", "Read it.") from None

    async def appointment_after(self, answer: Answer, resource_id: str) -> Appointment:
        """Return the appointment after a write.

        Raises:
            OutcomeUnknown: it cannot be read, or what is read breaks the standard.
        """
        try:
            return self.read_appointment(await self.result(answer, "Appointment", resource_id))
        except MalformedAnswer:
            raise OutcomeUnknown("A write was answered with a malformed resource.", "Read it to find out.") from None

    async def explain(
        self, error: SchedulingError, appointment: Appointment, slot: Slot | None = None, operation_id: str = ""
    ) -> SchedulingError:
        """Tell a changed appointment from a taken slot after a refusal, by reading rather than by guessing words."""
        if type(error) not in (VersionConflict, Refused, NotFound):
            return error
        with suppress(SchedulingError):
            _, now = await self.current(appointment)
            if not same_version(now, appointment):
                return VersionConflict("The appointment changed while it was being written.", "Read it again.")
            if slot is None or not slot.id:
                return error
            if blames_slot(error) or await self.is_taken(slot, appointment.id, operation_id):
                return SlotTaken("The slot was taken while it was being booked.", "Offer another.")
        return error

    async def is_taken(self, slot: Slot, own_id: str, operation_id: str = "") -> bool:
        """Tell whether the slot, as it is now, belongs to somebody else."""
        try:
            now = await self.slot(slot.id)
        except NotFound:
            return True
        ours = now.status is SlotStatus.FREE or (operation_id != "" and now.held_by == operation_id)
        return not ours or any(other.id != own_id for other in await self.occupants(now))


def blames_slot(error: SchedulingError) -> bool:
    """Tell whether a refusal can only mean the slot, the appointment being there and unchanged."""
    return isinstance(error, NotFound) or (isinstance(error, Refused) and error.rule in _CONFLICTS)


def same_version(now: Appointment, seen: Appointment) -> bool:
    """Tell whether the appointment is still what was seen; without versions, by everything that we would change."""
    if seen.version is not None and now.version is not None:
        return now.version == seen.version
    return _substance(now) == _substance(seen)


def _substance(appointment: Appointment) -> tuple[object, ...]:
    a = appointment
    return a.status, a.interval, a.slot_ids, a.practitioner and a.practitioner.id, a.location and a.location.id


def require_unchanged(now: Appointment, seen: Appointment) -> None:
    """Check that the appointment may be written over.

    Raises:
        VersionConflict: somebody changed it since it was read.
        Refused: its status does not allow a change, or the system says no.
    """
    if not same_version(now, seen):
        raise VersionConflict("The appointment changed since it was read.", "Read it again.")
    if not now.status.changeable:
        raise Refused("The appointment can no longer be changed.", _ASK_PERSON, now.status.value)


def is_at(appointment: Appointment, slot: Slot) -> bool:
    """Tell whether a live appointment is in the slot."""
    if not appointment.status.occupies or appointment.interval is None:
        return False
    if appointment.interval.start != slot.interval.start:
        return False
    return not slot.id or not appointment.slot_ids or slot.id in appointment.slot_ids


def is_cancelled(appointment: Appointment) -> bool:
    """Tell whether there is nothing left to cancel."""
    return appointment.status in (AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR)


def _answers(found: Appointment, template: Appointment, slot: Slot) -> bool:
    same_provider = (
        found.practitioner is None or slot.practitioner is None or found.practitioner.id == slot.practitioner.id
    )
    return found.patient_id == template.patient_id and same_provider and is_at(found, slot)
