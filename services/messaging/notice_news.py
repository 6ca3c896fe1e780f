"""What became of notices, as the mail service tells by signed events; nobody asks it.

An event is believed by its signature, taken once by its id, and of it only what happened is kept: no address, no words
of a stranger's mail server. What may come after `delivered` is a mail that the receiving server returns later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.kernel.clock import Clock
from services.kernel.errands import NoticeEvent
from services.kernel.store import Store
from services.kernel.texting import OptOut, Source
from services.messaging.arrivals import lost
from services.messaging.consents import service, set_stopped
from services.messaging.errors import NotReceived
from services.messaging.ports import MessagingTx, NoticeCallReader
from services.scheduling.outbox import Arrival, Journey

LARGEST: Final = 1024 * 1024
"""SendGrid sends events in batches of up to 768 KiB."""
SIGNATURE: Final = "x-twilio-email-event-webhook-signature"
TIMESTAMP: Final = "x-twilio-email-event-webhook-timestamp"
_LONGEST_HEADER: Final = 512
_ARRIVALS: Final[Mapping[str, Arrival]] = {
    "delivered": Arrival.ARRIVED,
    "spamreport": Arrival.ARRIVED,
    "unsubscribe": Arrival.ARRIVED,
    "bounce": Arrival.UNDELIVERED,
    "dropped": Arrival.UNDELIVERED,
}
"""What an event says of a notice; after any other, such as `deferred`, it is on its way."""
_UNWANTED: Final = frozenset({"spamreport", "unsubscribe"})


@dataclass(frozen=True, slots=True)
class NoticeCalls:
    """Takes the mail service's calls."""

    store: Store[MessagingTx]
    clock: Clock
    reader: NoticeCallReader

    async def hook(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Take one call, also again; False where it is not the service's, or nobody can tell now."""
        signature, timestamp = headers.get(SIGNATURE, ""), headers.get(TIMESTAMP, "")
        if not all(0 < len(each) <= _LONGEST_HEADER for each in (signature, timestamp)) or len(body) > LARGEST:
            return False
        try:
            events = await self.reader.read_call(body, timestamp, signature)
        except NotReceived:
            return False
        await self.take(events)
        return True

    async def take(self, events: Sequence[NoticeEvent]) -> int:
        """Keep what the events say, in one commit; return how many were new and about our notices."""
        now = self.clock.now()
        return await self.store.write(lambda tx: sum(_take(tx, event, now) for event in events))


def _take(tx: MessagingTx, event: NoticeEvent, now: datetime) -> bool:
    journey = _journey(tx, event.carrier_id)
    if journey is None or not tx.journeys.take_event(f"sendgrid:{event.key}", now):
        return False
    arrival, sent = _ARRIVALS.get(event.kind, Arrival.ON_ITS_WAY), tx.outbox.get(journey.message_id)
    if arrival is not Arrival.ON_ITS_WAY and journey.arrival is not Arrival.UNDELIVERED:
        tx.journeys.save(replace(journey, arrival=arrival))
        if sent is not None and arrival is Arrival.UNDELIVERED:
            lost(tx, sent.message, f"undelivered_{event.kind}", now)
    if sent is not None and event.kind in _UNWANTED:
        word = OptOut(sent.message.to, stopped=True, at=now, source=Source.CARRIER)
        set_stopped(tx, word, service(), sent.message.id, now)
    return True


def _journey(tx: MessagingTx, told: str) -> Journey | None:
    """Return the journey of an event: its id is the one that the send returned, and more behind a dot."""
    parts = told.split(".")
    names = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((found for name in names if name and (found := tx.journeys.of_carrier(name)) is not None), None)
