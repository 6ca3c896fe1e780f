"""A stretch counts where it stands word for word, and what stands before it may turn it round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.dialogue.understanding.proposed.evidence import place_of, refused


@pytest.mark.parametrize(
    ("span", "text", "place"),
    [
        ("tuesday", "maybe tuesday", 6),
        ("Tuesday", "maybe tuesday", None),
        ("friday", "maybe tuesday", None),
        ("4", "at 14 or 4", 9),
        ("4", "at 14", None),
        ("noon", "this afternoon", None),
        ("", "anything", None),
        ("el día 3", "puedo el día 3, ¿sí?", 6),
        ("día", "mediodía", None),
        ("maybe tuesday", "maybe tuesday", 0),
    ],
)
def test_whole_words_only(span: str, text: str, place: int | None) -> None:
    assert place_of(span, text) == place


@pytest.mark.parametrize(
    ("span", "text", "turned"),
    [
        ("tuesday", "anything but tuesday", True),
        ("tuesday", "i can't do tuesday", True),
        ("tuesday", "i can\u2019t do tuesday", True),
        ("el martes", "menos el martes", True),
        ("el martes", "No puedo el martes", True),
        ("tuesday", "tuesday works", False),
        ("tuesday", "no. tuesday works", False),
        ("tuesday", "not a fan of mornings, so if you have it then tuesday", False),
        ("friday", "tuesday", False),
    ],
)
def test_a_refusal_shortly_before(span: str, text: str, *, turned: bool) -> None:
    assert refused(span, text) is turned


@given(st.text(max_size=30), st.text(max_size=60))
def test_no_text_raises_and_what_is_found_is_there(span: str, text: str) -> None:
    at = place_of(span, text)
    assert at is None or text[at : at + len(span)] == span
    refused(span, text)
