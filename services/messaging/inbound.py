"""Received texts: kept once each, and STOP, START and HELP honoured in the same commit, before anything reads them.

Whatever is not a reserved word waits for its number's lane (`services.messaging.lane`). An opt-out does not wait for
a conversation that is busy, and works also when the carrier filters nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.dialogue.person import EMERGENCY_DUE
from services.dialogue.understanding.emergency import emergency_in
from services.dialogue.understanding.words.repair import repair
from services.dialogue.understanding.words.tokens import fold, tokenise
from services.kernel.clock import Clock
from services.kernel.language import Language
from services.kernel.store import Store
from services.kernel.texting import MessageClass, OptOut, ReceivedText, SentMark, Source
from services.messaging.consents import set_stopped, stopped, subject_of
from services.messaging.ports import MessagingTx
from services.messaging.reserved import Reserved, ReservedWord, reserved
from services.scheduling.operation import Escalation, OutboxMessage

_CASE_DUE = timedelta(hours=4)
_DAY = timedelta(days=1)
_MOST_A_DAY = 10


class Taken(StrEnum):
    """What a received text was taken for."""

    AGAIN = "again"
    STOP = "stop"
    START = "start"
    HELP = "help"
    STOPPED = "stopped"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Desk:
    """How the clinic is named in a confirmation: its name, and the number that reaches a person."""

    clinic: str
    phone: str
    language: Language = Language.EN


@dataclass(frozen=True, slots=True)
class Inbox:
    """Takes received texts."""

    store: Store[MessagingTx]
    clock: Clock
    desk: Desk

    async def take(self, text: ReceivedText) -> Taken:
        """Keep one text; the same id again does nothing. Durable when this returns."""
        now = self.clock.now()
        return await self.store.write(lambda tx: self._take(tx, text, now))

    def _take(self, tx: MessagingTx, text: ReceivedText, now: datetime) -> Taken:
        out = stopped(tx, text.sender)
        word = reserved(text.body, stopped=out)
        waits = word is None and not out
        if not tx.texts.add(text, waiting=waits):
            return Taken.AGAIN
        taken = Taken.TURN if waits else Taken.STOPPED
        if word is not None:
            taken = self._obey(tx, text, word, now)
        elif out:
            self._tell_staff(tx, text, now)
        subject = subject_of(text.sender)
        body = {"text": text.id, "taken": taken.value}
        tx.audit.record(AuditEvent(now, _caller(text), Action.TEXT_RECEIVED, patient_id=subject, body=body))
        return taken

    def _obey(self, tx: MessagingTx, text: ReceivedText, word: ReservedWord, now: datetime) -> Taken:
        if word.asks is Reserved.HELP:
            self._confirm(tx, text, "help", word, now)
            return Taken.HELP
        stops = word.asks is Reserved.STOP
        # A text's own time decides between two words; one from a carrier whose clock runs ahead counts from now.
        said = OptOut(text.sender, stopped=stops, at=min(text.at.astimezone(UTC), now), source=Source.TEXT)
        changed = set_stopped(tx, said, _caller(text), text.id, now)
        if stops and changed:
            self._confirm(tx, text, "stopped_visit" if word.visit else "stopped", word, now)
        elif not stops and not stopped(tx, text.sender):
            self._confirm(tx, text, "started", word, now)
        return Taken.STOP if stops else Taken.START

    def _confirm(self, tx: MessagingTx, text: ReceivedText, template: str, word: ReservedWord, now: datetime) -> None:
        """Queue the one confirmation of this text; its id is the text's. Two machines do not keep each other busy."""
        if len(tx.numbers.sent(text.sender, MessageClass.CONTROL, now - _DAY)) >= _MOST_A_DAY:
            return
        lane = tx.texts.lane(text.sender)
        known = lane.language if lane else self.desk.language
        language = Language.ES if word.language is Language.ES else known
        values = {"clinic": self.desk.clinic, "phone": self.desk.phone}
        message_id = f"{text.id}:{template}"
        tx.numbers.mark(SentMark(message_id, text.sender, MessageClass.CONTROL, now))
        tx.outbox.add(OutboxMessage(message_id, text.sender, template, language, values, now))

    def _tell_staff(self, tx: MessagingTx, text: ReceivedText, now: datetime) -> None:
        """Open a case for a number that opted out and writes nevertheless: texts may not answer it, a person may.

        One a day: whoever picks it up sees the number, and calls. Words of an emergency open one of their own at once.
        """
        tokens = repair(tokenise(fold(text.body)))
        urgent = emergency_in(" ".join(token.text for token in tokens if token.kind != "mark")) is not None
        if not urgent and tx.numbers.sent(text.sender, MessageClass.STAFF, now - _DAY):
            return
        tx.numbers.mark(SentMark(f"{text.id}:stopped", text.sender, MessageClass.STAFF, now))
        tx.escalations.add(
            Escalation(
                id=f"{text.id}:stopped",
                reason="emergency_after_stop" if urgent else "text_after_stop",
                opened_at=now,
                due_at=now + (EMERGENCY_DUE if urgent else _CASE_DUE),
                conversation_id=text.id,
                patient_id=None,
                operation_id=None,
                context={"phone": text.sender, "text": text.body},
            )
        )


def _caller(text: ReceivedText) -> Actor:
    return Actor(ActorKind.CALLER, text.id)
