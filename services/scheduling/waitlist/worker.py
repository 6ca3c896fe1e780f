"""The waitlist's worker: looks for freed slots, brings every round one step on, ends entries that ran out.

It keeps nothing in memory: each step is one commit, and after a crash the next tick goes on where the last commit was.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from services.audit.model import Action
from services.scheduling.errors import SchedulingError
from services.scheduling.waitlist.checking import Checker
from services.scheduling.waitlist.model import EntryState, OfferState, Round, RoundState
from services.scheduling.waitlist.offering import Offering, claimed, save_due
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.record import record_entry
from services.scheduling.waitlist.replying import number_one, take_slot
from services.scheduling.waitlist.rounds import end_round
from services.scheduling.waitlist.settling import Settling
from services.scheduling.waitlist.watching import FreeSlotWatch

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WaitlistWorker:
    """Works on every round that is due; `watch` is None where only our own changes free slots."""

    parts: Parts
    offering: Offering
    settling: Settling
    checker: Checker
    watch: FreeSlotWatch | None = None

    async def tick(self) -> int:
        """Look once at everything; return how many rounds were brought on."""
        now = self.parts.clock.now()
        if await self.parts.store.read(lambda tx: tx.waitlist.entries.run_out(now)):
            await self.parts.store.write(lambda tx: _end_entries(tx, now))
        if self.watch is not None:
            try:
                await self.watch.look()
            except SchedulingError as error:
                log.warning("Free slots could not be read: %s.", error.code)
        due = await self.parts.store.read(lambda tx: tx.waitlist.rounds.due(now))
        for running in due:
            await self.bring_on(running)
        return len(due)

    async def bring_on(self, running: Round) -> None:
        """Bring one round a step on; while the clinic's system cannot be read it is looked at again a little later."""
        try:
            if running.state is RoundState.OPEN:
                running = await self._open(running)
            if running.state is RoundState.TAKEN:
                await self.settling.advance(running.id)
        except SchedulingError as error:
            log.warning("A slot on offer could not be looked at: %s.", error.code)
            await self._step(running, lambda tx, current, now: save_due(self.parts, tx, current, now))

    async def _open(self, running: Round) -> Round:
        now = self.parts.clock.now()
        if running.slot.interval.start <= now:
            return await self._end(running, RoundState.UNFILLED)
        if await self.parts.store.read(lambda tx: claimed(tx, running, now)):
            return await self._step(running, lambda tx, current, now: save_due(self.parts, tx, current, now))
        if await self.checker.still_free(running.slot) is None:
            return await self._end(running, RoundState.GONE)
        running = await self._step(running, self._promote)
        if running.state is RoundState.OPEN and running.next_batch_at <= now:
            return await self.offering.batch(running)
        return running

    async def _end(self, running: Round, state: RoundState) -> Round:
        return await self._step(running, lambda tx, current, now: end_round(self.parts, tx, current, state, now))

    def _promote(self, tx: WaitlistTx, current: Round, now: datetime) -> Round:
        """Give the slot to whoever replied first and still waits; else say when to look again."""
        first = tx.waitlist.offers.get(number_one(tx, current) or "")
        if first is not None and first.state is OfferState.WAITING:
            take_slot(self.parts, tx, first, current, now)
        standing = tx.waitlist.rounds.get(current.id) or current
        return save_due(self.parts, tx, standing, now) if standing.state is RoundState.OPEN else standing

    async def _step(self, running: Round, step: Callable[[WaitlistTx, Round, datetime], Round]) -> Round:
        """Run the step on the round as it is now, if it is still open; return the round as it is then."""

        def guarded(tx: WaitlistTx) -> Round:
            current = tx.waitlist.rounds.get(running.id) or running
            return step(tx, current, self.parts.clock.now()) if current.state is RoundState.OPEN else current

        return await self.parts.store.write(guarded)


def _end_entries(tx: WaitlistTx, now: datetime) -> None:
    for entry in tx.waitlist.entries.run_out(now):
        ended = replace(entry, state=EntryState.EXPIRED)
        tx.waitlist.entries.put(ended)
        record_entry(tx, Action.WAITLIST_LEFT, ended, now)
