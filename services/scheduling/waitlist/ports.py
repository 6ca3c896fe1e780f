"""What the waitlist needs: its part of the state, the clinic's own waitlist, and a word on how often one may ask.

Every store passes tests/contract/waitlist_store.py; every `NativeWaitlist` passes tests/contract/native_waitlist.py.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from services.scheduling.model import Modality
from services.scheduling.ports import ChangeTx
from services.scheduling.waitlist.model import EVERY_DAY, Entry, Hours, Offer, Round, Source


class Entries(Protocol):
    """Who waits."""

    def put(self, entry: Entry) -> None:
        """Keep the entry, new or changed."""
        ...

    def get(self, entry_id: str) -> Entry | None:
        """Return the entry, or None."""
        ...

    def of_source(self, source: Source, source_id: str) -> Entry | None:
        """Return the entry that stands for this one of the clinic's system, ended or not, or None."""
        ...

    def of_patient(self, patient_id: str) -> list[Entry]:
        """Return the patient's entries, ended or not, the longest waiting first."""
        ...

    def waiting(self, visit_types: frozenset[str] = frozenset()) -> list[Entry]:
        """Return the entries in the state `waiting`, for these visit types or, when none are given, for any."""
        ...

    def run_out(self, now: datetime) -> list[Entry]:
        """Return the entries in the state `waiting` whose wish has ended by now."""
        ...


class Rounds(Protocol):
    """Slots on offer."""

    def add(self, opened: Round) -> bool:
        """Keep a new round; False when its freed key had one before, or one on the same time has not ended."""
        ...

    def save(self, changed: Round) -> None:
        """Replace the round of the same id; a final state is never replaced."""
        ...

    def get(self, round_id: str) -> Round | None:
        """Return the round, or None."""
        ...

    def due(self, now: datetime) -> list[Round]:
        """Return the rounds to look at, the longest due first."""
        ...

    def running(self) -> list[Round]:
        """Return the rounds that have not ended, newest first."""
        ...

    def newest(self, limit: int) -> list[Round]:
        """Return the newest rounds, running or over, newest first."""
        ...

    def of_operation(self, operation_id: str) -> Round | None:
        """Return the round whose winner this change serves, or None."""
        ...


class Offers(Protocol):
    """What was offered to whom."""

    def add(self, offer: Offer) -> bool:
        """Keep a new offer; False when the entry was offered this round before, or the handle is taken."""
        ...

    def save(self, offer: Offer) -> None:
        """Replace the offer of the same id."""
        ...

    def get(self, offer_id: str) -> Offer | None:
        """Return the offer, or None."""
        ...

    def by_handle(self, handle: str) -> Offer | None:
        """Return the offer of this handle, or None."""
        ...

    def of_round(self, round_id: str) -> list[Offer]:
        """Return the round's offers in the order they were made."""
        ...

    def count(self, patient_id: str, since: datetime) -> int:
        """Return how many offers the patient got at or after `since`."""
        ...

    def pending(self, patient_id: str, now: datetime) -> bool:
        """Tell whether the patient has an offer that can still be accepted, or whose slot is being taken."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """The slots that were seen free, among those that start before `until`."""

    slot_ids: frozenset[str]
    until: datetime


class KnownFree(Protocol):
    """What was seen free in the clinic's system, so that a newly freed slot stands out."""

    def known(self) -> Known | None:
        """Return what was last seen; None before the first look."""
        ...

    def add(self, slot_id: str) -> None:
        """Note one more slot, unless nothing was seen yet."""
        ...

    def replace(self, known: Known | None) -> None:
        """Note exactly this."""
        ...


class WaitlistState(Protocol):
    """The waitlist's part of a transaction."""

    @property
    def entries(self) -> Entries:
        """Who waits."""
        ...

    @property
    def rounds(self) -> Rounds:
        """Slots on offer."""
        ...

    @property
    def offers(self) -> Offers:
        """What was offered to whom."""
        ...

    @property
    def free(self) -> KnownFree:
        """Slots seen free."""
        ...

    def expire(self, before: datetime) -> int:
        """Delete rounds that ended, and entries that ended or ran out, before `before`; return how many."""
        ...


class WaitlistTx(ChangeTx, Protocol):
    """A transaction of the waitlist."""

    @property
    def waitlist(self) -> WaitlistState:
        """The waitlist."""
        ...


class OfferLimits(Protocol):
    """Consent, opt-out and caps of whoever keeps them; asked in the very transaction that makes the offer.

    An offer is one matter and at most two texts: the offer, and one note that the time is gone.
    """

    def allow(self, tx: WaitlistTx, entry: Entry, now: datetime) -> bool:
        """Tell whether the patient may get one more offer now."""
        ...


@dataclass(frozen=True, slots=True)
class NativeEntry:
    """An entry as the clinic's own system has it. Consent to texts and the number are not its word."""

    id: str
    patient_id: str = field(repr=False)
    visit_type: str
    since: datetime
    priority: int = 0
    practitioner_id: str | None = None
    location_id: str | None = None
    modality: Modality | None = None
    earliest: date | None = None
    weekdays: frozenset[int] = EVERY_DAY
    hours: tuple[Hours, ...] = ()
    appointment_id: str | None = None
    expires_at: datetime | None = None


class NativeWaitlist(Protocol):
    """The clinic's own waitlist, where its system has one. May raise `services.scheduling.errors.SchedulingError`."""

    async def entries(self) -> list[NativeEntry]:
        """Return everybody on it, the longest waiting first."""
        ...

    async def remove(self, entry_id: str) -> None:
        """Take an entry off the list because its wish was met; one that is gone already is no error."""
        ...
