import numpy as np
import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.tagger.features import COLUMNS, ROWS, features
from services.gateway.redaction.view import View
from services.kernel.language import Language


def rows(text: str, language: Language | None = None, asked: Label | None = None) -> list[list[int]]:
    read = features(View(text, language, asked))
    found: list[list[int]] = read.rows.tolist()
    return found


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "John Smith, 12 Elm St.",
        "José Núñez 😀 vive en Peñíscola",
        "ﬁnd ½ ③ Ⅷ ß İstanbul ŉ",
        "\u200b\u200dJo\u0301hn\ufeff",
        "_" * 50,
        "\ud800 lone",
        "x" * 10_000,
        "9" * 10_000,
        "٣٤٥ १२३",
        "a'b-c.d" * 500,
    ],
)
def test_every_token_has_its_rows_within_the_table(text: str) -> None:
    read = features(View(text))
    assert read.rows.shape == (len(read.starts), COLUMNS)
    assert read.rows.dtype == np.int64
    if read.starts:
        assert read.rows.min() >= 0
        assert read.rows.max() < ROWS
    assert all(start < end for start, end in zip(read.starts, read.ends, strict=True))


def test_rows_are_the_same_each_time() -> None:
    text = "Zheaquim O'Brawe-Lee, born 4/12/80"
    assert rows(text) == rows(text)


def test_case_changes_how_a_word_is_written_but_not_its_letters() -> None:
    small, large = rows("call oubrawe now"), rows("call Oubrawe now")
    assert small[1][:6] == large[1][:6]
    assert small[1][6] != large[1][6]


def test_numbers_are_told_by_length_and_size() -> None:
    assert rows("7") == rows("9")
    assert rows("7") != rows("29")
    assert rows("1987") == rows("1991")
    assert rows("1987") != rows("4987")


def test_what_was_asked_and_the_language_stand_in_every_token() -> None:
    plain = rows("roe jane")
    asked = rows("roe jane", Language.ES, Label.NAME)
    assert all(one[-1] != other[-1] for one, other in zip(plain, asked, strict=True))
    assert [one[:-1] for one in plain] == [one[:-1] for one in asked]


def test_the_end_of_a_possessive_and_the_parts_of_a_double_name_are_looked_up() -> None:
    entry = 4
    assert rows("maria's")[0][entry] == rows("maria")[0][entry]
    assert rows("smith-zheaq")[0][entry] == rows("smith")[0][entry]
    assert rows("zheaq-smith")[0][entry] == rows("smith")[0][entry]
