"""The clinic's own staff, who change things in the scheduling system without asking Sealdesk."""

import dataclasses

from services.scheduling.model import Appointment, AppointmentStatus, Slot, SlotStatus
from tests.doubles.builders import an_appointment
from tests.doubles.clinic_records import ClinicRecords


class FrontDesk:
    """Writes straight to the records, as a receptionist's own program does."""

    def __init__(self, records: ClinicRecords) -> None:
        self._records = records

    def take(self, slot_id: str, patient_id: str = "pat-walk-in") -> Appointment:
        """Book somebody else into the slot, whatever it shows."""
        slot = self._records.put_slot(self._records.slot(slot_id), status=SlotStatus.BUSY, held_by=None)
        new = an_appointment(id=self._records.new_appointment_id(), slot=slot, patient_id=patient_id)
        return self._records.put_appointment(new)

    def block(self, slot_id: str) -> Slot:
        """Make the slot unavailable without an appointment."""
        return self._records.put_slot(self._records.slot(slot_id), status=SlotStatus.BUSY_UNAVAILABLE, held_by=None)

    def cancel(self, appointment_id: str) -> Appointment:
        """Cancel the appointment and free its slots."""
        appointment = self._records.appointment(appointment_id)
        cancelled = self._records.put_appointment(appointment, status=AppointmentStatus.CANCELLED)
        for slot_id in appointment.slot_ids:
            self._records.free_if_empty(slot_id)
        return cancelled

    def move(self, appointment_id: str, slot_id: str) -> Appointment:
        """Move the appointment to the slot and free its old ones."""
        appointment = self._records.appointment(appointment_id)
        slot = self._records.put_slot(self._records.slot(slot_id), status=SlotStatus.BUSY, held_by=None)
        moved = self._records.put_appointment(
            appointment,
            interval=slot.interval,
            practitioner=slot.practitioner,
            location=slot.location,
            slot_ids=(slot.id,),
        )
        for old_id in appointment.slot_ids:
            self._records.free_if_empty(old_id)
        return moved

    def touch(self, appointment_id: str) -> Appointment:
        """Save the appointment without changing anything the patient would notice: only its version rises."""
        return self._records.put_appointment(self._records.appointment(appointment_id))

    def set_status(self, appointment_id: str, status: AppointmentStatus) -> Appointment:
        """Put the appointment into another status (arrived, no-show, ...)."""
        return self._records.put_appointment(self._records.appointment(appointment_id), status=status)

    def delete(self, appointment_id: str) -> None:
        """Remove the appointment without a trace."""
        gone = self._records.appointments.pop(appointment_id)
        for slot_id in gone.slot_ids:
            self._records.free_if_empty(slot_id)

    def rename_visit(self, appointment_id: str, visit_name: str) -> Appointment:
        """Change what the visit is called."""
        changed = dataclasses.replace(self._records.appointment(appointment_id), visit_name=visit_name)
        return self._records.put_appointment(changed)
