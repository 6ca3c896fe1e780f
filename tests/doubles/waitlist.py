"""The waitlist in memory, and a clinic's own waitlist."""

from datetime import datetime

from services.scheduling.errors import SchedulingError
from services.scheduling.waitlist.model import Entry, EntryState, Offer, OfferState, Round, RoundState, Source, slot_key
from services.scheduling.waitlist.ports import Known, NativeEntry
from tests.doubles.tables import Journal

_ONE = "one"


class MemoryEntries:
    """`services.scheduling.waitlist.ports.Entries`."""

    def __init__(self, journal: Journal) -> None:
        self._rows = journal.entries

    def put(self, entry: Entry) -> None:
        self._rows.put(entry.id, entry)

    def get(self, entry_id: str) -> Entry | None:
        return self._rows.find(entry_id)

    def of_source(self, source: Source, source_id: str) -> Entry | None:
        return next((e for e in self._sorted() if (e.source, e.source_id) == (source, source_id)), None)

    def of_patient(self, patient_id: str) -> list[Entry]:
        return [entry for entry in self._sorted() if entry.patient_id == patient_id]

    def waiting(self, visit_types: frozenset[str] = frozenset()) -> list[Entry]:
        waiting = [entry for entry in self._sorted() if entry.state is EntryState.WAITING]
        return [entry for entry in waiting if not visit_types or entry.visit_type in visit_types]

    def run_out(self, now: datetime) -> list[Entry]:
        return [entry for entry in self.waiting() if entry.expires_at is not None and entry.expires_at <= now]

    def _sorted(self) -> list[Entry]:
        return sorted(self._rows.rows(), key=lambda entry: (entry.since, entry.id))


class MemoryRounds:
    """`services.scheduling.waitlist.ports.Rounds`."""

    def __init__(self, journal: Journal) -> None:
        self._rows = journal.rounds

    def add(self, opened: Round) -> bool:
        others = self._rows.rows()
        again = any(other.freed.key == opened.freed.key for other in others)
        on_offer = any(slot_key(o.slot) == slot_key(opened.slot) and o.ended_at is None for o in others)
        if again or on_offer:
            return False
        self._rows.put(opened.id, opened)
        return True

    def save(self, changed: Round) -> None:
        known = self._rows.find(changed.id)
        if known is not None and not known.state.final:
            self._rows.put(changed.id, changed)

    def get(self, round_id: str) -> Round | None:
        return self._rows.find(round_id)

    def due(self, now: datetime) -> list[Round]:
        dated = [(r.due_at, r.opened_at, r.id, r) for r in self._rows.rows() if r.due_at is not None]
        return [row[3] for row in sorted(dated, key=lambda row: row[:3]) if row[0] <= now]

    def running(self) -> list[Round]:
        return [each for each in self.newest(len(self._rows.rows())) if not each.state.final]

    def newest(self, limit: int) -> list[Round]:
        return sorted(self._rows.rows(), key=lambda r: (r.opened_at, r.id), reverse=True)[:limit]

    def of_operation(self, operation_id: str) -> Round | None:
        return next((r for r in self._rows.rows() if r.operation_id == operation_id), None)


class MemoryOffers:
    """`services.scheduling.waitlist.ports.Offers`."""

    def __init__(self, journal: Journal) -> None:
        self._rows = journal.offers
        self._rounds = journal.rounds

    def add(self, offer: Offer) -> bool:
        others = self._rows.rows()
        again = any((o.round_id, o.entry_id) == (offer.round_id, offer.entry_id) for o in others)
        if again or any(o.handle == offer.handle or o.id == offer.id for o in others):
            return False
        self._rows.put(offer.id, offer)
        return True

    def save(self, offer: Offer) -> None:
        if offer.state is OfferState.WON:
            winners = [o.id for o in self.of_round(offer.round_id) if o.state is OfferState.WON]
            assert winners in ([], [offer.id]), "A round has one winner."
        self._rows.put(offer.id, offer)

    def get(self, offer_id: str) -> Offer | None:
        return self._rows.find(offer_id)

    def by_handle(self, handle: str) -> Offer | None:
        return next((offer for offer in self._rows.rows() if offer.handle == handle), None)

    def of_round(self, round_id: str) -> list[Offer]:
        return [offer for offer in self._rows.rows() if offer.round_id == round_id]

    def count(self, patient_id: str, since: datetime) -> int:
        return sum(o.patient_id == patient_id and o.offered_at >= since for o in self._rows.rows())

    def pending(self, patient_id: str, now: datetime) -> bool:
        return any(self._pending(o, now) for o in self._rows.rows() if o.patient_id == patient_id)

    def _pending(self, offer: Offer, now: datetime) -> bool:
        if offer.state is OfferState.OPEN:
            return now < offer.expires_at
        running = self._rounds.find(offer.round_id)
        taken = running is not None and running.state is RoundState.TAKEN
        return offer.state is OfferState.WAITING or (offer.state is OfferState.WON and taken)


class MemoryKnownFree:
    """`services.scheduling.waitlist.ports.KnownFree`."""

    def __init__(self, journal: Journal) -> None:
        self._rows = journal.known

    def known(self) -> Known | None:
        return self._rows.find(_ONE)

    def add(self, slot_id: str) -> None:
        known = self.known()
        if known is not None:
            self.replace(Known(known.slot_ids | {slot_id}, known.until))

    def replace(self, known: Known | None) -> None:
        if known is None:
            self._rows.drop(_ONE)
        else:
            self._rows.put(_ONE, known)


class MemoryWaitlist:
    """`services.scheduling.waitlist.ports.WaitlistState`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.entries = MemoryEntries(journal)
        self.rounds = MemoryRounds(journal)
        self.offers = MemoryOffers(journal)
        self.free = MemoryKnownFree(journal)

    def expire(self, before: datetime) -> int:
        rounds = [r.id for r in self._journal.rounds.rows() if r.ended_at is not None and r.ended_at < before]
        for offer in self._journal.offers.rows():
            if offer.round_id in rounds:
                self._journal.offers.drop(offer.id)
        needed = {offer.entry_id for offer in self._journal.offers.rows()}
        ended = [e for e in self._journal.entries.rows() if e.state is not EntryState.WAITING and e.since < before]
        entries = [entry.id for entry in ended if entry.id not in needed]
        for round_id in rounds:
            self._journal.rounds.drop(round_id)
        for entry_id in entries:
            self._journal.entries.drop(entry_id)
        return len(rounds) + len(entries)


class FakeNativeWaitlist:
    """`services.scheduling.waitlist.ports.NativeWaitlist` in memory; `listed` is the truth."""

    def __init__(self, *listed: NativeEntry) -> None:
        self.listed = {entry.id: entry for entry in listed}
        self._failures: list[SchedulingError] = []

    def fail_next(self, error: SchedulingError) -> None:
        """Raise `error` from the next call."""
        self._failures.append(error)

    async def entries(self) -> list[NativeEntry]:
        self._fail()
        return sorted(self.listed.values(), key=lambda entry: (entry.since, entry.id))

    async def remove(self, entry_id: str) -> None:
        self._fail()
        self.listed.pop(entry_id, None)

    def _fail(self) -> None:
        if self._failures:
            raise self._failures.pop(0)
