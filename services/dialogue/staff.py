"""A person of the clinic in a conversation: takes it over, writes in it, hands it back.

While somebody has it, the automatic part is silent, whatever the patient says; only an emergency is still answered at
once. The patient's words are kept for the transcript all the same. Who forgets to hand it back loses it when the lease
ends, which each line of theirs renews. Each step is a turn: one commit with its audit event.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from services.audit.model import Action, Actor
from services.dialogue.errors import ChatEnded, MessageTooLong, NotInChat, WithColleagueNow
from services.dialogue.hearing import Message
from services.dialogue.model import Speaker
from services.dialogue.outcome import ask_anything_else
from services.dialogue.phrases import Phrase
from services.dialogue.presence import leave, record
from services.dialogue.settings import DialogueSettings
from services.dialogue.state import StaffOn, Step
from services.dialogue.turn import Reply, Turn
from services.dialogue.turns import Before, Turns

LEASE = timedelta(minutes=10)


class LiveChats:
    """The use cases of staff in a conversation."""

    def __init__(self, turns: Turns, settings: DialogueSettings) -> None:
        self._turns = turns
        self._settings = settings

    async def take_over(
        self, chat_id: str, staff: Actor, colleague: str | None = None, shown_as: str | None = None
    ) -> None:
        """Take the conversation over; from a colleague only by naming them, and the trail names both.

        Args:
            chat_id: The conversation.
            staff: Who takes it.
            colleague: Who has it now, if somebody has.
            shown_as: The name that the patient reads; the id where none is given.

        Raises:
            UnknownChat: No such conversation, or it has expired.
            ChatEnded: It is over.
            WithColleagueNow: Somebody else than `colleague` has it.
        """
        await self._turns.run(chat_id, partial(_take_over, staff, colleague, shown_as or staff.id))

    async def present(self, chat_id: str) -> StaffOn | None:
        """Return who of the clinic has the conversation now, None where the automatic part answers.

        Raises:
            UnknownChat: No such conversation, or it has expired.
        """
        before = await self._turns.before(chat_id)
        turn = self._turns.turn(before.chat)
        there = turn.state.staff
        return there if there is not None and there.until > turn.now else None

    def nudge(self, chat_id: str) -> None:
        """Let whoever waits for this conversation look again: what it waits for may have been decided."""
        self._turns.bells.ring(chat_id)

    async def say(self, chat_id: str, staff: Actor, text: str) -> None:
        """Write one line to the patient; it renews the lease.

        Raises:
            UnknownChat: No such conversation, or it has expired.
            MessageTooLong: The line is longer than a message may be.
            NotInChat: This person has not taken it over, or the lease ended.
        """
        words = " ".join(text.split())
        if not words or len(words) > self._settings.longest_message:
            raise MessageTooLong(self._settings.longest_message)
        await self._turns.run(chat_id, partial(_say, staff, words))

    async def hand_back(self, chat_id: str, staff: Actor) -> None:
        """Give the conversation back to the automatic part; while its case is open, that stays silent about visits.

        Raises:
            UnknownChat: No such conversation, or it has expired.
            NotInChat: This person has not taken it over.
        """
        await self._turns.run(chat_id, partial(_hand_back, staff))


async def _take_over(staff: Actor, colleague: str | None, shown_as: str, turn: Turn, before: Before) -> Message | None:
    if before.chat.ended:
        raise ChatEnded
    state = turn.state
    there = state.staff.name if state.staff and state.staff.until > turn.now else None
    if there not in (None, staff.id, colleague):
        raise WithColleagueNow(there or "")
    state.staff = StaffOn(staff.id, turn.now + LEASE)
    state.proposal = None
    if there != staff.id:
        turn.say(Phrase.STAFF_HERE, staff=shown_as)
        record(turn, staff, Action.CHAT_TAKEN_OVER, {"colleague": there} if there else {})
    return None


async def _say(staff: Actor, words: str, turn: Turn, before: Before) -> Message | None:  # noqa: ARG001 the shape of every work
    turn.state.staff = replace(_present(turn, staff), until=turn.now + LEASE)
    turn.effects.replies.append(Reply(words, speaker=Speaker.STAFF))
    record(turn, staff, Action.CHAT_STAFF_SAID, {})
    return None


async def _hand_back(staff: Actor, turn: Turn, before: Before) -> Message | None:
    _present(turn, staff)
    leave(turn, staff)
    turn.say(Phrase.STAFF_GONE)
    waits = turn.state.step is Step.WITH_PERSON and before.case_open
    if not waits and turn.state.pending is None:
        turn.state.case_id = None
        turn.state.forget_plan()
        ask_anything_else(turn)
    return None


def _present(turn: Turn, staff: Actor) -> StaffOn:
    there = turn.state.staff
    if there is None or there.name != staff.id or there.until <= turn.now:
        raise NotInChat
    return there
