"""Device identifiers: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pacemaker serial number PJN123456H", [("PJN123456H", "DEVICE")]),
        ("pump serial SN 1234567", [("1234567", "DEVICE")]),
        ("(01)00844588003288(17)141120(10)7654321D", [("(01)00844588003288(17)141120(10)7654321D", "DEVICE")]),
        ("imei 490154203237518", [("490154203237518", "DEVICE")]),
        ("dexcom transmitter id 8GKH12", [("8GKH12", "DEVICE")]),
        ("número de serie del marcapasos: 77-4471", [("77-4471", "DEVICE")]),
        ("hearing aid s/n 4471-22", [("4471-22", "DEVICE")]),
        ("serial number of my pacemaker is RES123456", [("RES123456", "DEVICE")]),
        ('"device": "EE:1B:3F:F3:03:DB"', [("EE:1B:3F:F3:03:DB", "DEVICE")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "icd implanted 2019; pacemaker checked 6 months ago",
        "ICD-10 M54.50, ICD-9 724.2",
        "port 2 weeks ago; lens 20/40, vision 20/20",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
