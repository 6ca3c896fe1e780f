"""A change that is asked of the EHR, and how a site wants to be asked."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from services.bridge.hl7v2.er7.charset import codec_named
from services.bridge.hl7v2.reading.identifiers import Identifier, Named
from services.kernel.interval import Interval

VERSIONS: Final = ("2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6")


class Asking(StrEnum):
    """What is asked."""

    BOOK = "book"
    MOVE = "move"
    MODIFY = "modify"
    CANCEL = "cancel"


class Way(StrEnum):
    """By which messages a site is asked."""

    SRM = "srm"
    """A request, which the EHR answers (SRR), or acknowledges and echoes."""
    SIU = "siu"
    """A notification that the EHR takes in as if it came from another scheduler, and echoes."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The site that is asked: MSH-3 to 6, 11, 12 and 18, its zone, and what it wants in required fields.

    `version` is one of `VERSIONS`: from 2.7 on the standard has no time in SCH.

    `event_reason` is what ARQ-6 or SCH-6 says; `contact` stands in the required fields for who asks (ARQ-15, ARQ-19,
    SCH-16, SCH-20): Sealdesk at this clinic, never a patient. `accept` and `application` are MSH-15 and MSH-16 (table
    0155), both empty for original mode.
    """

    sending: tuple[str, str]
    receiving: tuple[str, str]
    zone: ZoneInfo
    way: Way = Way.SRM
    version: str = "2.5.1"
    processing: str = "P"
    charset: str = "UNICODE UTF-8"
    event_reason: str = "PATIENT"
    contact: Named = field(default_factory=lambda: Named("SEALDESK", "Sealdesk"))
    accept: str = ""
    application: str = ""

    @property
    def codec(self) -> str:
        """The Python codec of MSH-18; ASCII where that says nothing, as the standard has it (2.14.9.18)."""
        return codec_named(self.charset) or "ascii"


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one appointment.

    `placer` is our id of the request, the same however often it is sent; `filler` is the EHR's, which a booking has not
    yet. `patient` is all that the EHR knows the patient by: it is written back as it came.
    """

    asking: Asking
    placer: Identifier
    filler: Identifier | None
    patient: Identifier
    family: str = field(repr=False)
    given: str = field(repr=False)
    interval: Interval | None
    visit_type: Named | None = None
    reason: Named | None = None
    service: Named | None = None
    provider: Named | None = None
    place: tuple[str, ...] = ()
