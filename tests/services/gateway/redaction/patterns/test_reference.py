"""Other unique numbers and codes: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("confirmation number 8842-AX", [("8842-AX", "ID")]),
        ("confirmation code is QX7R9P", [("QX7R9P", "ID")]),
        ("the confirmation is KQ4-7729", [("KQ4-7729", "ID")]),
        ("badge 44018", [("44018", "ID")]),
        ("rx 7712345", [("7712345", "ID")]),
        ("Rx number 7712345", [("7712345", "ID")]),
        ("receta número 7712345", [("7712345", "ID")]),
        ("claim number 20241234567", [("20241234567", "ID")]),
        ("case # CR-2024-1188", [("CR-2024-1188", "ID")]),
        ("autorización 55667788", [("55667788", "ID")]),
        ("my code is 482913", [("482913", "ID")]),
        ("your verification code is 4829", [("4829", "ID")]),
        ("código de verificación 1 2 3 4 5 6", [("1 2 3 4 5 6", "ID")]),
        ("my pin is four four seven one", [("four four seven one", "ID")]),
        ("password is Hunter22!", [("Hunter22!", "ID")]),
        ("tracking number 1Z999AA10123456784", [("1Z999AA10123456784", "ID")]),
        ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", [("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "ID")]),
        ("número de caso 4471-22", [("4471-22", "ID")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "case of 12 bottles; the case is closed",
        "order 2 more; ticket to Dallas",
        "pin the note",
        "rx ibuprofen 800 mg",
        "is an authorization needed for CPT 90686?",
        "Orders: 90686 flu shot",
        "in case 5 people come",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
