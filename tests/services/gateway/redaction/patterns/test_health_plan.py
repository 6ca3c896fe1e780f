"""Health plan numbers: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("policy number HP 0099 2281 7", [("HP 0099 2281 7", "HEALTH_PLAN")]),
        ("afiliacion 4419 88 2207 1", [("4419 88 2207 1", "HEALTH_PLAN")]),
        ("medicaid CX 552 019 A", [("CX 552 019 A", "HEALTH_PLAN")]),
        ("my medicaid id is 44 0 9 1 2 7 7 3 J", [("44 0 9 1 2 7 7 3 J", "HEALTH_PLAN")]),
        ("acct number with billing is 4471-00926", [("4471-00926", "ACCOUNT")]),
        (
            "x r b four four seven you know one nine two dash oh one is my member id",
            [("x r b four four seven you know one nine two dash oh one", "HEALTH_PLAN")],
        ),
        ("plan Tricare, ID 959-480-284, group 512101", [("959-480-284", "HEALTH_PLAN"), ("512101", "HEALTH_PLAN")]),
        (
            "la tarjeta nueva dice KVV389296888 y el grupo es G2836",
            [("KVV389296888", "HEALTH_PLAN"), ("G2836", "HEALTH_PLAN")],
        ),
        ("polzia 1234-5678", [("1234-5678", "HEALTH_PLAN")]),
        ("U6138156 02, thanks", [("U6138156 02", "ID")]),
        ("1EG4-TE5-MK73", [("1EG4-TE5-MK73", "HEALTH_PLAN")]),
        ("1eg4te5mk73", [("1eg4te5mk73", "HEALTH_PLAN")]),
        ("my medicare is 1EG4 TE5 MK73", [("1EG4 TE5 MK73", "HEALTH_PLAN")]),
        ("medicare number 1 e g 4 t e 5 m k 7 3", [("1 e g 4 t e 5 m k 7 3", "HEALTH_PLAN")]),
        ("one e g four t e five m k seven three", [("one e g four t e five m k seven three", "HEALTH_PLAN")]),
        ("my member ID is XQR123456789", [("XQR123456789", "HEALTH_PLAN")]),
        ("x q r one two three four five is my member id", [("x q r one two three four five", "HEALTH_PLAN")]),
        ("member number W 1234 56789", [("W 1234 56789", "HEALTH_PLAN")]),
        ("aetna id w123456789", [("w123456789", "HEALTH_PLAN")]),
        ("bcbs R58123456", [("R58123456", "HEALTH_PLAN")]),
        ("group number 98765", [("98765", "HEALTH_PLAN")]),
        ("insurance card number 55512345", [("55512345", "HEALTH_PLAN")]),
        ("policy # 1234-5678", [("1234-5678", "HEALTH_PLAN")]),
        ("medicaid 12345678A", [("12345678A", "HEALTH_PLAN")]),
        ("subscriber id abc dash four four seven one nine", [("abc dash four four seven one nine", "HEALTH_PLAN")]),
        ("poliza 1234-5678", [("1234-5678", "HEALTH_PLAN")]),
        ("número de afiliado 99-887766-5", [("99-887766-5", "HEALTH_PLAN")]),
        ("mi número de miembro es 4 4 7 1 9 0 2", [("4 4 7 1 9 0 2", "HEALTH_PLAN")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "medicare part b covers 80%",
        "group therapy at 6 pm in room 12",
        "policy is 24 hours notice or a $50 fee",
        "I have insurance through my job since 2015",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
