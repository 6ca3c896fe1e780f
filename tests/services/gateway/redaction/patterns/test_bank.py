"""Bank accounts: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("accouunt nuumber 9558-6355", [("9558-6355", "ACCOUNT")]),
        ("per Rusty in billing cta A-302434", [("A-302434", "ACCOUNT")]),
        ("bill 59040057", [("59040057", "ACCOUNT")]),
        ("routing 021000021 account 000123456789", [("021000021", "ACCOUNT"), ("000123456789", "ACCOUNT")]),
        ("routing number oh two one oh oh oh oh two one", [("oh two one oh oh oh oh two one", "ACCOUNT")]),
        ("GB56HXDO88167774656119", [("GB56HXDO88167774656119", "ACCOUNT")]),
        ("ES91 2100 0418 4502 0005 1332", [("ES91 2100 0418 4502 0005 1332", "ACCOUNT")]),
        ("IBAN DE89 3704 0044 0532 0130 00", [("DE89 3704 0044 0532 0130 00", "ACCOUNT")]),
        ("account ending 6789", [("6789", "ACCOUNT")]),
        ("acct # 12-3456-7", [("12-3456-7", "ACCOUNT")]),
        ("checking account # 123-456-789", [("123-456-789", "ACCOUNT")]),
        ("cuenta bancaria 0123456789", [("0123456789", "ACCOUNT")]),
        ("clabe 032180000118359719", [("032180000118359719", "ACCOUNT")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "account for 2 people",
        "on account of the rain at 10:30",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
