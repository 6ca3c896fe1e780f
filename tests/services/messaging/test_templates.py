import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from services.kernel.language import Language
from services.kernel.texting import MessageClass
from services.kernel.wording import say_instant
from services.messaging.errors import WrongMessage
from services.messaging.gsm7 import size_of
from services.messaging.reserved import RESERVED_WORDS, folded
from services.messaging.template_model import KINDS, LONGEST, Kind, fields_of
from services.messaging.templates import TEMPLATES, render
from tests.doubles.readability import fernandez_huerta, flesch_kincaid

ZONE = ZoneInfo("America/Chicago")
LONG_CLINIC = "Maple Street Community Clinic North Side"
PATIENT_TEXTS = [name for name in TEMPLATES if name not in ("person_wanted", "conversation")]
"""What patients get, without the conversation, whose words are the dialogue's own and tested there."""
MAY_SAY = {"STOP", "START", "ALTO", "INICIAR"}
LOUD = {"NOT"}
LINE = {Language.EN: "STOP ends texts.", Language.ES: "ALTO: fin de textos."}


def longest_instant(language: Language) -> str:
    start = datetime(2026, 1, 1, 16, 30, tzinfo=UTC)
    return max((say_instant(start + timedelta(days=day), ZONE, language) for day in range(365)), key=len)


def values(language: Language) -> dict[str, str]:
    when = longest_instant(language)
    return {
        "clinic": LONG_CLINIC,
        "code": "K7PQ2MX9" * 2,
        "when": when,
        "phone": "+1 312-555-0100 x",
        "amount": "$1000.50",
        "link": "https://pay.maplestreetclinic.example/p/8f2kQz7w",
        "reply": "Hello.",
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
def test_spanish_keeps_its_accents_in_its_few_segments(name: str) -> None:
    text = render(name, Language.ES, values(Language.ES))
    assert size_of(text).segments <= TEMPLATES[name].segments[Language.ES]
    template = TEMPLATES[name].needed[Language.ES]
    assert all(letter in text for letter in re.findall(r"[áíóúé]", template))


@pytest.mark.parametrize("name", TEMPLATES)
def test_spanish_of_an_accented_day_fits_too(name: str) -> None:
    saturday = {"when": "sábado 26 de septiembre a las 10:30 a. m."}
    text = render(name, Language.ES, values(Language.ES) | saturday)
    assert size_of(text).segments <= TEMPLATES[name].segments[Language.ES]


NEW = [
    name
    for name in PATIENT_TEXTS
    if name not in ("code", "moved", "cancelled", "undone", "requested", "changed_already", "cancelled_already")
]


@pytest.mark.parametrize("name", [name for name in NEW if name not in ("approved_move", "declined")])
def test_new_spanish_texts_fit_one_segment_on_a_day_without_an_accent(name: str) -> None:
    size = size_of(render(name, Language.ES, values(Language.ES)))
    assert (size.gsm7, size.segments) == (True, 1)


@pytest.mark.parametrize("name", PATIENT_TEXTS)
def test_english_reads_at_the_sixth_grade_or_below(name: str) -> None:
    assert flesch_kincaid(plain(name, Language.EN)) <= 6


@pytest.mark.parametrize("name", PATIENT_TEXTS)
def test_spanish_reads_easily(name: str) -> None:
    assert fernandez_huerta(plain(name, Language.ES)) >= (70 if name in NEW else 55)


def plain(name: str, language: Language) -> str:
    """Return the words that are ours, with a short name for each value that stands in a sentence."""
    text = TEMPLATES[name].needed[language]
    return re.sub(r"\{(\w+)\}", lambda found: {"clinic": "Maple", "when": "Monday"}.get(found[1], ""), text)


def test_the_formulas_tell_hard_from_easy() -> None:
    hard = "Notwithstanding aforementioned contingencies, rescheduling necessitates administrative authorization."
    assert flesch_kincaid(hard) > 12
    assert flesch_kincaid("The cat sat on the mat. It was fat.") < 2
    assert fernandez_huerta("El sol sale hoy. La casa es de él.") > 90
    assert fernandez_huerta("La reprogramación administrativa necesitará autorizaciones institucionales.") < 30


@pytest.mark.parametrize("name", PATIENT_TEXTS)
@pytest.mark.parametrize("language", Language)
def test_no_choice_is_a_reserved_word(name: str, language: Language) -> None:
    """CANCEL, END or YES as an answer would opt the number out or in (finding 2)."""
    text = " ".join((TEMPLATES[name].needed[language], *TEMPLATES[name].optional[language]))
    asked = re.findall(r"(?:[Rr]eply|[Rr]esponda|[Tt]ext|[Ww]rite)\s+(\w+)", text)
    assert not {folded(word) for word in asked} & RESERVED_WORDS
    loud = set(re.findall(r"\b[A-ZÁÉÍÓÚÑ]{2,}\b", text)) - LOUD
    assert loud <= MAY_SAY


@pytest.mark.parametrize("name", ["reminder", "waitlist_offer", "fee"])
@pytest.mark.parametrize("language", Language)
def test_what_nobody_asked_for_says_how_to_stop_it(name: str, language: Language) -> None:
    assert TEMPLATES[name].message_class in (MessageClass.REMINDER_OR_OFFER, MessageClass.BILLING)
    assert render(name, language, values(language)).endswith(LINE[language])


def test_every_unsolicited_template_is_tested_for_it() -> None:
    unsolicited = (MessageClass.REMINDER_OR_OFFER, MessageClass.BILLING)
    assert {n for n, t in TEMPLATES.items() if t.message_class in unsolicited} == {"reminder", "waitlist_offer", "fee"}


def test_a_reminder_reads_as_it_should() -> None:
    when = {Language.EN: "Tuesday, March 9 at 10am", Language.ES: "martes 9 de marzo a las 10:00 a. m."}
    assert [render("reminder", each, {"clinic": "Maple Clinic", "when": when[each]}) for each in Language] == [
        "Maple Clinic: your visit is Tuesday, March 9 at 10am. Reply 1 keep, 2 move, 3 call off. STOP ends texts.",
        "Maple Clinic: su cita es el martes 9 de marzo a las 10:00 a. m. 1 mantener, 2 cambiar, 3 anular. "
        "ALTO: fin de textos.",
    ]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_every_variable_has_a_kind(name: str, language: Language) -> None:
    texts = (TEMPLATES[name].needed[language], *TEMPLATES[name].optional[language])
    assert {field for text in texts for field in fields_of(text)} <= set(KINDS)


def test_a_link_is_never_cut() -> None:
    with pytest.raises(WrongMessage, match="too long"):
        render("fee", Language.EN, {"clinic": "Maple", "amount": "$25", "link": "https://pay.example/" + "x" * 60})


def test_a_conversation_keeps_its_lines() -> None:
    assert render("conversation", Language.EN, {"reply": "These are free:\n1 = Tuesday\x00"}) == (
        "These are free:\n1 = Tuesday"
    )


def test_a_confirmation_of_stop_goes_within_five_minutes_or_not_at_all() -> None:
    assert {TEMPLATES[name].useful for name in ("stopped", "stopped_visit")} == {timedelta(minutes=5)}


@pytest.mark.parametrize("name", [name for name in PATIENT_TEXTS if name != "help"])
@pytest.mark.parametrize("language", Language)
def test_a_patient_reads_first_who_it_is_from(name: str, language: Language) -> None:
    assert render(name, language, values(language)).startswith(f"{LONG_CLINIC}: ")


@pytest.mark.parametrize("language", Language)
def test_help_names_the_clinic_at_once(language: Language) -> None:
    assert LONG_CLINIC in render("help", language, values(language))[:60]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_sentences_are_short_and_hold_no_link(name: str, language: Language) -> None:
    text = re.sub(r"\{\w+\}", "X", TEMPLATES[name].needed[language])
    sentences = re.split(r"(?<=[.?!]) ", text)
    assert all(len(sentence.split()) < 15 for sentence in sentences)
    assert "http" not in text
    assert "{link}" not in TEMPLATES[name].needed[language] or name == "fee"


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
    assert len(text) <= 20 + LONGEST[Kind.NAME] + 20


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
