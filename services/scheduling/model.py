"""What the core knows of a clinic's calendar, in FHIR's words and free of any vendor's shape."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.kernel.interval import Interval
from services.kernel.language import Language


class AppointmentStatus(StrEnum):
    """FHIR R4 `appointmentstatus` (required binding)."""

    PROPOSED = "proposed"
    PENDING = "pending"
    BOOKED = "booked"
    ARRIVED = "arrived"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    NOSHOW = "noshow"
    ENTERED_IN_ERROR = "entered-in-error"
    CHECKED_IN = "checked-in"
    WAITLIST = "waitlist"

    @property
    def occupies(self) -> bool:
        """Tell whether an appointment in this status takes its provider's time."""
        return self in _OCCUPYING

    @property
    def changeable(self) -> bool:
        """Tell whether a patient may still move or cancel an appointment in this status."""
        return self in (AppointmentStatus.PENDING, AppointmentStatus.BOOKED)


_OCCUPYING = frozenset(
    {
        AppointmentStatus.PENDING,
        AppointmentStatus.BOOKED,
        AppointmentStatus.ARRIVED,
        AppointmentStatus.CHECKED_IN,
        AppointmentStatus.FULFILLED,
    }
)


class SlotStatus(StrEnum):
    """FHIR R4 `slotstatus` (required binding)."""

    BUSY = "busy"
    FREE = "free"
    BUSY_UNAVAILABLE = "busy-unavailable"
    BUSY_TENTATIVE = "busy-tentative"
    ENTERED_IN_ERROR = "entered-in-error"


class Modality(StrEnum):
    """How patient and provider meet."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Party:
    """A practitioner, a location, a room or a device: FHIR logical id and the name people use."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A bookable interval of one schedule, as the scheduling system last showed it.

    `version` is the system's own version (ETag) or None where it has none. `held_by` is the id of the Sealdesk
    operation whose mark the slot carries, where the system keeps such marks. `labels` are what the provider's template
    calls such slots ("acute", "web").
    """

    id: str
    version: str | None
    status: SlotStatus
    interval: Interval
    schedule_id: str
    practitioner: Party | None = None
    location: Party | None = None
    visit_types: frozenset[str] = frozenset()
    modality: Modality = Modality.IN_PERSON
    resources: tuple[Party, ...] = ()
    held_by: str | None = None
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Appointment:
    """One patient's appointment, as the scheduling system last showed it.

    `cancelable` and `reschedulable` are the system's own word where it gives one (Oracle Health), else None.
    `operations` are the ids of the Sealdesk operations that wrote it, where the system keeps such marks.
    """

    id: str
    version: str | None
    status: AppointmentStatus
    patient_id: str
    interval: Interval | None
    visit_type: str | None = None
    visit_name: str | None = None
    practitioner: Party | None = None
    location: Party | None = None
    slot_ids: tuple[str, ...] = ()
    modality: Modality = Modality.IN_PERSON
    resources: tuple[Party, ...] = ()
    patient_count: int = 1
    series_id: str | None = None
    linked_ids: tuple[str, ...] = ()
    authorization_expires: date | None = None
    referral_id: str | None = None
    referral_expires: date | None = None
    cancelable: bool | None = None
    reschedulable: bool | None = None
    operations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Patient:
    """Who the appointments are for. Names and numbers are PHI; `repr` hides them.

    `payer` is the code of whoever pays for visits, None where the system does not say.
    """

    id: str
    given: tuple[str, ...] = field(repr=False)
    family: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    phones: tuple[str, ...] = field(repr=False, default=())
    language: Language | None = None
    active: bool = True
    needs_interpreter: bool = False
    payer: str | None = None
    mails: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class SlotSearch:
    """What free slots to look for: any slot that starts within `window` and fits every field that is given."""

    window: Interval
    visit_type: str | None = None
    practitioner_id: str | None = None
    location_id: str | None = None
    limit: int = 200


class MoveSupport(StrEnum):
    """How a system moves an appointment: one write, book-then-cancel, or not at all."""

    ATOMIC = "atomic"
    TWO_STEP = "two_step"
    NONE = "none"


class Lock(StrEnum):
    """What keeps two writers apart: ETags, a version field, the server's own check, or nothing."""

    ETAG = "etag"
    VERSION = "version"
    SERVER_CHECK = "server_check"
    NONE = "none"


class Events(StrEnum):
    """How the system tells of changes made elsewhere."""

    PUSH = "push"
    POLL = "poll"
    NONE = "none"


class Reach(StrEnum):
    """Where the system stands."""

    LAN = "lan"
    CLOUD = "cloud"


class PhiScope(StrEnum):
    """What PHI may be sent to the system."""

    FULL = "full"
    PSEUDONYMOUS = "pseudonymous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a scheduling system can do; the dialogue claims no more than this."""

    system: str
    read_appointments: bool = True
    read_slots: bool = True
    move: MoveSupport = MoveSupport.NONE
    cancel: bool = False
    lock: Lock = Lock.NONE
    events: Events = Events.NONE
    location: Reach = Reach.LAN
    phi: PhiScope = PhiScope.FULL
    baa_required: bool = False
    native_waitlist: bool = False
    """True where the system keeps a waitlist of its own that can be read, and an entry taken off it."""
    frees_slots: bool = False
    """True where the system itself frees the slot of a moved or cancelled appointment."""
    starting: bool = False
    """True where everybody's appointments of a span of time can be listed; reminders need it."""
