"""Words said before the appointments were known are read again once they are.

"Can we do later that week" and "the day after" mean something else when the visit is known, and nothing that was said
while the identity check ran is asked for again.
"""

from dataclasses import replace

from services.dialogue.commands import AppointmentRef, Command, Constrain, PickAppointment, StartCancel, StartMove
from services.dialogue.hearing import context_of
from services.dialogue.state import EarlyWords, Wishes
from services.dialogue.turn import Turn
from services.dialogue.understanding.model import Understanding
from services.dialogue.visits import merged, narrow
from services.dialogue.weekdays import bare_weekday, in_the_week_of, later, speaks_of_then, weeks_to
from services.dialogue.wishing import wished


def reread(turn: Turn) -> None:
    """Replace target and wishes by what the early words mean now that the appointments are known."""
    state = turn.state
    early, state.early = state.early, ()
    for words in early:
        found = _understood(turn, words)
        weeks = _weeks_ahead(turn, words, found)
        if any(isinstance(each, Constrain) for each in found.commands) and words is early[0]:
            state.wishes = Wishes()
        for each in found.commands:
            ref = _ref_of(each)
            if ref is not None and (not found.unsure or len(ref.when) > 1):
                state.target = merged(state.target, replace(ref, when=later(ref.when, weeks)))
            elif isinstance(each, Constrain):
                wish = _placed(turn, words, each, weeks)
                unsure = found.unsure or len(wish.when) > len(each.when)
                state.wishes = wished(state.wishes, wish, unsure=unsure)


def _placed(turn: Turn, words: EarlyWords, wish: Constrain, weeks: int) -> Constrain:
    """Return the wish in the right week: the visit's for "later that week", perhaps the visit's for a bare weekday."""
    if speaks_of_then(words.text):
        return replace(wish, when=later(wish.when, weeks))
    state = turn.state
    left = narrow(state.appointments, state.target)
    if not bare_weekday(words.text) or len(left) != 1 or left[0].interval is None:
        return wish
    return replace(wish, when=in_the_week_of(left[0].interval.start.astimezone(turn.settings.zone), wish.when))


def _ref_of(command: Command) -> AppointmentRef | None:
    if isinstance(command, PickAppointment):
        return command.ref
    return command.target if isinstance(command, StartMove | StartCancel) else None


def _weeks_ahead(turn: Turn, words: EarlyWords, found: Understanding) -> int:
    """Return how many weeks after the next such weekday the visit lies that was named by a bare weekday."""
    if not bare_weekday(words.text):
        return 0
    zone = turn.settings.zone
    visits = [each.interval.start.astimezone(zone) for each in turn.state.appointments if each.interval]
    refs = [ref for each in found.commands if (ref := _ref_of(each)) is not None]
    return next((weeks for ref in refs if (weeks := weeks_to(ref.when, visits))), 0)


def _understood(turn: Turn, words: EarlyWords) -> Understanding:
    local = words.at.astimezone(turn.settings.zone)
    context = replace(context_of(turn), now=local, asked=None, offers=())
    return turn.tools.understander.understand(words.text, context)
