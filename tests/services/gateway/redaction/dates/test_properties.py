"""Every date between 1900 and 2030, in every form it is written or said in, is found whole."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.redaction.dates.layer import DateLayer
from services.gateway.redaction.labels import Label
from services.gateway.redaction.word_list import word_list
from tests.doubles.marked_text import found_in

MONTHS = word_list("January February March April May June July August September October November December")
MESES = word_list("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
ONES = word_list("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen")
ONES += word_list("sixteen seventeen eighteen nineteen")
TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
RANKS = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
)
RANKS += word_list("fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")
UNOS = word_list("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis")
UNOS += word_list("diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco")
UNOS += word_list("veintiséis veintisiete veintiocho veintinueve")
DIECES = word_list("treinta cuarenta cincuenta sesenta setenta ochenta noventa")


def cardinal(number: int) -> str:
    if number < 20:
        return ONES[number]
    ten = TENS[number // 10 - 2]
    return f"{ten} {ONES[number % 10]}" if number % 10 else ten


def rank(number: int) -> str:
    if number <= 20:
        return RANKS[number - 1]
    return "thirtieth" if number == 30 else f"{cardinal(number - number % 10)} {RANKS[number % 10 - 1]}"


def year(number: int) -> str:
    if 2000 <= number < 2010:
        return f"two thousand {cardinal(number % 100)}" if number % 100 else "two thousand"
    tail = number % 100
    low = f"oh {cardinal(tail)}" if tail < 10 else cardinal(tail)
    return f"{cardinal(number // 100)} {low if tail else 'hundred'}"


def cardinal_es(number: int) -> str:
    if number < 30:
        return UNOS[number]
    ten = DIECES[number // 10 - 3]
    return f"{ten} y {UNOS[number % 10]}" if number % 10 else ten


def year_es(number: int) -> str:
    head = "dos mil" if number >= 2000 else "mil novecientos"
    return f"{head} {cardinal_es(number % 100)}" if number % 100 else head


def suffix(number: int) -> str:
    return "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def forms(day: date) -> list[str]:
    """Return every form of a date: typed and said, with a year."""
    d, m, y = day.day, day.month, day.year
    month, mes = MONTHS[m - 1], MESES[m - 1]
    typed = [
        f"{m}/{d}/{y}",
        f"{m:02}/{d:02}/{y}",
        f"{m:02}-{d:02}-{y % 100:02}",
        f"{d:02}.{m:02}.{y}",
        day.isoformat(),
        f"{day.isoformat()} 10:00:00",
        f"{month} {d}, {y}",
        f"{month} {d}{suffix(d)} {y}",
        f"{month[:3]} {d}, {y}",
        f"{d} {month} {y}",
        f"{d}{suffix(d)} of {month}, {y}",
        f"{d:02}-{month[:3]}-{y}",
        f"{d} de {mes} de {y}",
        f"{d} de {mes} del {y % 100:02}",
        f"{mes} {d} de {y}",
    ]
    said = [
        f"{month} {rank(d)} {year(y)}",
        f"the {rank(d)} of {month} {year(y)}",
        f"{month} {cardinal(d)} {year(y)}",
        f"{cardinal_es(d)} de {mes} de {year_es(y)}",
        f"{cardinal_es(d)} de {mes} del {cardinal_es(y % 100) if y % 100 > 9 else year_es(y)}",
    ]
    return typed + said


DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
CASES = st.sampled_from((str, str.lower, str.upper))
FRAMES = st.sampled_from(("{}", "see you {}", "on {} please", "({})", "fecha: {}", "it was {}."))

CUES = st.sampled_from(("I was born {}", "DOB {}", "nací el {}", "{} is my birthday"))


def bare(text: str) -> str:
    return "".join(each for each in text if each.isalnum())


@given(day=DAYS, case=CASES, frame=FRAMES, pick=st.integers(0, 19))
@settings(max_examples=300, deadline=None)
def test_every_form_of_every_date_is_found_whole(day: date, case: object, frame: str, pick: int) -> None:
    written = case(forms(day)[pick])  # type: ignore[operator]
    found = found_in(frame.format(written), (DateLayer(),))
    assert len(found) == 1
    assert bare(written).lower().removeprefix("the") in bare(found[0][0]).lower()
    assert found[0][1] == "DATE"


@given(
    day=DAYS,
    pick=st.integers(0, 19),
    cue=st.sampled_from(("I was born {}", "DOB {}", "nací el {}", "{} is my birthday")),
)
@settings(max_examples=200, deadline=None)
def test_in_birth_context_it_is_a_birth_date(day: date, pick: int, cue: str) -> None:
    found = found_in(cue.format(forms(day)[pick]), (DateLayer(),))
    assert [label for _, label in found] == ["DOB"]


@given(day=DAYS, pick=st.integers(0, 4))
@settings(max_examples=200, deadline=None)
def test_digits_alone_answer_the_question_for_a_birth_date(day: date, pick: int) -> None:
    d, m, y = day.day, day.month, day.year
    tail = y % 100
    said = f"oh {cardinal(tail)}" if tail < 10 else cardinal(tail)
    answer = (
        f"{m:02}{d:02}{y}",
        f"{m:02} {d:02} {y}",
        f"{y}{m:02}{d:02}",
        f"{cardinal(m)} {cardinal(d)} {year(y)}" if tail and y // 100 == 19 else f"{m}/{d}/{y}",
        f"{cardinal(m)} {cardinal(d)} {said}" if tail else f"{m}/{d}",
    )[pick]
    found = found_in(answer, (DateLayer(),), Label.DOB)
    assert [(bare(words), label) for words, label in found] == [(bare(answer), "DOB")]


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_spans_lie_inside(text: str) -> None:
    for words, _ in found_in(text, (DateLayer(),), Label.DOB):
        assert words
        assert words in text


@pytest.mark.parametrize(
    "said", ["January twenty two thousand", "January twenty two thousand four", "enero veinte dos mil"]
)
def test_a_day_before_a_year_of_thousands_is_no_number_of_thousands(said: str) -> None:
    assert found_in(f"{said} is my birthday", (DateLayer(),)) == [(said, "DOB")]
