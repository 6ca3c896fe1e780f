"""Reminders, and what a digit says in answer to one: 1 keep, 2 move, 3 call off.

A digit proves nothing about who sent it. Keeping changes nothing, so it is taken at once; moving and calling off go
into the conversation, which asks who the caller is before it touches an appointment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from services.kernel.clock import Clock
from services.kernel.ids import Ids
from services.kernel.language import Language
from services.kernel.store import Store
from services.kernel.texting import Lane, ReceivedText, Reminded
from services.kernel.wording import say_instant
from services.messaging.inbound import Desk
from services.messaging.ports import MessagingTx
from services.messaging.rules import Why
from services.messaging.spoken import digit_in
from services.messaging.visits import Check, unchecked
from services.scheduling.operation import OutboxMessage

IDLE = timedelta(hours=2)
"""After this silence a text begins a new conversation, and a digit may answer a reminder again."""
_SAID = {
    2: {Language.EN: "I want to move my appointment", Language.ES: "Quiero cambiar mi cita"},
    3: {Language.EN: "I want to cancel my appointment", Language.ES: "Quiero cancelar mi cita"},
}
_NO_LONGER = (Why.MOVED, Why.CALLED_OFF)
_MEANT = {1: "keep", 2: "move", 3: "call_off"}


@dataclass(frozen=True, slots=True)
class Answered:
    """What a text meant that answers something we sent: words to say in the conversation, or a template to reply by.

    `resource` is what it is about, as a FHIR reference, for the audit trail.
    """

    meant: str
    say: str | None = field(default=None, repr=False)
    template: str | None = None
    language: Language = Language.EN
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    resource: str | None = None


class TextAnswers(Protocol):
    """Takes texts that answer something another room sent: a waitlist offer's code. Asked before the conversation."""

    async def answer(self, text: ReceivedText) -> Answered | None:
        """Return what the text meant and did, or None when it is none of its business. The same id again: the same."""
        ...


class NoAnswers:
    """`TextAnswers` where nothing else is sent that a text could answer."""

    async def answer(self, text: ReceivedText) -> Answered | None:
        """Return None: the text goes on to the conversation."""
        del text
        return None


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a reminder is about: `start` is when the visit begins, until when a digit may answer."""

    id: str
    number: str = field(repr=False)
    appointment_id: str
    start: datetime
    language: Language
    zone: str | None = None
    patient_id: str | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Reminders:
    """Queues reminders, and reads the digits that answer them."""

    store: Store[MessagingTx]
    clock: Clock
    ids: Ids
    desk: Desk
    zone: ZoneInfo
    check: Check = unchecked

    async def queue(self, reminder: Reminder) -> None:
        """Queue one reminder; the same id again does nothing. Of two, digits answer the newer."""
        now = self.clock.now()
        await self.store.write(lambda tx: self._queue(tx, reminder, now))

    async def answer(self, text: ReceivedText) -> Answered | None:
        """Return what a digit means where a reminder of this number still waits for one, else None.

        A conversation that goes on since the reminder has its own digits, so it goes first; a text that was sent before
        its last turn is judged as it was then, also when it is taken again after a crash.
        """
        digit = digit_in(text.body)
        lane = await self.store.read(lambda tx: tx.texts.lane(text.sender))
        if digit not in _MEANT or lane is None or lane.reminded is None:
            return None
        reminded = lane.reminded
        if lane.chat_id is not None and reminded.at < lane.used_at < text.at < lane.used_at + IDLE:
            return None
        if text.at > reminded.until or await self.check(reminded.appointment_id, reminded.until) in _NO_LONGER:
            return self._old(reminded)
        about = f"Appointment/{reminded.appointment_id}"
        if digit == 1:
            when = say_instant(reminded.until, self.zone, reminded.language)
            values = {"clinic": self.desk.clinic, "when": when}
            return Answered("keep", None, "reminder_kept", reminded.language, values, about)
        return Answered(_MEANT[digit], say=_SAID[digit][reminded.language], resource=about)

    def _old(self, reminded: Reminded) -> Answered:
        values = {"clinic": self.desk.clinic, "phone": self.desk.phone}
        return Answered("old", template="reminder_old", language=reminded.language, values=values)

    def _queue(self, tx: MessagingTx, reminder: Reminder, now: datetime) -> None:
        if tx.outbox.get(reminder.id) is not None:
            return
        values = {"clinic": self.desk.clinic, "when": say_instant(reminder.start, self.zone, reminder.language)}
        tx.outbox.add(
            OutboxMessage(
                id=reminder.id,
                to=reminder.number,
                template="reminder",
                language=reminder.language,
                values=values,
                created_at=now,
                zone=reminder.zone,
                not_after=reminder.start,
                appointment_id=reminder.appointment_id,
                patient_id=reminder.patient_id,
            )
        )
        lane = tx.texts.lane(reminder.number)
        kept = lane or Lane(reminder.number, self.ids.new("lane"), reminder.language, now)
        about = Reminded(reminder.id, reminder.appointment_id, now, reminder.start, reminder.language)
        tx.texts.save_lane(replace(kept, reminded=about, language=reminder.language))
