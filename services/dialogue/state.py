"""What the flow remembers between two turns: where it stands, what was said, who it is, what is on the table."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from services.dialogue.codec import dump, load
from services.dialogue.commands import AppointmentRef, When
from services.kernel.language import Language
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import ChangeKind


class Step(StrEnum):
    """What the flow waits for."""

    GOAL = "goal"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    CODE = "code"
    WHICH = "which"
    OFFER = "offer"
    CONFIRM = "confirm"
    WRITING = "writing"
    PERSON_OFFER = "person_offer"
    WAIT_OFFER = "wait_offer"
    WAIT = "wait"
    WITH_PERSON = "with_person"
    ANYTHING_ELSE = "anything_else"


class Goal(StrEnum):
    """What the patient came for."""

    MOVE = "move"
    CANCEL = "cancel"
    STATUS = "status"
    WAIT = "wait"
    UNWAIT = "unwait"
    TAKE_OFFER = "take_offer"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was wished for the new time, remembered until it is used.

    `when` are the intervals that all words so far allow together, `latest` those of the newest words alone. `earlier`
    and `later` become `before` and `after` once it is known what they are compared with. `unsure`: the day may have
    been understood wrongly.
    """

    when: tuple[When, ...] = ()
    latest: tuple[When, ...] = ()
    earlier: bool = False
    later: bool = False
    unsure: bool = False
    provider: str | None = None
    place: str | None = None
    any_provider: bool = False
    not_provider: str | None = None
    same_provider: bool = False
    before: datetime | None = None
    after: datetime | None = None

    @property
    def said(self) -> bool:
        """Tell whether anything was wished."""
        return self != Wishes()


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A one-time code that is awaited. `patient_id` is None for a decoy, which no digits match."""

    hash: str = field(repr=False)
    salt: str = field(repr=False)
    expires_at: datetime
    tail: str = field(repr=False)
    patient_id: str | None = field(repr=False)
    phone: str = field(repr=False)
    mail: str = field(repr=False, default="")


@dataclass(slots=True)
class Identity:
    """What the caller says of themself, and how far the check got."""

    name: str | None = field(repr=False, default=None)
    birth_date: date | None = field(repr=False, default=None)
    birth_dates: tuple[date, ...] = field(repr=False, default=())
    tries: int = 0
    resent: bool = False
    wrong_codes: int = 0
    code: CodeSent | None = None
    patient_id: str | None = field(repr=False, default=None)
    phone: str = field(repr=False, default="")
    mail: str = field(repr=False, default="")

    @property
    def claimed(self) -> str | None:
        """Return the verified patient, else the one to whom a code was sent: whose identity is being claimed."""
        return self.patient_id or (self.code.patient_id if self.code else None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was read back and needs a yes: `key` stands for exactly this change under exactly this fee."""

    key: str
    kind: ChangeKind
    appointment: Appointment
    slot: Slot | None
    fee_cents: int = 0
    late: bool = False
    offence: int = 0
    notice_hours: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that was confirmed: the operation's id, and what it is about."""

    operation_id: str
    proposal: Proposal
    since: datetime


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar file of this conversation says; `number` rises with each later one (RFC 5545 SEQUENCE).

    `series` is the appointment whose UID the entry has, where the visit has been moved to a new one since.
    """

    name: str
    number: int
    at: datetime
    appointment: Appointment
    replaces: Appointment | None = None
    cancelled: bool = False
    series: str = ""


@dataclass(frozen=True, slots=True)
class EarlyWords:
    """A wish said before the patient's appointments were known; read again once they are."""

    text: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class StaffOn:
    """Who of the clinic writes in this conversation, and until when the automatic part waits for them."""

    name: str
    until: datetime


@dataclass(slots=True)
class FlowState:
    """The state of one conversation."""

    language: Language
    language_chosen: bool = False
    origin: str | None = None
    texting: str = field(repr=False, default="")
    step: Step = Step.GOAL
    goal: Goal | None = None
    target: AppointmentRef | None = None
    wishes: Wishes = field(default_factory=Wishes)
    identity: Identity = field(default_factory=Identity)
    appointments: tuple[Appointment, ...] = field(repr=False, default=())
    shown_visits: tuple[str, ...] = ()
    queue: tuple[str, ...] = ()
    chosen: Appointment | None = field(repr=False, default=None)
    offers: tuple[Slot, ...] = ()
    shown: tuple[Slot, ...] = ()
    rejected: tuple[str, ...] = ()
    outside: bool = False
    proposal: Proposal | None = field(repr=False, default=None)
    pending: Pending | None = field(repr=False, default=None)
    waiting: str = ""
    offer_code: str = field(repr=False, default="")
    entries: tuple[CalendarEntry, ...] = field(repr=False, default=())
    words: tuple[str, ...] = field(repr=False, default=())
    early: tuple[EarlyWords, ...] = field(repr=False, default=())
    failed: int = 0
    outages: int = 0
    turns: int = 0
    last_line: int = 0
    recent: tuple[datetime, ...] = ()
    person_reason: str = ""
    case_id: str | None = None
    case_told: bool = False
    phone_asked: bool = False
    emergency_at: datetime | None = None
    staff: StaffOn | None = None
    fee_page: str = ""
    fee_asked: bool = False

    @property
    def verified(self) -> bool:
        """Tell whether the caller proved to be one patient of the clinic."""
        return self.identity.patient_id is not None

    @property
    def confirmed_here(self) -> bool:
        """Tell whether the text that confirms a change goes to the number by which this conversation is held."""
        return bool(self.texting) and self.texting == self.identity.phone

    @property
    def visits_in_view(self) -> tuple[Appointment, ...]:
        """The appointments in the order in which they were shown last."""
        if not self.shown_visits:
            return self.appointments
        known = {each.id: each for each in self.appointments}
        return tuple(known[visit] for visit in self.shown_visits if visit in known)

    @property
    def awaits_answer(self) -> bool:
        """Tell whether the next words answer a question of this conversation, or are for somebody of the clinic."""
        return self.staff is not None or self.step not in (Step.GOAL, Step.ANYTHING_ELSE)

    def forget_plan(self) -> None:
        """Drop what was planned, not who the patient is."""
        self.goal = None
        self.target = None
        self.shown_visits = ()
        self.wishes = Wishes()
        self.forget_choice()

    def forget_choice(self) -> None:
        """Drop the chosen appointment with everything that was offered for it."""
        self.chosen = None
        self.forget_offers()

    def forget_offers(self) -> None:
        """Drop what is on the table."""
        self.offers = ()
        self.shown = ()
        self.rejected = ()
        self.outside = False
        self.proposal = None
        self.waiting = ""

    def to_json(self) -> str:
        """Return the state as JSON text."""
        return dump(self)


def state_of(text: str) -> FlowState:
    """Return the state that `FlowState.to_json` wrote."""
    return load(FlowState, text)
