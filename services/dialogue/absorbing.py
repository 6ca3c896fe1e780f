"""Facts are taken in whenever they come: what the patient wants, which appointment, when, and who they are."""

from collections.abc import Sequence
from datetime import timedelta

from services.dialogue import confirming, identity, selection, waiting
from services.dialogue.buttons import Heard, Press, is_offer_code
from services.dialogue.commands import (
    AppointmentRef,
    ChooseOffer,
    Constrain,
    GiveBirthDate,
    GiveName,
    PickAppointment,
    StartCancel,
    StartMove,
    StartStatus,
    When,
)
from services.dialogue.state import Goal, Step
from services.dialogue.turn import Turn
from services.dialogue.visits import narrow
from services.dialogue.wishing import wished

_GOALS: dict[type[object], Goal] = {StartMove: Goal.MOVE, StartCancel: Goal.CANCEL, StartStatus: Goal.STATUS}
_TIMES_ON_TABLE = (Step.OFFER, Step.CONFIRM)


def absorb(turn: Turn, heard: Sequence[Heard], *, unsure: bool) -> bool:
    """Remember every fact of this turn; True when there was one that may lead to another question."""
    took = _offer_code(turn, heard)
    named = any(isinstance(each, StartMove | PickAppointment) for each in heard)
    for each in heard:
        if isinstance(each, StartMove | StartCancel | StartStatus):
            took = _goal(turn, each, unsure=unsure) or took
        elif (goal := waiting.goal_of(turn, each)) is not None:
            took = _waits(turn, goal) or took
        elif isinstance(each, PickAppointment):
            took = _which(turn, each.ref, unsure=unsure) or took
        elif isinstance(each, ChooseOffer):
            took = _other_visit(turn, each, unsure=unsure) or took
        elif isinstance(each, Constrain):
            took = _wish(turn, each, unsure=unsure, named=named) or took
        elif isinstance(each, GiveName | GiveBirthDate):
            took = _who(turn, each) or took
    return took


def _goal(turn: Turn, start: StartMove | StartCancel | StartStatus, *, unsure: bool) -> bool:
    state = turn.state
    proposal = state.proposal
    if proposal is not None and confirming.agrees(turn, start, proposal):
        return False
    if isinstance(start, StartStatus) and state.goal is not None:
        return _read_again(turn)
    confirming.settle_goal(turn, _GOALS[type(start)])
    if start.target is not None:
        _which(turn, start.target, unsure=unsure)
    return True


def _offer_code(turn: Turn, heard: Sequence[Heard]) -> bool:
    """Take the code of a waitlist offer; it goes before whatever was planned."""
    code = next((each.key for each in heard if isinstance(each, Press) and is_offer_code(each)), "")
    if code:
        turn.state.forget_plan()
        turn.state.goal, turn.state.offer_code = Goal.TAKE_OFFER, code
    return bool(code)


def _waits(turn: Turn, goal: Goal) -> bool:
    """The patient wants to wait for a time, or no longer; what was wished for a move is wished for the wait."""
    if turn.state.goal is not goal:
        turn.state.proposal, turn.state.waiting = None, ""
    turn.state.goal = goal
    return True


def _read_again(turn: Turn) -> bool:
    """A question about the visit in the middle of a plan is answered with the visit as it stands now."""
    turn.look_again = turn.state.verified and turn.state.chosen is not None
    return True


def _which(turn: Turn, ref: AppointmentRef, *, unsure: bool) -> bool:
    if unsure and not ref.all and not _settled_by_view(turn, ref):
        return False
    proposal = turn.state.proposal
    if proposal is not None and selection.means_only(turn, ref, proposal.appointment):
        return False
    selection.point_at(turn, ref)
    return True


def _settled_by_view(turn: Turn, ref: AppointmentRef) -> bool:
    """Tell whether words with two readings fit exactly one of the visits in view."""
    return len(ref.when) > 1 and len(narrow(turn.state.appointments, ref)) == 1


def _other_visit(turn: Turn, choice: ChooseOffer, *, unsure: bool) -> bool:
    """Take "no, the other one" to a cancellation as another visit: there are no times to choose from."""
    if turn.state.step is not Step.CONFIRM or turn.state.goal is not Goal.CANCEL:
        return False
    ref = AppointmentRef(choice.when, provider=choice.provider, ordinal=choice.ordinal, other=choice.other)
    return _which(turn, ref, unsure=unsure)


def _wish(turn: Turn, constrain: Constrain, *, unsure: bool, named: bool) -> bool:
    """Remember a wish for the time; while times are on the table, the answer to them takes care of it.

    In answer to "which appointment?" a time alone is that of the appointment, unless one was `named` beside it.
    """
    state = turn.state
    on_table = state.step in _TIMES_ON_TABLE and (state.offers or state.proposal)
    if on_table and state.chosen is not None and state.goal is Goal.MOVE:
        return False
    if state.step is Step.WHICH and constrain.when and not named:
        selection.point_at(turn, AppointmentRef(when=constrain.when, provider=constrain.provider))
        return True
    if state.step is Step.CONFIRM and state.goal is Goal.CANCEL:
        other = _another_visit_on(turn, constrain)
        if other is not None:
            return _which(turn, other, unsure=unsure)
        confirming.settle_goal(turn, Goal.MOVE)
    state.wishes = wished(state.wishes, constrain, unsure=unsure)
    return True


def _another_visit_on(turn: Turn, constrain: Constrain) -> AppointmentRef | None:
    """Take "no, I meant the Thursday one" as the visit of that day, when there is one besides the proposed one."""
    state = turn.state
    days = {span.start.date() for span in constrain.when}
    zone = turn.settings.zone
    others = [
        each
        for each in state.appointments
        if each.interval
        and each.interval.start.astimezone(zone).date() in days
        and (state.chosen is None or each.id != state.chosen.id)
    ]
    if len(others) != 1 or others[0].interval is None:
        return None
    start = others[0].interval.start.astimezone(zone)
    return AppointmentRef(when=(When(start, start + timedelta(minutes=1)),))


def _who(turn: Turn, given: GiveName | GiveBirthDate) -> bool:
    if turn.state.verified:
        return False
    if isinstance(given, GiveName):
        identity.take_name(turn, given)
    else:
        identity.take_birth_date(turn, given)
    return True
