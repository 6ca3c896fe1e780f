import pytest

from services.dialogue.understanding.words.language_detect import detect
from services.dialogue.understanding.words.repair import repair
from services.dialogue.understanding.words.spelling import Speller
from services.dialogue.understanding.words.tokens import fold, tokenise
from services.kernel.language import Language


def _repaired(text: str) -> str:
    return " ".join(token.text for token in repair(tokenise(fold(text))))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tomorow", "tomorow"),
        ("wednesdey", "wednesday"),
        ("appointmemt", "appointment"),
        ("novmber", "november"),
        ("miercolles", "miercoles"),
        ("cancellar", "cancelar"),
        ("del al", "de el a el"),
    ],
)
def test_misspelt_words_of_the_domain_are_put_right(written: str, meant: str) -> None:
    assert _repaired(written) == meant


@pytest.mark.parametrize("word", ["mouth", "friend", "garcia", "text", "stroke", "carro", "grace", "three"])
def test_other_words_and_names_are_left_alone(word: str) -> None:
    assert _repaired(word) == word


def test_a_word_between_two_meanings_takes_the_nearer_one() -> None:
    assert Speller(["monday", "sunday"], []).repair("mondaay") == "monday"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("i need to move my appointment", Language.EN),
        ("necesito mover mi cita", Language.ES),
        ("el martes", Language.ES),
        ("tuesday", Language.EN),
        ("sí", Language.ES),
    ],
)
def test_the_language_is_told_from_the_words(text: str, language: Language) -> None:
    assert detect(repair(tokenise(fold(text))), text, None) is language


def test_words_that_tell_nothing_keep_the_language_of_the_conversation() -> None:
    assert detect([], "12/3", Language.ES) is Language.ES
    assert detect([], "12/3", None) is Language.EN
