"""Medical record and encounter numbers: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Merge charts 227-609 and 00-27-85", [("227-609", "MRN"), ("00-27-85", "MRN")]),
        ("is 314739 me or my sister", [("314739", "MRN")]),
        ("exp A-10093", [("A-10093", "MRN")]),
        ("patient # 100-442", [("100-442", "MRN")]),
        ("the record number at st. luke's is 966660508", [("966660508", "MRN")]),
        ("PID|1||840-74388^^^MR", [("840-74388", "MRN")]),
        ("MRN-8694889385", [("MRN-8694889385", "MRN")]),
        ("Reyes, Ana (exp. PT62677761)", [("PT62677761", "MRN")]),
        ("00-91-67", [("00-91-67", "MRN")]),
        ('{"reference": "Patient/pat-21003"}', [("pat-21003", "ID")]),
        ("medcial reocrd numebr 44719", [("44719", "MRN")]),
        ("mrn: ABC-4471902", [("ABC-4471902", "MRN")]),
        ("MRN 00123456", [("00123456", "MRN")]),
        ("medical recrod number A-1234-5678", [("A-1234-5678", "MRN")]),
        ("chart # 4471", [("4471", "MRN")]),
        ("4471902 is my chart number", [("4471902", "MRN")]),
        ("four four seven one nine oh two is my medical record number", [("four four seven one nine oh two", "MRN")]),
        ("patient id: PT-00123", [("PT-00123", "MRN")]),
        ("the mrn for john smith is 44719", [("44719", "MRN")]),
        ("numero de expediente cuatro cuatro siete uno nueve", [("cuatro cuatro siete uno nueve", "MRN")]),
        ("expediente 2024-00123", [("2024-00123", "MRN")]),
        ("número de historia 556677", [("556677", "MRN")]),
        ("historia clínica: 556677", [("556677", "MRN")]),
        ("encounter number 8871234", [("8871234", "ID")]),
        ("accession # S24-12345", [("S24-12345", "ID")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "history of MI in 2019",
        "the chart shows 3 visits",
        "mri of the lumbar spine L4-L5",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
