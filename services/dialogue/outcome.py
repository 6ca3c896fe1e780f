"""How a change ended, told to the patient once: "done" only for what was read back."""

from collections.abc import Sequence
from dataclasses import replace

from services.dialogue import paying
from services.dialogue.model import Choice
from services.dialogue.person import offer_person, visit_before
from services.dialogue.phrases import Phrase
from services.dialogue.ports import FeeDue
from services.dialogue.state import CalendarEntry, Goal, Pending, Step
from services.dialogue.turn import Turn
from services.handoff.task import End, Task
from services.kernel.wording import say_instant
from services.scheduling.model import Appointment
from services.scheduling.operation import ChangeKind, Operation, OperationState, Reason
from services.scheduling.visit_entry import sequence_at

MOST_ENTRIES = 5


def tell(turn: Turn, operation: Operation, fee: FeeDue | None = None) -> None:
    """Say how the change ended and set what comes next; `turn.go_on` asks for new offers or the next visit."""
    state = turn.state
    pending, state.pending = state.pending, None
    if pending is None:
        return
    if operation.state is OperationState.DONE:
        _done(turn, pending, operation, fee)
    elif operation.state is OperationState.UNDONE:
        _undone(turn, pending, operation)
    else:
        _with_person(turn, operation)


def _done(turn: Turn, pending: Pending, operation: Operation, fee: FeeDue | None) -> None:
    state = turn.state
    old, new = pending.proposal.appointment, operation.result
    cancelled = operation.kind is ChangeKind.CANCEL or new is None
    entry = _entry(turn, operation, old if cancelled or new is None else new, old, cancelled=cancelled)
    state.entries = (*state.entries, entry)[-MOST_ENTRIES:]
    if cancelled or new is None:
        _fact(turn, Phrase.DONE_CANCEL, attachment=entry.name, old=turn.visit(old))
    else:
        _fact(turn, Phrase.DONE_MOVE, attachment=entry.name, new=turn.visit(new), old=turn.when(old))
    if not state.confirmed_here:
        _say_what_comes(turn, operation)
    more = paying.say_after(turn, fee)
    goal, queue = state.goal, state.queue
    state.appointments = ()
    state.queue = ()
    state.forget_plan()
    if queue and goal is not None:
        state.shown_visits, state.queue = queue[:1], queue[1:]
        state.goal, turn.go_on = goal, True
    else:
        _close(turn, more)


def _say_what_comes(turn: Turn, operation: Operation) -> None:
    if operation.phone:
        turn.say(Phrase.TEXT_ON_WAY)
    if operation.mail and (turn.settings.mails or turn.settings.notices):
        turn.say(Phrase.MAIL_ON_WAY if turn.settings.mails else Phrase.NOTICE_ON_WAY)


def _fact(turn: Turn, phrase: Phrase, attachment: str | None = None, **values: str) -> None:
    """Say how it ended; where the text of the ending itself goes to the number that writes here, that text says it."""
    if turn.state.confirmed_here:
        turn.note(phrase, attachment, **values)
    else:
        turn.say(phrase, (), attachment, None, **values)


def _close(turn: Turn, more: Sequence[Choice] = ()) -> None:
    """Ask whether there is more to do; behind a text that confirms it, only where there is something to choose."""
    if turn.state.confirmed_here and not more:
        turn.state.step = Step.ANYTHING_ELSE
    else:
        ask_anything_else(turn, more)


def _entry(turn: Turn, operation: Operation, shown: Appointment, old: Appointment, *, cancelled: bool) -> CalendarEntry:
    at = operation.finished_at or turn.now
    return CalendarEntry(
        name=turn.tools.ids.new("visit"),
        number=operation.sequence or sequence_at(at),
        at=at,
        appointment=shown,
        replaces=None if operation.series or old.id == shown.id else old,
        cancelled=cancelled,
        series=operation.series,
    )


def _undone(turn: Turn, pending: Pending, operation: Operation) -> None:
    state = turn.state
    old = turn.when(pending.proposal.appointment)
    if operation.reason is Reason.SLOT_TAKEN and pending.proposal.slot is not None:
        _fact(turn, Phrase.UNDONE_TAKEN, old=old)
        if state.confirmed_here:
            turn.say(Phrase.TAKEN_JUST_NOW)
        gone = pending.proposal.slot.id
        state.rejected = (*state.rejected, gone)
        state.shown = tuple(slot for slot in state.shown if slot.id != gone)
        state.offers = ()
        state.goal, turn.go_on = Goal.MOVE, True
    elif operation.reason is Reason.APPOINTMENT_CHANGED:
        _fact(turn, Phrase.UNDONE_CHANGED)
        state.appointments = ()
        state.forget_choice()
        turn.go_on = True
    elif operation.reason is Reason.ALREADY_CANCELLED:
        state.appointments = ()
        state.forget_plan()
        _fact(turn, Phrase.UNDONE_CANCELLED)
        _close(turn)
    else:
        phrase = Phrase.NOT_OFFERED if state.confirmed_here else Phrase.UNDONE_OTHER
        offer_person(turn, phrase, f"undone_{operation.reason or 'unknown'}", old=old)


def _with_person(turn: Turn, operation: Operation) -> None:
    """The change protocol has opened the case and notified the front desk already."""
    state = turn.state
    due = turn.settings.answering.due(turn.now)
    by = say_instant(due, turn.settings.zone, state.language)
    wish = operation.reason is Reason.NO_WRITE_BACK
    _fact(turn, Phrase.REQUESTED if wish else Phrase.FRONT_DESK_FINISHES, by=by)
    if visit_before(turn, due) is not None:
        turn.say(Phrase.VISIT_SOONER, phone=turn.settings.clinic_phone)
    state.step = Step.WITH_PERSON
    state.case_id = f"{operation.id}:case"
    state.case_told = False
    state.phone_asked = False
    state.wishes = replace(state.wishes, unsure=False)


_TOLD = {
    End.CHANGED: Phrase.CASE_CHANGED,
    End.DECLINED: Phrase.CASE_NOT_CHANGED,
    End.TIMED_OUT: Phrase.CASE_NOT_CHANGED,
}


def tell_case(turn: Turn, task: Task) -> None:
    """Say how a person decided; without the visit, which the text to the phone on file tells."""
    state = turn.state
    phrase = _TOLD.get(task.end) if task.end else None
    if phrase is None or state.case_id != task.id or state.step is not Step.WITH_PERSON:
        return
    _fact(turn, phrase)
    state.case_id, state.person_reason, state.appointments = None, "", ()
    state.forget_plan()
    _close(turn)


def ask_anything_else(turn: Turn, more: Sequence[Choice] = ()) -> None:
    """Ask whether there is more to do; `more` are buttons of what was just done."""
    turn.state.step = Step.ANYTHING_ELSE
    choices = [
        *more,
        turn.button(Phrase.B_MOVE, "/move"),
        turn.button(Phrase.B_CANCEL, "/cancel"),
        turn.button(Phrase.B_PERSON, "/person"),
        turn.button(Phrase.B_NO, "/no"),
    ]
    turn.say(Phrase.ANYTHING_ELSE, choices)
