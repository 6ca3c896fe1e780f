"""Read-back and yes: old and new with the fee, and only an unreserved yes to exactly this proposal starts a change."""

from collections.abc import Sequence
from dataclasses import replace

from services.dialogue import paying, rules, selection
from services.dialogue.buttons import Heard, Press, proposal_key
from services.dialogue.commands import (
    AppointmentRef,
    ChooseOffer,
    Confirm,
    Constrain,
    Greeting,
    PickAppointment,
    StartCancel,
    StartMove,
    Thanks,
)
from services.dialogue.phrases import Phrase
from services.dialogue.state import Goal, Pending, Proposal, Step
from services.dialogue.turn import Turn
from services.dialogue.visits import named, within
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import ChangeKind
from services.scheduling.policy import Verdict

FILLERS = (Greeting, Thanks)


async def propose_move(turn: Turn, slot: Slot) -> None:
    """Read back old and new, if both still stand and the policy lets the assistant do it."""
    state = turn.state
    if not await selection.still_stands(turn) or state.chosen is None:
        turn.go_on = True
        return
    verdict = await rules.may_take(turn, slot)
    if verdict is not None:
        _read_back(turn, _proposal(ChangeKind.MOVE, state.chosen, slot, verdict))


async def propose_cancel(turn: Turn) -> None:
    """Read back what would be cancelled, if it still stands and the policy lets the assistant do it."""
    state = turn.state
    if not await selection.still_stands(turn) or state.chosen is None:
        turn.go_on = True
        return
    verdict = await rules.may_cancel(turn)
    if verdict is not None:
        _read_back(turn, _proposal(ChangeKind.CANCEL, state.chosen, None, verdict))


def _proposal(kind: ChangeKind, appointment: Appointment, slot: Slot | None, verdict: Verdict) -> Proposal:
    fee = verdict.fee_cents
    key = proposal_key(str(kind), appointment, slot, fee)
    return Proposal(key, kind, appointment, slot, fee, verdict.late, verdict.offence, verdict.notice_hours)


def _read_back(turn: Turn, proposal: Proposal) -> None:
    turn.state.proposal = proposal
    prompt(turn)


def prompt(turn: Turn) -> None:
    """Read the proposal back (again) and ask for a yes."""
    state = turn.state
    proposal = state.proposal
    if proposal is None:
        return
    state.step = Step.CONFIRM
    move = proposal.slot is not None
    yes = turn.button(Phrase.B_YES_MOVE if move else Phrase.B_YES_CANCEL, f"/yes {proposal.key}")
    choices = [yes, turn.button(Phrase.B_KEEP, "/keep")]
    if move:
        choices.append(turn.button(Phrase.B_NONE, "/none"))
    choices.append(turn.button(Phrase.B_PERSON, "/person"))
    paying.say_before(turn, proposal)
    old = turn.visit(proposal.appointment)
    if proposal.slot is not None:
        turn.say(Phrase.CONFIRM_MOVE, choices, old=old, new=turn.time(proposal.slot))
    else:
        turn.say(Phrase.CONFIRM_CANCEL, choices, old=old)


def said_yes(turn: Turn, heard: Sequence[Heard], *, unsure: bool) -> bool:
    """Tell whether this is an unreserved yes to exactly the proposal on the table."""
    proposal = turn.state.proposal
    if proposal is None or unsure:
        return False
    pressed = [each for each in heard if isinstance(each, Press)]
    if pressed:
        return pressed == [Press("yes", proposal.key)]
    rest = [each for each in heard if not isinstance(each, FILLERS) and not agrees(turn, each, proposal)]
    return bool(rest) and all(isinstance(each, Confirm) for each in rest)


def plain_yes(heard: Sequence[Heard]) -> bool:
    """Tell whether nothing but a yes was said."""
    rest = [each for each in heard if not isinstance(each, FILLERS)]
    return bool(rest) and all(isinstance(each, Confirm) for each in rest)


def agrees(turn: Turn, each: Heard, proposal: Proposal) -> bool:
    """Tell whether a further command says nothing but what the proposal says ("yes, cancel my Tuesday one")."""
    if isinstance(each, StartMove | StartCancel):
        same = isinstance(each, StartMove) == (proposal.kind is ChangeKind.MOVE)
        return same and _same_visit(turn, each.target, proposal)
    if isinstance(each, PickAppointment):
        return _same_visit(turn, each.ref, proposal)
    slot = proposal.slot
    if slot is None:
        return False
    if isinstance(each, Constrain):
        at_it = (
            bool(each.when)
            and within(each.when, slot)
            and not (each.earlier or each.later or each.any_provider or each.not_provider)
        )
        return at_it and named(each.provider, slot.practitioner) and named(each.place, slot.location)
    if isinstance(each, ChooseOffer):
        at_it = bool(each.when) and within(each.when, slot) and named(each.provider, slot.practitioner)
        return at_it and not each.other
    return False


def _same_visit(turn: Turn, ref: AppointmentRef | None, proposal: Proposal) -> bool:
    if ref is None:
        return True
    slot = proposal.slot
    if slot is not None and ref.when and within(ref.when, slot):
        return True
    return selection.means_only(turn, ref, proposal.appointment)


def start(turn: Turn) -> None:
    """Begin the confirmed change: say so, and let the service ask for it once this turn is kept."""
    state = turn.state
    proposal = state.proposal
    if proposal is None:
        return
    state.pending = Pending(turn.tools.ids.new("op"), proposal, turn.now)
    state.proposal = None
    state.step = Step.WRITING
    turn.effects.change = True
    turn.note(Phrase.WRITING_MOVE if proposal.slot is not None else Phrase.WRITING_CANCEL)


def settle_goal(turn: Turn, goal: Goal) -> None:
    """Change one's mind about what to do with the chosen appointment."""
    state = turn.state
    if state.goal is not goal:
        state.goal = goal
        state.proposal = None
        state.offers = ()
        state.rejected = ()
        if goal is not Goal.MOVE:
            state.wishes = replace(state.wishes, unsure=False)
