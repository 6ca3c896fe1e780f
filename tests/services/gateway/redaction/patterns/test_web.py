"""Web, network and hardware addresses: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my profile is at facebook.com/jones", [("facebook.com/jones", "URL")]),
        (
            "el enlace https dos puntos diagonal diagonal example punto com diagonal vicki ocho",
            [("https dos puntos diagonal diagonal example punto com diagonal vicki ocho", "URL")],
        ),
        ("visit https://www.example.com/a?b=c.", [("https://www.example.com/a?b=c", "URL")]),
        ("(www.foo.org)", [("www.foo.org", "URL")]),
        ("https://ClickPhobia.com.br/", [("https://ClickPhobia.com.br/", "URL")]),
        ("see example.com/jones#top, ok", [("example.com/jones#top", "URL")]),
        ("portal.mercyhealth.org", [("portal.mercyhealth.org", "URL")]),
        ("my web site is jones dot com slash me", [("jones dot com slash me", "URL")]),
        ("h t t p s colon slash slash example dot com", [("h t t p s colon slash slash example dot com", "URL")]),
        ("192.168.1.10", [("192.168.1.10", "IP")]),
        ("10.0.0.1:8080 and 10.0.0.0/8", [("10.0.0.1:8080", "IP"), ("10.0.0.0/8", "IP")]),
        ("fe80::1ff:fe23:4567:890a", [("fe80::1ff:fe23:4567:890a", "IP")]),
        ("::1 and 2001:db8::ff00:42:8329", [("::1", "IP"), ("2001:db8::ff00:42:8329", "IP")]),
        ("2001:0db8:0000:0000:0000:ff00:0042:8329", [("2001:0db8:0000:0000:0000:ff00:0042:8329", "IP")]),
        ("00:1A:2B:3C:4D:5E", [("00:1A:2B:3C:4D:5E", "IP")]),
        ("00-1a-2b-3c-4d-5e", [("00-1a-2b-3c-4d-5e", "IP")]),
        ("001a.2b3c.4d5e", [("001a.2b3c.4d5e", "IP")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10:30:45 and 10:30",
        "http://www.w3.org/1999/xhtml and http://hl7.org/fhir/sid/us-ssn",
        "version 1.2.3, section 4.3.2",
        "it hurts.Then it stops",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
