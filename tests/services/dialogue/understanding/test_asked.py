import pytest

from services.dialogue.understanding.asked import asked_from
from services.dialogue.understanding.model import Asked


@pytest.mark.parametrize("asked", list(Asked))
def test_every_name_means_itself(asked: Asked) -> None:
    assert asked_from(asked.value) is asked
    assert asked_from(asked.value.upper()) is asked


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("dob", Asked.BIRTH_DATE),
        ("date of birth", Asked.BIRTH_DATE),
        ("yes_no", Asked.CONFIRM),
        ("slot", Asked.OFFER),
        ("day", Asked.WHEN),
        ("appointment", Asked.WHICH_APPOINTMENT),
        ("intent", Asked.WHAT),
        ("What is your date of birth?", Asked.BIRTH_DATE),
        ("¿Cuál es su fecha de nacimiento?", Asked.BIRTH_DATE),
        ("What is your full name?", Asked.NAME),
        ("¿Cuál es su nombre completo?", Asked.NAME),
        ("Please enter the six-digit code.", Asked.CODE),
        ("Which appointment do you mean?", Asked.WHICH_APPOINTMENT),
        ("Shall I move it?", Asked.CONFIRM),
        ("¿Le parece? ¿La muevo?", Asked.CONFIRM),
        ("Which of these times would you like?", Asked.OFFER),
        ("What day and time would you prefer?", Asked.WHEN),
        ("¿Qué día le conviene?", Asked.WHEN),
        ("How can I help you?", Asked.WHAT),
        ("Is there anything else?", Asked.ANYTHING_ELSE),
    ],
)
def test_synonyms_and_whole_questions_are_mapped(words: str, asked: Asked) -> None:
    assert asked_from(words) is asked


@pytest.mark.parametrize("words", [None, "", "   ", "xyzzy", "?" * 5000])
def test_the_unknown_is_none(words: str | None) -> None:
    assert asked_from(words) is None
