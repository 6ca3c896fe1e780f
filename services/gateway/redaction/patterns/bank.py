"""Bank accounts, routing numbers, IBAN, and other accounts."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.checks import bare, iban
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import CODE, digits
from services.gateway.redaction.spans import Span

_SHORTEST: Final = 15
_LONGEST: Final = 34
_MOST_LETTERS: Final = 0.6
_IBAN: Final = re.compile(
    r"[a-z]{2}\d{2}(?:[ \t\-]?[a-z0-9]{4}){2,7}"
    r"(?:[ \t\-]?[a-z0-9]{1,4}(?![a-z0-9]))?(?![a-z0-9])",
    re.ASCII,
)
_WHOLE: Final = re.compile(r"[a-z]{2}\d{2}[a-z0-9]{11,30}(?![a-z0-9])", re.ASCII)
#: The length of an IBAN by country, where a blank may part its groups (SWIFT registry; those met in the Americas).
_LENGTHS: Final = {
    "es": 24, "gb": 22, "de": 22, "fr": 27, "it": 27, "pt": 25, "nl": 18, "be": 16, "ch": 21, "at": 20, "ie": 22,
    "do": 28,
    "gt": 28, "cr": 22, "br": 29, "sv": 28, "pl": 28, "se": 24, "no": 15, "dk": 18, "fi": 18, "gr": 27,
}  # fmt: skip


class _Iban(Shape):
    """An IBAN in groups or in one piece; its country says how long it is."""

    def look(self, text: str, start: int, end: int) -> list[Span]:  # noqa: ARG002 the country says where it ends
        """Return the IBAN that begins at `start`; a wrong checksum counts where the length is its country's."""
        whole = _WHOLE.match(text, start)
        if whole:
            value = whole[0]
            known = _LENGTHS.get(value[:2]) == len(value) or sum(map(str.isdigit, value)) > len(value) * _MOST_LETTERS
            return [Span(start, whole.end(), Label.ACCOUNT, 5)] if known or iban(value) else []
        length = _LENGTHS.get(text[start : start + 2])
        if length is not None:
            last = _end_of(text, start, length)
            value = bare(text[start:last]) if last else ""
            likely = text[start + 2].isdigit() and sum(map(str.isdigit, value)) > len(value) * _MOST_LETTERS
            if value and (likely or iban(value)):
                return [Span(start, last, Label.ACCOUNT, 5)]
        found = _IBAN.match(text, start)
        if found and _SHORTEST <= len(bare(found[0])) <= _LONGEST and iban(found[0]):
            return [Span(start, found.end(), Label.ACCOUNT, 5)]
        return []


def _end_of(text: str, start: int, length: int) -> int:
    """Return where that many letters and digits end, if only blanks and hyphens part them; else 0."""
    seen = 0
    for at in range(start, min(len(text), start + 2 * length)):
        if text[at].isalnum():
            seen += 1
            if seen == length:
                return at + 1 if not text[at + 1 : at + 2].isalnum() else 0
        elif text[at] not in " -":
            return 0
    return 0


RULES: Final[tuple[Rule, ...]] = (
    _Iban(Label.ACCOUNT, (r"\b[a-z]{2}[ \t]?\d{2}[ \t\-]?[a-z0-9]{4}[ \t\-]?[a-z0-9]{4}[ \t\-]?[a-z0-9]{3}",), _IBAN),
    Cue(
        Label.ACCOUNT,
        (r"\bi\.?b\.?a\.?n\b",),
        r"[a-z]{2} ?\d{2}(?:[ \t\-]?[a-z0-9]{2,4}){3,8}(?![a-z0-9])",
        least=8,
        weight=5,
    ),
    Cue(
        Label.ACCOUNT,
        (
            r"\b(?:routing|rtn|aba|transit|ruta|swift|bic|clabe|sort\scode|wire)\b",
            r"\b(?:numero|num|no)\.?\sde\s(?:ruta|transito)\b",
        ),
        digits(6, 18),
        least=6,
        weight=4,
    ),
    Cue(
        Label.ACCOUNT,
        (
            r"\bacc?o?u?n?ts?\s?(?:number|num|no|#|nbr|id)?\b",
            r"\b(?:acct|acnt|accnt|a/c)\b",
            r"\b(?:guarantor|billing\sid|cta)\b",
            r"\b(?:bill|bills|invoice|statement|collections?|cobranza)\b",
            r"\b(?:cuenta|cuneta|cuetna)s?(?:\s(?:bancaria|corriente|de\s(?:ahorros?|cheques|banco)))?\b",
        ),
        CODE,
        weight=3,
    ),
)
