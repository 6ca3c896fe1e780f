"""The ports every understander implements: the embedded grammar here, a language model elsewhere."""

from typing import Protocol

from services.dialogue.understanding.model import TurnContext, Understanding


class Understander(Protocol):
    """Turns one message of a patient into commands."""

    def understand(self, text: str, context: TurnContext) -> Understanding:
        """Return what `text` asks for in this context; never raises on any text."""
        ...


class Adviser(Protocol):
    """Reads one message again, after an understander and knowing what that understood."""

    async def advise(self, text: str, context: TurnContext, found: Understanding) -> Understanding:
        """Return what `text` asks for: `found`, or something better; never raises, and never takes long.

        What may not depend on a model stays as it was found: an identity value, an emergency, a wish for a person,
        a yes.
        """
        ...


class NoAdviser:
    """The `Adviser` of an appliance without a language model."""

    async def advise(self, text: str, context: TurnContext, found: Understanding) -> Understanding:
        """Return what was found."""
        del text, context
        return found
