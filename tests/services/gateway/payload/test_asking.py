"""What a question asks for."""

import pytest

from services.gateway.payload.asking import all_asked_for, asked_for
from services.gateway.redaction.labels import Label


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("What is your last name?", Label.NAME),
        ("¿Cómo se llama usted?", Label.NAME),
        ("Thanks, Maria. And your date of birth?", Label.DOB),
        ("¿Cuál es su fecha de nacimiento?", Label.DOB),
        ("What number can we reach you at? A phone number, please.", Label.PHONE),
        ("Please confirm your e-mail address.", Label.ADDRESS),
        ("What's your email?", Label.EMAIL),
        ("Please enter your social security number", Label.SSN),
        ("Your member ID, please", Label.HEALTH_PLAN),
        ("Your appointment is on Tuesday.", None),
        ("Would you like Tuesday or Wednesday?", None),
        ("", None),
    ],
)
def test_what_is_asked_for(question: str, label: Label | None) -> None:
    assert asked_for(question) is label


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What is your name and date of birth?", {Label.NAME, Label.DOB}),
        ("¿Me da su nombre, fecha de nacimiento y teléfono?", {Label.NAME, Label.DOB, Label.PHONE}),
        ("I have your phone number. What is your date of birth?", {Label.DOB}),
        ("Would you like Tuesday?", set()),
    ],
)
def test_one_question_may_ask_for_several_things(question: str, labels: set[Label]) -> None:
    assert set(all_asked_for(question)) == labels
