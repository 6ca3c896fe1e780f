"""Answers that do not hold what was said are questions, never silent guesses."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.dialogue.understanding.lines import answer


def _answer(text: str, asked: str | None = "when") -> dict[str, Any]:
    turn = {"text": text, "now": "2026-11-18T09:30:00-06:00", "lang": None, "asked": asked}
    reply: dict[str, Any] = json.loads(answer(json.dumps(turn)))
    return reply


@pytest.mark.parametrize(
    "text",
    [
        "wends at 10",
        "i'm working on my thesis until then, friday after the dentist opens",
        "mornings are better but i could do tuesday at 3",
    ],
)
def test_a_reading_that_loses_words_is_a_question(text: str) -> None:
    assert _answer(text)["unsure"] is True


@pytest.mark.parametrize(
    "text", ["the 31st of april", "el 31 de abril", "february 30", "el treinta de febrero", "sept 31"]
)
def test_a_date_that_no_calendar_has_is_a_question_without_times(text: str) -> None:
    reply = _answer(text)

    assert (reply["when"], reply["unsure"]) == ([], True)


@pytest.mark.parametrize("text", ["february 29", "the 31st of march", "el 30 de abril", "dec 31"])
def test_a_date_that_some_year_has_is_no_doubt(text: str) -> None:
    reply = _answer(text)

    assert reply["when"]
    assert reply["unsure"] is False


def test_a_move_to_after_something_unknown_is_a_question() -> None:
    assert _answer("please move my appointment to after ramadan", None)["unsure"] is True


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("push it back a week", 10_080),
        ("push back my appointment two days", 2_880),
        ("posponerla una semana", 10_080),
        ("adelantarla dos días", -2_880),
        ("can we do it half an hour later", 30),
    ],
)
def test_a_distance_from_an_unknown_time_is_held(text: str, minutes: int) -> None:
    reply = _answer(text, None)
    assert [each["shift_minutes"] for each in reply["commands"] if "shift_minutes" in each] == [minutes]
    assert (reply["when"], reply["unsure"]) == ([], False)


@pytest.mark.parametrize("text", ["move it up", "push it back to next week", "push my appointment back to friday"])
def test_a_shift_without_a_distance_is_no_doubt(text: str) -> None:
    assert _answer(text, None)["unsure"] is False


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("el martes trece", "when"),
        ("can I get in with a female doctor friday", None),
        ("the one for my son", "which"),
    ],
)
def test_what_no_command_can_hold_is_a_question(text: str, asked: str | None) -> None:
    assert _answer(text, asked)["unsure"] is True


@pytest.mark.parametrize(
    "text", ["con cualquiera menos el doctor soto", "not with Dr. Soto please", "anyone but dr soto"]
)
def test_a_provider_who_is_ruled_out_is_held(text: str) -> None:
    reply = _answer(text, "when")
    assert reply["commands"][0]["not_provider"] == "soto"
    assert reply["unsure"] is False


@pytest.mark.parametrize(
    "text",
    [
        "i need to frobnicate an appointment",
        "could you zibble my visit on friday",
        "ya no quiero el seguimiento, puede frangarlo",
        "hi i saw dr zellwood for my knee, i need my gromlet and the plimmed form sent",
        "i want to switch from the main street location to the one out in ridgeview",
        "something came up so i plimmed my thursday gromlet, is the sixteenth fine",
    ],
)
def test_words_that_nobody_knows_where_the_wish_stands_are_a_question(text: str) -> None:
    assert _answer(text, None)["unsure"] is True


def test_a_place_that_no_command_holds_is_a_question() -> None:
    assert _answer("would the nineteenth at the oak park office work")["unsure"] is True


@pytest.mark.parametrize(
    "text",
    [
        "my kid's school is closed friday so friday would be perfect",
        "ya no puedo el jueves, me cambiaron el turno, me la puede poner el viernes",
        "could i see doctor okafor on friday",
    ],
)
def test_words_of_everyday_life_and_names_that_a_command_holds_are_no_doubt(text: str) -> None:
    assert _answer(text, None)["unsure"] is False


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("between the eighth and the fifteenth of december excluding the weekend", {0, 1, 2, 3, 4}),
        ("entre el uno y el ocho de diciembre sin contar el fin de semana", {0, 1, 2, 3, 4}),
        ("no evenings please and no weekends", {0, 1, 2, 3, 4}),
    ],
)
def test_an_excepted_weekend_is_the_one_in_what_is_wished(text: str, weekdays: set[int]) -> None:
    reply = _answer(text)
    days = set()
    for each in reply["when"]:
        day, end = datetime.fromisoformat(each["from"]), datetime.fromisoformat(each["to"])
        while day < end:
            days.add(day.weekday())
            day = day.replace(hour=0) + timedelta(days=1)

    assert (days, reply["unsure"]) == (weekdays, False)
