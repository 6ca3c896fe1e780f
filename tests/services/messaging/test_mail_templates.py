"""Mails read as easily as texts, say the same in both languages, and fit with the longest names."""

import re

import pytest

from services.kernel.language import Language
from services.messaging.leaving import leaving
from services.messaging.mail_templates import MAIL_TEMPLATES
from services.messaging.template_model import KINDS, fields_of
from services.messaging.templates import TEMPLATES, taken_by
from tests.doubles.readability import fernandez_huerta, flesch_kincaid
from tests.services.messaging.test_templates import values


def plain(name: str, language: Language) -> str:
    template = MAIL_TEMPLATES[name]
    text = "".join((template.needed[language], *template.optional[language])).replace("{clinic}\n\n", "")
    return re.sub(r"\{\w+\}", "Monday" if language is Language.EN else "lunes", text)


@pytest.mark.parametrize("name", MAIL_TEMPLATES)
def test_they_read_easily(name: str) -> None:
    assert flesch_kincaid(plain(name, Language.EN)) <= 6
    assert fernandez_huerta(plain(name, Language.ES)) >= 70


@pytest.mark.parametrize("name", MAIL_TEMPLATES)
def test_both_languages_say_the_same_things_of_known_kinds(name: str) -> None:
    template = MAIL_TEMPLATES[name]
    english, spanish = (
        [fields_of(part) for part in (template.needed[each], *template.optional[each])] for each in Language
    )
    assert english == spanish
    assert frozenset().union(*english) <= set(KINDS)
    assert name not in TEMPLATES


@pytest.mark.parametrize("name", MAIL_TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_nothing_is_left_out_with_the_longest_names(name: str, language: Language) -> None:
    given = {key: value for key, value in values(language).items() if key in taken_by(name)}
    text = leaving(name, language, given)
    for part in MAIL_TEMPLATES[name].optional[language]:
        assert part.partition("{")[0] in text


def test_a_mail_reads_as_it_should() -> None:
    given = {"clinic": "Maple", "new": "Tuesday at 9am", "old": "Monday at 9am", "phone": "(312) 555-0100"}
    assert leaving("mail_moved", Language.EN, given | {"provider": "Dr. Lee", "place": "Main Street"}) == (
        "Maple\n\nYour visit is now Tuesday at 9am. It was Monday at 9am before.\n\n"
        "Open the file with this mail to put it in your calendar.\n"
        "Is this not right? Please call us at (312) 555-0100. Nobody reads mail sent to this address.\n\n"
        "Your visit is with Dr. Lee.\nWhere: Main Street."
    )
