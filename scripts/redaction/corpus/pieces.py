"""A line under construction: pieces of text, each with its type, so that no change of a piece moves a span."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

#: Which label family each type counts for. "neutral" stretches count neither for nor against a redactor.
GROUPS: Final[dict[str, str]] = {
    "PATIENT": "NAME",
    "RELATIVE": "NAME",
    "PROVIDER": "NAME",
    "SPELLED": "NAME",
    "EMPLOYER": "NAME",
    "STREET": "ADDRESS",
    "ZIP": "ADDRESS",
    "PO_BOX": "ADDRESS",
    "CITY": "PLACE",
    "COUNTY": "PLACE",
    "NEIGHBORHOOD": "PLACE",
    "BIRTH_DATE": "DOB",
    "PAST_DATE": "DATE",
    "APPOINTMENT_DATE": "DATE",
    "AGE_OVER_89": "AGE",
    "PHONE": "PHONE",
    "FAX": "FAX",
    "EMAIL": "EMAIL",
    "SSN": "SSN",
    "ITIN": "SSN",
    "MRN": "MRN",
    "MEMBER": "HEALTH_PLAN",
    "GROUP": "HEALTH_PLAN",
    "MBI": "HEALTH_PLAN",
    "MEDICAID": "HEALTH_PLAN",
    "ACCOUNT": "ACCOUNT",
    "CARD": "ACCOUNT",
    "ROUTING": "ACCOUNT",
    "IBAN": "ACCOUNT",
    "DRIVER_LICENSE": "LICENSE",
    "NPI": "LICENSE",
    "DEA": "LICENSE",
    "PLATE": "VEHICLE",
    "VIN": "VEHICLE",
    "SERIAL": "DEVICE",
    "MAC": "DEVICE",
    "URL": "URL",
    "IP": "IP",
    "PHOTO": "PHOTO",
    "VOICE": "BIOMETRIC",
    "ID": "ID",
    "neutral": "neutral",
}


_DATES: Final = {"BIRTH_DATE", "PAST_DATE", "APPOINTMENT_DATE"}


class Piece(NamedTuple):
    """A stretch of text; a type of None is plain text that a redactor leaves alone."""

    text: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One finished text with its gold spans.

    Attributes:
        text: The text.
        spans: Start, end, type and group of each gold span, in order.
        style: chat, sms, dictated, voicemail, query, note, form or tool.
        lang: en or es.
        asked: The label that the question before asked for, if any.
        meta: The template's number, for counting.
    """

    text: str
    spans: tuple[tuple[int, int, str, str], ...]
    style: str
    lang: str
    asked: str | None
    meta: dict[str, Any] = field(default_factory=dict)

    def record(self, number: str) -> dict[str, Any]:
        """Return the line as the JSON object of the committed sets."""
        return {
            "id": number,
            "text": self.text,
            "spans": [list(span) for span in self.spans],
            "style": self.style,
            "lang": self.lang,
            "asked": self.asked,
            "meta": self.meta,
        }


def mapped(pieces: Iterable[Piece], change: Callable[[str], str], *, values: bool = True) -> list[Piece]:
    """Return the pieces with each text changed; typed ones are left alone where `values` is false."""
    return [Piece(change(each.text), each.type) if values or each.type is None else each for each in pieces]


def assembled(pieces: Sequence[Piece]) -> tuple[str, tuple[tuple[int, int, str, str], ...]]:
    """Return the text and its spans; spaces never double, and none begins or ends the text or a span."""
    text = ""
    spans: list[tuple[int, int, str, str]] = []
    for piece in pieces:
        words = piece.text.lstrip(" ") if not text or text.endswith((" ", "\n")) else piece.text
        start = len(text) + len(words) - len(words.lstrip())
        if piece.type in _DATES and words.lower().startswith("the "):
            start += len("the ")  # the article is no element of a date
        text += words
        end = len(text.rstrip())
        if piece.type is not None and end > start:
            spans.append((start, end, piece.type, GROUPS[piece.type]))
    return text.rstrip(), tuple(spans)
