"""E-mail addresses, handles and user names: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "email is b dot granville thirty five at att dot net",
            [("b dot granville thirty five at att dot net", "EMAIL")],
        ),
        (
            "sent to holly dot hwang at harlanfreight dot example",
            [("holly dot hwang at harlanfreight dot example", "EMAIL")],
        ),
        ("by email at silva.arturo@hotmail.com", [("silva.arturo@hotmail.com", "EMAIL")]),
        ('{"session": {"user": "gray.pallavi"}}', [("gray.pallavi", "ID")]),
        ("JOHN.SMITH@EXAMPLE.COM.", [("JOHN.SMITH@EXAMPLE.COM", "EMAIL")]),
        ("john+x_1%y@mail.example.co.uk, please", [("john+x_1%y@mail.example.co.uk", "EMAIL")]),
        ("john @ gmail . com", [("john @ gmail . com", "EMAIL")]),
        ("email: mary. smith@aol.com", [("mary. smith@aol.com", "EMAIL")]),
        ("maria.lopez@clinic", [("maria.lopez@clinic", "EMAIL")]),
        (
            "my email is maria lopez forty four at gmail dot com thanks",
            [("maria lopez forty four at gmail dot com", "EMAIL")],
        ),
        (
            "john underscore smith dash nineteen at yahoo dot co dot uk",
            [("john underscore smith dash nineteen at yahoo dot co dot uk", "EMAIL")],
        ),
        ("j o n e s four four at hot mail dot com", [("j o n e s four four at hot mail dot com", "EMAIL")]),
        ("correo jota punto lopez arroba gmail punto com", [("jota punto lopez arroba gmail punto com", "EMAIL")]),
        (
            "maria guion bajo ochenta arroba hotmail punto com",
            [("maria guion bajo ochenta arroba hotmail punto com", "EMAIL")],
        ),
        ("it's mary at outlook", [("mary at outlook", "EMAIL")]),
        ("jane (at) clinic (dot) org", [("jane (at) clinic (dot) org", "EMAIL")]),
        ("jones at acme.com", [("jones at acme.com", "EMAIL")]),
        ("find me at @maria_lopez", [("@maria_lopez", "ID")]),
        ("my user name is mlopez80", [("mlopez80", "ID")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "see you at the clinic at nine",
        "14@13 follow-up",
        "las tres en punto",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
