"""Random texts with placeholders whole, broken, misspelt and unknown, and the values behind them."""

import random
from typing import Final

VALUES: Final = {
    ("NAME", 1): "Maria Santos",
    ("NAME", 12): 'Ruth "Ruthie" O\'Neil',
    ("PHONE", 1): "(512) 555-0100",
    ("ADDR", 1): "12 Main St\nApt 4",
    ("DEVICE", 999): "\\\\serial\\9",
    ("TEXT", 1): "[NAME_1]",
    ("ID", 2): "[ID_2] NAME_1 [",
}
_PARTS: Final = (
    *("[NAME_1]", "[Name_1]", "[NAME 1]", "NAME_1", "[NAME_12]", "[PHONE_1]", "[ADDR_1]", "[DEVICE_999]", "[TEXT_1]"),
    *(
        r"[DEVICE\_999]",
        "[ID_2]",
        "ID_2",
        "[NAME_7]",
        "SSN_3",
        "[",
        "]",
        "[NAME",
        "[NAME_",
        "NAME",
        "_1",
        "1",
        "[[",
        "]]",
    ),
    *(
        " ",
        "\n",
        ", ",
        "I",
        "P",
        "D",
        "hello ",
        "é",
        "\u200b",
        "😀",
        "NAM",
        "E_1",
        "\\",
        '"',
        "x",
        "[hello]",
        "TEXT_",
        "-",
    ),
)


def random_text(source: random.Random, parts: int) -> str:
    """Return a text of so many parts."""
    return "".join(source.choice(_PARTS) for _ in range(parts))


def random_split(source: random.Random, text: str) -> list[str]:
    """Return the text in pieces of random lengths."""
    pieces = []
    at = 0
    while at < len(text):
        size = source.choice((1, 1, 2, 3, 5, 8, 13, 40))
        pieces.append(text[at : at + size])
        at += size
    return pieces


def value_of(kind: str, number: int) -> str | None:
    """Return the value of a placeholder."""
    return VALUES.get((kind, number))
