"""What a deciding rule is and answers."""

from collections.abc import Callable
from typing import Final

from services.dialogue.commands import (
    Command,
)
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked

Decision = tuple[list[Command], bool]


"""Commands, and whether they are unsure."""


DecisionRule = Callable[[Facts], Decision | None]


MOVES: Final = ("MOVE", "MOVEUP", "MOVEBACK")


REACTIONS: Final = {Asked.OFFER, Asked.CONFIRM}
