"""What becomes of messages nobody knows about: the carrier is asked by reading, and staff may settle them.

A message is sent again only when the carrier, asked a while after the attempt, says that it is not there, and it is
still of use. As long as the carrier is unsure, it stays unknown and staff see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.audit.model import Action, Actor, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.messaging.delivery import event_of, letter_of, note_sent, text_of
from services.messaging.ports import MessageSender, MessagingTx, Trace
from services.messaging.undelivered import tell_staff
from services.scheduling.operation import MessageKind
from services.scheduling.outbox import Delivery, DeliveryState

SETTLES = timedelta(minutes=2)
"""How long after the attempt the carrier surely shows what it took."""
_BATCH = 50
_ASKED = 1000
"""Far more than a clinic ever has: one that stays unsure must not keep the others from being asked about."""
_SKEW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Settles unknown messages."""

    store: Store[MessagingTx]
    sender: MessageSender
    clock: Clock

    async def listed(self, limit: int = _BATCH) -> Sequence[Delivery]:
        """Return the unknown messages, for staff."""
        return await self.store.read(lambda tx: tx.outbox.unknown(limit))

    async def look_up(self) -> int:
        """Ask the carrier about each text; return how many are settled now. Mails and notices are left to staff."""
        settled = 0
        for delivery in await self.listed(_ASKED):
            if delivery.finished_at is None or self.clock.now() - delivery.finished_at < SETTLES:
                continue
            message = delivery.message
            if message.kind is not MessageKind.TEXT:
                continue
            trace = await self.sender.look_up(text_of(message), message.created_at - _SKEW)
            settled += await self.store.write(lambda tx, d=delivery, t=trace: self._settle(tx, d, t))  # type: ignore[misc]
        return settled

    async def settle(self, message_id: str, by: Actor, *, arrived: bool) -> bool:
        """Keep what a person found out; False when the message is not unknown (any more). It is not sent again."""
        now = self.clock.now()
        return await self.store.write(lambda tx: settle_by_person(tx, message_id, by, now, arrived=arrived))

    def _settle(self, tx: MessagingTx, delivery: Delivery, trace: Trace) -> bool:
        message, now = delivery.message, self.clock.now()
        stored = tx.outbox.get(message.id)
        if stored is None or stored.state is not DeliveryState.UNKNOWN or trace is Trace.UNSURE:
            return False
        if trace is Trace.ARRIVED:
            note_sent(tx, message, now, found="carrier")
            return True
        tx.numbers.unmark(message.id)
        if now <= letter_of(message).not_after:
            tx.outbox.again(message.id, now)
        else:
            tx.outbox.mark_dead(message.id, now, "absent")
            event = event_of(tx, message, now, Action.MESSAGE_FAILED, AuditOutcome.FAILED, reason="absent")
            tx.audit.record(event)
            tell_staff(tx, message, "absent", now)
        return True


def settle_by_person(tx: MessagingTx, message_id: str, by: Actor, now: datetime, *, arrived: bool) -> bool:
    """Keep what a person found out; False when the message is not unknown (any more)."""
    stored = tx.outbox.get(message_id)
    if stored is None or stored.state is not DeliveryState.UNKNOWN:
        return False
    if arrived:
        note_sent(tx, stored.message, now, by, found=by.id)
        return True
    tx.numbers.unmark(message_id)
    tx.outbox.mark_dead(message_id, now, "staff")
    event = event_of(tx, stored.message, now, Action.MESSAGE_FAILED, AuditOutcome.FAILED, reason="staff", by=by.id)
    tx.audit.record(replace(event, actor=by))
    return True
