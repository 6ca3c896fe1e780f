"""The last check of words that leave the building: reviewed templates, values of their kinds, nothing else."""

import pytest

from services.kernel.language import Language
from services.messaging.errors import WrongMessage
from services.messaging.leaving import leaving
from services.messaging.template_model import KINDS, Kind
from services.messaging.templates import TEMPLATES, render, taken_by

GOOD = {
    Kind.CLINIC: "Maple Street Clinic",
    Kind.WHEN: "Tuesday, March 4, 2:30pm",
    Kind.NAME: "Dr. O'Neil-Íñiguez",
    Kind.PHONE: "+1 (212) 555-0100",
    Kind.CODE: "482913",
    Kind.LINK: "https://pay.example.org/f?ref=pay_1",
    Kind.MONEY: "$12.50",
    Kind.WORD: "op_1:case",
    Kind.REPLY: "Your visit is on Tuesday.\nReply 1 to keep it.",
}
BAD = {
    Kind.PHONE: "call me",
    Kind.CODE: "48 29 13",
    Kind.LINK: "http://elsewhere.example/x",
    Kind.MONEY: "your soul",
    Kind.WHEN: "Tuesday\x00",
    Kind.NAME: "Dr. Lee\nBcc: x",
    Kind.REPLY: "\x1b[2J",
}


def values(name: str) -> dict[str, str]:
    return {key: GOOD[KINDS[key]] for key in taken_by(name)}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_every_template_passes_with_values_of_its_kinds(name: str, language: Language) -> None:
    assert leaving(name, language, values(name)) == render(name, language, values(name))


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_passes_with_a_value_of_another_kind(name: str) -> None:
    for key in taken_by(name):
        wrong = BAD.get(KINDS[key])
        if wrong is not None:
            with pytest.raises(WrongMessage):
                leaving(name, Language.EN, {**values(name), key: wrong})


def test_a_value_that_the_template_has_no_place_for() -> None:
    with pytest.raises(WrongMessage, match="no place"):
        leaving("cancelled", Language.EN, {**values("cancelled"), "diagnosis": "x"})


def test_a_template_that_nobody_reviewed() -> None:
    with pytest.raises(WrongMessage):
        leaving("free words", Language.EN, {})
