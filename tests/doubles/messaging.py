"""Fakes of the messaging ports: a sender that fails on demand, a carrier's texts, answers of another room."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.kernel.texting import ReceivedText
from services.messaging.errors import MessagingError, NotReceived
from services.messaging.ports import TextMessage, Trace
from services.messaging.reminding import Answered


@dataclass
class MemorySender:
    """`services.messaging.ports.MessageSender`: raises the queued errors first, then sends.

    `names`: it gives each message an id of its own. `lost`: an error is raised although the message arrived. `traces`
    are what a look-up answers, in order; without any, it says what is true.
    """

    idempotent: bool = True
    errors: list[MessagingError] = field(default_factory=list)
    sent: list[TextMessage] = field(default_factory=list)
    attempts: int = 0
    lost: bool = False
    traces: list[Trace] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    names: bool = False

    async def send(self, message: TextMessage) -> str:
        self.attempts += 1
        if self.lost or not self.errors:
            self._take(message)
        if self.errors:
            raise self.errors.pop(0)
        return f"SM{message.id}" if self.names else ""

    async def look_up(self, message: TextMessage, since: datetime) -> Trace:
        del since
        self.looked_up.append(message.id)
        if self.traces:
            return self.traces.pop(0)
        return Trace.ARRIVED if message.id in {each.id for each in self.sent} else Trace.ABSENT

    def _take(self, message: TextMessage) -> None:
        if not (self.idempotent and message.id in {each.id for each in self.sent}):
            self.sent.append(message)


@dataclass
class MemorySource:
    """`services.messaging.ports.MessageSource`: what the carrier holds."""

    texts: list[ReceivedText] = field(default_factory=list)
    down: bool = False

    async def received(self, since: datetime) -> Sequence[ReceivedText]:
        if self.down:
            raise NotReceived("The carrier does not answer.", "Try again later.")
        return sorted((text for text in self.texts if text.at >= since), key=lambda text: text.at)


@dataclass
class ScriptedAnswers:
    """`services.messaging.reminding.TextAnswers`: knows certain texts."""

    known: dict[str, Answered] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def answer(self, text: ReceivedText) -> Answered | None:
        self.asked.append(text.id)
        return self.known.get(text.body)
