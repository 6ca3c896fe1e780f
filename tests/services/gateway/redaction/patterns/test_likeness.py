"""Biometric references and photographs: typed, dictated and misspelt, in English and Spanish."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "subí la foto como selfie guion tariq guion bajo ramirez punto png",
            [("selfie guion tariq guion bajo ramirez punto png", "PHOTO")],
        ),
        (
            "southwood eighty seven underscore face dot jpg",
            [("southwood eighty seven underscore face dot jpg", "PHOTO")],
        ),
        ("fingerprint template FP_00192", [("FP_00192", "BIOMETRIC")]),
        ("voiceprint vp-88213", [("vp-88213", "BIOMETRIC")]),
        ("huella digital id 44719", [("44719", "BIOMETRIC")]),
        ("retina scan ref RS-2281", [("RS-2281", "BIOMETRIC")]),
        ("voice_johnsmith.wav", [("voice_johnsmith.wav", "BIOMETRIC")]),
        ("/uploads/jane_doe.jpg and selfie.heic", [("/uploads/jane_doe.jpg", "PHOTO"), ("selfie.heic", "PHOTO")]),
        ("https://pics.example.com/jane.png", [("https://pics.example.com/jane.png", "PHOTO")]),
        ("IMG_20240512_101530.jpg", [("IMG_20240512_101530.jpg", "PHOTO")]),
        ("photo id number 44719", [("44719", "LICENSE")]),
        ("foto archivo 44719", [("44719", "PHOTO")]),
        ("data:image/png;base64,iVBORw0KGgo=", [("data:image/png;base64,iVBORw0KGgo=", "PHOTO")]),
    ],
)
def test_finds_the_value_and_nothing_else(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "numbness in 2 fingers; the fingerprint clinic opens at 9",
    ],
)
def test_leaves_alone_what_only_looks_like_one(find: Find, text: str) -> None:
    assert find(text) == []
