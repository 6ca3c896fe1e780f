"""The deterministic flow: what a turn's commands do to the state, and which question comes next.

Order within a turn: an emergency, the language, a person, what could not be understood, then facts (goal, which
appointment, wishes, identity) whatever was asked, then the answer to what was asked, then the next question.
"""

from collections.abc import Sequence

from services.dialogue import (
    accepting,
    confirming,
    greeting,
    identity,
    offering,
    paying,
    questions,
    rules,
    selection,
    steps,
    waiting,
)
from services.dialogue.absorbing import absorb
from services.dialogue.buttons import Heard
from services.dialogue.commands import (
    Ask,
    AskPerson,
    ChangeLanguage,
    Emergency,
    GiveName,
    GivePhone,
    Greeting,
    Repeat,
    Thanks,
    Unclear,
)
from services.dialogue.hearing import Message
from services.dialogue.outcome import ask_anything_else
from services.dialogue.person import Why, hand_over, offer_person, show_emergency, while_with_person
from services.dialogue.phrases import Phrase
from services.dialogue.proof import folded
from services.dialogue.state import Goal, Step
from services.dialogue.steps import first
from services.dialogue.thirdparty import speaks_for_another
from services.dialogue.turn import Turn

_ROUNDS = 4
_SMALL_TALK = (Greeting, Thanks, Repeat, Ask)


async def take(turn: Turn, message: Message) -> None:
    """Act on one message."""
    heard = message.heard
    emergency = first(heard, Emergency)
    if emergency is not None:
        show_emergency(turn, emergency, message.language)
        return
    if turn.state.staff is not None:
        return
    if turn.state.step is Step.WITH_PERSON:
        while_with_person(turn, first(heard, GivePhone))
        return
    switched = first(heard, ChangeLanguage)
    if switched is not None:
        greeting.switch(turn, switched)
        heard = tuple(each for each in heard if not isinstance(each, ChangeLanguage))
    if first(heard, AskPerson) is not None:
        _to_a_person(turn)
    elif turn.state.step is Step.WRITING:
        turn.say(Phrase.STILL_WORKING)
    elif _not_theirs(turn, message):
        turn.say(Phrase.OTHER_NAME if turn.state.verified else Phrase.THIRD_PARTY)
        hand_over(turn, Why("for_another_person"))
    else:
        await _understood(turn, heard, message, switched=switched is not None)


def _to_a_person(turn: Turn) -> None:
    """Hand over at the patient's word; at a fee that was just said it is about that fee."""
    if turn.state.step is not Step.CONFIRM or not paying.ask_waiver(turn):
        hand_over(turn, Why(turn.state.person_reason or "asked"))


async def _understood(turn: Turn, heard: Sequence[Heard], message: Message, *, switched: bool) -> None:
    if not switched and all(isinstance(each, Unclear) for each in heard):
        await _failed(turn)
        await go_on(turn)
        return
    failed = turn.state.failed
    absorbed = absorb(turn, heard, unsure=message.unsure)
    if turn.look_again:
        await _name_visit(turn)
    if heard and await steps.answer(turn, heard, unsure=message.unsure, absorbed=absorbed):
        turn.state.failed = 0
    elif absorbed:
        _answer_questions(turn, heard)
        turn.state.failed = 0
        turn.go_on = not turn.repeat
    elif switched or all(isinstance(each, _SMALL_TALK) for each in heard):
        _answer_questions(turn, heard)
        turn.state.failed = 0
        turn.repeat = True
    else:
        await _failed(turn)
    if turn.repeat:
        await ask_again(turn)
    await go_on(turn)
    if turn.stuck:
        _count_failure(turn, failed)


async def _name_visit(turn: Turn) -> None:
    """Name the chosen visit in the middle of a plan, read again: somebody may have moved it (cal.com #14707)."""
    if await selection.still_stands(turn) and turn.state.chosen is not None:
        turn.say(Phrase.FOUND, visit=turn.visit(turn.state.chosen))
        turn.repeat = True


async def go_on(turn: Turn) -> None:
    """Look for the next question as long as the last answer left one open."""
    for _ in range(_ROUNDS):
        if not turn.go_on:
            return
        turn.go_on = False
        await advance(turn)


async def advance(turn: Turn) -> None:
    """Take the next step towards what the patient came for."""
    state = turn.state
    if state.goal is None:
        greeting.ask_goal(turn, Phrase.ASK_GOAL_WHICH if state.wishes.said or state.target else Phrase.ASK_GOAL)
    elif not state.verified:
        await identity.proceed(turn)
    elif state.goal in _TOLD_AT_ONCE:
        await _TOLD_AT_ONCE[state.goal](turn)
    elif state.chosen is None and not await selection.choose(turn):
        return
    else:
        await _propose(turn)


async def _propose(turn: Turn) -> None:
    """Say what would be done with the chosen visit, or which times are free for it."""
    goal = turn.state.goal
    if goal is Goal.CANCEL:
        await confirming.propose_cancel(turn)
    elif goal is Goal.WAIT:
        await waiting.propose(turn)
    elif await rules.may_move(turn):
        await offering.offer(turn)


async def _tell_status(turn: Turn) -> None:
    await selection.load(turn)
    if not turn.state.appointments:
        offer_person(turn, Phrase.NO_APPOINTMENTS, "no_appointments")
        return
    selection.tell_all(turn)
    turn.state.forget_plan()
    ask_anything_else(turn)


_TOLD_AT_ONCE = {
    Goal.STATUS: _tell_status,
    Goal.UNWAIT: waiting.leave,
    Goal.TAKE_OFFER: accepting.take_offer,
}
"""What needs no visit to be chosen."""


async def ask_again(turn: Turn) -> None:
    """Repeat what was asked last."""
    if not await waiting.asked_again(turn):
        await _repeat(turn)


async def _repeat(turn: Turn) -> None:
    state = turn.state
    if state.step in (Step.NAME, Step.BIRTH_DATE, Step.CODE):
        identity.prompt(turn)
    elif state.step is Step.WHICH:
        selection.prompt(turn)
    elif state.step is Step.OFFER and state.chosen is not None:
        offering.prompt(turn)
    elif state.step is Step.CONFIRM and state.proposal is not None:
        confirming.prompt(turn)
    elif state.step is Step.PERSON_OFFER:
        offer_person(turn, Phrase.NOT_OFFERED, state.person_reason)
    elif state.step is Step.ANYTHING_ELSE:
        ask_anything_else(turn)
    elif state.goal is not None:
        turn.go_on = True
    else:
        greeting.ask_goal(turn)


async def _failed(turn: Turn) -> None:
    """Ask once more, kindly; the second time in a row a person takes over. After an outage it means "try again"."""
    if turn.state.outages and turn.state.goal is not None:
        turn.go_on = True
        return
    if not _count_failure(turn, turn.state.failed):
        turn.say(Phrase.SORRY)
        await ask_again(turn)


def _count_failure(turn: Turn, before: int) -> bool:
    """Count a turn that led nowhere; True when a person takes over because it was one too many."""
    turn.state.failed = before + 1
    if turn.state.failed < turn.settings.failed_turns:
        return False
    turn.say(Phrase.HANDOVER)
    hand_over(turn, Why("not_understood"))
    return True


def _answer_questions(turn: Turn, heard: Sequence[Heard]) -> None:
    for each in heard:
        if isinstance(each, Ask):
            questions.answer(turn, each.topic)


def _not_theirs(turn: Turn, message: Message) -> bool:
    """Tell whether the message is about somebody else: said so, or by another name after the check."""
    given = first(message.heard, GiveName)
    if turn.state.verified and given is not None:
        return not set(folded(given.name).split()) & set(folded(turn.state.identity.name or "").split())
    return message.typed and speaks_for_another(message.shown)
