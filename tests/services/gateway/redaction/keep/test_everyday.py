"""Set phrases and things are no names; the same words for people still are."""

import pytest

from services.gateway.redaction.keep.everyday import everyday, in_phrase
from services.gateway.redaction.labels import Label
from services.gateway.redaction.pipeline import build_redactor
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

_REDACTOR = build_redactor()


def span(text: str, words: str, label: Label = Label.NAME) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), label, 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my uncle had lou gehrig's disease", "lou gehrig"),
        ("Johnson & Johnson vaccine", "Johnson"),
        ("is st. john's wort ok", "john"),
        ("rad onc consult", "rad onc"),
    ],
)
def test_a_find_within_a_set_phrase(text: str, words: str) -> None:
    assert in_phrase(text, span(text, words))


def test_a_person_of_such_a_name_is_no_phrase() -> None:
    assert not in_phrase("lou called about his knee", span("lou called about his knee", "lou"))
    assert not in_phrase("lou gehrig", Span(0, 10, Label.PHONE))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("swallowed an olive pit", "an olive"),
        ("basil oil for cramps", "basil"),
        ("ginger tea helps", "ginger tea"),
        ("pat it dry", "pat"),
        ("trinity of pills", "trinity"),
        ("várices que me arden", "arden"),
        ("manos blancas y frias", "frias"),
    ],
)
def test_things_and_deeds(text: str, words: str) -> None:
    assert everyday(text, span(text, words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Olive called", "Olive"),
        ("olive's knee hurts", "olive"),
        ("ya le dije a pilar que no", "pilar"),
        ("tell basil i said hi", "basil"),
        ("lopez y frias", "frias"),
    ],
)
def test_people_of_such_names(text: str, words: str) -> None:
    assert not everyday(text, span(text, words))


def test_what_was_told_to_be_a_name_is_one() -> None:
    assert not everyday("an olive", Span(0, 8, Label.NAME, 3))


def test_a_thing_with_its_article_is_no_place_where_nobody_lives() -> None:
    assert everyday("infección en la muela", span("infección en la muela", "la muela", Label.PLACE))
    assert not everyday("vivo en la muela", span("vivo en la muela", "la muela", Label.PLACE))


@pytest.mark.parametrize(
    "line",
    [
        "Rose from the front desk|Rose",
        "Nieves tiene cita el lunes|Nieves",
        "the kids are ava, mia and leo|mia",
        "mark can't come friday|mark",
        "call deb 502 555 0116|deb",
        "o k a f o r|o k a f o r",
        "it's spelled d a l y|d a l y",
        "she was born on christmas day|christmas day",
        "he fell halloween 2019|halloween 2019",
        "from march 3rd to the 10th|10th",
        "del 8 de diciembre para el 15|15",
        "2/30/1970 is my dob|2/30/1970",
        "it ends in 4410, my social i mean|4410",
        "mine ends in 0015|0015",
        "red civic, tag 7ABC123|7ABC123",
        "número de confirmación T7Q2X|T7Q2X",
    ],
)
def test_what_was_missed_once_is_found(line: str) -> None:
    text, _, words = line.partition("|")
    start = text.index(words)
    found = {at for each in _REDACTOR.find(View(text)) for at in range(each.start, each.end)}
    assert all(at in found for at in range(start, start + len(words)) if text[at].isalnum())
