"""What only gives a reason is no wish."""

import json

import pytest

from services.dialogue.understanding.lines import answer


def _when(text: str) -> list[tuple[str, str]]:
    turn = {"text": text, "now": "2026-11-18T09:30:00-06:00", "lang": None, "asked": "when"}
    reply = json.loads(answer(json.dumps(turn)))
    assert reply["unsure"] is False
    return [(each["from"][5:16], each["to"][5:16]) for each in reply["when"]]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("my daughter has school until 3 so anything after that on friday works", "11-20T15:00", "11-21T00:00"),
        ("tomorrow i have to work, monday then", "11-23T00:00", "11-24T00:00"),
        ("this friday is a holiday right? ok then monday at ten", "11-23T10:00", "11-23T10:01"),
        ("mi hija sale a las tres asi que despues de esa hora el viernes", "11-20T15:00", "11-21T00:00"),
        ("salgo de la chamba a las 4 entonces el viernes de 4:30 pa delante", "11-20T16:30", "11-21T00:00"),
        ("el lunes es fiesta, así que el martes por la mañana", "11-24T06:00", "11-24T12:00"),
    ],
)
def test_the_reason_before_so_is_no_wish(text: str, low: str, high: str) -> None:
    assert _when(text) == [(low, high)]


def test_the_reason_after_because_is_no_wish() -> None:
    days = {low[:5] for low, _high in _when("because of chemo on tuesdays i need a monday")}

    assert days == {"11-23", "11-30", "12-07", "12-14"}


def test_a_day_that_is_free_stays_a_wish() -> None:
    assert _when("tengo libre el jueves, ¿hay algo en la mañana?") == [("11-19T06:00", "11-19T12:00")]


def test_a_refusal_ends_where_the_wish_begins() -> None:
    assert {low[-5:] for low, _high in _when("i work nights so afternoons are best")} == {"12:00"}
