"""Makes the batches of offers: who is next in rank, whom the clinic's system and policy let, in one commit each."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.audit.model import Action
from services.scheduling.operation import resource_of
from services.scheduling.waitlist.checking import Checker
from services.scheduling.waitlist.fitting import answer_by, awake, suits
from services.scheduling.waitlist.model import Entry, OfferState, Round, RoundState
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.ranking import ranked
from services.scheduling.waitlist.record import record_round
from services.scheduling.waitlist.rounds import end_round, make_offer

MOST_CHECKS = 40
"""How many patients' calendars are read for one batch at most; the next batch goes on behind them."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Who may be asked now, in rank; `later` says that others may be asked at another hour or day."""

    ready: tuple[Entry, ...]
    later: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom to ask, and whom this slot is not for; `more` says that there may be others."""

    asked: tuple[Entry, ...]
    passed: frozenset[str]
    more: bool


@dataclass(frozen=True, slots=True)
class Offering:
    """Makes batches."""

    parts: Parts
    checker: Checker

    async def batch(self, running: Round) -> Round:
        """Make the next batch of the round and return the round as it is then.

        What was read of the clinic's system is old by the commit; that is why the winner's change checks it all again.

        Raises:
            SchedulingError: the system could not be read; nothing was offered.
        """
        now = self.parts.clock.now()
        shortlist = await self.parts.store.read(lambda tx: self._shortlist(tx, running, now))
        choice = await self._choose(running, shortlist)
        return await self.parts.store.write(lambda tx: self._commit(tx, running, choice))

    def _shortlist(self, tx: WaitlistTx, running: Round, now: datetime) -> Shortlist:
        parts, slot = self.parts, running.slot
        offered = {offer.entry_id for offer in tx.waitlist.offers.of_round(running.id)}
        ready, later = [], False
        for entry in ranked(tx.waitlist.entries.waiting(slot.visit_types), parts.clinic.zone):
            if entry.id in offered | running.passed or not self._is_for(entry, running, now):
                continue
            hour = awake(entry, parts.settings, parts.clinic.zone, now)
            if hour and parts.may_ask(tx, entry, now):
                ready.append(entry)
            else:
                later = True
        return Shortlist(tuple(ready), later)

    def _is_for(self, entry: Entry, running: Round, now: datetime) -> bool:
        slot = running.slot
        return (
            entry.consents
            and bool(entry.phone)
            and entry.waits(now)
            and entry.patient_id != running.freed.by
            and suits(entry, slot, self.parts.clinic.zone)
            and self._until(entry, running, now) is not None
        )

    def _until(self, entry: Entry, running: Round, now: datetime) -> datetime | None:
        policy = self.parts.book.for_visit(entry.visit_type)
        return answer_by(entry, running.slot, policy, self.parts.settings, now)

    async def _choose(self, running: Round, shortlist: Shortlist) -> Choice:
        asked: list[Entry] = []
        passed: set[str] = set()
        patients: set[str] = set()
        checked = shortlist.ready[:MOST_CHECKS]
        for entry in checked:
            if len(asked) == self.parts.settings.batch_size:
                break
            if entry.patient_id in patients or await self.checker.present_visit(entry, running.slot) is None:
                passed.add(entry.id)
            else:
                asked.append(entry)
                patients.add(entry.patient_id)
        rest = len(asked) + len(passed) < len(shortlist.ready)
        return Choice(tuple(asked), frozenset(passed), more=rest or shortlist.later)

    def _commit(self, tx: WaitlistTx, running: Round, choice: Choice) -> Round:
        """Write the batch unless another worker made it, the round is no longer open, or a change takes the slot."""
        now = self.parts.clock.now()
        current = tx.waitlist.rounds.get(running.id)
        if current is None or current.state is not RoundState.OPEN or current.batch != running.batch:
            return current or running
        if claimed(tx, current, now):
            return save_due(self.parts, tx, current, now)
        made = sum(self._ask(tx, current, entry.id, now) for entry in choice.asked)
        live = any(self._live(offer.state, offer.expires_at, now) for offer in tx.waitlist.offers.of_round(current.id))
        after = replace(
            current,
            batch=current.batch + 1,
            passed=current.passed | choice.passed,
            next_batch_at=now + self.parts.settings.batch_every,
        )
        if made or choice.passed:
            record_round(tx, Action.WAITLIST_BATCH, after, now, made=str(made), passed=str(len(choice.passed)))
        if not live and not choice.more:
            return end_round(self.parts, tx, after, RoundState.UNFILLED, now)
        return save_due(self.parts, tx, after, now)

    def _ask(self, tx: WaitlistTx, running: Round, entry_id: str, now: datetime) -> bool:
        """Offer to one, unless something changed since the list was made."""
        entry = tx.waitlist.entries.get(entry_id)
        if entry is None or not self._is_for(entry, running, now) or not self.parts.may_ask(tx, entry, now):
            return False
        until = self._until(entry, running, now)
        return until is not None and make_offer(self.parts, tx, running, entry, until, now) is not None

    @staticmethod
    def _live(state: OfferState, expires_at: datetime, now: datetime) -> bool:
        return state is OfferState.WAITING or (state is OfferState.OPEN and now < expires_at)


def claimed(tx: WaitlistTx, running: Round, now: datetime) -> bool:
    """Tell whether somebody's change, not this round's, takes the slot's time at this moment."""
    resource, interval = resource_of(running.slot), running.slot.interval
    return any(
        claim.resource == resource and claim.interval.overlaps(interval) and claim.operation_id != running.operation_id
        for claim in tx.claims.current(now)
    )


def save_due(parts: Parts, tx: WaitlistTx, running: Round, now: datetime) -> Round:
    """Keep the round, and when the worker looks at it next: soon, but never later than the next batch."""
    due_at = min(now + parts.settings.look_every, max(running.next_batch_at, now))
    kept = replace(running, due_at=due_at)
    tx.waitlist.rounds.save(kept)
    return kept
