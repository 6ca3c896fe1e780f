import json
from datetime import date

import pytest

from services.dialogue.understanding.lines import answer

_NOW = "2026-11-18T09:30:00-06:00"


def _read(text: str, lang: str | None = None) -> list[str]:
    line = {"text": text, "now": _NOW, "lang": lang, "asked": "birth_date"}
    command = json.loads(answer(json.dumps(line)))["commands"][0]
    return [command["date"], *command.get("alternatives", [])] if command["type"] == "give_birth_date" else []


@pytest.mark.parametrize(
    "text",
    [
        "3/4/1984",
        "03-04-84",
        "1984-03-04",
        "03041984",
        "030484",
        "March 4, 1984",
        "4 March 1984",
        "march fourth nineteen eighty four",
        "the fourth of march eighty four",
        "three four eighty four",
        "4 de marzo de 1984",
        "cuatro de marzo de mil novecientos ochenta y cuatro",
        "el cuatro de marzo del ochenta y cuatro",
        "my date of birth is 3/4/84 thanks",
    ],
)
def test_ways_of_saying_the_fourth_of_march_1984(text: str) -> None:
    assert _read(text) == [date(1984, 3, 4).isoformat()]


@pytest.mark.parametrize(
    "text", ["1990", "february 30 1990", "March 4, 2030", "i don't remember", "13/13/1990", "", "march 4"]
)
def test_what_is_no_birth_date_is_none(text: str) -> None:
    assert _read(text) == []


def test_two_digits_of_a_year_are_never_in_the_future() -> None:
    assert _read("1/1/26") == ["2026-01-01"]
    assert _read("1/1/27") == ["1927-01-01"]


def test_day_and_month_are_both_read_in_spanish() -> None:
    assert sorted(_read("03/04/1984", "es")) == ["1984-03-04", "1984-04-03"]
    assert _read("25/12/1990", "es") == ["1990-12-25"]
