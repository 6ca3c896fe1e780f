"""The understander gets words as people see them."""

import pytest

from services.dialogue.hearing import legible
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.kernel.language import Language
from tests.dialogues.clinic import Clinic
from tests.dialogues.talk import Talk


@pytest.mark.parametrize(
    "text", ["cancel my visit", "c\u200banc\u00adel my\ufeff visit", "\uff23\uff21\uff2e\uff23\uff25\uff2c my visit"]
)
def test_invisible_and_wide_letters_do_not_hide_the_words(text: str) -> None:
    assert legible(text).lower() == "cancel my visit"


def test_accents_stay() -> None:
    assert legible("mañana, ¿sí?") == "mañana, ¿sí?"


@pytest.mark.parametrize(
    ("opened", "words", "language"),
    [
        (Language.EN, ("can i get something sooner", "Gloria Luna, December 10 1938"), Language.EN),
        (Language.EN, ("Gloria Luna, December 10 1938",), Language.EN),
        (Language.EN, ("Gloria Luna 12/10/1938",), Language.EN),
        (Language.EN, ("Gloria Luna, 10 de diciembre de 1938",), Language.ES),
        (Language.EN, ("me llamo Gloria Luna y nací el 12/10/1938",), Language.ES),
        (Language.ES, ("necesito cambiar mi ultrasonido", "Samuel Ortiz, June 11 1955"), Language.ES),
        (Language.ES, ("jorge campos 12/10/1938",), Language.ES),
        (Language.ES, ("i need to move my visit please", "Gloria Luna, December 10 1938"), Language.EN),
    ],
)
async def test_a_name_tells_no_language(opened: Language, words: tuple[str, ...], language: Language) -> None:
    clinic = Clinic(EmbeddedUnderstander())
    talk = await Talk.open(clinic, opened)
    if len(words) == 1:
        await talk.says("/move")
    for each in words:
        await talk.says(each)
    assert talk.state.language is language
