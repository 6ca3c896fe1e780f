"""Social security and taxpayer numbers: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("terminacion 3381 de mi seguro social", [("3381", "SSN")]),
        ('{"ssn_last4":"8812"}', [("8812", "SSN")]),
        (
            "my social is uh five one two you know forty four nineteen eighty",
            [("five one two you know forty four nineteen eighty", "SSN")],
        ),
        ("nada mas piden los últimos cuatro del seguro, 2670", [("2670", "SSN")]),
        ("my ssn is 123-45-6789", [("123-45-6789", "SSN")]),
        ("123-45-6789", [("123-45-6789", "SSN")]),
        ("SSN# XXX-XX-6789", [("XXX-XX-6789", "SSN")]),
        ("soc sec number 123 45 6789", [("123 45 6789", "SSN")]),
        ("my socail secuirty number is 123456789", [("123456789", "SSN")]),
        ("my social is 123-45-678", [("123-45-678", "SSN")]),
        ("MY SOCIAL IS 000-00-0000", [("000-00-0000", "SSN")]),
        ("ssn for my wife maria is 123.45.6789", [("123.45.6789", "SSN")]),
        ("last four of my social are 6789", [("6789", "SSN")]),
        ("the last four of my social are six seven eight nine", [("six seven eight nine", "SSN")]),
        ("my ssn is five one two forty four nineteen eighty", [("five one two forty four nineteen eighty", "SSN")]),
        ("one two three, four five, six seven eight nine", [("one two three, four five, six seven eight nine", "SSN")]),
        ("6789 is the last four of my ssn", [("6789", "SSN")]),
        ("los últimos cuatro de mi seguro social son 6789", [("6789", "SSN")]),
        (
            "mi numero de seguro sosial es uno dos tres cuarenta y cinco sesenta y siete ochenta y nueve",
            [("uno dos tres cuarenta y cinco sesenta y siete ochenta y nueve", "SSN")],
        ),
        ("itin 912-78-1234", [("912-78-1234", "SSN")]),
        ("tax id 912 78 1234", [("912 78 1234", "SSN")]),
        (
            "\uff11\uff12\uff13\uff0d\uff14\uff15\uff0d\uff16\uff17\uff18\uff19",
            [("\uff11\uff12\uff13\uff0d\uff14\uff15\uff0d\uff16\uff17\uff18\uff19", "SSN")],
        ),
        ("123\u200b-45-6789", [("123\u200b-45-6789", "SSN")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my social worker comes at 10:30",
        "social history: smokes 2 packs a day",
        "the last 4 days were bad",
        "the last four visits, on 12/03/2026",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
