"""The waitlist as staff read it: who waits, and what is on offer to whom. Whom they read of is in the audit trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.audit.model import Action, Actor, AuditEvent
from services.scheduling.waitlist.model import Entry, Offer, Round
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.ranking import ranked
from services.scheduling.waitlist.staffing import RoundShown


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits: how many offers they got since they joined, and whether one is out or being booked now."""

    entry: Entry
    offers: int
    asked: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of the list, in the order in which people would be asked; `total` is how many wait in all."""

    rows: tuple[Waiting, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What is on offer now, and the newest of what was."""

    running: tuple[RoundShown, ...]
    over: tuple[RoundShown, ...]


@dataclass(frozen=True, slots=True)
class WaitlistView:
    """What the pages of staff read."""

    parts: Parts

    async def waiting(self, actor: Actor, skip: int, most: int) -> Listing:
        """Return `most` of those who wait, after the first `skip`; the look is audited for each of them."""
        now = self.parts.clock.now()

        def look(tx: WaitlistTx) -> Listing:
            everybody = self._ranked(tx, now)
            rows = tuple(_waiting(tx, entry, now) for entry in everybody[skip : skip + most])
            _disclosed(tx, actor, (row.entry.patient_id for row in rows), now)
            return Listing(rows, len(everybody))

        return await self.parts.store.write(look)

    async def offered(self, actor: Actor, most: int) -> Offered:
        """Return what is on offer, and `most` of what was; who took a time is shown, and that is audited."""
        now = self.parts.clock.now()

        def look(tx: WaitlistTx) -> Offered:
            running = tuple(_shown(tx, each) for each in tx.waitlist.rounds.running())
            newest = tx.waitlist.rounds.newest(most + len(running))
            over = tuple(_shown(tx, each) for each in newest if each.state.final)[:most]
            _disclosed(tx, actor, (w.patient_id for each in (*running, *over) if (w := winner_of(each))), now)
            return Offered(running, over)

        return await self.parts.store.write(look)

    async def waiting_pulse(self) -> object:
        """Return what the list shows, in short."""
        now = self.parts.clock.now()

        def read(tx: WaitlistTx) -> object:
            shown = [_shown(tx, each) for each in tx.waitlist.rounds.running()]
            asked = [(offer.id, offer.state, offer.expires_at <= now) for each in shown for offer in each.offers]
            return (asked, self._ranked(tx, now))

        return await self.parts.store.read(read)

    async def offered_pulse(self, most: int) -> object:
        """Return what the offers show, in short."""
        now = self.parts.clock.now()

        def read(tx: WaitlistTx) -> object:
            running = [_shown(tx, each) for each in tx.waitlist.rounds.running()]
            expired = [offer.id for each in running for offer in each.offers if offer.expires_at <= now]
            return [running, expired, [each.id for each in tx.waitlist.rounds.newest(most)]]

        return await self.parts.store.read(read)

    async def counts(self) -> tuple[int, int]:
        """Return how many people wait, and how many times are on offer."""
        now = self.parts.clock.now()
        return await self.parts.store.read(lambda tx: (len(self._ranked(tx, now)), len(tx.waitlist.rounds.running())))

    def _ranked(self, tx: WaitlistTx, now: datetime) -> list[Entry]:
        waits = (entry for entry in tx.waitlist.entries.waiting() if entry.waits(now))
        return ranked(waits, self.parts.clinic.zone)


def winner_of(shown: RoundShown) -> Offer | None:
    """Return the offer that was accepted first, or None."""
    return next((offer for offer in shown.offers if offer.id == shown.running.winner), None)


def _waiting(tx: WaitlistTx, entry: Entry, now: datetime) -> Waiting:
    offers = tx.waitlist.offers
    return Waiting(entry, offers.count(entry.patient_id, entry.since), offers.pending(entry.patient_id, now))


def _shown(tx: WaitlistTx, each: Round) -> RoundShown:
    return RoundShown(each, tuple(tx.waitlist.offers.of_round(each.id)))


def _disclosed(tx: WaitlistTx, actor: Actor, patient_ids: Iterable[str], now: datetime) -> None:
    for patient_id in dict.fromkeys(patient_ids):
        body = {"page": "waitlist"}
        tx.audit.record(AuditEvent(now, actor, Action.APPOINTMENTS_DISCLOSED, patient_id=patient_id, body=body))
