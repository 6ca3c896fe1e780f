"""Takes replies to offers. The first valid one wins, exactly once: one transaction checks the code and takes the claim.

Whoever comes second, while the first one's change still runs, waits: if that change has no effect, they are next.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.scheduling.change import CLAIM_LASTS
from services.scheduling.operation import Claim, resource_of
from services.scheduling.waitlist.answers import Answer, OpenOffer, Reply
from services.scheduling.waitlist.codes import Code, Terms, read_code
from services.scheduling.waitlist.model import Offer, OfferState, Round, RoundState
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.record import record_offer
from services.scheduling.waitlist.rounds import tell_gone, terms_of

NOBODY = Actor(ActorKind.CALLER, "waitlist")
"""Somebody whose code is none: nothing is known of them."""
CROSSING = timedelta(minutes=1)
"""Until then, the note that the time is gone and a reply may have crossed."""


_STANDING = {
    OfferState.WON: Answer.ACCEPTED,
    OfferState.WAITING: Answer.SECOND,
    OfferState.LOST: Answer.GONE,
    OfferState.EXPIRED: Answer.EXPIRED,
    OfferState.DECLINED: Answer.DECLINED,
}


@dataclass(frozen=True, slots=True)
class Replies:
    """Takes replies."""

    parts: Parts

    async def take(self, text: str, phone: str | None = None, *, accepts: bool = True) -> Reply:
        """Take a reply.

        Args:
            text: The code as typed or as a link carried it.
            phone: The number it came from, where known: it must be the one the offer went to.
            accepts: False when the patient turns the offer down.
        """
        code = read_code(text)
        return await self.parts.store.write(lambda tx: self._take(tx, code, phone, accepts))

    async def open_to(self, phone: str) -> OpenOffer | None:
        """Return the offer that this number can still answer; None where there is none, or more than one."""
        return await self.parts.store.read(lambda tx: self._open_to(tx, phone, self.parts.clock.now()))

    def _open_to(self, tx: WaitlistTx, phone: str, now: datetime) -> OpenOffer | None:
        entries = {entry.id: entry for entry in tx.waitlist.entries.waiting() if entry.phone == phone}
        found = [
            (offer, running)
            for running in (tx.waitlist.rounds.running() if entries else [])
            for offer in tx.waitlist.offers.of_round(running.id)
            if offer.entry_id in entries and offer.state is OfferState.OPEN and now < offer.expires_at
        ]
        if len(found) != 1:
            return None
        offer, running = found[0]
        code = str(self.parts.keys.sign(offer.handle, terms_of(offer, running.slot)))
        return OpenOffer(code, offer.offered_at, entries[offer.entry_id].language)

    def _take(self, tx: WaitlistTx, code: Code | None, phone: str | None, accepts: bool) -> Reply:  # noqa: FBT001 the port's switch, passed on
        now = self.parts.clock.now()
        found = self._find(tx, code, phone)
        if found is None:
            body = {"answer": str(Answer.UNKNOWN)}
            tx.audit.record(AuditEvent(now, NOBODY, Action.WAITLIST_REPLIED, AuditOutcome.REFUSED, body=body))
            return Reply(Answer.UNKNOWN)
        offer, running = found
        over = _over(offer, running, now, accepts=accepts)
        answer = self._answer(tx, offer, running, now, accepts)
        if answer is not Answer.ACCEPTED or offer.state is OfferState.WON:
            good = answer in (Answer.ACCEPTED, Answer.SECOND, Answer.DECLINED)
            outcome = AuditOutcome.SUCCESS if good else AuditOutcome.REFUSED
            record_offer(tx, Action.WAITLIST_REPLIED, offer, now, outcome, answer=str(answer))
        entry = tx.waitlist.entries.get(offer.entry_id)
        return Reply(answer, running.id, entry.language if entry else None, over)

    def _find(self, tx: WaitlistTx, code: Code | None, phone: str | None) -> tuple[Offer, Round] | None:
        """Return the offer that the code was made for; the code is computed and compared even where there is none."""
        offer = tx.waitlist.offers.by_handle(code.handle) if code else None
        running = tx.waitlist.rounds.get(offer.round_id) if offer else None
        if code is None or offer is None or running is None:
            self.parts.keys.valid(code or Code("", "", ""), Terms("", "", "", self.parts.clock.now()))
            return None
        if not self.parts.keys.valid(code, terms_of(offer, running.slot)):
            return None
        entry = tx.waitlist.entries.get(offer.entry_id)
        known = entry is not None and phone in (None, entry.phone)
        return (offer, running) if known else None

    def _answer(self, tx: WaitlistTx, offer: Offer, running: Round, now: datetime, accepts: bool) -> Answer:  # noqa: FBT001 as above
        if offer.state is OfferState.OPEN and running.state.final is False and now < offer.expires_at:
            return self._first_reply(tx, offer, running, now) if accepts else self._decline(tx, offer)
        if offer.state is OfferState.OPEN:
            expired = replace(offer, state=OfferState.EXPIRED)
            tell_gone(self.parts, tx, expired, now)
            return Answer.EXPIRED
        if offer.state in (OfferState.LOST, OfferState.EXPIRED):
            tell_gone(self.parts, tx, offer, now)
        return _STANDING[offer.state]

    def _decline(self, tx: WaitlistTx, offer: Offer) -> Answer:
        tx.waitlist.offers.save(replace(offer, state=OfferState.DECLINED))
        return Answer.DECLINED

    def _first_reply(self, tx: WaitlistTx, offer: Offer, running: Round, now: datetime) -> Answer:
        number = 1 + max(other.reply_number for other in tx.waitlist.offers.of_round(running.id))
        replied = replace(offer, state=OfferState.WAITING, reply_number=number)
        tx.waitlist.offers.save(replied)
        if running.state is RoundState.OPEN and number_one(tx, running) == offer.id:
            won = take_slot(self.parts, tx, replied, running, now)
        else:
            won = False
        if not won:
            soon = replace(running, due_at=now)
            tx.waitlist.rounds.save(soon)
        return Answer.ACCEPTED if won else Answer.SECOND


def _over(offer: Offer, running: Round, now: datetime, *, accepts: bool) -> bool:
    """Tell whether the reply repeats what is settled; a note that may have crossed it on its way is answer enough."""
    if offer.state is OfferState.WON:
        return running.state.final
    if offer.state is OfferState.DECLINED:
        return accepts
    crossed = running.ended_at is not None and now - running.ended_at < CROSSING
    return offer.told and offer.state in (OfferState.LOST, OfferState.EXPIRED) and not crossed


def number_one(tx: WaitlistTx, running: Round) -> str | None:
    """Return the waiting offer that was replied to first, or None."""
    waiting = [offer for offer in tx.waitlist.offers.of_round(running.id) if offer.state is OfferState.WAITING]
    first = min(waiting, key=lambda offer: offer.reply_number, default=None)
    return first.id if first else None


def take_slot(parts: Parts, tx: WaitlistTx, offer: Offer, running: Round, now: datetime) -> bool:
    """Give the slot to this offer: claim, round and offer in one commit; False while another change has the time."""
    operation_id = parts.ids.new("op")
    slot = running.slot
    if not tx.claims.take(Claim(resource_of(slot), slot.interval, operation_id, now + CLAIM_LASTS), now):
        return False
    tx.waitlist.offers.save(replace(offer, state=OfferState.WON))
    tx.waitlist.rounds.save(
        replace(
            running,
            state=RoundState.TAKEN,
            winner=offer.id,
            operation_id=operation_id,
            accepted_at=now,
            due_at=now,
        )
    )
    record_offer(tx, Action.WAITLIST_ACCEPTED, offer, now, operation=operation_id)
    return True
