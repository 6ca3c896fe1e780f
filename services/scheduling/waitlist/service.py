"""The waitlist's use cases: join, change, leave, take over the clinic's own list, reply to an offer."""

from dataclasses import dataclass, replace
from functools import partial

from services.audit.model import Action, Actor
from services.scheduling.errors import SchedulingError
from services.scheduling.waitlist.answers import OpenOffer, Reply
from services.scheduling.waitlist.checking import Checker
from services.scheduling.waitlist.errors import AlreadyWaiting, NoSuchEntry
from services.scheduling.waitlist.joining import join, leave, same_wait
from services.scheduling.waitlist.model import Entry, EntryState, Source
from services.scheduling.waitlist.offering import Offering
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import NativeEntry, NativeWaitlist, WaitlistTx
from services.scheduling.waitlist.record import SERVICE, record_entry
from services.scheduling.waitlist.replying import Replies
from services.scheduling.waitlist.settling import Settling
from services.scheduling.waitlist.watching import FreeSlotWatch
from services.scheduling.waitlist.worker import WaitlistWorker


@dataclass(frozen=True, slots=True)
class WaitlistService:
    """What conversation, staff and inbound messages call."""

    parts: Parts

    async def join(self, entry: Entry, actor: Actor) -> Entry:
        """Put somebody on the list; the same id again returns the first entry.

        Raises:
            AlreadyWaiting: the patient waits for this visit already.
        """
        return await self.parts.store.write(lambda tx: self._join(tx, entry, actor))

    def _join(self, tx: WaitlistTx, entry: Entry, actor: Actor) -> Entry:
        now = self.parts.clock.now()
        known = tx.waitlist.entries.get(entry.id)
        if known is not None:
            return known
        if same_wait(tx, entry, now) is not None:
            raise AlreadyWaiting
        return join(tx, replace(entry, last_offered_at=None), now, actor)

    async def change(self, entry: Entry, actor: Actor) -> Entry:
        """Keep what a person changed about an entry: the wish, the consent, the staff's priority.

        Raises:
            NoSuchEntry: it is not there, or has ended.
        """

        def work(tx: WaitlistTx) -> Entry:
            known = _waiting(tx, entry.id)
            changed = replace(entry, state=known.state, last_offered_at=known.last_offered_at, since=known.since)
            tx.waitlist.entries.put(changed)
            record_entry(tx, Action.WAITLIST_CHANGED, changed, self.parts.clock.now(), actor)
            return changed

        return await self.parts.store.write(work)

    async def leave(self, entry_id: str, actor: Actor) -> None:
        """Take somebody off the list. An offer they have can still be accepted.

        Raises:
            NoSuchEntry: it is not there, or has ended.
        """
        if not await self.parts.store.write(lambda tx: leave(tx, entry_id, self.parts.clock.now(), actor)):
            raise NoSuchEntry

    async def take_over(self, native: NativeWaitlist) -> int:
        """Bring our copy of the clinic's own list up to date; return how many wait on it.

        The wish is the clinic's word, consent and number are ours. Who was placed by us is taken off the clinic's list,
        now or at the next call; who left it there leaves ours.

        Raises:
            SchedulingError: the clinic's system could not be read.
        """
        listed = await native.entries()
        for one in listed:
            stored = await self.parts.store.read(partial(_copy_of, one.id))
            if stored is not None and stored.state is EntryState.PLACED:
                await native.remove(one.id)
            else:
                await self._keep(one, stored)
        await self.parts.store.write(lambda tx: self._drop(tx, frozenset(one.id for one in listed)))
        return len(listed)

    async def _keep(self, one: NativeEntry, stored: Entry | None) -> None:
        if stored is not None and taken_from(one, stored) == stored:
            return
        base = stored or await self._stranger(one)
        if base is not None:
            await self.parts.store.write(lambda tx: self._put(tx, one, base))

    async def _stranger(self, one: NativeEntry) -> Entry | None:
        """Return the first copy of an entry: reachable as the patient's record says, and not yet asked for consent."""
        try:
            patient = await self.parts.patience.ask(lambda: self.parts.system.patient(one.patient_id))
        except SchedulingError:
            return None
        return Entry(
            id=self.parts.ids.new("entry"),
            patient_id=one.patient_id,
            phone=patient.phones[0] if patient.phones else "",
            language=patient.language or self.parts.default_language,
            since=one.since,
            visit_type=one.visit_type,
            source=Source.EHR,
            source_id=one.id,
        )

    def _put(self, tx: WaitlistTx, one: NativeEntry, base: Entry) -> None:
        known = tx.waitlist.entries.of_source(Source.EHR, one.id)
        kept = taken_from(one, known or base)
        tx.waitlist.entries.put(kept)
        action = Action.WAITLIST_CHANGED if known else Action.WAITLIST_JOINED
        record_entry(tx, action, kept, self.parts.clock.now())

    def _drop(self, tx: WaitlistTx, listed: frozenset[str]) -> None:
        for entry in tx.waitlist.entries.waiting():
            if entry.source is Source.EHR and entry.source_id not in listed:
                left = replace(entry, state=EntryState.LEFT)
                tx.waitlist.entries.put(left)
                record_entry(tx, Action.WAITLIST_LEFT, left, self.parts.clock.now(), SERVICE)

    async def reply(self, text: str, phone: str | None = None, *, accepts: bool = True) -> Reply:
        """Take a reply to an offer, and begin the winner's change at once; see `Replies.take`."""
        reply = await Replies(self.parts).take(text, phone, accepts=accepts)
        if reply.round_id is not None:
            await Settling(self.parts, Checker(self.parts)).advance(reply.round_id)
        return reply

    async def open_to(self, phone: str) -> OpenOffer | None:
        """Return the offer that this number can still answer; None where there is none, or more than one."""
        return await Replies(self.parts).open_to(phone)


def taken_from(one: NativeEntry, stored: Entry) -> Entry:
    """Return the entry with the wish as the clinic's system has it now; one that left and came back waits again."""
    return replace(
        stored,
        since=one.since,
        visit_type=one.visit_type,
        practitioner_id=one.practitioner_id,
        location_id=one.location_id,
        modality=one.modality,
        earliest=one.earliest,
        weekdays=one.weekdays,
        hours=one.hours,
        priority=one.priority,
        appointment_id=one.appointment_id,
        expires_at=one.expires_at,
        state=EntryState.WAITING,
    )


def build_worker(parts: Parts, *, watches: bool = True) -> WaitlistWorker:
    """Return the worker over these parts; with `watches` it also looks for slots freed in the clinic's system."""
    checker = Checker(parts)
    watch = FreeSlotWatch(parts) if watches else None
    return WaitlistWorker(parts, Offering(parts, checker), Settling(parts, checker), checker, watch)


def _copy_of(source_id: str, tx: WaitlistTx) -> Entry | None:
    return tx.waitlist.entries.of_source(Source.EHR, source_id)


def _waiting(tx: WaitlistTx, entry_id: str) -> Entry:
    entry = tx.waitlist.entries.get(entry_id)
    if entry is None or entry.state is not EntryState.WAITING:
        raise NoSuchEntry
    return entry
