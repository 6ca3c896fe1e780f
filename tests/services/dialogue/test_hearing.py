"""The understander gets words as people see them."""

import pytest

from services.dialogue.hearing import legible


@pytest.mark.parametrize(
    "text", ["cancel my visit", "c\u200banc\u00adel my\ufeff visit", "\uff23\uff21\uff2e\uff23\uff25\uff2c my visit"]
)
def test_invisible_and_wide_letters_do_not_hide_the_words(text: str) -> None:
    assert legible(text).lower() == "cancel my visit"


def test_accents_stay() -> None:
    assert legible("mañana, ¿sí?") == "mañana, ¿sí?"
