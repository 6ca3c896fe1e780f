"""Misspelt cue words are put right, with the way back to what was written."""

import pytest

from services.gateway.redaction.patterns.mended import mended
from services.gateway.redaction.shadow import Shadow, fold


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("accouunt nubmer 12", "account number 12"),
        ("mi polzia es 12", "mi poliza es 12"),
        ("mediical 12 recrod", "medical 12 record"),
    ],
)
def test_one_letter_dropped_doubled_or_swapped_is_put_right(written: str, right: str) -> None:
    assert mended(Shadow(written)).text == right


@pytest.mark.parametrize("text", ["accouunt", "account number 12", "a patent of 12", "the outing at 12", ""])
def test_other_words_and_texts_without_a_digit_stay_as_they_are(text: str) -> None:
    shadow = Shadow(text)

    assert mended(shadow) is shadow


def test_leads_back_through_the_fold() -> None:
    text = "\u200bMi n\xfamreo: 12"
    shadow = mended(fold(text))

    assert shadow.text == "mi numero: 12"
    assert shadow.original(3, 9) == (4, 10)
    assert shadow.original(11, 13) == (12, 14)
