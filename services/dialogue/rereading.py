"""Words said before the appointments were known are read again once they are.

"Can we do later that week" and "the day after" mean something else when the visit is known, and nothing that was said
while the identity check ran is asked for again.
"""

from dataclasses import replace

from services.dialogue.commands import Constrain, PickAppointment, StartCancel, StartMove
from services.dialogue.hearing import context_of
from services.dialogue.state import EarlyWords, Wishes
from services.dialogue.turn import Turn
from services.dialogue.understanding.model import Understanding
from services.dialogue.visits import merged
from services.dialogue.wishing import wished


def reread(turn: Turn) -> None:
    """Replace target and wishes by what the early words mean now that the appointments are known."""
    state = turn.state
    early, state.early = state.early, ()
    for words in early:
        found = _understood(turn, words)
        if any(isinstance(each, Constrain) for each in found.commands) and words is early[0]:
            state.wishes = Wishes()
        for each in found.commands:
            if isinstance(each, StartMove | StartCancel | PickAppointment):
                ref = each.ref if isinstance(each, PickAppointment) else each.target
                state.target = merged(None, ref) if ref is not None and not found.unsure else state.target
            elif isinstance(each, Constrain):
                state.wishes = wished(state.wishes, each, unsure=found.unsure)


def _understood(turn: Turn, words: EarlyWords) -> Understanding:
    local = words.at.astimezone(turn.settings.zone)
    context = replace(context_of(turn), now=local, asked=None, offers=())
    return turn.tools.understander.understand(words.text, context)
