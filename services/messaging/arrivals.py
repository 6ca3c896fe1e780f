"""What became of messages after the carrier took them: asked by reading, or told by the carrier's own call.

A message that did not arrive is audited, and is a case for the front desk where it matters. "Taken" is not "arrived":
a landline, a phone that is off for days, a number that is gone.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.audit.model import Action, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.kernel.texting import OptOut, Source
from services.messaging.consents import service, set_stopped
from services.messaging.delivery import event_of
from services.messaging.errors import NotReceived
from services.messaging.ports import DeliveryReports, MessagingTx, Told
from services.messaging.undelivered import tell_staff
from services.scheduling.operation import OutboxMessage
from services.scheduling.outbox import Arrival, Journey

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 60, 60))
ASKED_FOR = timedelta(hours=6)
"""After this the carrier is asked no more; it keeps a text for its phone no longer than we allow it to."""
_BATCH = 20


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Follows messages until it is known whether they arrived."""

    store: Store[MessagingTx]
    clock: Clock

    async def ask(self, reports: DeliveryReports) -> int:
        """Ask the carrier about each message that is due; return how many ended."""
        now = self.clock.now()
        ended = 0
        for journey in await self.store.read(lambda tx: tx.journeys.due(now, _BATCH)):
            try:
                told = await reports.arrival(journey.carrier_id)
            except NotReceived:
                told = Told(Arrival.ON_ITS_WAY)
            ended += await self.told(journey.carrier_id, told)
        return ended

    async def told(self, carrier_id: str, told: Told) -> bool:
        """Keep what the carrier says; False where that ends nothing, or the message is not ours. Again is no error."""
        now = self.clock.now()
        return await self.store.write(lambda tx: _keep(tx, carrier_id, told, now))


def _keep(tx: MessagingTx, carrier_id: str, told: Told, now: datetime) -> bool:
    journey = tx.journeys.of_carrier(carrier_id)
    if journey is None or journey.arrival is not Arrival.ON_ITS_WAY:
        return False
    if told.arrival is Arrival.ON_ITS_WAY:
        return _wait(tx, journey, now)
    tx.journeys.save(replace(journey, arrival=told.arrival, code=told.code, ask_at=None))
    sent = tx.outbox.get(journey.message_id)
    if sent is not None and told.arrival is Arrival.UNDELIVERED:
        lost(tx, sent.message, "undelivered" if told.code is None else f"undelivered_{told.code}", now)
        if told.opted_out:
            word = OptOut(sent.message.to, stopped=True, at=now, source=Source.CARRIER)
            set_stopped(tx, word, service(), sent.message.id, now)
    return True


def _wait(tx: MessagingTx, journey: Journey, now: datetime) -> bool:
    """Ask again later, less and less often; at last no more."""
    age = now - journey.sent_at
    if age >= ASKED_FOR:
        tx.journeys.save(replace(journey, arrival=Arrival.UNTOLD, ask_at=None))
        return True
    pause = next((pause for pause in PAUSES if pause >= age / 2), PAUSES[-1])
    tx.journeys.save(replace(journey, ask_at=now + pause))
    return False


def lost(tx: MessagingTx, message: OutboxMessage, reason: str, now: datetime) -> None:
    """Audit a message that did not arrive; where it matters, it is a case for the front desk."""
    event = event_of(tx, message, now, Action.MESSAGE_UNDELIVERED, AuditOutcome.FAILED, reason=reason)
    tx.audit.record(event)
    tell_staff(tx, message, reason, now)
