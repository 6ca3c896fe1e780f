import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.redaction.asked import Asked
from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import merged
from services.gateway.redaction.view import View

ANSWERS = """
NAME | <john>
NAME | it's <maria de los angeles>
NAME | my name is <John Smith>, date of birth 4/12/80
NAME | <j o n e s>
NAME | it's spelled <j o n e s>
NAME | <Maria Lopez> and my birthday is april 12
NAME | sure, <john smith>
NAME | <smith, john>
NAME | <Jean-Luc O'Brien>
NAME | me llamo <ana de la cruz> y quiero cancelar
NAME | yes it's me, <john>
NAME | <john smith> speaking
NAME | it is for my son <liam>
NAME | no, it's <bob>
NAME | Sí, soy <José García>
NAME | hola buenas tardes soy <maria elena gutierrez> para servirle
NAME | first name <john> last name <smith>
NAME | <john>, i'm calling for my wife
NAME | <will>
DOB | <oh four twelve eighty>
DOB | <4/12/80>
DOB | <april 12 1980>
DOB | the <twelfth of april nineteen eighty>
DOB | <doce de abril del ochenta>
DOB | <041280>
DOB | it's <12 de abril>
PHONE | <512 555 0143>
PHONE | <five one two five five five oh one four three>
PHONE | it's <555-0143> after 3 pm
MRN | <A1234567>
MRN | it's <48213>
MRN | <a as in alpha one two three four>
ADDRESS | <412 maple street apt 5>
ADDRESS | i live at <412 maple street, springfield illinois 62704>
ADDRESS | <412 maple street in austin>
ADDRESS | <four twelve maple>
ADDRESS | vivo en <calle roble 12>
EMAIL | <jones at gmail dot com>
EMAIL | my email is <j.jones@gmail.com>
PLACE | <Austin>
ID | <4 2 9 1>
ID | the code is <429117>
NAME | no
NAME | yes
NAME | why do you need that?
NAME | por qué?
NAME | I'd rather not say
NAME | i want to cancel my appointment
NAME | can I talk to a person
NAME | one moment please
NAME | un momento
NAME | ok
DOB | no
DOB | I'm 45
DOB | why
PHONE | no phone
PHONE | call me at 5:30 pm
MRN | I don't know it
ADDRESS | no
ADDRESS | I'd rather not
EMAIL | none
"""


@pytest.mark.parametrize("line", ANSWERS.strip().splitlines())
def test_the_words_of_an_answer_are_what_was_asked_for(line: str) -> None:
    name, marked = line.split(" | ", 1)
    text = marked.replace("<", "").replace(">", "")
    found = merged(Asked().find(View(text, asked=Label(name))))
    for span in reversed(found):
        text = f"{text[: span.start]}<{text[span.start : span.end]}>{text[span.end :]}"
        assert span.label == Label(name)
    assert text == marked


def test_nothing_is_taken_where_nothing_was_asked() -> None:
    assert Asked().find(View("john")) == []
    assert Asked().find(View("john", asked=Label.PHOTO)) == []


@given(st.sampled_from(Label), st.text(max_size=120))
def test_any_answer_is_read(label: Label, text: str) -> None:
    for span in Asked().find(View(text, asked=label)):
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("unit", ["a", "1", "a-", "1 ", "name is ", "john ", ". ", "\u200b", "in ", "😀"])
@pytest.mark.parametrize("label", [Label.NAME, Label.DOB, Label.PHONE, Label.MRN, Label.ADDRESS, Label.EMAIL])
def test_ten_thousand_characters_of_anything_are_read(label: Label, unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    for span in Asked().find(View(text, asked=label)):
        assert 0 <= span.start < span.end <= len(text)
