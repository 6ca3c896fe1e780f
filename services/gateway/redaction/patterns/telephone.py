"""Telephone and fax numbers: North American in every way of writing, extensions, and those of other countries."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.checks import bare, north_american
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.spans import Span

_EXTENSION: Final = (
    r"(?:[ \t,;/\-]{0,3}(?:x|ext|extn|extension|extention|anexo|interno|#)"
    r"[ \t.:#]{0,3}(?:(?:is|es|number|numero) )?\d{1,6}(?!\d))?"
)
_NANP: Final = r"(?:(?:\+|00)?1[ \t.\-/(]{0,3})?\(?\d{3}[ \t.\-/)]{0,4}\d{3}[ \t.\-/]{0,3}\d{4}(?!\d)"
_LOOSE: Final = (
    r"(?:\+?\(?1[ \t.\-]{1,2})?\(?\d(?:[ \t.\-/()]{0,3}\d){9}(?!\t?\d)|"
    r"\+?\(?\d(?:[ \t.\-/()]{0,3}\d){6,14}(?!\t?\d)"
)
_VALUE: Final = rf"(?:{_NANP}|{_LOOSE}){_EXTENSION}"
_INDIVISIBLE: Final = frozenset("-./+ ")


def _weigh(value: str) -> int:
    """Weigh ten digits: sure where the plan allows them, likely where they are at least grouped."""
    national = bare(value.split("x", maxsplit=1)[0].split("e", maxsplit=1)[0]).removeprefix("00")
    if north_american(national[-10:]):
        return 3
    return 2 if any(each in value for each in " -./()") else 0


class _Widened(Shape):
    """A shape whose opening parenthesis or plus sign, if any, belongs to it."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the number with what stands right before it."""
        found = super().look(text, start, end)
        if found and start and text[start - 1] in "(+":
            first = start - (2 if text[start - 2 : start] == "+(" else 1)
            return [Span(first, found[0].end, found[0].label, found[0].weight)]
        return found


class _Fax(Cue):
    """The word fax: it names the number after it, unless it ends the line of the number before it."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the fax number beside the word."""
        if text[end : end + 1] == "\n" and start > 1 and text[start - 2].isdigit():
            return []
        return super().look(text, start, end)


class _Local(Shape):
    """A number of seven digits, unless it is part of a longer one."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the number where nothing joins it to other digits."""
        if start > 1 and text[start - 1] in _INDIVISIBLE and text[start - 2].isdigit():
            return []
        return super().look(text, start, end)


RULES: Final[tuple[Rule, ...]] = (
    _Fax(
        Label.FAX,
        (r"\bfa(?:x|cs|xes|xed|csimile)\b", r"\bfacsimil\b"),
        rf"(?:(?:letters?|records?|forms?|results?|over|notes?|carta|resultados|to|al)[ ]){{0,4}}(?P<v>{_VALUE})",
        least=7,
        weight=5,
    ),
    Cue(
        Label.PHONE,
        (
            r"\b(?:tele|cell|mobile|home|work|smart)?[pf]h?ones?\b",
            r"\b(?:phon|phne|pone|hpone|fone|telehone|telephon|telepone)\b",
            r"\b(?:cells?|cel|cellular|mobile|tel|tels|tlf|tfno|telf|ph|mob|landline|pager|whats?\s?app|sms|tty|tdd)\b",
            r"\b(?:call|text|reach|ring|dial|phone|contact|txt)(?:\s?(?:me|us|him|her|them|back))?\b",
            r"\bcallback\b",
            r"\b(?:my|his|her|their|contact|home|work|office|best|call\s?back|emergency|registered)\s(?:number|num|no|#|nr)\b",
            r"\b(?:office|desk|mobile|home|work|cell)\s?[:#]",
            r"\bt[eo]l[eo]fon[oi]s?\b",
            r"\bt[eo]l[eo]f[a-z]{2,3}o\b",
            r"\b(?:celular|selular|celualr|cellular|movil|mobil|fijo|guasap|wasap)\b",
            r"\b(?:llam|marc|marq|comuni|contact|mand)[a-z]{1,8}\b",
            r"\b(?:mi|su|el)\snum(?:ero)?s?\b",
        ),
        _VALUE,
        least=7,
    ),
    Cue(
        Label.PHONE,
        (r"\bext(?:ension|ention|n)?\b", r"\b(?:anexo|interno)\b"),
        r"\d{2,6}(?!\d)",
        least=2,
        weight=2,
    ),
    _Widened(
        Label.PHONE,
        (
            r"\b(?:(?:00)?1[ \t.\-/(]{0,3})?\d{3}[ \t.\-/)]{0,4}\d{3}[ \t.\-/]{0,3}\d{4}\b",
            r"\b\d{10}x\d",
            r"\b\d{3}[.\- ]\d{3}[.\- ]\d{4}x",
        ),
        re.compile(
            rf"(?:(?:00)?1[ \t.\-/(]{{0,3}})?\d{{3}}[ \t.\-/)]{{0,4}}\d{{3}}[ \t.\-/]{{0,3}}\d{{4}}(?!\d){_EXTENSION}",
            re.ASCII,
        ),
        _weigh,
    ),
    _Widened(
        Label.PHONE,
        (r"\+\(?\d(?:[ \t().\-]{0,3}\d){6}",),
        re.compile(rf"\+\(?\d(?:[ \t().\-]{{0,3}}\d){{6,14}}(?!\d){_EXTENSION}", re.ASCII),
        lambda _value: 5,
    ),
    _Local(
        Label.PHONE,
        (r"\b[2-9]\d{2}[\-.]\d{4}\b",),
        re.compile(rf"\d{{3}}[\-.]\d{{4}}(?![\d/:]|[\-.]\d){_EXTENSION}", re.ASCII),
        lambda value: 2 if "-" in value else 0,
    ),
    _Local(
        Label.PHONE,
        (r"\b[2-9]\d{2} \d{4}\b",),
        re.compile(
            r"\d{3} (?!19|20)\d{4}(?![\d/:%]|[\-.,]\d| ?\d| ?(?:m[cl]?g|ml|units?|iu|am|pm|cal|steps)\b)", re.ASCII
        ),
        lambda _value: 1,
    ),
    Shape(
        Label.PHONE,
        (r"\b(?:1[\-. ])?8(?:00|88|77|66|55|44|33)-[a-z][a-z\-]{5,8}\b",),
        re.compile(r"(?:1[\-. ])?8\d\d-[a-z][a-z\-]{5,8}", re.ASCII),
    ),
)
