"""SIU and SRR: which appointment, whose, when, with whom, where, and what became of it (HL7 v2.8.2 chapter 10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.bridge.hl7v2.er7.message import Message
from services.bridge.hl7v2.instants import zones_of
from services.bridge.hl7v2.profile import SenderProfile
from services.bridge.hl7v2.reading.doubt import Doubt, Kind
from services.bridge.hl7v2.reading.identifiers import (
    Identifier,
    Named,
    chosen,
    coded,
    entity,
    patient_identifiers,
    person,
    place,
)
from services.bridge.hl7v2.reading.times import timing_of
from services.kernel.interval import Interval
from services.scheduling.model import AppointmentStatus


class Trigger(StrEnum):
    """Events of SIU that bear on an appointment or on free time (table 0003)."""

    BOOKED = "S12"
    RESCHEDULED = "S13"
    MODIFIED = "S14"
    CANCELLED = "S15"
    DISCONTINUED = "S16"
    DELETED = "S17"
    ADDED_RESOURCE = "S18"
    CHANGED_RESOURCE = "S19"
    CANCELLED_RESOURCE = "S20"
    DISCONTINUED_RESOURCE = "S21"
    DELETED_RESOURCE = "S22"
    BLOCKED = "S23"
    OPENED = "S24"
    NOSHOW = "S26"


#: What the event itself says of the status; it outranks SCH-25, whatever that says.
_ENDED: Final = {
    Trigger.CANCELLED: AppointmentStatus.CANCELLED,
    Trigger.DISCONTINUED: AppointmentStatus.CANCELLED,
    Trigger.DELETED: AppointmentStatus.ENTERED_IN_ERROR,
    Trigger.NOSHOW: AppointmentStatus.NOSHOW,
}
#: Statuses in which an appointment that was booked, moved or changed can be.
_STANDING: Final = frozenset(
    {
        AppointmentStatus.PENDING,
        AppointmentStatus.BOOKED,
        AppointmentStatus.ARRIVED,
        AppointmentStatus.CHECKED_IN,
        AppointmentStatus.FULFILLED,
        AppointmentStatus.WAITLIST,
    }
)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What a message says of an appointment. With doubts it is not applied, and what they are about is left out."""

    trigger: Trigger
    placer: Identifier | None
    filler: Identifier | None
    patient: Identifier | None
    status: AppointmentStatus | None
    interval: Interval | None
    visit_type: Named | None = None
    reason: Named | None = None
    services: tuple[Named, ...] = ()
    providers: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    devices: tuple[Named, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_scheduled(message: Message, profile: SenderProfile) -> Scheduled | None:
    """Return what a SIU, or the SCH of an SRR, says; None where its event is none that we read.

    Args:
        message: the message.
        profile: its sender's.
    """
    trigger = _TRIGGERS.get(message.value("MSH-9.2"))
    if trigger is None:
        return None
    schedule = message.first("SCH")
    placer = entity(schedule, 1) if schedule else None
    filler = entity(schedule, 2) if schedule else None
    timing = timing_of(message, profile, zones_of(message.value("MSH-7"), profile.zone))
    status, unclear = _status(message, profile, trigger)
    patient, missing = _patient(message, profile)
    named = filler if profile.appointment_id == "filler" else placer
    doubts = [*_timing_doubts(trigger, timing.doubts), *unclear, *missing]
    if named is None:
        doubts.append(Doubt(Kind.NO_APPOINTMENT_ID, ("SCH-2" if profile.appointment_id == "filler" else "SCH-1",)))
    return Scheduled(
        trigger=trigger,
        placer=placer,
        filler=filler,
        patient=patient,
        status=status,
        interval=timing.interval,
        visit_type=coded(schedule, 8) if schedule else None,
        reason=coded(schedule, 7) if schedule else None,
        services=tuple(each for segment in message.all("AIS") if (each := coded(segment, 3))),
        providers=tuple(each for segment in message.all("AIP") if (each := person(segment, 3))),
        places=tuple(each for segment in message.all("AIL") if (each := place(segment, 3))),
        devices=tuple(each for segment in message.all("AIG") if (each := coded(segment, 3))),
        doubts=tuple(doubts),
    )


_TRIGGERS: Final = {each.value: each for each in Trigger}


def _timing_doubts(trigger: Trigger, doubts: tuple[Doubt, ...]) -> Iterator[Doubt]:
    """Give those doubts about the time that matter: an appointment that is over needs none."""
    for each in doubts:
        if trigger not in _ENDED or each.kind is not Kind.NO_START:
            yield each


def _status(message: Message, profile: SenderProfile, trigger: Trigger) -> tuple[AppointmentStatus | None, list[Doubt]]:
    """Return the status: what the event says, else SCH-25 by the profile's names, else booked."""
    if trigger in _ENDED:
        return _ENDED[trigger], []
    said = _said(message)
    if not said:
        return AppointmentStatus.BOOKED, []
    status = profile.statuses.get(said)
    if status not in _STANDING:
        return None, [Doubt(Kind.UNKNOWN_STATUS, ("SCH-25",))]
    return status, []


def _said(message: Message) -> str:
    schedule = message.first("SCH")
    said = coded(schedule, 25) if schedule else None
    return said.code.strip().lower() if said else ""


def _patient(message: Message, profile: SenderProfile) -> tuple[Identifier | None, list[Doubt]]:
    segments = message.all("PID")
    found = {each.value: each for segment in segments if (each := chosen(patient_identifiers(segment), profile))}
    if len(found) > 1:
        return None, [Doubt(Kind.SEVERAL_PATIENTS, ("PID-3",))]
    if not found:
        return None, [Doubt(Kind.NO_PATIENT, ("PID-3",))]
    return next(iter(found.values())), []
