"""Long numbers nobody named, and all the numbers that identify nobody."""

import random
from collections.abc import Callable

import pytest

from services.gateway.redaction.patterns.leftover import CODES, Window, leftover
from services.gateway.redaction.patterns.prefilter import Prefilter

_PIECES = ["ab", "x", "qrs", "-", " ", "_", ".", "12", "4471", "902", "55501", "0a1f", "é", "$", "/", "deadbeef", "mrn"]
Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("carnet QRO-55-1029", [("QRO-55-1029", "ID")]),
        ("it is 4471902 i think", [("4471902", "ID")]),
        ("it is 512441234", [("512441234", "SSN")]),
        ("1234567893", [("1234567893", "LICENSE")]),
        ("four one one two nine eight one seven seven", [("four one one two nine eight one seven seven", "SSN")]),
        ("21 253 109 8211", [("21 253 109 8211", "PHONE")]),
        ("HX-2291-8840", [("HX-2291-8840", "ID")]),
        ("ABC1234567", [("ABC1234567", "ID")]),
        ("5d41402abc4b2a76b9719d911017c592", [("5d41402abc4b2a76b9719d911017c592", "ID")]),
    ],
)
def test_takes_long_numbers_and_codes_that_no_rule_named(
    find: Find, text: str, expected: list[tuple[str, str]]
) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my blood pressure was 145/92 and sugar 187",
        "mi presion es ciento veinte sobre ochenta",
        "98.6 degrees, spo2 97%, hr 72 bpm, 5'4\" and 150 lbs, bmi 25.7",
        "take 2 tablets every 4 to 6 hours, 1000 mg, max 4000 mg a day",
        "vitamin b 12 shot, vitamin d 2000 units, dose 5 10 15 20 mg taper",
        "my copay is $25, the bill was 1,250 dollars, $1,234,567.89 or $12345678",
        "1234567 dollars",
        "late fee of 0 to 1000000",
        "room 4471 on the 5th floor, suite 200",
        "I was born in 1980 and I'm 45 years old",
        "ICD-10 S72001A and CPT 99213-25, HCPCS J3301, G0439, E11.9",
        "LOINC 2345-7 and 4548-4, SNOMED CT 73211009, RxNorm 197361, NDC 00002-7510-01",
        "covid 19 vaccine, h1n1, t1 dm, a1c 7.2, cd4 count 350",
        "2026-05-12T10:30:00Z",
        "2026-05-12 10:30 - 11:00",
        "20260512 and 05122026 and 05/12/2026 and 12.05.26",
        "zero five twelve twenty twenty six",
        "my pain is seven or eight out of ten",
        "tengo dos citas, una a las tres y otra a las cuatro y media",
        "el doctor me dio 500 mg cada 8 horas por 10 dias",
        "wbc 7000 rbc 4500000 platelets 250000",
        "EF 55-60%, PSA 4.5, LDL 130, HDL 45, TG 150, TC 200",
        "i'll be there in 5 10 minutes, 3/4 cup, 20/20, 8:00-17:00",
        "one two three testing",
    ],
)
def test_leaves_measures_dates_money_and_public_codes_alone(find: Find, text: str) -> None:
    assert find(text) == []


def test_every_code_begins_where_a_trigger_does() -> None:
    prefilter, chance, found = Prefilter([CODES]), random.Random(3), 0  # noqa: S311 not for secrets
    for _ in range(2000):
        text = "".join(chance.choices(_PIECES, k=chance.randrange(3, 14)))
        starts = {start for _rule, start, _end in prefilter.hits(text)}
        everywhere = leftover(text, Window(0, len(text), set(range(len(text)))), [], said=False)
        assert leftover(text, Window(0, len(text), starts), [], said=False) == everywhere, text
        found += len(everywhere)
    assert found > 100


@pytest.mark.parametrize("text", ["1 " * 300_000 + "1a", "x" + "1." * 300_000])
def test_a_run_that_is_no_number_is_gone_through_once(text: str) -> None:
    assert leftover(text, Window(0, len(text), set()), [], said=True) == []
