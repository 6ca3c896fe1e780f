"""Vehicle identification numbers and licence plates: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "my tag is T as in tango, nine nine, L as in lima, four",
            [("T as in tango, nine nine, L as in lima, four", "VEHICLE")],
        ),
        ("placas de Sonora VZA-12-30", [("VZA-12-30", "VEHICLE")]),
        ("i'm outside in the blue car, PMH-5330", [("PMH-5330", "VEHICLE")]),
        ("placas r j cuarenta setenta y nueve cinco", [("r j cuarenta setenta y nueve cinco", "VEHICLE")]),
        ("VIN 1HGCM82633A004352", [("1HGCM82633A004352", "VEHICLE")]),
        ("1hgcm82633a004352", [("1hgcm82633a004352", "VEHICLE")]),
        ("1HGCM-82633-A004352", [("1HGCM-82633-A004352", "VEHICLE")]),
        ("vin number 1 H G C M 8 2 6 3 3 A 0 0 4 3 5 2", [("1 H G C M 8 2 6 3 3 A 0 0 4 3 5 2", "VEHICLE")]),
        ("placa ABC-1234", [("ABC-1234", "VEHICLE")]),
        ("license plate 8ABC123", [("8ABC123", "VEHICLE")]),
        ("plate number KBX 4471", [("KBX 4471", "VEHICLE")]),
        ("mis placas son JKL-45-67", [("JKL-45-67", "VEHICLE")]),
        (
            "plate is B as in boy, X ray, T as in tom, four four nine",
            [("B as in boy, X ray, T as in tom, four four nine", "VEHICLE")],
        ),
        ("mi placa es abc uno dos tres", [("abc uno dos tres", "VEHICLE")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "dental plaque and plates with 2 screws",
        "placa de torax 2 vistas",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
