"""The truth inside the fake scheduling system: patients, slots and appointments with versions."""

import dataclasses
from datetime import datetime
from typing import Any

from services.kernel.interval import Interval
from services.scheduling.errors import NotFound
from services.scheduling.model import Appointment, AppointmentStatus, Patient, Slot, SlotStatus


class ClinicRecords:
    """Rows that get a new version with each write, where the system has versions at all."""

    def __init__(self, *, versioned: bool = True) -> None:
        self.patients: dict[str, Patient] = {}
        self.slots: dict[str, Slot] = {}
        self.appointments: dict[str, Appointment] = {}
        self._versioned = versioned
        self._writes = 0

    def next_version(self) -> str | None:
        """Return a version never given before, or None where the system has none."""
        self._writes += 1
        return f'W/"{self._writes}"' if self._versioned else None

    def new_appointment_id(self) -> str:
        """Return an id no appointment has."""
        self._writes += 1
        return f"appt-new-{self._writes}"

    def slot(self, slot_id: str) -> Slot:
        """Return the slot as it is.

        Raises:
            NotFound: there is none.
        """
        if slot_id not in self.slots:
            raise NotFound("There is no such slot.", "Offer another.")
        return self.slots[slot_id]

    def appointment(self, appointment_id: str) -> Appointment:
        """Return the appointment as it is.

        Raises:
            NotFound: there is none.
        """
        if appointment_id not in self.appointments:
            raise NotFound("There is no such appointment.", "Read the patient's appointments again.")
        return self.appointments[appointment_id]

    def put_slot(self, slot: Slot, **changes: Any) -> Slot:  # noqa: ANN401 any field of the model
        """Write the slot with the given changes and a new version."""
        written = dataclasses.replace(slot, **{**changes, "version": self.next_version()})
        self.slots[written.id] = written
        return written

    def put_appointment(self, appointment: Appointment, **changes: Any) -> Appointment:  # noqa: ANN401 any field of the model
        """Write the appointment with the given changes and a new version."""
        written = dataclasses.replace(appointment, **{**changes, "version": self.next_version()})
        self.appointments[written.id] = written
        return written

    def of_patient(self, patient_id: str, since: datetime) -> list[Appointment]:
        """Return the patient's appointments from `since` on, soonest first."""
        return [a for start, a in self._dated() if a.patient_id == patient_id and start >= since]

    def starting(self, window: Interval) -> list[Appointment]:
        """Return everybody's booked appointments that start within the window, soonest first."""
        booked = AppointmentStatus.BOOKED
        return [a for start, a in self._dated() if a.status is booked and window.contains(start)]

    def _dated(self) -> list[tuple[datetime, Appointment]]:
        rows = [(a.interval.start, a) for a in self.appointments.values() if a.interval is not None]
        return sorted(rows, key=lambda row: (row[0], row[1].id))

    def occupants(self, slot: Slot) -> list[Appointment]:
        """Return the appointments that refer to the slot or take its practitioner's time in it."""
        return [a for a in self.appointments.values() if a.status.occupies and _occupies(a, slot)]

    def free_if_empty(self, slot_id: str) -> None:
        """Show the slot as free when it was busy and no appointment occupies it."""
        slot = self.slots.get(slot_id)
        if slot is not None and slot.status is SlotStatus.BUSY and not self.occupants(slot):
            self.put_slot(slot, status=SlotStatus.FREE, held_by=None)


def _occupies(appointment: Appointment, slot: Slot) -> bool:
    if slot.id in appointment.slot_ids:
        return True
    same_person = (
        appointment.practitioner is not None
        and slot.practitioner is not None
        and appointment.practitioner.id == slot.practitioner.id
    )
    return same_person and appointment.interval is not None and appointment.interval.overlaps(slot.interval)
