"""One ordered lane for each number: its waiting texts become turns of one conversation, one after the other.

A text that is a digit and answers a reminder is taken as 1 keep, 2 move, 3 call off. Everything else is said in the
number's conversation, the same dialogue as on the chat page: who texts is a caller, and has to prove who they are
there. Every step may be repeated after a crash: the text's id is the turn's form, and a reply's id is its last line's.
"""

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.dialogue.errors import ChatEnded, MessageTooLong, TooManyMessages, UnknownChat
from services.dialogue.model import ByText, Chat, Line
from services.dialogue.state import Step, state_of
from services.kernel.clock import Clock
from services.kernel.ids import Ids
from services.kernel.language import Language
from services.kernel.store import Store
from services.kernel.texting import Lane, ReceivedText
from services.messaging.consents import stopped, subject_of
from services.messaging.ports import Conversations, MessagingTx
from services.messaging.reminding import IDLE, Answered, Reminders, TextAnswers
from services.messaging.spoken import pressed, replies, wording
from services.scheduling.operation import OutboxMessage

log = logging.getLogger(__name__)

FOLLOWED = timedelta(minutes=30)
"""How long after a text later lines of its conversation (a change that ended) are looked for all the time."""
KEPT = timedelta(hours=24)
"""How long they are looked for now and then: a person may take the conversation over hours later."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Turns waiting texts into turns."""

    store: Store[MessagingTx]
    conversations: Conversations
    reminders: Reminders
    answers: TextAnswers
    clock: Clock
    ids: Ids
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def work(self) -> int:
        """Take every waiting text of every number, numbers side by side; return how many were taken."""
        numbers = await self.store.read(lambda tx: tx.texts.waiting())
        return sum(await asyncio.gather(*(self.drained(number) for number in numbers)))

    async def drain(self, number: str) -> int:
        """Take the waiting texts of one number, oldest first, one at a time; return how many.

        A text that comes too fast for the conversation stays, and those behind it: the next call goes on there.
        """
        taken = 0
        async with self._lock(number):
            while (text := await self.store.read(lambda tx: tx.texts.next(number))) is not None:
                try:
                    await self._turn(text)
                except TooManyMessages:
                    break
                taken += 1
        return taken

    async def drained(self, number: str) -> int:
        """Take the waiting texts of one number; an error is logged by its type, and the number tries again later."""
        try:
            return await self.drain(number)
        except Exception as error:  # noqa: BLE001 the edge of a background task: other numbers go on, this one waits
            log.error("A text could not be answered: %s.", type(error).__name__)  # noqa: TRY400 no PHI
            return 0

    async def follow_up(self, within: timedelta = FOLLOWED) -> int:
        """Send lines that came after a text was answered, `within` that time; return how many texts were queued."""
        since = self.clock.now() - within
        sent = 0
        for lane in await self.store.read(lambda tx: tx.texts.lanes(since)):
            if self._lock(lane.number).locked():
                continue  # its turn is being worked on and sends its own lines
            async with self._lock(lane.number):
                sent += await self._follow(lane.number)
        return sent

    def _lock(self, number: str) -> asyncio.Lock:
        lock = self._locks.get(number)
        if lock is None:
            lock = self._locks[number] = asyncio.Lock()
        return lock

    async def _turn(self, text: ReceivedText) -> None:
        """Deal with one text: left after a STOP, an answer to something we sent, or a turn of the conversation."""
        now = self.clock.now()
        if await self.store.read(lambda tx: stopped(tx, text.sender)):
            await self.store.write(lambda tx: _done(tx, text, now, Answered("stopped")))
            return
        answered = await self.answers.answer(text) or await self.reminders.answer(text)
        if answered is not None and answered.say is None:
            lane = replace(await self._lane(text), language=answered.language)
            await self.store.write(lambda tx: _reply(tx, text, answered, lane, now))
        else:
            await self._converse(text, answered or Answered("turn", say=text.body))

    async def _converse(self, text: ReceivedText, meant: Answered) -> None:
        """Say it in the number's conversation, or in a new one where that is over; queue what comes back."""
        said = meant.say or ""
        lane = await self._opened(await self._lane(text), text.at, said, fresh=False)
        try:
            spoken = await self._say(lane, text, said)
        except (UnknownChat, ChatEnded):
            lane = await self._opened(lane, text.at, said, fresh=True)
            spoken = await self._say(lane, text, said)
        now = self.clock.now()
        await self.store.write(lambda tx: _close(tx, text, meant, spoken, now))

    async def _say(self, lane: Lane, text: ReceivedText, said: str) -> "_Spoken":
        """Say one text, by its button where it is the digit of one; return the lines that are to be sent."""
        chat_id = lane.chat_id or ""
        words = pressed(said, await self.conversations.lines(chat_id))
        try:
            await self.conversations.say(chat_id, words, text.id)
        except MessageTooLong as error:
            await self.conversations.say(chat_id, words[: error.limit], text.id)
        return await self._heard(lane)

    async def _heard(self, lane: Lane) -> "_Spoken":
        """Return the lines of the lane's conversation that were not sent yet, and the lane in its language."""
        chat_id = lane.chat_id or ""
        lines = await self.conversations.lines(chat_id, lane.last_line)
        chat = await self.conversations.chat(chat_id)
        who = state_of(chat.state).identity.patient_id
        return _Spoken(replace(lane, language=chat.language), tuple(lines), who)

    async def _lane(self, text: ReceivedText) -> Lane:
        now = self.clock.now()
        found = await self.store.read(lambda tx: tx.texts.lane(text.sender))
        return found or Lane(text.sender, self.ids.new("lane"), Language.EN, now)

    async def _opened(self, lane: Lane, at: datetime, said: str, *, fresh: bool) -> Lane:
        """Return the lane with a conversation: a new one where the old one is over, or silent in nobody's hands."""
        recent = at - lane.used_at < IDLE
        if lane.chat_id is not None and not fresh and (recent or await self._with_person(lane.chat_id)):
            return lane
        stored = await self.store.read(lambda tx: tx.texts.lane(lane.number))
        known = lane.language if stored is not None else None
        chat: Chat = await self.conversations.open(known, lane.id, ByText(lane.number, said))
        begun = replace(lane, chat_id=chat.id, last_line=0, used_at=self.clock.now())
        await self.store.write(lambda tx: tx.texts.save_lane(begun))
        return begun

    async def _with_person(self, chat_id: str) -> bool:
        """Tell whether the conversation waits for a person, who writes there and not in a new one."""
        try:
            return Step.WITH_PERSON in (await self.conversations.chat(chat_id)).state
        except UnknownChat:
            return False

    async def _follow(self, number: str) -> bool:
        lane = await self.store.read(lambda tx: tx.texts.lane(number))
        if lane is None or lane.chat_id is None:
            return False
        try:
            spoken = await self._heard(lane)
        except UnknownChat:
            return False
        now = self.clock.now()
        return bool(spoken.lines) and await self.store.write(lambda tx: _queue(tx, spoken, now))


@dataclass(frozen=True, slots=True)
class _Spoken:
    """New lines of a lane's conversation, and who its patient is, once that is verified."""

    lane: Lane
    lines: tuple[Line, ...]
    patient_id: str | None = field(repr=False, default=None)


def _close(tx: MessagingTx, text: ReceivedText, meant: Answered, spoken: _Spoken, now: datetime) -> None:
    if _done(tx, text, now, meant):
        _queue(tx, spoken, now)


def _reply(tx: MessagingTx, text: ReceivedText, answered: Answered, lane: Lane, now: datetime) -> None:
    if _done(tx, text, now, answered) and answered.template is not None:
        if tx.texts.lane(lane.number) is None:
            tx.texts.save_lane(lane)  # what they are written in is known from now on
        message_id = f"{text.id}:{answered.template}"
        values = answered.values
        tx.outbox.add(OutboxMessage(message_id, text.sender, answered.template, answered.language, values, now))


def _done(tx: MessagingTx, text: ReceivedText, now: datetime, meant: Answered) -> bool:
    if not tx.texts.done(text.id, now):
        return False
    event = AuditEvent(
        at=now,
        actor=Actor(ActorKind.CALLER, text.id),
        action=Action.TEXT_ANSWERED,
        patient_id=subject_of(text.sender),
        resource=meant.resource,
        body={"text": text.id, "meant": meant.meant},
    )
    tx.audit.record(event)
    return True


def _queue(tx: MessagingTx, spoken: _Spoken, now: datetime) -> bool:
    """Queue the lines as one text, and note in the same commit that they are on their way."""
    lane = spoken.lane
    stored = tx.texts.lane(lane.number) or lane
    last = spoken.lines[-1].number if spoken.lines else lane.last_line
    kept = replace(stored, chat_id=lane.chat_id, last_line=last, used_at=now, language=lane.language)
    tx.texts.save_lane(kept)
    if not replies(spoken.lines) or stopped(tx, lane.number):
        return False
    values = {"reply": wording(spoken.lines)}
    reply = OutboxMessage(f"{lane.chat_id}:{last}", lane.number, "conversation", lane.language, values, now)
    tx.outbox.add(replace(reply, patient_id=spoken.patient_id))
    return True
