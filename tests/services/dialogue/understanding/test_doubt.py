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
        "something came up so i plimmed my thursday gromlet, is the sixteenth fine",
    ],
)
def test_words_that_nobody_knows_where_the_wish_stands_are_a_question(text: str) -> None:
    assert _answer(text, None)["unsure"] is True


def test_a_place_that_no_command_holds_is_a_question() -> None:
    assert _answer("just not at the airport road clinic, any day next week is ok")["unsure"] is True


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("would the nineteenth at the oak park office work", "oak park"),
        ("i'd rather come to the one on 5th avenue", "5th avenue"),
        ("lo más pronto que tenga en la clínica san rafael", "san rafael"),
        ("en la sede sur", "sur"),
        ("en la clínica de la calle 8 el lunes", "calle 8"),
    ],
)
def test_a_place_is_held_with_all_its_words(text: str, place: str) -> None:
    reply = _answer(text)

    assert (reply["commands"][0]["place"], reply["unsure"]) == (place, False)


def test_a_move_between_two_places_holds_both() -> None:
    move, wish = _answer("i want to switch from the main street location to the one out in ridgeview", None)["commands"]

    assert (move["target"]["place"], wish["place"]) == ("main street", "ridgeview")


@pytest.mark.parametrize(
    "text",
    [
        "i'm in a meeting until noon on thursday",
        "any time thursday, but my meeting runs until noon",
        "el jueves a cualquier hora, pero hasta las doce estoy en una reunión",
        "i can't do anything until noon on thursday",
    ],
)
def test_a_time_until_which_somebody_is_busy_begins_what_is_wished(text: str) -> None:
    times = _answer(text)["when"]

    assert times == [{"from": "2026-11-19T12:00:00", "to": "2026-11-20T00:00:00"}]


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


def test_a_request_behind_an_introduction_is_doubted_like_any_other() -> None:
    told = "this is maria santos, born march 14 1985, could you zibble my visit on friday"
    reply = _answer(told, None)

    assert ({"give_name", "give_birth_date"} <= {each["type"] for each in reply["commands"]}, reply["unsure"]) == (
        True,
        True,
    )
