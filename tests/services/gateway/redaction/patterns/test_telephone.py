"""Telephone and fax numbers: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "estoy al ocho doble uno sesenta y o sea uno tres doce sesenta y siete",
            [("ocho doble uno sesenta y o sea uno tres doce sesenta y siete", "PHONE")],
        ),
        (
            "cuarenta y este tres cero, cinco cinco cinco, doble eh cuatro doce",
            [("cuarenta y este tres cero, cinco cinco cinco, doble eh cuatro doce", "PHONE")],
        ),
        ("can you fax the letter to 512-555-1212", [("512-555-1212", "FAX")]),
        ("my telehpone nubmer is 467 3395", [("467 3395", "PHONE")]),
        ("call me at (512) 555-1212 ext 4471", [("(512) 555-1212 ext 4471", "PHONE")]),
        ("+1 512.555.1212", [("+1 512.555.1212", "PHONE")]),
        ("5125551212", [("5125551212", "PHONE")]),
        ("15125551212", [("15125551212", "PHONE")]),
        ("512/555-1212", [("512/555-1212", "PHONE")]),
        ("555-1212", [("555-1212", "PHONE")]),
        (
            "my number's 512 555 1212 but call my husband at 5125551213",
            [("512 555 1212", "PHONE"), ("5125551213", "PHONE")],
        ),
        ("text me 5 1 2 5 5 5 1 2 1 2", [("5 1 2 5 5 5 1 2 1 2", "PHONE")]),
        ("cell five one two triple five one two one two", [("five one two triple five one two one two", "PHONE")]),
        (
            "five one two, five five five, uh, one two one two",
            [("five one two, five five five, uh, one two one two", "PHONE")],
        ),
        ("eight hundred five five five one two one two", [("eight hundred five five five one two one two", "PHONE")]),
        ("llámeme al 512-555-1212 o al fijo 512 555 1213", [("512-555-1212", "PHONE"), ("512 555 1213", "PHONE")]),
        ("mi telefeno: 55 1234 5678", [("55 1234 5678", "PHONE")]),
        (
            "mi teléfono es cinco uno dos, cinco cincuenta y cinco, doce doce",
            [("cinco uno dos, cinco cincuenta y cinco, doce doce", "PHONE")],
        ),
        ("my fax is 512-555-1212", [("512-555-1212", "FAX")]),
        ("extension 4471", [("4471", "PHONE")]),
        ("345-899-3560x4587", [("345-899-3560x4587", "PHONE")]),
        ("+46 (0)157 548 89", [("+46 (0)157 548 89", "PHONE")]),
        ("+447700916922", [("+447700916922", "PHONE")]),
        ("They're not answering at 71-33-52-22", [("71-33-52-22", "PHONE")]),
        ("Mobile: 03.93.92.16.85", [("03.93.92.16.85", "PHONE")]),
        ("my registered 668 5702. Could you", [("668 5702", "PHONE")]),
        ("512-555-1212 is my cell", [("512-555-1212", "PHONE")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "call me at 3 or after 5",
        "my phone died at 3",
        "text me 2 hours before",
        "appointment slots: 9:00, 9:30, 10:00, 10:15 or 11:45",
        "the zip code is 78701 and the area code 512",
        "78701-4471",
        "from 2019 to 2024",
        "can i come in at two thirty or three fifteen on the twenty third",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
