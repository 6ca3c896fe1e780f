"""One turn: what the flow may look at, and what it wants to happen, kept together until one commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.dialogue.model import Choice, Speaker
from services.dialogue.phrases import Phrase
from services.dialogue.ports import Payments
from services.dialogue.replies import render
from services.dialogue.said import say_slot, say_visit, say_when
from services.dialogue.settings import DialogueSettings
from services.dialogue.state import FlowState
from services.dialogue.understanding.ports import Adviser, Understander
from services.handoff.task import Request
from services.kernel.ids import Ids
from services.scheduling.fee_rule import Past
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import Claim, Escalation, OutboxMessage
from services.scheduling.policy import PolicyBook
from services.scheduling.ports import SchedulingSystem
from services.scheduling.waitlist.answers import OfferReplies
from services.scheduling.waitlist.model import Entry


class Counter(Protocol):
    """Reads how often something was tried."""

    async def __call__(self, key: str, since: datetime) -> int:
        """Return the count since an instant."""
        ...


class Stopped(Protocol):
    """Reads whether a number said STOP to texts."""

    async def __call__(self, number: str) -> bool:
        """Return it; no number never did."""
        ...


class MovesOf(Protocol):
    """Reads how often an appointment was moved by us."""

    async def __call__(self, appointment_id: str) -> int:
        """Return the count."""
        ...


class PastOf(Protocol):
    """Reads what is remembered of a patient: late changes and missed visits."""

    async def __call__(self, patient_id: str) -> Past:
        """Return it."""
        ...


class RunningClaims(Protocol):
    """Reads the local holds of running changes."""

    async def __call__(self, now: datetime) -> list[Claim]:
        """Return the holds that have not expired."""
        ...


class WaitingOf(Protocol):
    """Reads what a patient waits for."""

    async def __call__(self, patient_id: str, now: datetime) -> list[Entry]:
        """Return the entries that have not ended."""
        ...


class MayText(Protocol):
    """Reads whether texts reach a number."""

    async def __call__(self, number: str) -> bool:
        """Tell whether its owner has not said STOP."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What every turn may use."""

    settings: DialogueSettings
    system: SchedulingSystem
    book: PolicyBook
    ids: Ids
    count: Counter
    stopped: Stopped
    moves_of: MovesOf
    past_of: PastOf
    claims: RunningClaims
    waiting: WaitingOf
    may_text: MayText
    offers: OfferReplies
    understander: Understander
    adviser: Adviser
    payments: Payments


@dataclass(frozen=True, slots=True)
class Reply:
    """One line to say."""

    text: str = field(repr=False)
    choices: tuple[Choice, ...] = field(repr=False, default=())
    attachment: str | None = None
    speaker: Speaker = Speaker.ASSISTANT
    pay: str | None = None
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A key that may be counted at most `most` times since `since`; looked at again in the commit."""

    key: str
    most: int
    since: datetime


@dataclass(slots=True)
class Effects:
    """What one commit brings about besides the new state.

    `joined` are put on the waitlist, `left` taken off it. `held` are the changes that a case of `cases` puts before a
    person, by the case's id.
    """

    replies: list[Reply] = field(default_factory=list)
    audits: list[AuditEvent] = field(default_factory=list)
    messages: list[OutboxMessage] = field(default_factory=list)
    cases: list[Escalation] = field(default_factory=list)
    held: dict[str, Request] = field(default_factory=dict)
    limits: list[Limit] = field(default_factory=list)
    joined: list[Entry] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    change: bool = False


@dataclass(slots=True)
class Turn:
    """A turn in progress.

    `go_on` asks the flow for the next question, `repeat` for the last one once more; `stuck` counts the turn as failed.
    """

    tools: Tools
    chat_id: str
    now: datetime
    state: FlowState
    effects: Effects = field(default_factory=Effects)
    go_on: bool = False
    repeat: bool = False
    look_again: bool = False
    stuck: bool = False
    ended: bool = False

    @property
    def settings(self) -> DialogueSettings:
        """The dialogue's settings."""
        return self.tools.settings

    @property
    def actor(self) -> Actor:
        """Who acts: a caller until verified, then the patient; the id is the conversation's."""
        return Actor(ActorKind.PATIENT if self.state.verified else ActorKind.CALLER, self.chat_id)

    def say(
        self,
        phrase: Phrase,
        choices: Sequence[Choice] = (),
        attachment: str | None = None,
        pay: str | None = None,
        **values: str,
    ) -> None:
        """Say a reviewed text in the conversation's language; `pay` names the page of a fee beside it."""
        text = render(phrase, self.state.language, **values)
        self.effects.replies.append(Reply(text, tuple(choices), attachment, pay=pay))

    def note(self, phrase: Phrase, attachment: str | None = None, **values: str) -> None:
        """Say what in a conversation by text another text says; there it stands in the transcript alone."""
        self.say(phrase, (), attachment, **values)
        self.effects.replies[-1] = replace(self.effects.replies[-1], unsent=bool(self.state.texting))

    def button(self, phrase: Phrase, token: str, **values: str) -> Choice:
        """Return a button with a reviewed label."""
        return Choice(token, render(phrase, self.state.language, **values))

    def visit(self, appointment: Appointment) -> str:
        """Return an appointment in the patient's words."""
        return say_visit(appointment, self.settings, self.state.language)

    def time(self, slot: Slot) -> str:
        """Return a free time in the patient's words."""
        return say_slot(slot, self.settings.zone, self.state.language)

    def when(self, visit: Appointment | Slot) -> str:
        """Return weekday, date and time in the patient's words."""
        return say_when(visit, self.settings.zone, self.state.language)

    def record(
        self,
        action: Action,
        outcome: AuditOutcome = AuditOutcome.SUCCESS,
        resource: str | None = None,
        body: Mapping[str, str] | None = None,
    ) -> None:
        """Add an audit event of this turn's actor."""
        event = AuditEvent(
            at=self.now,
            actor=self.actor,
            action=action,
            outcome=outcome,
            patient_id=self.state.identity.claimed,
            resource=resource,
            body=body or {},
        )
        self.effects.audits.append(event)

    def send(self, to: str, template: str, values: Mapping[str, str]) -> None:
        """Queue a text in the conversation's language."""
        message = OutboxMessage(
            id=self.tools.ids.new("msg"),
            to=to,
            template=template,
            language=self.state.language,
            values=values,
            created_at=self.now,
            patient_id=self.state.identity.claimed,
        )
        self.effects.messages.append(message)
