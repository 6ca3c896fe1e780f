"""Takes turns: one at a time per conversation here, optimistically against other processes, whole or not at all."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from services.audit.model import Action
from services.dialogue import flow
from services.dialogue.absorbing import absorb
from services.dialogue.bells import Bells
from services.dialogue.commands import Constrain, PickAppointment, StartCancel, StartMove
from services.dialogue.errors import ChatEnded, TooManyMessages, UnknownChat
from services.dialogue.hearing import Message, hear
from services.dialogue.identity import lapse
from services.dialogue.keeping import Conflict, keep, to_keep
from services.dialogue.model import Chat, Line
from services.dialogue.outage import say_system_down
from services.dialogue.phrases import Phrase
from services.dialogue.ports import DialogueTx
from services.dialogue.presence import lapse_staff
from services.dialogue.state import EarlyWords, Step, state_of
from services.dialogue.tongue import settle_language
from services.dialogue.turn import Tools, Turn
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.scheduling.errors import SchedulingError

_RETRIES = 8
_MINUTE_SECONDS = 60
_WORDS_KEPT = 12
_WORDS_LENGTH = 300
_EARLY_KEPT = 4
_WISHES = (StartMove, StartCancel, PickAppointment, Constrain)


@dataclass(frozen=True, slots=True)
class Before:
    """A conversation as it stood when a turn began."""

    chat: Chat
    lines: Sequence[Line]
    case_open: bool


Work = Callable[[Turn, Before], Awaitable[Message | None]]
"""What one turn does; returns the patient's message when there was one."""


class Turns:
    """Runs turns of conversations."""

    def __init__(self, store: Store[DialogueTx], clock: Clock, tools: Tools) -> None:
        self._store = store
        self._clock = clock
        self._tools = tools
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.bells = Bells()

    async def before(self, chat_id: str) -> Before:
        """Read the conversation.

        Raises:
            UnknownChat: There is none, or it has expired.
        """

        def read(tx: DialogueTx) -> Before | None:
            chat = tx.chats.get(chat_id)
            if chat is None:
                return None
            return Before(chat, tx.chats.lines(chat_id), _case_open(tx, chat))

        found = await self._store.read(read)
        if found is None:
            raise UnknownChat
        return found

    def turn(self, chat: Chat) -> Turn:
        """Return a new turn of the conversation as it stands."""
        return Turn(self._tools, chat.id, self._clock.now(), state_of(chat.state), ended=chat.ended)

    async def run(self, chat_id: str, work: Work, form_id: str | None = None) -> Turn:
        """Do `work` and keep it in one commit; where someone else was faster, do it again on what is there now.

        Raises:
            UnknownChat: There is no such conversation.
            TooManyMessages: Others were faster every time.
            Replayed: The form was taken before.
        """
        lock = self._locks.setdefault(chat_id, asyncio.Lock())
        async with lock:
            for _ in range(_RETRIES):
                before = await self.before(chat_id)
                turn = self.turn(before.chat)
                message = await work(turn, before)
                if message is None and not turn.effects.replies:
                    return turn
                if await self._kept(turn, before.chat, message, form_id):
                    self.bells.ring(chat_id)
                    return turn
        raise TooManyMessages

    async def _kept(self, turn: Turn, chat: Chat, message: Message | None, form_id: str | None) -> bool:
        kept = to_keep(turn, chat, message, form_id)
        try:
            await self._store.write(lambda tx: keep(tx, turn, kept))
        except Conflict:
            return False
        return True

    async def listen(self, text: str, turn: Turn, before: Before) -> Message:
        """Take one message of the patient: what it asks for, what that does, what is said.

        Raises:
            ChatEnded: The conversation is over.
            TooManyMessages: The patient wrote too often in a minute.
        """
        if before.chat.ended:
            raise ChatEnded
        self._count(turn)
        self._come_back(turn, before)
        message = await hear(turn, text, before.lines)
        settle_language(turn, message)
        _remember(turn, message)
        if turn.state.turns > self._tools.settings.most_turns:
            turn.ended = True
            turn.say(Phrase.FULL, phone=self._tools.settings.clinic_phone)
            return message
        try:
            await flow.take(turn, message)
        except SchedulingError:
            self._start_over(turn, before)
            absorb(turn, message.heard, unsure=message.unsure)
            say_system_down(turn)
        else:
            turn.state.outages = 0
        return message

    def _count(self, turn: Turn) -> None:
        state, settings = turn.state, self._tools.settings
        recent = [at for at in state.recent if (turn.now - at).total_seconds() < _MINUTE_SECONDS]
        if len(recent) >= settings.messages_per_minute:
            raise TooManyMessages
        state.recent = (*recent, turn.now)
        state.turns += 1

    def _come_back(self, turn: Turn, before: Before) -> None:
        """See what time has done: a verification that has lapsed, a case that a person has closed."""
        state = turn.state
        lapse_staff(turn)
        if state.staff is not None:
            return
        if state.step is Step.WITH_PERSON and state.case_id is not None and not before.case_open:
            state.step, state.case_id, state.person_reason = Step.GOAL, None, ""
            state.forget_plan()
        away = turn.now - before.chat.last_at
        if state.verified and away > self._tools.settings.verified_idle and state.pending is None:
            lapse(turn)

    def _start_over(self, turn: Turn, before: Before) -> None:
        """Undo what a turn did before the clinic's system failed; what was said is kept."""
        again = self.turn(before.chat)
        again.state.turns, again.state.recent = turn.state.turns, turn.state.recent
        again.state.language, again.state.language_chosen = turn.state.language, turn.state.language_chosen
        again.state.words = turn.state.words
        if turn.state.verified and not again.state.verified:
            again.state.identity, again.state.step = turn.state.identity, Step.GOAL
            again.record(Action.IDENTITY_VERIFIED)
            again.say(Phrase.VERIFIED)
        turn.state, turn.effects, turn.go_on, turn.repeat = again.state, again.effects, False, False


def _case_open(tx: DialogueTx, chat: Chat) -> bool:
    """Tell whether the case that silenced the assistant is still open."""
    if Step.WITH_PERSON not in chat.state:
        return False
    case_id = state_of(chat.state).case_id
    return any(case.id == case_id for case in tx.escalations.open())


def _remember(turn: Turn, message: Message) -> None:
    """Keep the patient's own words for a person; never a code."""
    state = turn.state
    if not message.typed or state.step is Step.CODE or not message.shown.strip():
        return
    state.words = (*state.words, message.shown.strip()[:_WORDS_LENGTH])[-_WORDS_KEPT:]
    if not state.verified and not message.proposed and any(isinstance(each, _WISHES) for each in message.heard):
        state.early = (*state.early, EarlyWords(message.shown, turn.now))[-_EARLY_KEPT:]
