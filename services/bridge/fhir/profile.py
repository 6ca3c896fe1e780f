"""What one clinic's EHR needs to be told apart: addresses, dialect, codes. Plain values, set by clinic IT."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from services.bridge.fhir.limits import Limits
from services.kernel.lan import IPAddress, Lan
from services.scheduling.model import Lock

OPERATION_MARK = "urn:sealdesk:operation"
"""Identifier.system of our marks; the value is the id of the operation that wrote the resource."""

CANCELLATION_SYSTEM = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"


class DialectName(StrEnum):
    """The manners of one family of FHIR servers. `auto` asks the server's CapabilityStatement."""

    AUTO = "auto"
    GENERIC = "generic"
    ORACLE = "oracle"
    EPIC = "epic"
    ATHENA = "athena"
    IHE_SCHED = "ihe-sched"


@dataclass(frozen=True, slots=True)
class CancelReason:
    """The coded reason for a cancellation a patient asks for. `pat-cpp`: canceled via patient portal."""

    code: str = "pat-cpp"
    system: str = CANCELLATION_SYSTEM
    display: str = "Patient: Canceled via Patient Portal"


@dataclass(frozen=True, slots=True)
class Extensions:
    """Where the site keeps what R4 has no element for. An empty URL: it does not keep it."""

    modality: str = ""
    authorization_expires: str = ""
    referral_expires: str = ""
    payer: str = ""
    is_cancelable: str = "https://fhir-ehr.cerner.com/r4/StructureDefinition/is-cancelable"
    is_reschedulable: str = "https://fhir-ehr.cerner.com/r4/StructureDefinition/is-reschedulable"


@dataclass(frozen=True, slots=True)
class IdentifierSystems:
    """Identifier.system under which the site groups appointments. Empty: it does not."""

    series: str = ""
    linked: str = ""


@dataclass(frozen=True, slots=True)
class LanPlaces:
    """The clinic's ranges, and the addresses of its machines for whose names no name server is asked."""

    lan: Lan = field(default_factory=Lan)
    hosts: Mapping[str, IPAddress] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """One site's EHR.

    Attributes:
        base_url: the FHIR base, without a trailing slash.
        zone: the clinic's zone, for dates without one.
        service_types: the EHR's service type code to our visit type; a code that is not listed is its own.
        video_codes: service or appointment type codes that mean a video visit.
        phone_codes: the same for a telephone visit.
        marks_allowed: whether identifiers of ours may be written into Slot and Appointment.
        lock: overrides what the CapabilityStatement says keeps two writers apart.
        frees_slots: whether the EHR itself frees the slot of a moved or cancelled appointment.
        sorted_slots: whether to ask for slots sorted, so that reading may stop at enough.
        post_search: whether patients are looked up by POST `_search`, which keeps PHI out of URLs.
        longest_visit: how far before a slot an appointment that reaches into it can start.
        horizon: how far ahead appointments are read where the EHR wants an upper bound.
    """

    base_url: str
    zone: ZoneInfo
    dialect: DialectName = DialectName.AUTO
    system: str = "fhir"
    cancel_reason: CancelReason = CancelReason()
    extensions: Extensions = Extensions()
    identifiers: IdentifierSystems = IdentifierSystems()
    service_types: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    video_codes: frozenset[str] = frozenset({"VR", "video", "telehealth"})
    phone_codes: frozenset[str] = frozenset({"phone", "telephone"})
    page_size: int = 100
    marks_allowed: bool = True
    lock: Lock | None = None
    frees_slots: bool | None = None
    sorted_slots: bool = True
    post_search: bool = True
    longest_visit: timedelta = timedelta(hours=8)
    horizon: timedelta = timedelta(days=400)
    schedule_cache: timedelta = timedelta(minutes=10)
    limits: Limits = field(default_factory=Limits)
    places: LanPlaces = field(default_factory=LanPlaces)
