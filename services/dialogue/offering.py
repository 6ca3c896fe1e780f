"""Times on the table: at most three, really free, inside the wish or openly outside it, chosen by word or button."""

from collections.abc import Sequence
from dataclasses import replace

from services.audit.model import Action
from services.dialogue import confirming, waiting
from services.dialogue.buttons import Heard, Press, offer_token
from services.dialogue.commands import AskAlternatives, ChooseOffer, Constrain, Deny
from services.dialogue.model import Choice
from services.dialogue.person import offer_person
from services.dialogue.phrases import Phrase
from services.dialogue.searching import free_times
from services.dialogue.state import Step, Wishes
from services.dialogue.turn import Turn
from services.dialogue.visits import named, within
from services.dialogue.wishing import anchored, points_at_one, relaxed, wished
from services.scheduling.availability import Offers
from services.scheduling.model import Slot

MOST_SHOWN = 12


async def offer(turn: Turn) -> None:
    """Look for free times under the wishes and put up to three on the table."""
    state = turn.state
    state.wishes = anchored(state)
    state.proposal = None
    found = await free_times(turn, state.wishes)
    for wishes in relaxed(state.wishes):
        if found.fitting:
            break
        other = await free_times(turn, wishes)
        if other.fitting:
            state.wishes, found = wishes, other
    slots = found.fitting or found.for_person or found.nearest
    if not slots and state.rejected:
        state.rejected = ()
        found = await free_times(turn, state.wishes)
        _show(turn, found.fitting or found.for_person or found.nearest, Phrase.OFFERS_ALL_SHOWN)
        return
    _show(turn, slots, _opening(state.wishes, found, again=bool(state.rejected)))


def _opening(wishes: Wishes, found: Offers, *, again: bool) -> Phrase:
    if not found.fitting:
        return Phrase.OFFERS_FOR_PERSON if found.for_person else Phrase.OFFERS_NEAREST
    if wishes.unsure:
        return Phrase.OFFERS_CHECK_DAY
    if again:
        return Phrase.OFFERS_OTHER
    return Phrase.OFFERS_FIT if wishes.said else Phrase.OFFERS_FIRST


def _show(turn: Turn, slots: Sequence[Slot], opening: Phrase) -> None:
    state = turn.state
    state.offers = tuple(slots)
    state.outside = opening in (Phrase.OFFERS_NEAREST, Phrase.OFFERS_ALL_SHOWN)
    if not slots or state.chosen is None:
        _nothing_more(turn)
        return
    known = {slot.id for slot in slots}
    state.shown = (*slots, *(slot for slot in state.shown if slot.id not in known))[:MOST_SHOWN]
    turn.record(Action.SLOTS_OFFERED, resource=f"Appointment/{state.chosen.id}", body={"count": str(len(slots))})
    prompt(turn, opening)


def prompt(turn: Turn, opening: Phrase = Phrase.WHICH_OFFER) -> None:
    """Show the times on the table (again), each as a button with its full words."""
    state = turn.state
    state.step = Step.OFFER
    appointment = state.chosen
    if appointment is None:
        return
    choices = [Choice(offer_token(appointment, slot), turn.time(slot)) for slot in state.offers]
    other = [turn.button(Phrase.B_NONE, "/none"), turn.button(Phrase.B_KEEP, "/keep")]
    if state.outside and turn.settings.waitlist:
        other.insert(1, turn.button(Phrase.B_WAIT, "/wait"))
    turn.say(opening, [*choices, *other, turn.button(Phrase.B_PERSON, "/person")])


async def answer(turn: Turn, heard: Sequence[Heard], *, unsure: bool) -> bool:
    """Handle what was said about the times on the table; False when nothing was, or they went with their visit."""
    if turn.state.chosen is None:
        return False
    constraints = [each for each in heard if isinstance(each, Constrain)]
    if constraints:
        return await _constrained(turn, constraints, unsure=unsure)
    if any(isinstance(each, AskAlternatives) for each in heard):
        await other_times(turn)
        return True
    return await _chose(turn, heard, unsure=unsure) or await _yes_or_no(turn, heard, unsure=unsure)


async def _chose(turn: Turn, heard: Sequence[Heard], *, unsure: bool) -> bool:
    for each in heard:
        if isinstance(each, Press) and each.what == "offer":
            await _pressed(turn, each.key)
            return True
        if isinstance(each, ChooseOffer):
            await _chosen(turn, each, unsure=unsure)
            return True
    return False


async def _yes_or_no(turn: Turn, heard: Sequence[Heard], *, unsure: bool) -> bool:
    if any(isinstance(each, Deny) for each in heard):
        await other_times(turn)
        return True
    if len(turn.state.offers) == 1 and confirming.plain_yes(heard) and not unsure:
        await confirming.propose_move(turn, turn.state.offers[0])
        return True
    return False


def _nothing_more(turn: Turn) -> None:
    """Offer the front desk and the waitlist: there are no other times, or none that suit."""
    chosen = turn.state.chosen
    old = turn.when(chosen) if chosen else ""
    if turn.settings.waitlist and chosen is not None:
        waiting.offer_to_wait(turn, old)
    else:
        offer_person(turn, Phrase.NO_OFFERS, "waitlist", old=old)


async def other_times(turn: Turn) -> None:
    """Take what is on the table away, and look for others."""
    state = turn.state
    denied = [state.proposal.slot.id] if state.proposal and state.proposal.slot else []
    if state.outside:
        _nothing_more(turn)
        return
    state.rejected = (*state.rejected, *(slot.id for slot in state.offers), *denied)
    state.wishes = replace(state.wishes, unsure=False)
    await offer(turn)


async def _constrained(turn: Turn, constraints: Sequence[Constrain], *, unsure: bool) -> bool:
    state = turn.state
    alone = constraints[0] if len(constraints) == 1 else None
    if alone and state.offers and not unsure and not (alone.earlier or alone.later) and points_at_one(alone.when):
        left = [slot for slot in state.offers if within(alone.when, slot) and named(alone.provider, slot.practitioner)]
        if len(left) == 1:
            await confirming.propose_move(turn, left[0])
            return True
    for each in constraints:
        state.wishes = wished(state.wishes, each, unsure=unsure)
    await offer(turn)
    return True


async def _pressed(turn: Turn, key: str) -> None:
    """Take the pressed time, also one shown earlier; one of another or a moved appointment is refused."""
    state = turn.state
    appointment = state.chosen
    slot = None
    if appointment is not None:
        slot = next((each for each in state.shown if offer_token(appointment, each) == f"/offer {key}"), None)
    if slot is None:
        turn.say(Phrase.STALE)
        turn.repeat = True
        return
    await confirming.propose_move(turn, slot)


async def _chosen(turn: Turn, choice: ChooseOffer, *, unsure: bool) -> None:
    state = turn.state
    left = _meant(state.offers, choice, state.proposal.slot if state.proposal else None)
    if len(left) == 1 and not unsure:
        await confirming.propose_move(turn, left[0])
    elif not left and choice.when:
        await _constrained(turn, [Constrain(when=choice.when, provider=choice.provider)], unsure=unsure)
    else:
        prompt(turn)


def _meant(offers: Sequence[Slot], choice: ChooseOffer, proposed: Slot | None) -> list[Slot]:
    """Return the offered times the choice can mean."""
    if choice.ordinal is not None:
        index = choice.ordinal - 1 if choice.ordinal > 0 else len(offers) + choice.ordinal
        at = [offers[index]] if 0 <= index < len(offers) else []
        return [slot for slot in at if within(choice.when, slot) and named(choice.provider, slot.practitioner)]
    left = [slot for slot in offers if within(choice.when, slot) and named(choice.provider, slot.practitioner)]
    if choice.other:
        return [slot for slot in left if proposed is None or slot.id != proposed.id]
    return left if choice.when or choice.provider else []
