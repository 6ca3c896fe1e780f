import pytest

from services.dialogue.understanding.words.tokens import MAX_TOKENS, fold, tokenise


def _texts(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenise(fold(text))]


def test_accents_case_and_curly_quotes_are_folded() -> None:
    assert fold("Mañana a MEDIODÍA, can\u2019t") == "manana a mediodia, can't"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("3pm", [("num", "3"), ("word", "pm")]),
        ("at 3:30", [("word", "at"), ("clock", "3:30")]),
        ("3.30", [("clock", "3.30")]),
        ("12/3", [("date", "12/3")]),
        ("12-03-2026", [("date", "12-03-2026")]),
        ("2026-12-03", [("iso", "2026-12-03")]),
        ("2-4", [("num", "2"), ("mark", "-"), ("num", "4")]),
        ("the 24th", [("word", "the"), ("ord", "24th")]),
        ("1ro", [("ord", "1ro")]),
        ("9:15 a.m.", [("clock", "9:15"), ("word", "am")]),
        ("dec. 3", [("word", "dec"), ("num", "3")]),
        ("can't", [("word", "cant")]),
        ("monday's", [("word", "monday")]),
        ("what's", [("word", "whats")]),
        ("mid-december", [("word", "mid"), ("word", "december")]),
        ("mon-wed", [("word", "mon"), ("mark", "-"), ("word", "wed")]),
        ("2moro", [("word", "2moro")]),
        ("tenish", [("word", "ten"), ("word", "ish")]),
        ("👍", [("word", "yes")]),
    ],
)
def test_ways_of_writing(text: str, tokens: list[tuple[str, str]]) -> None:
    assert _texts(text) == tokens


def test_a_flood_of_tokens_is_cut() -> None:
    assert len(tokenise("a " * 10_000)) == MAX_TOKENS


def test_offsets_point_into_the_text() -> None:
    text = "Mi nombre es José"
    last = tokenise(fold(text))[-1]

    assert text[last.start : last.end] == "José"
