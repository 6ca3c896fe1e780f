"""The plain fold: lower case, no accents, no look-alikes, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.redaction.shadow import fold

LONG_WAY = "\xbd"
"""One character that folds to three: a text with it is folded letter by letter."""


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jos\xe9 \xd1AND\xda", "jose nandu"),
        ("\u041e\u0441\u0430", "oca"),
        ("555\u20131212", "555-1212"),
        ("12\u200b3", "123"),
        ("\uff11\uff12", "12"),
        ("\xdf", "ss"),
    ],
)
def test_folds_to_plain_letters(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_accented_text_keeps_its_places() -> None:
    shadow = fold("\xbfMa\xf1ana, Jos\xe9?")

    assert shadow.starts is None
    assert shadow.original(1, 7) == (1, 7)


@given(st.text(max_size=40))
def test_the_short_way_and_the_long_way_say_the_same(text: str) -> None:
    quick, long = fold(text), fold(text + LONG_WAY)

    assert long.text[: len(quick.text)] == quick.text
    for at in range(len(quick.text)):
        assert quick.original(at, at + 1) == long.original(at, at + 1)
