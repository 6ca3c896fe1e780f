"""Escapes of plain characters in JSON, written out wherever the text is split."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.payload.escaped import WrittenOut

WRITTEN = r'{"a": "\u005bNAME\u005f1\u005D \\u005b \" \u0022 \\\u0041 \/\u002f é \u00e9 \n \\"}'


def written_out(text: str, size: int) -> str:
    """Return a text written out, fed in pieces."""
    stream = WrittenOut()
    said = "".join(stream.feed(text[at : at + size]) for at in range(0, len(text), size))
    return said + stream.finish()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 100])
def test_plain_characters_are_written_out_and_the_meaning_stays(size: int) -> None:
    said = written_out(WRITTEN, size)
    assert json.loads(said) == json.loads(WRITTEN)
    assert "[NAME_1]" in said
    assert "//" in said
    assert r"\\u005b" in said


@given(st.text(alphabet='\\u0057bB"/n[aé', max_size=30), st.integers(1, 6))
def test_how_it_is_split_makes_no_difference(text: str, size: int) -> None:
    assert written_out(text, size) == written_out(text, 1000)


@given(st.text(max_size=20), st.integers(1, 6))
def test_every_string_stays_itself(text: str, size: int) -> None:
    escaped = "".join(f"\\u{ord(each):04x}" if each.isascii() else each for each in text)
    assert json.loads(f'"{written_out(escaped, size)}"') == text
    assert json.loads(written_out(json.dumps(text), size)) == text


def test_no_more_than_one_character_is_held_back() -> None:
    stream = WrittenOut()
    assert [(stream.feed(each), stream.held) for each in r"a\u005b"] == [("a", 0), *[("", 1)] * 5, ("[", 0)]
