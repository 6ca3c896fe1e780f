"""A round's beginning and end, each inside one transaction, with its notes and audit events."""

from dataclasses import replace
from datetime import datetime

from services.audit.model import Action, AuditOutcome
from services.kernel.wording import say_instant
from services.scheduling.model import Slot
from services.scheduling.operation import OutboxMessage
from services.scheduling.waitlist.codes import Terms
from services.scheduling.waitlist.model import Entry, Freed, Offer, OfferState, Round, RoundState
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.record import record_offer, record_round

OFFER = "waitlist_offer"
"""The reviewed text of an offer. Values: clinic, when, code."""
GONE = "waitlist_gone"
"""The reviewed text of the kind note. Values: clinic."""


def terms_of(offer: Offer, slot: Slot) -> Terms:
    """Return what the offer's code is bound to."""
    return Terms(offer.id, slot.id, offer.entry_id, offer.expires_at)


def open_round(parts: Parts, tx: WaitlistTx, freed: Freed, now: datetime) -> Round | None:
    """Open a round for a freed slot, due at once.

    Returns:
        None when the same event opened one before, one on the same time runs, the slot's time has come, or the chain
        of winners' own slots is deep enough; then it counts as seen free, so that the watch does not offer it either.
    """
    opened = Round(parts.ids.new("round"), freed, now, next_batch_at=now, due_at=now)
    if freed.slot.interval.start <= now or not freed.slot.id:
        return None
    if freed.depth > parts.settings.most_depth:
        tx.waitlist.free.add(freed.slot.id)
        record_round(tx, Action.WAITLIST_OPENED, opened, now, AuditOutcome.REFUSED, reason="depth")
        return None
    if not tx.waitlist.rounds.add(opened):
        return None
    tx.waitlist.free.add(freed.slot.id)
    record_round(tx, Action.WAITLIST_OPENED, opened, now, cause=str(freed.cause))
    return opened


def end_round(parts: Parts, tx: WaitlistTx, ending: Round, state: RoundState, now: datetime) -> Round:
    """End the round; whoever could still have accepted is told, once. The winner is not."""
    for offer in tx.waitlist.offers.of_round(ending.id):
        if offer.id == ending.winner or offer.state not in (OfferState.OPEN, OfferState.WAITING):
            continue
        if offer.state is OfferState.WAITING or now < offer.expires_at:
            tell_gone(parts, tx, replace(offer, state=OfferState.LOST), now)
        else:
            tx.waitlist.offers.save(replace(offer, state=OfferState.EXPIRED))
    ended = replace(ending, state=state, due_at=None, ended_at=now)
    tx.waitlist.rounds.save(ended)
    outcome = AuditOutcome.SUCCESS if state is RoundState.FILLED else AuditOutcome.FAILED
    record_round(tx, Action.WAITLIST_ENDED, ended, now, outcome, batches=str(ended.batch))
    return ended


def tell_gone(parts: Parts, tx: WaitlistTx, offer: Offer, now: datetime) -> None:
    """Keep the offer, and queue the kind note that the time is gone unless it was queued before."""
    tx.waitlist.offers.save(replace(offer, told=True))
    entry = tx.waitlist.entries.get(offer.entry_id)
    if offer.told or entry is None:
        return
    tx.outbox.add(_message(f"{offer.id}:{GONE}", GONE, entry, {"clinic": parts.clinic.name}, now))
    record_offer(tx, Action.WAITLIST_TOLD, offer, now)


def make_offer(
    parts: Parts, tx: WaitlistTx, running: Round, entry: Entry, expires_at: datetime, now: datetime
) -> Offer | None:
    """Offer the round's slot to the entry: offer, message and audit event; None if it was offered before."""
    offer = Offer(
        id=parts.ids.new("offer"),
        round_id=running.id,
        entry_id=entry.id,
        patient_id=entry.patient_id,
        handle=_free_handle(parts, tx),
        offered_at=now,
        expires_at=expires_at,
    )
    if not tx.waitlist.offers.add(offer):
        return None
    tx.waitlist.entries.put(replace(entry, last_offered_at=now))
    zone = parts.clinic.zone
    values = {
        "clinic": parts.clinic.name,
        "when": say_instant(running.slot.interval.start, zone, entry.language),
        "code": str(parts.keys.sign(offer.handle, terms_of(offer, running.slot))),
    }
    tx.outbox.add(_message(f"{offer.id}:{OFFER}", OFFER, entry, values, now))
    record_offer(tx, Action.WAITLIST_OFFERED, offer, now, batch=str(running.batch + 1))
    return offer


def _free_handle(parts: Parts, tx: WaitlistTx) -> str:
    handle = parts.handles()
    while tx.waitlist.offers.by_handle(handle) is not None:
        handle = parts.handles()
    return handle


def _message(message_id: str, template: str, entry: Entry, values: dict[str, str], now: datetime) -> OutboxMessage:
    return OutboxMessage(
        id=message_id,
        to=entry.phone,
        template=template,
        language=entry.language,
        values=values,
        created_at=now,
        patient_id=entry.patient_id,
    )
