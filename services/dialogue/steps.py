"""What counts as an answer at each step; everything else was taken in as a fact, or is not understood."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.dialogue import confirming, greeting, identity, offering, paying, rules, selection, waiting
from services.dialogue.buttons import Heard, Press, is_offer_code
from services.dialogue.commands import (
    AppointmentRef,
    ChooseOffer,
    Confirm,
    Deny,
    GiveCode,
    Goodbye,
    Keep,
    Repeat,
    StartBook,
    StartOther,
    StopHere,
    Thanks,
)
from services.dialogue.outcome import ask_anything_else
from services.dialogue.person import Why, hand_over, offer_person
from services.dialogue.phrases import Phrase
from services.dialogue.state import Goal, Step
from services.dialogue.turn import Turn

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said at a step, and whether that is certain."""

    heard: Sequence[Heard]
    unsure: bool


Answer = Callable[[Turn, Said], Awaitable[bool]]


async def answer(turn: Turn, heard: Sequence[Heard], *, unsure: bool, absorbed: bool) -> bool:
    """Handle the answer to what was asked; False when there was none."""
    if not absorbed and leaves(heard):
        _leave(turn, heard)
        return True
    if not absorbed and (_again(turn, heard) or _elsewhere(turn, heard)):
        return True
    if absorbed:
        heard = [each for each in heard if not isinstance(each, Deny | Confirm) and not is_offer_code(each)]
    return await _ANSWERS[turn.state.step](turn, Said(heard, unsure))


def first(heard: Sequence[Heard], kind: type[T]) -> T | None:
    """Return the first command of a kind, or None."""
    return next((each for each in heard if isinstance(each, kind)), None)


def leaves(heard: Sequence[Heard]) -> bool:
    """Tell whether the patient wants to leave everything as it is."""
    return any(isinstance(each, Keep | StopHere | Goodbye) for each in heard)


def _leave(turn: Turn, heard: Sequence[Heard]) -> None:
    state = turn.state
    planned = state.goal is not None or state.step is Step.PERSON_OFFER
    state.queue = ()
    state.forget_plan()
    if planned:
        turn.say(Phrase.KEPT)
    if planned and first(heard, Goodbye) is None:
        ask_anything_else(turn)
        return
    state.step = Step.GOAL
    turn.say(Phrase.BYE)


def _again(turn: Turn, heard: Sequence[Heard]) -> bool:
    """Try once more what the clinic's system did not answer."""
    if first(heard, Press) != Press("again", ""):
        return False
    state = turn.state
    turn.go_on = state.goal is not None
    turn.repeat = not turn.go_on
    return True


def _elsewhere(turn: Turn, heard: Sequence[Heard]) -> bool:
    """Offer a person for what the assistant does not do."""
    other = next((each for each in heard if isinstance(each, StartBook | StartOther)), None)
    if other is not None and waiting.goal_of(turn, other) is not None:
        return False
    if other is None:
        return False
    reason = f"other_{other.topic}" if isinstance(other, StartOther) else "book"
    offer_person(turn, Phrase.NOT_OFFERED, reason)
    return True


async def _at_start(turn: Turn, said: Said) -> bool:
    state = turn.state
    if await paying.agreed(turn, first(said.heard, Press)):
        return True
    no = any(isinstance(each, Deny) for each in said.heard)
    if await paying.answered(turn, yes=confirming.plain_yes(said.heard), no=no):
        return True
    if state.step is Step.ANYTHING_ELSE and any(isinstance(each, Deny | Thanks) for each in said.heard):
        state.step = Step.GOAL
        turn.say(Phrase.BYE)
        return True
    if state.outages and state.goal is not None and confirming.plain_yes(said.heard):
        turn.go_on = True  # yes to trying again
        return True
    if any(isinstance(each, Confirm | Deny) for each in said.heard):
        greeting.ask_goal(turn)
        return True
    return _stale(turn, said.heard)


async def _at_details(turn: Turn, said: Said) -> bool:
    if first(said.heard, Press) == Press("details", ""):
        identity.change_details(turn)
        return True
    return _stale(turn, said.heard)


async def _at_code(turn: Turn, said: Said) -> bool:
    if turn.state.identity.code is None:  # other details than before: what was read as a code may be of a date
        turn.go_on = True
        return True
    code = first(said.heard, GiveCode)
    if code is not None:
        if await identity.take_code(turn, code) and not await rules.too_young(turn):
            turn.go_on = True
        return True
    if first(said.heard, Repeat) is not None and turn.state.identity.code is not None:
        await identity.resend(turn)
        return True
    return await _at_details(turn, said)


async def _at_which(turn: Turn, said: Said) -> bool:
    state = turn.state
    pressed = first(said.heard, Press)
    if pressed is not None and pressed.what == "pick":
        return _pick(turn, pressed)
    choice = first(said.heard, ChooseOffer)
    if choice is not None and not said.unsure:
        ref = AppointmentRef(choice.when, provider=choice.provider, ordinal=choice.ordinal, other=choice.other)
        selection.point_at(turn, ref)
        turn.go_on = True
        return True
    in_view = state.visits_in_view
    if len(in_view) == 1 and confirming.plain_yes(said.heard) and not said.unsure:
        state.chosen, state.shown_visits, turn.go_on = in_view[0], (), True
        return True
    if first(said.heard, Deny) is not None:
        offer_person(turn, Phrase.NO_APPOINTMENTS, "visit_not_listed")
        return True
    return _stale(turn, said.heard)


def _pick(turn: Turn, pressed: Press) -> bool:
    state = turn.state
    visit = selection.picked(turn, pressed.key)
    if visit is None:
        return _stale(turn, [pressed])
    state.forget_choice()
    state.chosen, state.shown_visits, state.target = visit, (), None
    turn.go_on = True
    return True


async def _at_offer(turn: Turn, said: Said) -> bool:
    return await offering.answer(turn, said.heard, unsure=said.unsure) or _stale(turn, said.heard)


async def _at_confirm(turn: Turn, said: Said) -> bool:
    state, proposal = turn.state, turn.state.proposal
    if proposal is None:  # an emergency came between: it is read back again before any yes counts
        turn.go_on = True
        return True
    if confirming.said_yes(turn, said.heard, unsure=said.unsure):
        confirming.start(turn)
        return True
    other = [
        each for each in said.heard if not isinstance(each, Confirm) and not confirming.agrees(turn, each, proposal)
    ]
    if state.goal is Goal.MOVE and await offering.answer(turn, other, unsure=said.unsure):
        return True
    if state.goal is Goal.CANCEL and first(said.heard, Deny) is not None:
        _leave(turn, said.heard)
        return True
    if first(said.heard, Confirm) is not None or not other:
        turn.say(Phrase.NEED_YES)
        confirming.prompt(turn)
        return True
    return _stale(turn, said.heard)


async def _at_person_offer(turn: Turn, said: Said) -> bool:
    if confirming.plain_yes(said.heard) and not said.unsure:
        hand_over(turn, Why(turn.state.person_reason))
        return True
    if first(said.heard, Deny) is not None:
        _leave(turn, said.heard)
        return True
    return _stale(turn, said.heard)


async def _at_wait_offer(turn: Turn, said: Said) -> bool:
    return await waiting.answer_offer(turn, said.heard, unsure=said.unsure) or _stale(turn, said.heard)


async def _at_wait(turn: Turn, said: Said) -> bool:
    return await waiting.answer(turn, said.heard, unsure=said.unsure) or _stale(turn, said.heard)


def _stale(turn: Turn, heard: Sequence[Heard]) -> bool:
    """A button of something that is not on the table (any more) is told so, and changes nothing."""
    pressed = first(heard, Press)
    if pressed is None:
        return False
    turn.say(Phrase.STALE)
    turn.repeat = True
    return True


_ANSWERS: dict[Step, Answer] = {
    Step.GOAL: _at_start,
    Step.ANYTHING_ELSE: _at_start,
    Step.NAME: _at_details,
    Step.BIRTH_DATE: _at_details,
    Step.CODE: _at_code,
    Step.WHICH: _at_which,
    Step.OFFER: _at_offer,
    Step.CONFIRM: _at_confirm,
    Step.PERSON_OFFER: _at_person_offer,
    Step.WAIT_OFFER: _at_wait_offer,
    Step.WAIT: _at_wait,
}
