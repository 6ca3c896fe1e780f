"""What a piece of a number is, and how one begins."""

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.pieces import begun, digits_of, is_piece, told_in_pieces
from services.gateway.redaction.view import View


@pytest.mark.parametrize("text", ["555", "it's 312", "and then oh one", "fifty five", "luego cero uno", "1"])
def test_numbers_and_words_that_say_nothing_are_a_piece(text: str) -> None:
    assert is_piece(View(text), Label.PHONE)


@pytest.mark.parametrize("text", ["", "yes", "at 3 pm", "i have 2 kids", "march 3"])
def test_other_words_are_none(text: str) -> None:
    assert not is_piece(View(text), Label.PHONE)


def test_months_belong_to_a_birth_date_and_ages_do_not() -> None:
    assert is_piece(View("march"), Label.DOB)
    assert not is_piece(View("i'm 45"), Label.DOB)


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("then 55", Label.PHONE, ["55"]),
        ("oh one, four two", Label.SSN, ["oh one, four two"]),
        ("the third", Label.DOB, ["third"]),
        ("55", Label.NAME, []),
        ("55", None, []),
    ],
)
def test_where_the_numbers_of_a_piece_are(text: str, asked: Label | None, told: list[str]) -> None:
    assert [text[start:end] for start, end in told_in_pieces(View(text, asked=asked))] == told


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("my number is 312", Label.PHONE),
        ("my social is four one two", Label.SSN),
        ("mi tarjeta es 4111", Label.ACCOUNT),
        ("i was born on march", Label.DOB),
        ("my mrn is 48", Label.MRN),
        ("my number is 312 555 0142", None),
        ("call me at 3", None),
        ("i need 2 refills", None),
    ],
)
def test_how_one_begins(text: str, label: Label | None) -> None:
    assert begun(View(text)) is label


def test_digits_are_joined_however_they_are_told() -> None:
    assert digits_of("fifty five then 0142") == "550142"
    assert digits_of("five") == "5"
