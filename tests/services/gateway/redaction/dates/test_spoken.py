import pytest

from services.gateway.redaction.dates.spoken import read, split_hyphens
from services.gateway.redaction.view import View


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("four", "4"),
        ("oh three", "03"),
        ("o three", "03"),
        ("zero", "0"),
        ("cero siete", "07"),
        ("eighty four", "84"),
        ("eighty-four", "84"),
        ("fourty two", "42"),
        ("twenty first", "21"),
        ("twelfth", "12"),
        ("nineteen hundred and five", "1905"),
        ("two thousand", "2000"),
        ("two thousand and twenty six", "2026"),
        ("one hundred and two", "102"),
        ("hundred one", "101"),
        ("ochenta y cuatro", "84"),
        ("dieciséis", "16"),
        ("veintidós", "22"),
        ("ciento dos", "102"),
        ("mil novecientos ochenta y cuatro", "1984"),
        ("dos mil veintiséis", "2026"),
        ("primero", "1"),
    ],
)
def test_reads_a_number_to_its_end(said: str, digits: str) -> None:
    words = split_hyphens(View(said).cut).texts
    number = read(words, 0)
    assert number is not None
    assert (number.digits, number.end) == (digits, len(words))


@pytest.mark.parametrize("said", ["o cinco", "y", "and two", "hello", "o"])
def test_other_words_are_no_numbers(said: str) -> None:
    assert read(View(said).cut.texts, 0) is None


def test_years_said_in_pairs_come_as_two_numbers() -> None:
    words = View("nineteen eighty four").cut.texts
    first = read(words, 0)
    assert first is not None
    assert (first.value, first.end) == (19, 1)
