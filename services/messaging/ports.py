"""What messaging needs: an outbox, what is kept of numbers and texts, the audit trail, carriers, and the dialogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.audit.ports import AuditTx
from services.dialogue.model import ByText, Chat, Line
from services.kernel.errands import NoticeEvent, SendMail, SendNotice
from services.kernel.errands import Taken as MailTaken
from services.kernel.language import Language
from services.kernel.texting import Consent, Lane, MessageClass, OptOut, ReceivedText, SentMark
from services.scheduling.operation import Escalation, OutboxMessage
from services.scheduling.outbox import Arrival, Delivery, Journey, Taken
from services.scheduling.ports import Escalations, Operations


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A message ready to leave. `id` makes sending idempotent where the sender can keep it.

    `values` are what the template needs of what the outbox row holds, for a sender that words the text itself.
    """

    id: str
    to: str = field(repr=False)
    text: str = field(repr=False)
    template: str
    language: Language
    values: Mapping[str, str] = field(default_factory=dict, repr=False)


class Trace(StrEnum):
    """What the carrier knows of a message that may have left."""

    ARRIVED = "arrived"
    ABSENT = "absent"
    UNSURE = "unsure"


class MessageSender(Protocol):
    """Hands messages to a carrier. `idempotent`: the same id sent twice arrives once."""

    @property
    def idempotent(self) -> bool:
        """Tell whether a second attempt with the same id is harmless."""
        ...

    async def send(self, message: TextMessage) -> str:
        """Hand the message over; return the carrier's own id for it, "" where it has none.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will.
            OptedOut: the carrier refuses because the number said STOP there.
            SendUnknown: nobody knows.
        """
        ...

    async def look_up(self, message: TextMessage, since: datetime) -> Trace:
        """Ask the carrier, by reading only, whether this message was taken at or after `since`.

        ABSENT only where the carrier would show it by now. A look-up that fails is UNSURE; it does not raise.
        """
        ...


class MailSender(Protocol):
    """Hands mails to the clinic's relay, which cannot be asked afterwards."""

    async def send(self, mail: SendMail) -> MailTaken:
        """Hand the mail over, once.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will.
            WrongMessage: nobody knows such a template or value.
            SendUnknown: nobody knows; a person decides.
        """
        ...


class NoticeSender(Protocol):
    """Hands notices to a service that signs no agreement, and that cannot be asked afterwards."""

    async def send(self, notice: SendNotice) -> MailTaken:
        """Hand the notice over, once.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will.
            WrongMessage: its token is not a random one.
            SendUnknown: nobody knows; a person decides.
        """
        ...


class NoticeCallReader(Protocol):
    """Checks and reads a call with events of notices; only the process that holds the key can."""

    async def read_call(self, body: bytes, timestamp: str, signature: str) -> list[NoticeEvent]:
        """Return what the call says.

        Raises:
            NotReceived: it is not the service's, or cannot be checked now; answer with a refusal.
        """
        ...


class MessageSource(Protocol):
    """Received texts from a carrier: by polling, or collected by a webhook's handler."""

    async def received(self, since: datetime) -> Sequence[ReceivedText]:
        """Return the texts received at or after `since`, oldest first; the same ones again do no harm.

        Raises:
            NotReceived: the carrier does not answer; nothing is lost, ask again later.
        """
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """What a carrier says of a message it took: where it is, its error code, and whether the number said STOP there."""

    arrival: Arrival
    code: int | None = None
    opted_out: bool = False


class DeliveryReports(Protocol):
    """Asks a carrier what became of messages; a carrier that tells nothing has none of these."""

    async def arrival(self, carrier_id: str) -> Told:
        """Return what the carrier says now.

        Raises:
            NotReceived: it does not answer; ask again later.
        """
        ...


@dataclass(frozen=True, slots=True)
class SignedCall:
    """A carrier's call to our webhook, just as it came; `url` is the public address that was called."""

    url: str
    form: bytes = field(repr=False)
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallNews:
    """What a call says whose signature was right: a received text, what became of one of ours, or neither."""

    text: ReceivedText | None = field(default=None, repr=False)
    carrier_id: str | None = None
    told: Told | None = None


class CallReader(Protocol):
    """Checks and reads a carrier's calls; only the process that holds the carrier's secret can."""

    async def read(self, call: SignedCall) -> CallNews:
        """Return what the call says.

        Raises:
            WrongCall: it is not the carrier's, or not for us.
            NotReceived: nobody can check it now; the carrier has to call again.
        """
        ...


class Journeys(Protocol):
    """Messages on their way, until it is known whether they arrived."""

    def add(self, journey: Journey) -> None:
        """Keep a journey; the same message again changes nothing."""
        ...

    def get(self, message_id: str) -> Journey | None:
        """Return the journey of a message, or None."""
        ...

    def of_carrier(self, carrier_id: str) -> Journey | None:
        """Return the journey that the carrier knows by this id, or None."""
        ...

    def save(self, journey: Journey) -> None:
        """Replace the journey of the same message."""
        ...

    def due(self, now: datetime, limit: int) -> list[Journey]:
        """Return journeys to ask about, the longest waiting first."""
        ...

    def undelivered(self, limit: int) -> list[Journey]:
        """Return messages that did not arrive, the newest first."""
        ...

    def take_event(self, event_id: str, at: datetime) -> bool:
        """Remember an event that a carrier told; False where it was taken before (a replay)."""
        ...

    def expire(self, before: datetime) -> int:
        """Delete journeys that began before; return how many."""
        ...


class DueMessages(Protocol):
    """The outbox as the worker and the staff see it."""

    def add(self, message: OutboxMessage) -> None:
        """Queue the message; the same id is queued once."""
        ...

    def due(self, now: datetime, limit: int) -> list[OutboxMessage]:
        """Return messages whose next attempt is due, the longest waiting first."""
        ...

    def begin(self, message_id: str, now: datetime, lease_until: datetime) -> Taken | None:
        """Take a due message until `lease_until`; None when it is not due (any more)."""
        ...

    def mark_sent(self, message_id: str, at: datetime) -> None:
        """Note that the message was handed over; it is never sent again. Corrects `unknown` too."""
        ...

    def mark_failed(self, message_id: str, retry_at: datetime) -> None:
        """Note a failed attempt and when to try again."""
        ...

    def mark_dead(self, message_id: str, at: datetime, reason: str) -> None:
        """Give the message up: it certainly did not leave."""
        ...

    def mark_unknown(self, message_id: str, at: datetime, reason: str) -> None:
        """Note that nobody knows whether it left; nothing more is sent by itself."""
        ...

    def postpone(self, message_id: str, until: datetime, reason: str) -> None:
        """Let a waiting message wait until then."""
        ...

    def drop(self, message_id: str, at: datetime, reason: str) -> None:
        """Note that a rule forbids the waiting message for good."""
        ...

    def again(self, message_id: str, at: datetime) -> None:
        """Queue an unknown message again, after the carrier said that it is not there."""
        ...

    def unknown(self, limit: int) -> list[Delivery]:
        """Return unknown messages, the longest unknown first; for staff, and for asking the carrier."""
        ...

    def failed(self, limit: int) -> list[Delivery]:
        """Return messages that were given up, the newest first; for staff."""
        ...

    def sent(self, limit: int) -> list[Delivery]:
        """Return messages that left, the newest first; for staff."""
        ...

    def mark_misdirected(self, message_id: str, reason: str) -> None:
        """Note at a message that left that it reached the wrong person."""
        ...

    def get(self, message_id: str) -> Delivery | None:
        """Return one message and how far it got, or None."""
        ...

    def of_operation(self, operation_id: str) -> list[Delivery]:
        """Return the messages about one change, the oldest first."""
        ...


class Numbers(Protocol):
    """What is known of telephone numbers: opt-outs, consents, and what was sent to them."""

    def opt_out(self, number: str) -> OptOut | None:
        """Return the number's newest word on texts, or None when it never said one."""
        ...

    def save_opt_out(self, word: OptOut) -> bool:
        """Keep the word; False, and no change, when a newer one is kept already."""
        ...

    def consent(self, number: str, message_class: MessageClass) -> Consent | None:
        """Return the number's consent to a class, or None when it was never asked."""
        ...

    def save_consent(self, consent: Consent) -> bool:
        """Keep the consent; False, and no change, when a newer one is kept already."""
        ...

    def mark(self, mark: SentMark) -> None:
        """Count a message; the same id counts once."""
        ...

    def unmark(self, message_id: str) -> None:
        """Take back the count of a message that certainly did not leave."""
        ...

    def sent(self, number: str, message_class: MessageClass, since: datetime) -> list[datetime]:
        """Return when messages of the class were counted since, oldest first."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop counts older than `before`; opt-outs and consents stay. Return how many."""
        ...


class Texts(Protocol):
    """Received texts, and the lane of each number."""

    def add(self, text: ReceivedText, *, waiting: bool) -> bool:
        """Keep a received text, waiting for its lane or done with; False when its id was kept before."""
        ...

    def next(self, number: str) -> ReceivedText | None:
        """Return the number's oldest waiting text (by its time, then by arrival), or None."""
        ...

    def waiting(self) -> list[str]:
        """Return the numbers with waiting texts, the longest waiting first."""
        ...

    def done(self, text_id: str, at: datetime) -> bool:
        """Note that the text was dealt with; False when it was before."""
        ...

    def lane(self, number: str) -> Lane | None:
        """Return the number's lane, or None."""
        ...

    def save_lane(self, lane: Lane) -> None:
        """Keep the lane in place of the number's former one."""
        ...

    def lanes(self, used_since: datetime) -> list[Lane]:
        """Return the lanes with a conversation that were used since."""
        ...

    def heard(self) -> datetime | None:
        """Return from when the carrier is to be asked for texts, or None when it never was."""
        ...

    def save_heard(self, since: datetime) -> None:
        """Keep from when the carrier is to be asked for texts."""
        ...

    def expire(self, before: datetime) -> int:
        """Delete texts dealt with before `before`, and lanes not used since; return how many texts."""
        ...


class Cases(Escalations, Protocol):
    """Cases for people, of which messaging opens some."""

    def get(self, case_id: str) -> Escalation | None:
        """Return the case, or None."""
        ...


class MessagingTx(AuditTx, Protocol):
    """A transaction of messaging."""

    @property
    def outbox(self) -> DueMessages:
        """Messages to send."""
        ...

    @property
    def journeys(self) -> Journeys:
        """Messages on their way."""
        ...

    @property
    def numbers(self) -> Numbers:
        """What is known of telephone numbers."""
        ...

    @property
    def texts(self) -> Texts:
        """Received texts and their lanes."""
        ...

    @property
    def escalations(self) -> Cases:
        """Cases for people."""
        ...

    @property
    def operations(self) -> Operations:
        """Changes; a message about one is about its patient."""
        ...


class Conversations(Protocol):
    """The dialogue, the same as on the chat page; `services.dialogue.service.Conversations` is it."""

    async def open(self, language: Language | None, origin: str | None = None, by_text: ByText | None = None) -> Chat:
        """Begin a conversation; its greeting is in the transcript when this returns, in the language of its words."""
        ...

    async def say(self, chat_id: str, text: str, form_id: str | None = None) -> None:
        """Take one message; a `form_id` that was taken before does nothing.

        Raises:
            UnknownChat, ChatEnded, MessageTooLong, TooManyMessages: it was not taken.
        """
        ...

    async def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        """Return the lines with a number above `after`.

        Raises:
            UnknownChat: no such conversation, or it has expired.
        """
        ...

    async def chat(self, chat_id: str) -> Chat:
        """Return the conversation.

        Raises:
            UnknownChat: no such conversation, or it has expired.
        """
        ...
