"""Which language a patient speaks: learned from their words, until they have told or chosen it."""

from dataclasses import replace

from services.dialogue.commands import (
    ChangeLanguage,
    GiveBirthDate,
    GiveCode,
    GiveName,
    GivePhone,
    Greeting,
    Unclear,
)
from services.dialogue.hearing import MONTH_EN, MONTH_ES, Message, legible
from services.dialogue.proof import folded
from services.dialogue.turn import Turn
from services.dialogue.understanding.model import TurnContext
from services.dialogue.understanding.ports import Understander
from services.kernel.language import Language

_WORDS_TELL_LANGUAGE = 3
_MOST_DETAILS = 6
_LANGUAGELESS = (Unclear, GiveName, GiveCode, GivePhone)
_DETAILS = (*_LANGUAGELESS, GiveBirthDate)


def settle_language(turn: Turn, message: Message) -> None:
    """Follow the language of the patient's words, until they have told or chosen it."""
    state = turn.state
    if not message.typed or any(isinstance(each, ChangeLanguage) for each in message.heard):
        return
    enough = len(message.shown.split()) >= _WORDS_TELL_LANGUAGE or isinstance(message.heard[0], Greeting)
    if not enough or all(isinstance(each, _LANGUAGELESS) for each in message.heard):
        return
    details = all(isinstance(each, _DETAILS) for each in message.heard)
    told = message.language if not details else None if state.language_chosen else _told_by_details(message)
    if told is not None:
        state.language, state.language_chosen = told, True


def _told_by_details(message: Message) -> Language | None:
    """Return the language of a name and a birth date: the month's, or that of the words around; a name tells none."""
    words = folded(message.shown)
    if MONTH_ES.search(words):
        return Language.ES
    if MONTH_EN.search(words):
        return Language.EN
    return message.language if len(words.split()) > _MOST_DETAILS else None


def language_of(text: str, context: TurnContext, understander: Understander) -> Language | None:
    """Return the language that the first words of a conversation are certainly in; None where they do not tell."""
    found = [understander.understand(legible(text), replace(context, language=each)) for each in Language]
    short = len(text.split()) < _WORDS_TELL_LANGUAGE and all(isinstance(each, _DETAILS) for each in found[0].commands)
    return found[0].language if not short and len({each.language for each in found}) == 1 else None
