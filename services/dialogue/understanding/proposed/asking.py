"""When a language model may be asked at all: never about an identity, an emergency, a person, a yes, or an attack."""

from typing import Final

from services.dialogue.commands import (
    AskPerson,
    ChangeLanguage,
    Confirm,
    Emergency,
    GiveBirthDate,
    GiveCode,
    GiveName,
    GivePhone,
    Unclear,
)
from services.dialogue.understanding.gather import gather
from services.dialogue.understanding.identity.values import IDENTITY
from services.dialogue.understanding.injection import aims_at_machine
from services.dialogue.understanding.model import Asked, TurnContext, Understanding
from services.dialogue.understanding.proposed.asks import Asks
from services.dialogue.understanding.words.repair import repair
from services.dialogue.understanding.words.tokens import fold, tokenise

#: What code alone decides; where it has, nobody else is asked.
DECIDED: Final = (
    Emergency,
    AskPerson,
    ChangeLanguage,
    Confirm,
    GiveName,
    GiveBirthDate,
    GiveCode,
    GivePhone,
)
LONGEST_TEXT: Final = 600


def may_ask(text: str, context: TurnContext, found: Understanding, asks: Asks) -> bool:
    """Tell whether a model may be asked about these words, of which the embedded understander made `found`."""
    if context.asked in IDENTITY or any(isinstance(each, DECIDED) for each in found.commands):
        return False
    certain = not found.unsure and not all(isinstance(each, Unclear) for each in found.commands)
    if certain and (asks is Asks.UNSURE or context.asked is Asked.CONFIRM):
        return False
    if not any(character.isalpha() for character in text) or len(text) > LONGEST_TEXT:
        return False
    return not _attack(text, context, found)


def _attack(text: str, context: TurnContext, found: Understanding) -> bool:
    return aims_at_machine(gather(text, repair(tokenise(fold(text))), context, found.language))
