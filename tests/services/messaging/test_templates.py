import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from services.kernel.language import Language
from services.kernel.wording import say_instant
from services.messaging.errors import WrongMessage
from services.messaging.gsm7 import size_of
from services.messaging.templates import LONGEST_VALUE, TEMPLATES, fields_of, render

ZONE = ZoneInfo("America/Chicago")
LONG_CLINIC = "Maple Street Community Clinic"


def longest_instant(language: Language) -> str:
    start = datetime(2026, 1, 1, 16, 30, tzinfo=UTC)
    return max((say_instant(start + timedelta(days=day), ZONE, language) for day in range(365)), key=len)


def values(language: Language) -> dict[str, str]:
    when = longest_instant(language)
    return {
        "clinic": LONG_CLINIC,
        "code": "123456",
        "old": when,
        "new": when,
        "provider": "Dr. Maximiliana Featherstonehaugh-Cholmondeley",
        "place": "Riverside Outpatient Pavilion, Building C, 4th floor",
        "case": f"op_{'f' * 32}:case",
        "reason": "old_appointment_remains",
    }


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_languages_say_the_same_things(name: str) -> None:
    template = TEMPLATES[name]
    assert fields_of(template.needed[Language.EN]) == fields_of(template.needed[Language.ES])
    english, spanish = template.optional[Language.EN], template.optional[Language.ES]
    assert [fields_of(part) for part in english] == [fields_of(part) for part in spanish]


@pytest.mark.parametrize("name", TEMPLATES)
def test_english_fits_one_gsm7_segment_whatever_the_names(name: str) -> None:
    size = size_of(render(name, Language.EN, values(Language.EN)))
    assert size.gsm7
    assert size.segments == 1


@pytest.mark.parametrize("name", TEMPLATES)
def test_spanish_keeps_its_accents_in_two_segments(name: str) -> None:
    text = render(name, Language.ES, values(Language.ES))
    assert size_of(text).segments <= 2
    template = TEMPLATES[name].needed[Language.ES]
    assert all(letter in text for letter in re.findall(r"[áíóúé]", template))


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "person_wanted"])
@pytest.mark.parametrize("language", Language)
def test_a_patient_reads_first_who_it_is_from(name: str, language: Language) -> None:
    assert render(name, language, values(language)).startswith(f"{LONG_CLINIC}: ")


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_sentences_are_short_and_hold_no_link(name: str, language: Language) -> None:
    text = re.sub(r"\{\w+\}", "X", TEMPLATES[name].needed[language])
    sentences = re.split(r"(?<=[.?!]) ", text)
    assert all(len(sentence.split()) < 15 for sentence in sentences)
    assert "http" not in text


def test_provider_and_place_are_told_when_they_fit() -> None:
    short = {
        "clinic": "Maple Street Clinic",
        "new": "Tuesday, March 4 at 2:30pm",
        "provider": "Dr. Lee",
        "place": "Room 4",
    }
    text = render("moved", Language.EN, short)
    assert text == "Maple Street Clinic: your visit is now Tuesday, March 4 at 2:30pm. With Dr. Lee. At Room 4."


def test_a_time_that_ends_in_a_full_stop_ends_the_sentence() -> None:
    text = render("undone", Language.ES, {"clinic": "Maple", "old": "martes 1 de diciembre a las 11:00 a.m."})
    assert text == "Maple: no se cambió nada. Su cita sigue siendo el martes 1 de diciembre a las 11:00 a.m."


def test_an_unknown_provider_is_not_told() -> None:
    text = render(
        "moved", Language.EN, {"clinic": "Maple", "new": "Tuesday, March 4 at 2:30pm", "provider": "", "place": ""}
    )
    assert text == "Maple: your visit is now Tuesday, March 4 at 2:30pm."


def test_a_name_from_the_ehr_cannot_break_the_message() -> None:
    text = render(
        "moved", Language.EN, {"clinic": "Maple", "new": "Tuesday", "provider": "Dr.\n{clinic}\u202e" + "x" * 300}
    )
    assert "\n" not in text
    assert "\u202e" not in text
    assert len(text) <= 20 + LONGEST_VALUE + 20


def test_a_missing_value_is_an_error_without_the_values() -> None:
    with pytest.raises(WrongMessage, match="lacks new") as caught:
        render("moved", Language.EN, {"clinic": "Maple", "new": " "})
    assert "Maple" not in str(caught.value)


def test_an_unknown_template_is_an_error() -> None:
    with pytest.raises(WrongMessage, match="does not exist"):
        render("greeting", Language.EN, {})


def test_a_code_is_useless_after_its_time() -> None:
    assert TEMPLATES["code"].useful == timedelta(minutes=10)
    assert all(one <= other for one, other in pairwise(sorted(template.useful for template in TEMPLATES.values())))
