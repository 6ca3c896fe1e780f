"""The port every understander implements: the embedded grammar here, a language model elsewhere."""

from typing import Protocol

from services.dialogue.understanding.model import TurnContext, Understanding


class Understander(Protocol):
    """Turns one message of a patient into commands."""

    def understand(self, text: str, context: TurnContext) -> Understanding:
        """Return what `text` asks for in this context; never raises on any text."""
        ...
