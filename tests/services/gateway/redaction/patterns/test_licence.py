"""Licence, certificate and identity numbers: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "dea number for so the doctor is a c twelve oh thirty five oh six",
            [("a c twelve oh thirty five oh six", "LICENSE")],
        ),
        ("npi 1234567893", [("1234567893", "LICENSE")]),
        (
            "npi is one two three four five six seven eight nine three",
            [("one two three four five six seven eight nine three", "LICENSE")],
        ),
        ("DEA AB1234563", [("AB1234563", "LICENSE")]),
        ("AB1234563", [("AB1234563", "LICENSE")]),
        ("my driver's license number is F162823540116", [("F162823540116", "LICENSE")]),
        ("drivers lisence 2270-66-1551", [("2270-66-1551", "LICENSE")]),
        ("DL# D1234567", [("D1234567", "LICENSE")]),
        ("driver license TX 12345678", [("TX 12345678", "LICENSE")]),
        ("licencia de conducir número A1234567", [("A1234567", "LICENSE")]),
        ("licensia: 12345678", [("12345678", "LICENSE")]),
        ("passport number 5 4 3 2 1 0 9 8 7", [("5 4 3 2 1 0 9 8 7", "LICENSE")]),
        ("pasaporte G12345678", [("G12345678", "LICENSE")]),
        ("state ID 12345678", [("12345678", "LICENSE")]),
        ("medical license TX-M1234", [("TX-M1234", "LICENSE")]),
        ("GOMC800101HDFLRR09", [("GOMC800101HDFLRR09", "LICENSE")]),
        ("green card A123-456-789", [("A123-456-789", "LICENSE")]),
        ("dni 12345678Z", [("12345678Z", "LICENSE")]),
        ("12345678Z", [("12345678Z", "LICENSE")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "license to practice for 20 years",
        "the public introductory visit, D3 and m2",
        "RFC 5545",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
