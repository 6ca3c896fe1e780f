"""Payment cards: number, expiry and security code."""

import re
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.checks import bare, luhn
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import announced
from services.gateway.redaction.spans import Span

_CARD_LENGTHS: Final = range(12, 20)
_NEAR: Final = 160
_CARD: Final = re.compile(
    r"\b(?:cards?|credit|debit|visa|master ?card|mastercard|amex|discover|tarjet[a-z]{0,3}|targeta|credito|debito|hsa|"
    r"cvv|cvc|account|acct|cuenta|bank|banco|\d{4}[ \t\-]\d{4,6}[ \t\-]\d{4,5}|\d{15,16})\b",
    re.ASCII,
)
_VALUE: Final = (
    r"(?:[\dx*#](?:[ \t.\-_/]{0,3}[\dx*#]){11,18}(?![\dx*#])|(?:[x*#]{1,12}[ \t\-]{0,3}){1,4}\d{4}(?!\d)|"
    r"\d(?:[ \t.\-_]{0,3}\d){3,18}(?!\d))"
)


def _weigh(value: str) -> int:
    """Weigh 12 to 19 digits: the Luhn check, or the grouping that cards are printed in."""
    number = bare(value)
    if len(number) not in _CARD_LENGTHS:
        return 0
    if luhn(number):
        return 4
    groups = [len(group) for group in re.split(r"[ \t\-.]+", value)]
    return 3 if groups in ([4, 4, 4, 4], [4, 6, 5], [4, 6, 4], [4, 4, 4, 4, 3]) else 0


@dataclass(frozen=True)
class _NearCard:
    """An expiry or security code, where a card is spoken of nearby."""

    triggers: tuple[str, ...]
    value: str

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the value after the words from `start` to `end`."""
        found = announced(self.value).match(text, end)
        if found is None or not _CARD.search(text, max(0, start - _NEAR), end + _NEAR):
            return []
        return [Span(*found.span("v"), Label.ACCOUNT, 4)]


RULES: Final[tuple[Rule, ...]] = (
    Shape(
        Label.ACCOUNT,
        (r"\b\d(?:[ \t\-.]{0,2}\d){11}",),
        re.compile(
            r"\d{4}([ \t\-.]{1,2})\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?(?![\d])|"
            r"\d{4}([ \t\-.]{1,2})\d{6}\2\d{4,5}(?!\d)|\d{12,19}(?!\d)|\d(?:[ \t\-.]{0,2}\d){12,18}(?!\d)",
            re.ASCII,
        ),
        _weigh,
    ),
    Cue(
        Label.ACCOUNT,
        (
            r"\b(?:credit|debit|visa|master\s?card|amex|american\sexpress|discover|diners|hsa|fsa)(?:\scard)?\b",
            r"\b(?:credit|crdit|debit|bank|payment)?\s?c(?:ards?|rad|adr)\b",
            r"\bt[ae]r[jg][ea]t[ae]?s?(?:\sde\s(?:credito|debito))?\b",
            r"\btarjt?[ae]?a?\b",
        ),
        _VALUE,
        weight=4,
        unless=r"(?:insurance|member|medicare|medicaid|id|group|green|identity|seguro|"
        r"health|plan|business|appointment|report)[ \t]?",
    ),
    Cue(
        Label.ACCOUNT,
        (
            r"\b(?:it|one|number|numero|mine|mia?)\s(?:ends|ending|termina)\s(?:in|with|en|con)\b",
            r"^termina\s(?:en|con)\b",
        ),
        r"\d(?:[ \t\-]?\d){3}(?!\d)",
        weight=2,
    ),
    _NearCard(
        (
            r"\b(?:ends?|ending|finishes)\s(?:in|with)\b",
            r"\b(?:terminad?[ao]s?|terminan?|acaban?|acabad[ao]|finaliza)\s(?:en|con)\b",
            r"\blast\s(?:four|4)\b",
            r"\bultimos\s(?:cuatro|4)\b",
        ),
        r"\d(?:[ \t\-]?\d){3}(?!\d)",
    ),
    _NearCard(
        (
            r"\bexp(?:ir(?:y|es|ation|ing|e)|\.)?(?:\sdate)?\b",
            r"\b(?:good|valid)\s(?:thru|through|until)\b",
            r"\b(?:vence|vencimiento|expira|caduca|caducidad|expiracion|valida\shasta)\b",
        ),
        r"(?:0?[1-9]|1[0-2])\s?[/\-. ]\s?(?:20)?\d{2}(?!\d)|(?:0[1-9]|1[0-2])\d{2}(?!\d)",
    ),
    _NearCard(
        (
            r"\b(?:cvv|cvc|ccv|cvn|csc)\s?2?\b",
            r"\bsec(?:urity)?\scode\b",
            r"\bcodigo\sde\sseguridad\b",
            r"\b(?:three|3|four|4)\sdigits?\s(?:code\s)?on\sthe\sback\b",
            r"\bcode\son\sthe\sback\b",
        ),
        r"\d[ \t]?\d[ \t]?\d(?:[ \t]?\d)?(?!\d)",
    ),
)
