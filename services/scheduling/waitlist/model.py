"""What the waitlist knows: who waits for what, the round in which a freed slot is offered, and each offer of it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from services.kernel.language import Language
from services.scheduling.model import Modality, Slot
from services.scheduling.operation import Operation, resource_of

EVERY_DAY = frozenset(range(7))


class Source(StrEnum):
    """Who keeps the entry: Sealdesk itself, or the clinic's own system."""

    OWN = "own"
    EHR = "ehr"


class EntryState(StrEnum):
    """Where an entry stands. All but `waiting` are final."""

    WAITING = "waiting"
    PLACED = "placed"
    LEFT = "left"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day on the clinic's wall clock in which a visit may start; the end does not belong to it."""

    opens: time
    closes: time

    def hold(self, moment: time) -> bool:
        """Tell whether a visit may start then."""
        return self.opens <= moment < self.closes


@dataclass(frozen=True, slots=True)
class Entry:
    """One wish for an earlier time.

    Attributes:
        id: Opaque.
        patient_id: Who waits.
        phone: Where offers go.
        mail: Where the confirmation of a visit that was won goes too; empty for nowhere.
        language: Of the offers.
        since: Since when they wait.
        visit_type: The site's code of the visit.
        practitioner_id: With this provider; None with any.
        location_id: At this place; None at any.
        modality: In person, by video or by phone; None however.
        earliest: Not before this day; None any day.
        latest: Not after this day; None any day.
        weekdays: Days that suit, Monday is 0.
        hours: Parts of the day that suit; none given means any.
        priority: Staff's word; the higher goes first.
        appointment_id: The appointment they hold now and would give up; None if they hold none.
        consents: They agreed to get offers.
        sooner: Only times before the appointment they hold; else later ones too.
        travel: How long before the visit they must know of it.
        expires_at: When the wish ends; None when it does not.
        zone: Their own time zone where it is not the clinic's, for the quiet hours.
        source: Who keeps the entry.
        source_id: Its id in the clinic's system.
        state: Where it stands.
        last_offered_at: When they last got an offer.
    """

    id: str
    patient_id: str = field(repr=False)
    phone: str = field(repr=False)
    language: Language
    since: datetime
    visit_type: str
    practitioner_id: str | None = None
    location_id: str | None = None
    modality: Modality | None = None
    earliest: date | None = None
    latest: date | None = None
    weekdays: frozenset[int] = EVERY_DAY
    hours: tuple[Hours, ...] = ()
    priority: int = 0
    appointment_id: str | None = None
    consents: bool = False
    sooner: bool = True
    travel: timedelta = timedelta(0)
    mail: str = field(repr=False, default="")
    expires_at: datetime | None = None
    zone: str | None = None
    source: Source = Source.OWN
    source_id: str | None = None
    state: EntryState = EntryState.WAITING
    last_offered_at: datetime | None = None

    def waits(self, now: datetime) -> bool:
        """Tell whether the entry may still get offers."""
        return self.state is EntryState.WAITING and (self.expires_at is None or now < self.expires_at)


class Cause(StrEnum):
    """Why a slot is free."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    SEEN = "seen"


class RoundState(StrEnum):
    """Where a round stands: `open` offers, `taken` brings the winner's change to its end, the rest is final."""

    OPEN = "open"
    TAKEN = "taken"
    FILLED = "filled"
    WITH_PERSON = "with_person"
    GONE = "gone"
    UNFILLED = "unfilled"

    @property
    def final(self) -> bool:
        """Tell whether nothing more happens in the round."""
        return self not in (RoundState.OPEN, RoundState.TAKEN)


@dataclass(frozen=True, slots=True)
class Freed:
    """A slot that became free.

    `key` names the event, so that it opens one round at most. `by` is the patient who gave the slot up, and is not
    offered it back. `depth` counts the rounds that led here, each winner's own slot being one deeper.
    """

    key: str
    slot: Slot
    cause: Cause
    by: str | None = field(repr=False, default=None)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """The offering of one freed slot.

    Attributes:
        id: Opaque.
        freed: What became free.
        opened_at: When.
        next_batch_at: When the next batch of offers is due.
        due_at: When the worker looks at the round next; None once it has ended.
        batch: How many batches were made.
        passed: Entries that the clinic's system or policy ruled out for this slot.
        state: Where it stands.
        winner: The offer that was accepted first.
        operation_id: The change that serves the winner, and the name of the claim on the slot.
        wanted: That change as it is asked for, once the clinic's system and policy were asked again.
        accepted_at: When it was accepted.
        ended_at: When it ended.
    """

    id: str
    freed: Freed
    opened_at: datetime
    next_batch_at: datetime
    due_at: datetime | None
    batch: int = 0
    passed: frozenset[str] = frozenset()
    state: RoundState = RoundState.OPEN
    winner: str | None = None
    operation_id: str | None = None
    wanted: Operation | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def slot(self) -> Slot:
        """The slot that is offered."""
        return self.freed.slot


def slot_key(slot: Slot) -> str:
    """Name whose time it is and when it starts: two rounds on the same time never run at once."""
    return f"{resource_of(slot)}@{slot.interval.start.astimezone(UTC).isoformat()}"


class OfferState(StrEnum):
    """Where an offer stands.

    `open` waits for a reply, `waiting` came second while the first one's change runs, `won` is the first one's.
    """

    OPEN = "open"
    WAITING = "waiting"
    WON = "won"
    LOST = "lost"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer to one person. `handle` finds it from its code; `reply_number` is the order of the replies.

    `told` says that the note that the time is gone was queued, so that it is queued once.
    """

    id: str
    round_id: str
    entry_id: str
    patient_id: str = field(repr=False)
    handle: str
    offered_at: datetime
    expires_at: datetime
    state: OfferState = OfferState.OPEN
    reply_number: int = 0
    told: bool = False
