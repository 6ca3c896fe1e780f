r"""The form of a placeholder: `[TYPE_n]`, ASCII, at most 12 characters, so that little must be held back in a stream.

Models write it a little differently now and then: `[Name_1]`, `[NAME 1]`, `[NAME-1]`, `[NAME\_1]`, `NAME_1`. All of
these are read. The bare form is read in capitals only: `address_1` is an ordinary name of a field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.shadow import fold

LITERAL: Final = "TEXT"
"""The type of text that merely looks like a placeholder: it is put away too, and comes back as typed."""
TYPES: Final = {
    Label.NAME: "NAME",
    Label.ADDRESS: "ADDR",
    Label.PLACE: "PLACE",
    Label.DATE: "DATE",
    Label.DOB: "DOB",
    Label.AGE: "AGE",
    Label.PHONE: "PHONE",
    Label.FAX: "FAX",
    Label.EMAIL: "EMAIL",
    Label.SSN: "SSN",
    Label.MRN: "MRN",
    Label.HEALTH_PLAN: "PLAN",
    Label.ACCOUNT: "ACCT",
    Label.LICENSE: "LIC",
    Label.VEHICLE: "PLATE",
    Label.DEVICE: "DEVICE",
    Label.URL: "URL",
    Label.IP: "IP",
    Label.BIOMETRIC: "BIO",
    Label.PHOTO: "PHOTO",
    Label.ID: "ID",
}
"""The word each label has in a placeholder: six letters at most."""
LARGEST: Final = 999
"""The largest number of a placeholder."""
LONGEST_TAIL: Final = 12
"""The most characters that can be the beginning of a placeholder not yet complete."""

_ALL: Final = sorted({*TYPES.values(), LITERAL}, key=len, reverse=True)
_WORDS: Final = "|".join(_ALL)
_BEGINNINGS: Final = "|".join(
    sorted({word[:length] for word in _ALL for length in range(1, len(word) + 1)}, key=len, reverse=True)
)
_GAP: Final = r"(?:\\?_|[ \-])"
_FOUND: Final = re.compile(
    rf"\[(?i:({_WORDS})){_GAP}?(\d{{1,3}})\]|(?<!\w)({_WORDS})_(\d{{1,3}})(?!\w)",
    re.ASCII,
)
_UNDECIDED: Final = re.compile(
    rf"(?:\[(?i:{_BEGINNINGS})?|\[(?i:{_WORDS})(?:\\_?|[_ \-])?\d{{0,3}}"
    rf"|(?<!\w)(?:{_BEGINNINGS})|(?<!\w)(?:{_WORDS})_\d{{0,3}})\Z",
    re.ASCII,
)
_LOOKALIKE: Final = re.compile(rf"\[\s{{0,3}}(?:{_WORDS.lower()})(?:[\\_\-]|\s){{0,3}}\d{{1,6}}\s{{0,3}}\]")


@dataclass(frozen=True, slots=True)
class Found:
    """A placeholder read in a text."""

    start: int
    end: int
    kind: str
    number: int


def written(kind: str, number: int) -> str:
    """Return the placeholder as it is written."""
    return f"[{kind}_{number}]"


def found_in(text: str, since: int = 0) -> Iterator[Found]:
    """Yield the placeholders of a text from index `since` on; what stands before it counts as context."""
    if "[" not in text and "_" not in text:
        return
    for each in _FOUND.finditer(text, since):
        kind, number = (each[1], each[2]) if each[1] else (each[3], each[4])
        yield Found(each.start(), each.end(), kind.upper(), int(number))


def undecided_from(text: str, since: int = 0) -> int:
    """Return where the tail begins that more text could make a placeholder; the text's length when there is none."""
    tail = _UNDECIDED.search(text, max(since, len(text) - LONGEST_TAIL))
    return tail.start() if tail else len(text)


def lookalikes(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a typed text that would be read as placeholders, in any spelling, in order.

    Letters of other scripts and invisible characters count as what they look like.
    """
    if not text.isascii():
        shadow = fold(text)
        places = {shadow.original(each.start(), each.end()) for each in _LOOKALIKE.finditer(shadow.text)}
    elif "[" in text:
        places = {each.span() for each in _LOOKALIKE.finditer(text.lower())}
    else:
        places = set()
    places |= {(each.start, each.end) for each in found_in(text)}
    return _apart(sorted(places))


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted stretches with overlapping ones joined."""
    apart: list[tuple[int, int]] = []
    for start, end in places:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
