"""The clinic's system does not answer: nothing was changed, try again, and the second time a person."""

from services.dialogue.person import Why, hand_over
from services.dialogue.phrases import Phrase
from services.dialogue.turn import Turn

_PERSON_AFTER = 2


def say_system_down(turn: Turn) -> None:
    """Say that the schedule cannot be reached; hand over when it happened before in a row."""
    state = turn.state
    state.outages += 1
    again = [turn.button(Phrase.B_AGAIN, "/again"), turn.button(Phrase.B_PERSON, "/person")]
    if state.outages < _PERSON_AFTER:
        turn.say(Phrase.SYSTEM_DOWN, again)
        return
    turn.say(Phrase.SYSTEM_DOWN)
    hand_over(turn, Why("system_unreachable"))
