"""What staff see of messages, and what they settle: those nobody knows about, those that failed or did not arrive.

The list names numbers, because somebody has to call; each look is audited. A page and the command line use the same.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from services.audit.model import Action, Actor, AuditEvent
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.kernel.store import Store
from services.kernel.texting import Consent, MessageClass
from services.messaging.consents import stopped, subject_of
from services.messaging.ports import MessagingTx
from services.messaging.unknowns import settle_by_person
from services.messaging.whose import whose
from services.scheduling.outbox import Delivery, Journey


class NotUnknown(SealdeskError):
    """The message is not one that staff can settle."""

    code = "message_not_unknown"

    def __init__(self) -> None:
        super().__init__(
            "That message is not unknown, or was settled before.", "Look at the list again: sealdesk messages list."
        )


@dataclass(frozen=True, slots=True)
class Troubled:
    """A message that a person should know of. `state` is unknown, failed or undelivered; `why` a short code.

    `subject` is whose it is, as the audit trail hashes it: the patient of its change, else the number or address.
    """

    id: str
    state: str
    template: str
    to: str = field(repr=False)
    at: datetime
    why: str
    subject: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NumberStanding:
    """What is known of a number: whether it said STOP, and what its owner agreed to or took back."""

    stopped: bool
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageDesk:
    """Use cases of staff."""

    store: Store[MessagingTx]
    clock: Clock

    async def troubled(self, by: Actor, limit: int = 50) -> list[Troubled]:
        """Return what is unknown, then what failed or did not arrive, the newest first of each kind."""
        now = self.clock.now()
        return await self.store.write(lambda tx: _troubled(tx, by, limit, now))

    async def settle(self, message_id: str, by: Actor, *, arrived: bool) -> None:
        """Keep what a person found out about an unknown message. It is never sent again.

        Raises:
            NotUnknown: it is not unknown (any more).
        """
        now = self.clock.now()
        if not await self.store.write(lambda tx: settle_by_person(tx, message_id, by, now, arrived=arrived)):
            raise NotUnknown

    async def number(self, number: str, by: Actor) -> NumberStanding:
        """Return how a number stands; the look is audited."""
        now = self.clock.now()
        return await self.store.write(lambda tx: _standing(tx, number, by, now))


def _troubled(tx: MessagingTx, by: Actor, limit: int, now: datetime) -> list[Troubled]:
    rows = [_delivery(tx, each) for each in tx.outbox.unknown(limit)]
    bad = [_delivery(tx, each) for each in tx.outbox.failed(limit)]
    for journey in tx.journeys.undelivered(limit):
        sent = tx.outbox.get(journey.message_id)
        if sent is not None:
            bad.append(_lost(tx, sent, journey))
    rows += sorted(bad, key=lambda each: each.at, reverse=True)
    shown = rows[:limit]
    for subject, count in Counter(each.subject for each in shown).items():
        body = {"what": "troubled", "count": str(count)}
        tx.audit.record(AuditEvent(now, by, Action.MESSAGES_SHOWN, patient_id=subject, body=body))
    return shown


def _delivery(tx: MessagingTx, row: Delivery) -> Troubled:
    message = row.message
    at = row.finished_at or message.created_at
    subject = whose(tx, message)
    return Troubled(message.id, str(row.state), message.template, message.to, at, row.reason or "", subject)


def _lost(tx: MessagingTx, row: Delivery, journey: Journey) -> Troubled:
    why = "" if journey.code is None else str(journey.code)
    message = row.message
    subject = whose(tx, message)
    return Troubled(message.id, "undelivered", message.template, message.to, journey.sent_at, why, subject)


def standing(tx: MessagingTx, number: str) -> NumberStanding:
    """Return how a number stands."""
    asked = (tx.numbers.consent(number, each) for each in (MessageClass.REMINDER_OR_OFFER, MessageClass.BILLING))
    return NumberStanding(stopped(tx, number), tuple(each for each in asked if each is not None))


def _standing(tx: MessagingTx, number: str, by: Actor, now: datetime) -> NumberStanding:
    found = standing(tx, number)
    event = AuditEvent(now, by, Action.MESSAGES_SHOWN, patient_id=subject_of(number), body={"what": "standing"})
    tx.audit.record(event)
    return found
