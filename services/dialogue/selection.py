"""Which appointment: the patient's coming ones are read, narrowed by what was said, and asked for unless it is one."""

from collections.abc import Sequence

from services.audit.model import Action
from services.dialogue.buttons import pick_token
from services.dialogue.commands import AppointmentRef
from services.dialogue.model import Choice
from services.dialogue.person import offer_person
from services.dialogue.phrases import Phrase
from services.dialogue.rereading import reread
from services.dialogue.state import Goal, Step
from services.dialogue.turn import Turn
from services.dialogue.visits import merged, narrow, says_something
from services.scheduling.errors import NotFound
from services.scheduling.model import Appointment


async def load(turn: Turn) -> None:
    """Read the verified patient's coming appointments that may still be changed; audited as a disclosure."""
    patient_id = turn.state.identity.patient_id
    if patient_id is None:
        msg = "Appointments are read for a verified patient only. Verify the caller first."
        raise PermissionError(msg)
    found = await turn.tools.system.appointments(patient_id, turn.now)
    turn.state.appointments = tuple(
        each
        for each in found
        if each.patient_id == patient_id and each.status.changeable and each.interval and each.interval.start > turn.now
    )
    turn.record(Action.APPOINTMENTS_DISCLOSED, body={"count": str(len(turn.state.appointments))})


def point_at(turn: Turn, ref: AppointmentRef) -> None:
    """Remember which appointment is meant; one that differs from the chosen one undoes the choice."""
    state = turn.state
    state.target = merged(state.target, ref)
    if state.chosen is not None and not means_only(turn, ref, state.chosen):
        current = state.chosen
        left = narrow(state.appointments, ref, current)
        state.forget_choice()
        if ref.other and len(left) == 1:
            state.chosen, state.target = left[0], None
            turn.say(Phrase.FOUND, visit=turn.visit(left[0]))


def means_only(turn: Turn, ref: AppointmentRef, chosen: Appointment) -> bool:
    """Tell whether the reference means exactly the chosen appointment, or says nothing that narrows."""
    if not says_something(ref):
        return not ref.all
    left = narrow(turn.state.appointments, ref, chosen)
    return [each.id for each in left] == [chosen.id]


async def still_stands(turn: Turn) -> bool:
    """Read the chosen appointment again; when someone changed it meanwhile, say so and forget the choice."""
    state = turn.state
    chosen = state.chosen
    if chosen is None:
        return False
    try:
        now = await turn.tools.system.appointment(chosen.id)
    except NotFound:
        now = None
    if (
        now is not None
        and now.status.changeable
        and (now.interval, now.patient_id)
        == (
            chosen.interval,
            state.identity.patient_id,
        )
    ):
        state.chosen = now
        return True
    turn.say(Phrase.CHANGED_MEANWHILE)
    state.appointments = ()
    state.forget_choice()
    return False


async def choose(turn: Turn) -> bool:
    """Settle on one appointment; False when a question was asked instead."""
    state = turn.state
    if not state.appointments:
        await load(turn)
    if state.early:
        reread(turn)
    if not state.appointments:
        offer_person(turn, Phrase.NO_APPOINTMENTS, "no_appointments")
        return False
    ref, state.target = state.target, None
    left = narrow(state.visits_in_view, ref) or narrow(state.appointments, ref)
    if ref is not None and ref.all and len(left) > 1:
        state.queue = tuple(each.id for each in left[1:])
        left = left[:1]
    if len(left) == 1:
        state.chosen, state.shown_visits = left[0], ()
        found = turn.note if state.goal is Goal.CANCEL else turn.say  # what is to be cancelled is named again at once
        found(Phrase.FOUND, visit=turn.visit(left[0]))
        return True
    if not left:
        turn.say(Phrase.NO_SUCH)
        turn.stuck = state.step is Step.WHICH
        left = list(state.appointments)
    _ask_which(turn, left)
    return False


def prompt(turn: Turn) -> None:
    """Ask again which appointment is meant."""
    _ask_which(turn, turn.state.visits_in_view)


def _ask_which(turn: Turn, left: Sequence[Appointment]) -> None:
    state = turn.state
    state.step = Step.WHICH
    state.shown_visits = tuple(each.id for each in left)
    if len(left) == 1:
        yes = turn.button(Phrase.B_YES, pick_token(left[0]))
        turn.say(Phrase.ONLY_ONE, [yes, turn.button(Phrase.B_NO, "/no")], visit=turn.visit(left[0]))
        return
    fewer = len(left) < len(state.appointments)
    choices = [Choice(pick_token(each), turn.visit(each)) for each in left]
    turn.say(Phrase.WHICH_OF if fewer else Phrase.WHICH, choices, count=str(len(left)))


def tell_all(turn: Turn) -> None:
    """Name every coming appointment."""
    visits = turn.state.appointments
    if len(visits) == 1:
        turn.say(Phrase.STATUS_ONE, visit=turn.visit(visits[0]))
        return
    turn.say(Phrase.STATUS_MANY, count=str(len(visits)))
    for each in visits:
        turn.say(Phrase.STATUS_ITEM, visit=turn.visit(each))


def picked(turn: Turn, key: str) -> Appointment | None:
    """Return the appointment whose button was pressed, if it still stands as it was shown."""
    token = f"/pick {key}"
    return next((each for each in turn.state.appointments if pick_token(each) == token), None)
