import json

import pytest

from services.dialogue.understanding.lines import answer

_NOW = "2026-11-18T09:30:00-06:00"


def _line(**fields: object) -> str:
    return json.dumps({"text": "tomorrow at 3", "now": _NOW, "lang": None, "asked": None, **fields})


def test_a_good_line_is_answered_with_commands_intervals_and_certainty() -> None:
    reply = json.loads(answer(_line()))

    assert reply["commands"][0]["type"] == "constrain"
    assert reply["when"] == [{"from": "2026-11-19T15:00:00", "to": "2026-11-19T15:01:00"}]
    assert reply["unsure"] is False
    assert "error" not in reply


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not json",
        "[]",
        "3",
        "null",
        "{",
        "[" * 100_000,
        _line(text=None),
        _line(text=7),
        _line(now="yesterday"),
        _line(now="2026-11-18T09:30:00"),
        _line(now=None),
        _line(now="0001-01-01T00:00:00Z"),
        _line(lang="fr"),
        _line(lang=3),
        _line(asked=["name"]),
        json.dumps({"text": "hi"}),
    ],
)
def test_a_bad_line_is_answered_with_an_error_and_no_guess(line: str) -> None:
    reply = json.loads(answer(line))

    assert reply["commands"] == []
    assert reply["when"] == []
    assert reply["unsure"] is True
    assert reply["error"]


def test_an_error_never_repeats_what_was_on_the_line() -> None:
    assert "Ramirez" not in answer('{"text": "my name is Ramirez')
    assert "Ramirez" not in answer(_line(now="Ramirez"))


@pytest.mark.parametrize(
    "asked", ["dob", "slot", "yes_no", "who are you?", "¿Cuál es su fecha de nacimiento?", "zzz", ""]
)
def test_any_name_for_what_was_asked_is_taken(asked: str) -> None:
    assert "error" not in json.loads(answer(_line(asked=asked)))


def test_an_answer_is_one_line() -> None:
    assert "\n" not in answer(_line(text="line one\nline two"))
