"""Invented people, appointments and slots, the same in every run."""

import dataclasses
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.kernel.interval import Interval
from services.scheduling.model import Appointment, AppointmentStatus, Party, Patient, Slot, SlotStatus
from tests.doubles.clock import MONDAY_MORNING

DR_RIVERA = Party("prac-rivera", "Elena Rivera, MD")
DR_CHEN = Party("prac-chen", "Wei Chen, MD")
MAIN_STREET = Party("loc-main", "Main Street Clinic")
LAKE_VIEW = Party("loc-lake", "Lake View Clinic")
FOLLOW_UP = "follow-up"

_numbers = itertools.count(1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return the time `hour:minute` in Chicago's winter (UTC-6), `day` days after Monday, March 1, 2027."""
    return datetime(2027, 3, 1, tzinfo=UTC) + timedelta(days=day, hours=hour + 6, minutes=minute)


def half_hour(start: datetime) -> Interval:
    """Return thirty minutes from `start`."""
    return Interval(start, start + timedelta(minutes=30))


def a_patient(**changes: Any) -> Patient:  # noqa: ANN401 any field of the model
    """Return Maria Garcia Lopez, born May 4, 1980, with the given changes."""
    base = Patient(
        id="pat-1",
        given=("Maria",),
        family="Garcia Lopez",
        birth_date=date(1980, 5, 4),
        phones=("+13125550142",),
    )
    return dataclasses.replace(base, **changes)


def a_slot(**changes: Any) -> Slot:  # noqa: ANN401 any field of the model
    """Return a free half hour with Dr. Rivera on Tuesday of next week at 10:00, with the given changes."""
    start = changes.pop("start", at(8, 10))
    interval = changes.pop("interval", half_hour(start))
    practitioner = changes.pop("practitioner", DR_RIVERA)
    base = Slot(
        id=f"slot-{next(_numbers)}",
        version=None,
        status=SlotStatus.FREE,
        interval=interval,
        schedule_id=f"sched-{practitioner.id}" if practitioner else "sched-none",
        practitioner=practitioner,
        location=MAIN_STREET,
        visit_types=frozenset({FOLLOW_UP}),
    )
    return dataclasses.replace(base, **changes)


def an_appointment(**changes: Any) -> Appointment:  # noqa: ANN401 any field of the model
    """Return a booked follow-up with Dr. Rivera on Thursday of this week at 9:00, with the given changes.

    `slot=` takes interval, practitioner, place and slot id from a slot.
    """
    slot: Slot | None = changes.pop("slot", None)
    start = changes.pop("start", at(3, 9))
    base = Appointment(
        id=f"appt-{next(_numbers)}",
        version=None,
        status=AppointmentStatus.BOOKED,
        patient_id="pat-1",
        interval=half_hour(start),
        visit_type=FOLLOW_UP,
        visit_name="Follow-up visit",
        practitioner=DR_RIVERA,
        location=MAIN_STREET,
    )
    if slot is not None:
        base = placed(base, slot)
    return dataclasses.replace(base, **changes)


def placed(appointment: Appointment, slot: Slot) -> Appointment:
    """Return the appointment as it looks in `slot`."""
    return dataclasses.replace(
        appointment,
        interval=slot.interval,
        practitioner=slot.practitioner,
        location=slot.location,
        slot_ids=(slot.id,),
        modality=slot.modality,
        resources=slot.resources,
    )


__all__ = ["DR_CHEN", "DR_RIVERA", "FOLLOW_UP", "LAKE_VIEW", "MAIN_STREET", "MONDAY_MORNING"]
__all__ += ["a_patient", "a_slot", "an_appointment", "at", "half_hour", "placed"]
