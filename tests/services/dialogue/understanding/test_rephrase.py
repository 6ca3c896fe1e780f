"""Turns of phrase that the grammar reads another way round."""

import json
from typing import Any

import pytest

from services.dialogue.understanding.lines import answer


def _answer(text: str, asked: str | None = "when") -> dict[str, Any]:
    turn = {"text": text, "now": "2026-11-18T09:30:00-06:00", "lang": None, "asked": asked}
    reply: dict[str, Any] = json.loads(answer(json.dumps(turn)))
    return reply


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("friday before 9 or after 4", ["11-20T00:00/11-20T09:00", "11-20T16:00/11-21T00:00"]),
        ("no es el 22, es el 23", ["11-23T00:00/11-24T00:00"]),
        ("not the 22nd the 23rd", ["11-23T00:00/11-24T00:00"]),
        ("me viene mejor el jueves que el martes", ["11-19T00:00/11-20T00:00"]),
        ("de mañana en una semana", ["11-26T00:00/11-27T00:00"]),
        ("el seis de junio, de una a tres de la tarde", ["06-06T13:00/06-06T15:00"]),
        ("a la una del mediodía el jueves", ["11-19T13:00/11-19T13:01"]),
        ("three thirty on the second of december", ["12-02T15:30/12-02T15:31"]),
        ("the 24th is good but not too early", ["11-24T10:00/11-25T00:00"]),
        ("hasta el 20 estoy de viaje", ["11-21T00:00/12-21T00:00"]),
    ],
)
def test_the_times_are_those_meant(text: str, when: list[str]) -> None:
    reply = _answer(text)

    assert [f"{each['from'][5:16]}/{each['to'][5:16]}" for each in reply["when"]] == when
    assert reply["unsure"] is False


def test_not_moving_but_cancelling_is_cancelling() -> None:
    assert [each["type"] for each in _answer("don't reschedule just cancel it", None)["commands"]] == ["start_cancel"]


def test_a_yes_with_an_exception_confirms_nothing() -> None:
    assert "confirm" not in [each["type"] for each in _answer("yes but not on a monday", "confirm")["commands"]]


@pytest.mark.parametrize(
    "text",
    [
        "no quiero cambiarla quiero cancelarla",
        "no la quiero cambiar la quiero cancelar",
        "no quiero mover mi cita quiero anularla",
    ],
)
def test_not_moved_but_cancelled_is_a_cancellation(text: str) -> None:
    reply = _answer(text, None)
    assert [command["type"] for command in reply["commands"]] == ["start_cancel"]


def test_the_ten_thirty_one_is_the_one_at_half_past_ten() -> None:
    reply = _answer("the ten thirty one please", "offer")
    assert all(when["from"].endswith("10:30:00") for when in reply["when"])
