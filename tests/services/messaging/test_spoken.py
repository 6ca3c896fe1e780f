import pytest

from services.dialogue.model import Choice, Line, Speaker
from services.messaging.spoken import digit_in, pressed, replies, wording
from tests.doubles.clock import MONDAY_MORNING

YES_NO = (Choice("/yes 1a", "Yes, move it"), Choice("/no", "No"))


def line(number: int, text: str, *choices: Choice, speaker: Speaker = Speaker.ASSISTANT) -> Line:
    return Line(number, speaker, text, MONDAY_MORNING, choices)


OFFER = [
    line(1, "Hello."),
    line(2, "Move it.", speaker=Speaker.PATIENT),
    line(3, "One moment.", speaker=Speaker.NOTICE),
    line(4, "Shall I move it?", *YES_NO),
]


def test_a_reply_is_its_lines_and_its_buttons_as_digits() -> None:
    assert wording(OFFER[1:]) == "One moment.\nShall I move it?\n1 = Yes, move it\n2 = No"
    assert [each.number for each in replies(OFFER)] == [1, 3, 4]


@pytest.mark.parametrize(("text", "said"), [("1", "/yes 1a"), (" 2. ", "/no"), ("3", "3"), ("0", "0"), ("yes", "yes")])
def test_a_digit_presses_its_button(text: str, said: str) -> None:
    assert pressed(text, OFFER) == said


def test_buttons_count_until_the_patient_says_something() -> None:
    assert pressed("1", [*OFFER, line(5, "Or in Spanish?")]) == "/yes 1a"
    assert pressed("1", [*OFFER, line(5, "hm", speaker=Speaker.PATIENT), line(6, "Pardon?")]) == "1"
    assert pressed("1", []) == "1"


@pytest.mark.parametrize(
    ("text", "digit"),
    [("1", 1), (" 3 ", 3), ("2.", 2), ("2)", 2), ("12", None), ("0", None), ("one", None), ("1 2", None)],
)
def test_a_digit_stands_alone(text: str, digit: int | None) -> None:
    assert digit_in(text) == digit
