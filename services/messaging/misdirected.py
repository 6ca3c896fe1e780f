"""A message that reached somebody else than the patient: an impermissible disclosure, put on record (164.528).

Staff hear of it ("I am not Ms. Poe") and know the number. What was sent there lately is shown, and marked.
"""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from services.audit.model import Actor
from services.disclosures.disclosure import Disclosure, Whose
from services.disclosures.ground import Ground
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.kernel.store import Store
from services.messaging.ports import MessagingTx
from services.messaging.whose import whose
from services.scheduling.outbox import Delivery, DeliveryState

MARK = "misdirected"
"""The reason of a sent message that reached the wrong person."""
WORDS = {
    "code": "A one-time code with the clinic's name",
    "conversation": "An answer in a conversation about the patient's visits",
    "fee": "A link to pay a fee to the clinic",
}
"""What a message told, by its template, in words that the patient may read; others told of a visit and its time."""
_VISIT = "A message about the patient's visit and its time"
_LOOKED_THROUGH = 2_000
_SHOWN = 20


class NotMisdirected(SealdeskError):
    """The message cannot be marked: it did not leave, or is gone by now."""

    code = "message_not_misdirected"

    def __init__(self) -> None:
        super().__init__(
            "That message did not leave, or is kept no more.",
            "Record the disclosure by hand: sealdesk disclosures record.",
        )


class NobodysMessage(SealdeskError):
    """The message belongs to no patient whom Sealdesk knows."""

    code = "message_nobodys"

    def __init__(self) -> None:
        super().__init__(
            "Nobody knows which patient that message was about.",
            "Find the patient and record it by hand: sealdesk disclosures record.",
        )


@dataclass(frozen=True, slots=True)
class Left:
    """A message that left: when, by which template, and whether it is marked."""

    id: str
    template: str
    at: datetime
    to: str = field(repr=False)
    marked: bool


@dataclass(frozen=True, slots=True)
class Misdirected:
    """The use cases of staff."""

    store: Store[MessagingTx]
    clock: Clock
    zone: ZoneInfo

    async def sent_to(self, number: str) -> list[Left]:
        """Return what left lately for a number or address, the newest first; `MessageDesk.number` audits the look."""

        def read(tx: MessagingTx) -> list[Left]:
            found = [each for each in tx.outbox.sent(_LOOKED_THROUGH) if each.message.to == number]
            return [_left(each) for each in found[:_SHOWN]]

        return await self.store.read(read)

    async def mark(self, message_id: str, by: Actor) -> None:
        """Put on record that the message reached the wrong person; marked before, nothing more is recorded.

        Raises:
            NotMisdirected: it did not leave, or is not kept any more.
            NobodysMessage: it belongs to no patient.
        """
        now = self.clock.now()
        await self.store.write(lambda tx: self._mark(tx, message_id, by, now))

    def _mark(self, tx: MessagingTx, message_id: str, by: Actor, now: datetime) -> None:
        sent = tx.outbox.get(message_id)
        if sent is None or sent.state is not DeliveryState.SENT:
            raise NotMisdirected
        if sent.reason == MARK:
            return
        patient = whose(tx, sent.message)
        if patient.startswith(("tel:", "mailto:")):
            raise NobodysMessage
        disclosure = Disclosure(
            Ground.IMPERMISSIBLE,
            "The person who has this number or address",
            WORDS.get(sent.message.template, _VISIT),
            "None: it was sent to the wrong person",
            (sent.finished_at or now).astimezone(self.zone).date(),
            address=sent.message.to,
            found=message_id,
        )
        tx.outbox.mark_misdirected(message_id, MARK)
        today = now.astimezone(self.zone).date()
        tx.audit.record(disclosure.event(f"message-{message_id}", Whose(patient), by, now, today))


def _left(sent: Delivery) -> Left:
    message = sent.message
    return Left(message.id, message.template, sent.finished_at or message.created_at, message.to, sent.reason == MARK)
