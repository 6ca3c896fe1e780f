"""The day that is preferred comes first."""

import json

import pytest

from services.dialogue.understanding.lines import answer


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("i'd prefer tuesday but i can make monday work too", "2026-11-24"),
        ("prefiero el martes pero el lunes también puedo", "2026-11-24"),
        ("tuesday 10am, if not monday 2pm", "2026-11-24"),
        ("el martes a las diez, y si no el lunes a las doce", "2026-11-24"),
        ("monday or tuesday", "2026-11-23"),
    ],
)
def test_the_preferred_day_comes_first(text: str, first: str) -> None:
    turn = {"text": text, "now": "2026-11-18T09:30:00-06:00", "lang": None, "asked": "when"}
    reply = json.loads(answer(json.dumps(turn)))

    assert reply["when"][0]["from"].startswith(first)
    assert {each["from"][:10] for each in reply["when"]} <= {"2026-11-23", "2026-11-24"}
