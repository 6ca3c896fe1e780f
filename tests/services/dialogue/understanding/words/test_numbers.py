import pytest

from services.dialogue.understanding.words.numbers import join_numbers
from services.dialogue.understanding.words.tokens import fold, tokenise
from services.kernel.language import Language


def _joined(text: str, language: Language) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in join_numbers(tokenise(fold(text)), language)]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("twenty four", [("num", "24")]),
        ("twenty-four", [("num", "24")]),
        ("twenty fourth", [("ord", "24")]),
        ("thirtieth", [("ord", "30")]),
        ("two thirty", [("num", "2"), ("num", "30")]),
        ("nineteen eighty four", [("num", "19"), ("num", "84")]),
        ("two thousand and five", [("num", "2005")]),
        ("one", [("word", "one")]),
    ],
)
def test_english(text: str, joined: list[tuple[str, str]]) -> None:
    assert _joined(text, Language.EN) == joined


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("veinticuatro", [("num", "24")]),
        ("treinta y uno", [("num", "31")]),
        ("mil novecientos ochenta y cuatro", [("num", "1984")]),
        ("dos mil uno", [("num", "2001")]),
        ("once", [("num", "11")]),
        ("tres y media", [("num", "3"), ("word", "y"), ("word", "media")]),
        ("primero", [("ord", "1")]),
    ],
)
def test_spanish(text: str, joined: list[tuple[str, str]]) -> None:
    assert _joined(text, Language.ES) == joined


def test_a_word_that_is_a_number_in_the_other_language_only_is_none() -> None:
    assert _joined("once", Language.EN) == [("word", "once")]
