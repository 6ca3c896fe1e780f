"""What differs from one sender to the next: its settings in `appliance.yaml`, as this room uses them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from services.scheduling.model import AppointmentStatus


class TimeField(StrEnum):
    """Where the start of an appointment may stand in SIU and SRR."""

    SCH_11 = "SCH-11"
    TQ1_7 = "TQ1-7"
    AIS_4 = "AIS-4"
    AIP_6 = "AIP-6"
    AIL_6 = "AIL-6"
    AIG_8 = "AIG-8"


#: Table 0278 to FHIR, as HL7's own v2-to-FHIR map has it. `Discontinued`, `Blocked` and `Overbook` have no FHIR status.
STATUSES: Final[Mapping[str, AppointmentStatus]] = MappingProxyType(
    {
        "pending": AppointmentStatus.PENDING,
        "waitlist": AppointmentStatus.WAITLIST,
        "booked": AppointmentStatus.BOOKED,
        "started": AppointmentStatus.CHECKED_IN,
        "complete": AppointmentStatus.FULFILLED,
        "cancelled": AppointmentStatus.CANCELLED,
        "deleted": AppointmentStatus.ENTERED_IN_ERROR,
        "noshow": AppointmentStatus.NOSHOW,
    }
)


@dataclass(frozen=True, slots=True)
class SenderProfile:
    """One sender.

    Attributes:
        name: what the settings call it.
        zone: where its times are, when they carry no offset.
        codec: the Python codec of its messages, when MSH-18 says nothing.
        time: the field whose start counts, where several differ on purpose; None where they must agree.
        statuses: SCH-25 (in small letters) to FHIR, its own words added to table 0278.
        patient_authority: who gives the number that identifies a patient (PID-3.4); empty for the first number.
        patient_type: the type (PID-3.5) of that number, as `MR`.
        appointment_id: whether the filler's id (SCH-2) or the placer's (SCH-1) names an appointment for good.
    """

    name: str
    zone: ZoneInfo
    codec: str = "utf-8"
    time: TimeField | None = None
    statuses: Mapping[str, AppointmentStatus] = field(default_factory=lambda: STATUSES)
    patient_authority: str = ""
    patient_type: str = ""
    appointment_id: str = "filler"
