"""The use cases of a conversation, for the chat page and the terminal: open, say, read, wait, fetch, expire."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.dialogue import greeting
from services.dialogue.calendar_file import CONTENT_TYPE, Clinic, calendar_file
from services.dialogue.changing import Changing
from services.dialogue.errors import MessageTooLong, UnknownChat
from services.dialogue.identity import origin_key
from services.dialogue.keeping import Replayed, keep, to_keep
from services.dialogue.model import Attachment, ByText, Chat, Line
from services.dialogue.ports import Changes, DialogueTx, NoPayments, Payments
from services.dialogue.settings import DialogueSettings
from services.dialogue.staff import LiveChats
from services.dialogue.state import FlowState, state_of
from services.dialogue.tongue import language_of
from services.dialogue.turn import MayText, Tools
from services.dialogue.turns import Turns
from services.dialogue.understanding.model import Asked, TurnContext
from services.dialogue.understanding.ports import Adviser, NoAdviser, Understander
from services.kernel.clock import Clock
from services.kernel.ids import Ids
from services.kernel.language import Language
from services.kernel.store import Store
from services.scheduling.operation import Claim
from services.scheduling.past import PatientPast
from services.scheduling.policy import PolicyBook
from services.scheduling.ports import SchedulingSystem
from services.scheduling.waitlist.answers import Answer, OfferReplies, Reply
from services.scheduling.waitlist.model import Entry

_SERVICE = Actor(ActorKind.SERVICE, "dialogue")
_LOOK_AGAIN_SECONDS = 1.0
_LISTEN_SECONDS = 15.0


class Conversations:
    """Conversations with patients, each named by an opaque id."""

    def __init__(  # noqa: PLR0913 the parts a conversation is made of; wired in one place
        self,
        *,
        store: Store[DialogueTx],
        system: SchedulingSystem,
        book: PolicyBook,
        changes: Changes,
        understander: Understander,
        clock: Clock,
        ids: Ids,
        settings: DialogueSettings,
        adviser: Adviser | None = None,
        may_text: MayText | None = None,
        offers: OfferReplies | None = None,
        payments: Payments | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._settings = settings
        self._understander = understander
        tools = Tools(
            settings=settings,
            system=system,
            book=book,
            ids=ids,
            count=self._count,
            stopped=self._stopped,
            moves_of=changes.moves_of,
            past_of=PatientPast(store, system, book, clock),
            claims=self._claims,
            waiting=self._waiting,
            may_text=may_text or _always,
            offers=offers or NoOffers(),
            understander=understander,
            adviser=adviser or NoAdviser(),
            payments=payments or NoPayments(),
        )
        self._turns = Turns(store, clock, tools)
        self._changing = Changing(store, self._turns, changes, tools.payments)
        self.live = LiveChats(self._turns, settings)

    async def open(self, language: Language | None, origin: str | None = None, by_text: ByText | None = None) -> Chat:
        """Begin a conversation; its greeting is in the transcript when this returns.

        Args:
            language: The language to begin in, or None to learn it from the patient's words.
            origin: Where the patient comes from (a network address), for limits; only a keyed hash is kept.
            by_text: The number that writes and its first words, whose language goes before `language`.
        """
        now = self._clock.now()
        if by_text is not None:
            context = TurnContext(now.astimezone(self._settings.zone), self._settings.zone, asked=Asked.WHAT)
            language = language_of(by_text.words, context, self._understander) or language
        spoken = language or self._settings.default_language
        state = FlowState(spoken, language_chosen=False, texting=by_text.number if by_text is not None else "")
        if origin is not None:
            state.origin = origin_key(self._settings.pepper, origin)
        chat = Chat(self._ids.new("chat"), 1, spoken, now, now, state.to_json())
        turn = self._turns.turn(chat)
        if by_text is not None:
            greeting.greet_by_text(turn, language)
        else:
            greeting.greet(turn, bilingual=language is None)
        turn.record(Action.CHAT_OPENED)
        kept = to_keep(turn, chat, None, new=True)
        await self._store.write(lambda tx: keep(tx, turn, kept))
        return kept.chat

    async def say(self, chat_id: str, text: str, form_id: str | None = None) -> None:
        """Take one message of the patient; lines appear in the transcript as they are made.

        May take seconds while a change is written. A `form_id` that was taken before does nothing.

        Raises:
            UnknownChat: No such conversation, or it has expired.
            ChatEnded: It takes no more messages.
            MessageTooLong: The message is longer than is read.
            TooManyMessages: The conversation has had too many messages in a minute.
        """
        if len(text) > self._settings.longest_message:
            raise MessageTooLong(self._settings.longest_message)
        await self._changing.settle(chat_id)
        try:
            turn = await self._turns.run(chat_id, partial(self._turns.listen, text), form_id)
        except Replayed:
            return
        if turn.effects.change:
            await self._changing.begin(chat_id, self._settings.change_wait)

    async def end(self, chat_id: str) -> None:
        """End a conversation at the patient's word: its transcript is deleted, and nobody can open it again.

        While a person has a case of it, the transcript stays for them until it expires, but takes no more messages.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        await self.chat(chat_id)
        await self._changing.settle(chat_id)
        now = self._clock.now()
        await self._store.write(lambda tx: _end(tx, chat_id, now))

    async def chat(self, chat_id: str) -> Chat:
        """Return the conversation.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        found = await self._store.read(lambda tx: tx.chats.get(chat_id))
        if found is None:
            raise UnknownChat
        return found

    async def awaits_answer(self, chat_id: str) -> bool:
        """Tell whether a question of this conversation is open: a bare yes answers that. False where it is over."""
        found = await self._store.read(lambda tx: tx.chats.get(chat_id))
        return found is not None and not found.ended and state_of(found.state).awaits_answer

    async def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        """Return the lines with a number above `after`; a change that ended meanwhile has its last word there.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        await self.chat(chat_id)
        await self._changing.settle(chat_id)
        return await self._read(chat_id, after)

    async def wait(self, chat_id: str, after: int, timeout: timedelta) -> list[Line]:
        """Return the lines above `after` as soon as there are any, or an empty list after `timeout`.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        await self.chat(chat_id)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout.total_seconds()
        with self._turns.bells.listening(chat_id) as bell:
            while True:
                running = await self._changing.settle(chat_id) is not None
                found = await self._read(chat_id, after)
                left = deadline - loop.time()
                if found or left <= 0:
                    return found
                await bell.rung(min(left, _LOOK_AGAIN_SECONDS if running else _LISTEN_SECONDS))

    async def attachment(self, chat_id: str, name: str) -> Attachment:
        """Return a file of this conversation.

        Raises:
            UnknownChat: No such conversation, or it has no such file.
        """
        chat = await self.chat(chat_id)
        entry = next((each for each in state_of(chat.state).entries if each.name == name), None)
        if entry is None:
            raise UnknownChat
        settings = self._settings
        content = calendar_file(entry, Clinic(settings.clinic_name, settings.clinic_phone, settings.zone))
        return Attachment(name, CONTENT_TYPE, content)

    async def expire(self) -> int:
        """Delete conversations past their retention, and counts nobody needs any more; return how many went."""
        now = self._clock.now()
        gone = await self._store.write(lambda tx: _expire(tx, now, self._settings))
        for chat_id in gone:
            self._turns.bells.ring(chat_id)
        return len(gone)

    async def _read(self, chat_id: str, after: int) -> list[Line]:
        return await self._store.read(lambda tx: tx.chats.lines(chat_id, after))

    async def _count(self, key: str, since: datetime) -> int:
        return await self._store.read(lambda tx: tx.attempts.count(key, since))

    async def _stopped(self, number: str) -> bool:
        word = await self._store.read(lambda tx: tx.numbers.opt_out(number))
        return word is not None and word.stopped

    async def _claims(self, now: datetime) -> list[Claim]:
        return await self._store.read(lambda tx: tx.claims.current(now))

    async def _waiting(self, patient_id: str, now: datetime) -> list[Entry]:
        found = await self._store.read(lambda tx: tx.waitlist.entries.of_patient(patient_id))
        return [entry for entry in found if entry.waits(now)]


class NoOffers:
    """`services.scheduling.waitlist.answers.OfferReplies` where no waitlist runs."""

    async def reply(self, text: str, phone: str | None = None, *, accepts: bool = True) -> Reply:
        """Know no code."""
        del text, phone, accepts
        return Reply(Answer.UNKNOWN)


async def _always(number: str) -> bool:
    """Tell that texts reach every number, where nobody keeps opt-outs."""
    return bool(number)


def _expire(tx: DialogueTx, now: datetime, settings: DialogueSettings) -> list[str]:
    gone = tx.chats.expire(now - settings.kept)
    tx.attempts.forget(now - settings.details_window)
    for chat_id in gone:
        tx.audit.record(AuditEvent(now, _SERVICE, Action.CHAT_EXPIRED, body={"chat": chat_id}))
    if gone:
        body = {"what": "chats", "count": str(len(gone))}
        tx.audit.record(AuditEvent(now, _SERVICE, Action.RETENTION_APPLIED, body=body))
    return gone


def _end(tx: DialogueTx, chat_id: str, now: datetime) -> None:
    chat = tx.chats.get(chat_id)
    if chat is None:
        return
    open_cases = {case.id for case in tx.escalations.open()}
    if any(case.id in open_cases for case in tx.escalations.of_conversation(chat_id)):
        tx.chats.save(replace(chat, version=chat.version + 1, ended=True), [])
    else:
        tx.chats.delete(chat_id)
    who = state_of(chat.state).identity.patient_id
    tx.audit.record(AuditEvent(now, Actor(ActorKind.CALLER, chat_id), Action.CHAT_ENDED, patient_id=who))
