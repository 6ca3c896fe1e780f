"""Payment cards: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("please block card no 4735110554588", [("4735110554588", "ACCOUNT")]),
        ("la targeta que termina en 1983", [("1983", "ACCOUNT")]),
        (
            "my card is 4111 1111 1111 1112 exp 05/27 cvv 123",
            [("4111 1111 1111 1112", "ACCOUNT"), ("05/27", "ACCOUNT"), ("123", "ACCOUNT")],
        ),
        ("4111111111111111", [("4111111111111111", "ACCOUNT")]),
        ("4111-1111-1111-1111", [("4111-1111-1111-1111", "ACCOUNT")]),
        ("3714 496353 98431", [("3714 496353 98431", "ACCOUNT")]),
        ("my visa ends in 4242", [("4242", "ACCOUNT")]),
        ("card XXXX-XXXX-XXXX-4242", [("XXXX-XXXX-XXXX-4242", "ACCOUNT")]),
        ("card **** **** **** 4242", [("4242", "ACCOUNT")]),
        (
            "card number four one one one one one one one one one one one one one one one",
            [("four one one one one one one one one one one one one one one one", "ACCOUNT")],
        ),
        (
            "debit card 1234 5678 9012 3456, expires 5/27, security code 123",
            [("1234 5678 9012 3456", "ACCOUNT"), ("5/27", "ACCOUNT"), ("123", "ACCOUNT")],
        ),
        ("targeta 1234567890123", [("1234567890123", "ACCOUNT")]),
        ("la tarjeta termina en cuatro dos cuatro dos", [("cuatro dos cuatro dos", "ACCOUNT")]),
        (
            "tarjeta de crédito 4111-1111-1111-1111 vence 05/27",
            [("4111-1111-1111-1111", "ACCOUNT"), ("05/27", "ACCOUNT")],
        ),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my card was declined 3 times",
        "the milk expires 05/27",
        "prescription expires 10/26",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
