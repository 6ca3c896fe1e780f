"""The layer of structured identifiers: all rules over the plain fold and over what was spoken."""

import re
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns import (
    accounts,
    bank,
    device,
    health_plan,
    licence,
    likeness,
    mail,
    medical_record,
    payment,
    reference,
    social_security,
    telephone,
    vehicle,
    web,
)
from services.gateway.redaction.patterns.leftover import CODES, NUMBERS, Window, leftover
from services.gateway.redaction.patterns.mended import mended
from services.gateway.redaction.patterns.prefilter import Prefilter
from services.gateway.redaction.patterns.rules import Rule
from services.gateway.redaction.shadow import Shadow
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

_FAMILIES = (
    social_security,
    telephone,
    mail,
    accounts,
    web,
    medical_record,
    health_plan,
    payment,
    bank,
    licence,
    vehicle,
    device,
    likeness,
    reference,
)
RULES: Sequence[Rule] = tuple(chain.from_iterable(family.RULES for family in _FAMILIES))
"""Every family's rules."""


#: Digits said after a web address's last word, and what they are joined to: "slash user slash soto | 82".
_START = itemgetter(1)
_TAIL = re.compile(r" \d[\w./?=\-]*+(?:[ \t]\d[\w./?=\-]*+){0,4}", re.ASCII)


class PatternLayer:
    """Finds structured identifiers; one automaton says where to look, so that most text costs one pass."""

    def __init__(self, rules: Sequence[Rule] = RULES) -> None:
        self._rules = rules
        self._prefilter = Prefilter([*(rule.triggers for rule in rules), NUMBERS, CODES])

    def find(self, view: View) -> list[Span]:
        """Return what the rules find, typed and spoken, in the original's offsets."""
        spans = self._in(mended(view.folded, view.runs), said=False)
        if view.spoken is not None:
            spans += self._in(mended(view.spoken), said=True)
        return spans

    def _in(self, shadow: Shadow, *, said: bool) -> list[Span]:
        text = shadow.text
        hits = self._prefilter.hits(text)
        if not hits:
            return []
        found: dict[Span, None] = {}  # each once, in order
        left: list[tuple[int, int, int]] = []
        done: dict[int, int] = {}
        for hit in hits:
            rule, start, end = hit
            if rule >= len(self._rules):
                left.append(hit)
            elif start >= done.get(rule, 0):
                spans = self._rules[rule].look(text, start, end)
                if spans:
                    found.update(dict.fromkeys(spans))
                    done[rule] = spans[-1].end
        result = list(found)
        if left:
            codes = {start for rule, start, _end in left if rule > len(self._rules)}
            window = Window(min(map(_START, left)), left[-1][2], codes)
            result += leftover(text, window, result, said=said)
        return [_original(shadow, span, said=said) for span in result]


def _original(shadow: Shadow, span: Span, *, said: bool) -> Span:
    """Return a find of a shadow as a span of the original."""
    start, end = _spoken_whole(shadow, span) if said else (span.start, span.end)
    first, last = shadow.original(start, end)
    return Span(first, last, span.label, span.weight)


def _spoken_whole(shadow: Shadow, span: Span) -> tuple[int, int]:
    """Return where a find begins and ends whose words were said: blanks part an address's words and numbers then."""
    text, start, end = shadow.text, span.start, span.end
    if span.label is Label.EMAIL and shadow.starts and shadow.ends:
        sign = text.index("@", start)
        if shadow.ends[sign] - shadow.starts[sign] > 1:
            start = mail.spoken_start(text, start, sign)
    elif span.label in {Label.PHOTO, Label.BIOMETRIC} and text[start].isdigit():
        start = mail.spoken_start(text, start, end)
    elif span.label is Label.URL and (tail := _TAIL.match(text, end)):
        end = tail.end()
    return start, end
