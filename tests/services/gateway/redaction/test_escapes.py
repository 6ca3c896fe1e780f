"""Letters that JSON writes as escapes."""

import pytest

from services.gateway.redaction.escapes import units
from services.gateway.redaction.shadow import fold


def test_an_escape_is_one_letter_of_the_fold_and_leads_back_to_all_of_it() -> None:
    raw = r'"Jos\u00e9 Le\u00F3n"'
    shadow = fold(raw)
    assert shadow.text == '"jose leon"'
    start, end = shadow.original(shadow.text.index("jose"), shadow.text.index(" leon"))
    assert raw[start:end] == r"Jos\u00e9"


@pytest.mark.parametrize("text", [r"\ud83d\ude00", r"\u12", r"\u", "\\", r"c:\users"])
def test_what_is_no_letter_stays_as_it_is_written(text: str) -> None:
    assert "".join(character for character, _, _ in units(text)) == text


def test_every_character_has_its_place() -> None:
    text = r"a\u00e9b"
    assert list(units(text)) == [("a", 0, 1), ("é", 1, 7), ("b", 7, 8)]
