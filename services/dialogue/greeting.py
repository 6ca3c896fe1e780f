"""The first words: who is speaking, what it can do, that a person is one tap away, and 911."""

from services.dialogue.commands import ChangeLanguage
from services.dialogue.model import Choice
from services.dialogue.phrases import Phrase
from services.dialogue.state import Step
from services.dialogue.turn import Turn
from services.kernel.language import Language


def greet(turn: Turn, *, bilingual: bool) -> None:
    """Open the conversation; `bilingual` says in the other language that it may be used."""
    choices = [*_goals(turn), turn.button(Phrase.B_PERSON, "/person"), _language_button(turn)]
    settings = turn.settings
    turn.say(Phrase.GREETING, choices, clinic=settings.clinic_name, emergency=settings.emergency_number)
    if bilingual:
        turn.say(Phrase.GREETING_OTHER)


def greet_by_text(turn: Turn, language: Language | None) -> None:
    """Open a conversation by text in its language; in both where nobody knows which it is."""
    settings, spoken = turn.settings, turn.state.language
    for each in Language if language is None else (language,):
        turn.state.language = each
        turn.say(Phrase.GREETING_TEXT, clinic=settings.clinic_name, emergency=settings.emergency_number)
    turn.state.language = spoken


def ask_goal(turn: Turn, phrase: Phrase = Phrase.ASK_GOAL) -> None:
    """Ask what the patient came for."""
    turn.state.step = Step.GOAL
    turn.say(phrase, [*_goals(turn), turn.button(Phrase.B_PERSON, "/person")])


def switch(turn: Turn, wanted: ChangeLanguage) -> None:
    """Go on in the language that was asked for."""
    turn.state.language = wanted.language
    turn.state.language_chosen = True
    turn.say(Phrase.LANGUAGE_NOW, [_language_button(turn)])


def _goals(turn: Turn) -> list[Choice]:
    return [
        turn.button(Phrase.B_MOVE, "/move"),
        turn.button(Phrase.B_CANCEL, "/cancel"),
        turn.button(Phrase.B_STATUS, "/status"),
    ]


def _language_button(turn: Turn) -> Choice:
    other = Language.ES if turn.state.language is Language.EN else Language.EN
    return turn.button(Phrase.B_LANGUAGE, f"/lang {other}")
