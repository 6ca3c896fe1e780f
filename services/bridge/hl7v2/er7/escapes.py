"""Escape sequences (HL7 v2.8.2, 2.7): what stands for a delimiter, a byte, a line break, a way of printing.

Reading is lenient: what is no sequence that we know stays as it came. Writing escapes what must be, and nothing else.
"""

import re
from functools import lru_cache
from typing import Final

from services.bridge.hl7v2.er7.delimiters import Delimiters

#: Formatting commands of formatted text (2.7.6): these begin a new line, and these only change how it looks.
_BREAK: Final = r"\.(?:br|ce|sp\+?(?P<lines>\d{0,2}))"
_SILENT: Final = r"\.(?:fi|nf|(?:in|ti)[+-]?\d{0,4}|sk\+?\d{0,3})|[HN]"
_HEX: Final = r"X(?:[0-9A-Fa-f]{2})+"
_SWITCH: Final = r"[CM][0-9A-Fa-f]{4,6}"


@lru_cache(maxsize=64)
def _sequence(escape: str) -> re.Pattern[str]:
    """Return the pattern of one escape sequence; switches of character set and local ones are found to be passed by."""
    mark = re.escape(escape)
    local = rf"Z[^{mark}\r\n]{{0,512}}"
    known = f"(?P<delimiter>[FSTREP])|(?P<hex>{_HEX})|(?P<break>{_BREAK})|(?P<silent>{_SILENT})|{_SWITCH}|{local}"
    return re.compile(f"{mark}(?:{known}){mark}")


def decode(text: str, delimiters: Delimiters, charset: str = "latin-1") -> str:
    r"""Return what a subcomponent's text means.

    `\F\ \S\ \T\ \R\ \E\ \P\` are the delimiters, `\Xhh\` bytes in the message's character set, `\.br\` a line break;
    highlighting and indents are left out. Character set switches (`\Cxxyy\`, `\Mxxyyzz\`), local sequences
    (`\Z..\`) and anything else stay as they came.

    Args:
        text: a subcomponent as it stands in the message.
        delimiters: those of the message.
        charset: the Python codec of the message, for `\Xhh\`.
    """
    if not delimiters.escape or delimiters.escape not in text:
        return text
    return _sequence(delimiters.escape).sub(lambda found: _meaning(found, delimiters, charset), text)


def _meaning(found: re.Match[str], delimiters: Delimiters, charset: str) -> str:
    match found.lastgroup:
        case "delimiter":
            return _standing(delimiters)[found["delimiter"]] or found[0]
        case "hex":
            return _bytes(bytes.fromhex(found["hex"][1:]), charset)
        case "break":
            return "\n" * int(found["lines"] or 1)
        case "silent":
            return ""
    return found[0]


@lru_cache(maxsize=64)
def _standing(delimiters: Delimiters) -> dict[str, str]:
    """Return what each letter stands for."""
    return {
        "F": delimiters.field,
        "S": delimiters.component,
        "T": delimiters.subcomponent,
        "R": delimiters.repetition,
        "E": delimiters.escape,
        "P": delimiters.truncation,
    }


def _bytes(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return raw.decode("latin-1")


@lru_cache(maxsize=64)
def _letters(delimiters: Delimiters) -> dict[int, str]:
    """Return what each character that may not stand in a subcomponent is written as."""
    marks = {mark: letter for letter, mark in _standing(delimiters).items()} | {"\r": "X0D", "\n": "X0A"}
    return {ord(each): f"{delimiters.escape}{letter}{delimiters.escape}" for each, letter in marks.items() if each}


def encode(value: str, delimiters: Delimiters) -> str:
    """Return a value as it is written in a subcomponent, so that `decode` gives it back.

    Where the header declares no escape character, line breaks become spaces and delimiters are left out.
    """
    letters = _letters(delimiters)
    return value.translate(letters if delimiters.escape else dict.fromkeys(letters, " "))
