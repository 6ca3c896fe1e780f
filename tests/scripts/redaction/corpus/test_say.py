from random import Random

import pytest

from scripts.redaction.corpus import say


@pytest.mark.parametrize(
    ("value", "lang", "said"),
    [
        (0, "en", "zero"), (13, "en", "thirteen"), (42, "en", "forty two"), (120, "en", "one hundred twenty"),
        (21, "es", "veintiuno"), (45, "es", "cuarenta y cinco"), (100, "es", "cien"), (101, "es", "ciento uno"),
        (1985, "es", "mil novecientos ochenta y cinco"), (2004, "es", "dos mil cuatro"),
    ],
)  # fmt: skip
def test_numbers_in_words(value: int, lang: str, said: str) -> None:
    assert say.number(value, lang) == said


def test_a_row_of_digits_is_read_in_every_way() -> None:
    said = {say.digits("5550", "en", Random(seed)) for seed in range(60)}

    assert {"five five five oh", "five five five zero", "double five five oh"} <= said


def test_an_address_is_read_out() -> None:
    assert say.address("ana.lopez82@gmail.com", "en") == "ana dot lopez eighty two at gmail dot com"
    assert say.address("ana_lopez@live.com", "es") == "ana guion bajo lopez arroba live punto com"


def test_years_are_said_as_people_say_them() -> None:
    assert say.year(2005, "en", Random(1)) == "two thousand five"
    assert "nineteen oh four" in {say.year(1904, "en", Random(seed)) for seed in range(20)}
