"""A small finder for tests of the gateway: it knows a few invented people and the plain shapes of identifiers."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span, merged
from services.gateway.redaction.view import View

NAMES: Final = ("Maria Santos", "Juan Santos", "John Smith", "John", "Maria", "Ruth O'Neil", "Zebulon Quackenbush")
_RULES: Final = (
    (Label.NAME, re.compile("|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True)), re.IGNORECASE)),
    (Label.SSN, re.compile(r"\b\d{3}-\d{2}-\d{4}\b")),
    (Label.PHONE, re.compile(r"\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b")),
    (Label.EMAIL, re.compile(r"\b[\w.]+@[\w.]+\b")),
    (Label.DOB, re.compile(r"\b\d{2}/\d{2}/\d{4}\b")),
    (Label.ADDRESS, re.compile(r"\b\d{1,5} (?:Main|Oak) St\b(?:\nApt \d+)?")),
    (Label.MRN, re.compile(r"\bMRN-?\d{6}\b")),
)


class SmallFinder:
    """Finds what it knows; can be told to fail."""

    def __init__(self) -> None:
        self.broken: Exception | None = None
        self.blind = False
        self.seen: list[tuple[str, Label | None]] = []

    def find(self, view: View) -> list[Span]:
        self.seen.append((view.raw, view.asked))
        if self.broken is not None:
            raise self.broken
        if self.blind:
            return []
        found = [Span(*each.span(), label, 2) for label, rule in _RULES for each in rule.finditer(view.raw)]
        return merged(found)
