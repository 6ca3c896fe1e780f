"""What staff note at a patient's word: which messages a number or an address gets. One commit, with how it was said.

Whoever notes something has seen how the number stood. If that changed meanwhile, by a text of the patient's or by a
colleague, nothing is kept: the newer word is shown first. So a form that is sent twice counts once, too.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.audit.model import Actor
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.kernel.store import Store
from services.kernel.texting import Consent, MessageClass, OptOut, Source
from services.messaging.consents import record_consent, set_stopped
from services.messaging.desk import NumberStanding, standing
from services.messaging.ports import MessagingTx


class Said(StrEnum):
    """How the owner of a number said it."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"


class Topic(StrEnum):
    """What they said it about: any message at all, or one class of those that nobody asked for."""

    ALL = "all"
    REMINDERS = MessageClass.REMINDER_OR_OFFER.value
    FEES = MessageClass.BILLING.value


class StandingChanged(SealdeskError):
    """The number does not stand any more as it was shown."""

    code = "standing_changed"

    def __init__(self) -> None:
        super().__init__("Something was noted for this number meanwhile.", "Look at how it stands now, then try again.")


@dataclass(frozen=True, slots=True)
class Word:
    """What is noted: yes or no to a topic, how it was said, and `seen`, how the number stood on the page."""

    number: str = field(repr=False)
    topic: Topic
    given: bool
    said: Said
    seen: str


@dataclass(frozen=True, slots=True)
class ConsentDesk:
    """The use case of staff."""

    store: Store[MessagingTx]
    clock: Clock

    async def note(self, word: Word, by: Actor) -> None:
        """Keep the word and audit it.

        Raises:
            StandingChanged: the number stands otherwise than whoever notes it saw.
        """
        now = self.clock.now()
        await self.store.write(lambda tx: _note(tx, word, by, now))


def seen_of(found: NumberStanding) -> str:
    """Return a short mark of how a number stands, for a form to bring back."""
    told = [(each.message_class.value, each.given, each.at.isoformat()) for each in found.consents]
    return hashlib.sha256(repr((found.stopped, told)).encode()).hexdigest()[:16]


def _note(tx: MessagingTx, word: Word, by: Actor, now: datetime) -> None:
    if seen_of(standing(tx, word.number)) != word.seen:
        raise StandingChanged
    if word.topic is Topic.ALL:
        told = OptOut(word.number, stopped=not word.given, at=now, source=Source.STAFF)
        set_stopped(tx, told, by, word.said.value, now)
        return
    consent = Consent(word.number, MessageClass(word.topic.value), word.given, now, Source.STAFF)
    record_consent(tx, consent, by, said=word.said.value)
