"""The waitlist in the conversation: join with a read-back and a yes, hear what is kept, leave again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.dialogue import rules, selection
from services.dialogue.buttons import Heard, Press, waiting_key
from services.dialogue.commands import Confirm, Deny, StartOther
from services.dialogue.confirming import plain_yes
from services.dialogue.outcome import ask_anything_else
from services.dialogue.person import offer_person
from services.dialogue.phrases import Phrase
from services.dialogue.proof import tail_of
from services.dialogue.said import say_entry
from services.dialogue.state import Goal, Step
from services.dialogue.turn import Turn
from services.dialogue.visits import named
from services.dialogue.wished_entry import wished_entry
from services.scheduling.model import Appointment, Party, Slot
from services.scheduling.waitlist.model import Entry

JOIN, LEAVE = "waitlist", "waitlist_leave"
_GOALS = {JOIN: Goal.WAIT, LEAVE: Goal.UNWAIT}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the patient wishes, as it would be kept; `entry` is None where a name stands for nobody we know."""

    entry: Entry | None
    provider: Party | None = None


def goal_of(turn: Turn, start: Heard) -> Goal | None:
    """Return what these words want of the waitlist; None when they want something else, or there is none."""
    if not turn.settings.waitlist or not isinstance(start, StartOther):
        return None
    return _GOALS.get(start.topic)


def offer_to_wait(turn: Turn, old: str) -> None:
    """Ask whether the patient wants to wait: there is no time, or none that suits."""
    turn.state.step = Step.WAIT_OFFER
    choices = [turn.button(Phrase.B_WAIT, "/wait"), turn.button(Phrase.B_KEEP, "/keep")]
    turn.say(Phrase.NO_OFFERS_WAIT, [*choices, turn.button(Phrase.B_PERSON, "/person")], old=old)


async def propose(turn: Turn) -> None:
    """Read the wish back, if the visit still stands, may be moved by patients, and texts reach the patient."""
    state = turn.state
    if not await selection.still_stands(turn) or state.chosen is None:
        turn.go_on = True
        return
    if not await rules.may_move(turn):
        return
    if not await turn.tools.may_text(state.identity.phone):
        turn.say(Phrase.WAIT_NO_TEXTS, phone=turn.settings.clinic_phone)
        _finish(turn)
        return
    wanted = await _wanted(turn, state.chosen)
    if wanted.entry is None:
        offer_person(turn, Phrase.WAIT_UNKNOWN_NAME, JOIN)
        return
    state.waiting = waiting_key(wanted.entry)
    _read_back(turn, state.chosen, wanted.entry, wanted.provider)


async def asked_again(turn: Turn) -> bool:
    """Ask again what was asked of the waitlist last; False when nothing was."""
    step, chosen = turn.state.step, turn.state.chosen
    if chosen is None or step not in (Step.WAIT_OFFER, Step.WAIT):
        return False
    if step is Step.WAIT_OFFER:
        offer_to_wait(turn, turn.when(chosen))
    else:
        await propose(turn)
    return True


def _read_back(turn: Turn, visit: Appointment, entry: Entry, provider: Party | None) -> None:
    state = turn.state
    state.step = Step.WAIT
    yes = turn.button(Phrase.B_YES_WAIT, f"/yes {state.waiting}")
    choices = [yes, turn.button(Phrase.B_KEEP, "/keep"), turn.button(Phrase.B_PERSON, "/person")]
    turn.say(
        Phrase.CONFIRM_WAIT,
        choices,
        visit=turn.visit(visit),
        wish=say_entry(entry, provider, state.language),
        tail=tail_of(state.identity.phone),
    )


async def answer_offer(turn: Turn, heard: Sequence[Heard], *, unsure: bool) -> bool:
    """Handle the answer to whether the patient wants to wait; False when there was none."""
    if plain_yes(heard) and not unsure:
        turn.state.goal, turn.go_on = Goal.WAIT, True
        return True
    if any(isinstance(each, Deny) for each in heard):
        _kept(turn)
        return True
    return False


async def answer(turn: Turn, heard: Sequence[Heard], *, unsure: bool) -> bool:
    """Handle the answer to the read-back; only an unreserved yes to exactly this wish joins."""
    state = turn.state
    pressed = [each for each in heard if isinstance(each, Press)]
    agreed = pressed == [Press("yes", state.waiting)] if pressed else plain_yes(heard) and not unsure
    if agreed:
        await _join(turn)
        return True
    if any(isinstance(each, Deny) for each in heard):
        _kept(turn)
        return True
    if any(isinstance(each, Confirm) for each in heard):
        turn.say(Phrase.NEED_YES)
        turn.repeat = True
        return True
    return False


async def _join(turn: Turn) -> None:
    """Keep the entry, if the visit and the wish are still those that were read back."""
    state, key = turn.state, turn.state.waiting
    if not await selection.still_stands(turn) or state.chosen is None:
        turn.go_on = True
        return
    entry = (await _wanted(turn, state.chosen)).entry
    if entry is None or waiting_key(entry) != key:
        await propose(turn)
        return
    turn.effects.joined.append(entry)
    turn.say(Phrase.WAIT_JOINED, tail=tail_of(state.identity.phone), old=turn.when(state.chosen))
    _finish(turn)


async def leave(turn: Turn) -> None:
    """Take the patient off the list, for every visit."""
    patient_id = turn.state.identity.patient_id or ""
    waiting = await turn.tools.waiting(patient_id, turn.now)
    if waiting:
        turn.effects.left.extend(entry.id for entry in waiting)
        turn.say(Phrase.WAIT_LEFT)
    else:
        turn.say(Phrase.WAIT_NONE)
    _finish(turn)


async def _wanted(turn: Turn, visit: Appointment) -> Wanted:
    state = turn.state
    wishes = state.wishes
    provider = _provider(turn, visit)
    if (wishes.provider and provider is None) or (wishes.place and not named(wishes.place, visit.location)):
        return Wanted(None)
    if wishes.not_provider:
        return Wanted(None)
    waiting = await turn.tools.waiting(visit.patient_id, turn.now)
    known = next((entry for entry in waiting if entry.appointment_id == visit.id), None)
    entry = wished_entry(wishes, visit, turn.settings.zone)
    kept = replace(
        entry,
        id=known.id if known else turn.tools.ids.new("wait"),
        phone=state.identity.phone,
        mail=state.identity.mail,
        language=state.language,
        since=known.since if known else turn.now,
        practitioner_id=provider.id if provider else None,
        location_id=visit.location.id if wishes.place and visit.location else None,
        travel=turn.settings.waitlist_travel,
    )
    return Wanted(kept, provider)


def _provider(turn: Turn, visit: Appointment) -> Party | None:
    """Return whom the patient wants to see; None for anybody, or for a name that nobody here has."""
    wishes = turn.state.wishes
    if wishes.same_provider:
        return visit.practitioner
    if not wishes.provider:
        return None
    everyone: tuple[Appointment | Slot, ...] = (visit, *turn.state.appointments, *turn.state.shown)
    return next((each.practitioner for each in everyone if named(wishes.provider, each.practitioner)), None)


def _kept(turn: Turn) -> None:
    turn.say(Phrase.KEPT)
    _finish(turn)


def _finish(turn: Turn) -> None:
    turn.state.queue = ()
    turn.state.forget_plan()
    ask_anything_else(turn)
