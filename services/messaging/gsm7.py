"""How a text travels as SMS: the GSM 7-bit alphabet and segments (3GPP TS 23.038, section 6.2.1; TS 23.040).

160 septets fit one segment and 153 each of several; a single letter outside the alphabet turns the whole text into
UCS-2 with 70 and 67. Accented a, i, o, u of Spanish are outside it; e with acute accent and n with tilde are inside.
"""

import unicodedata
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
"""Letters that take two septets: an escape and the letter."""

_LOOKALIKES = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Size:
    """How a text is counted: units are septets (GSM-7) or UTF-16 code units (UCS-2)."""

    gsm7: bool
    units: int
    segments: int


def size_of(text: str) -> Size:
    """Count the segments of a text."""
    gsm7 = all(letter in BASIC or letter in EXTENDED for letter in text)
    if gsm7:
        units = sum(2 if letter in EXTENDED else 1 for letter in text)
        return Size(gsm7, units, _segments(units, 160, 153))
    units = len(text.encode("utf-16-be")) // 2
    return Size(gsm7, units, _segments(units, 70, 67))


def to_gsm7(text: str) -> str:
    """Return the text in the GSM-7 alphabet: accents outside it are dropped, other strangers become `?`."""
    return "".join(_letter(letter) for letter in text.translate(_LOOKALIKES))


def _letter(letter: str) -> str:
    if letter in BASIC or letter in EXTENDED:
        return letter
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return bare if bare and all(part in BASIC for part in bare) else "?"


def _segments(units: int, alone: int, each: int) -> int:
    return 1 if units <= alone else -(-units // each)
