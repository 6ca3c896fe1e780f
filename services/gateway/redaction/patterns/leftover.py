"""Long numbers and codes that no rule named: whatever they are, they are somebody's."""

import re
import string
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.checks import bare, luhn, north_american, npi, social_security
from services.gateway.redaction.patterns.values import NO_AFFIX, is_measure
from services.gateway.redaction.spans import Span

NUMBERS: Final = (r"\d(?:[ \t.\-/()]{0,2}\d){6}",)
"""Where this matches a long number may be left."""
CODES: Final = (
    r"\b[a-z]{1,5}-?\d{6}",
    r"\b\d{2,}[a-z]{1,3}\d{4}",
    r"\b[a-z]{1,3}\d{1,4}[a-z]\d{4}",
    r"\b[0-9a-f]{24}",
    r"\b[a-z]{1,4}-\d{2,5}-\d{3}",
    r"\b[a-z]{3} \d{3} \d{4}",
)
"""Where one of these begins a code may begin that is left."""

_RUN: Final = re.compile(r"\(?\d++(?:(?:[ \t.\-/]|[)] ?|\()\d++)*+", re.ASCII)
_THOUSANDS: Final = re.compile(r"\d,\d{3}(?!\d)", re.ASCII)
_INSIDE: Final = re.compile(r"\(?\d++", re.ASCII)
_NOT_BEFORE: Final = frozenset(string.ascii_lowercase + string.digits + "_./$:")
_NOT_AFTER: Final = frozenset(string.ascii_lowercase + ":")
_CODE: Final = re.compile(
    r"(?<![\w.])(?:[a-z]{1,5}-?\d{6,20}[a-z]{0,3}(?:-[a-z0-9]{1,6})*"
    r"(?: \d{2}(?![\w/:.%]| ?[ap]\.?m| ?m[cg]))?|[a-z]{1,3}\d{1,4}[a-z]\d{4,10}|"
    rf"(?=[a-z]{{3}} \d{{3}} \d{{4}})(?!(?:{NO_AFFIX}) )[a-z]{{3}} \d{{3}} \d{{4}}|"
    r"\d{2,12}[a-z]{1,3}\d{4,12}|[a-z]{1,4}-\d{2,5}-\d{3,9}|[0-9a-f]{24,64})(?![\w])",
    re.ASCII,
)
#: Letters that were spelled, with digits said in groups.
_SAID: Final = re.compile(r"(?<![\w.@/])[a-z]{1,5}-?\d++(?:[\t\-]\d++)++(?![\w])", re.ASCII)
_LEAST_SAID: Final = 5
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE: Final = re.compile(
    rf"(?:{_DAY}(?P<mark>[/.\- \t]){_DAY}(?P=mark)(?:(?:19|20)\d\d|\d\d(?=[^ ]|\Z))|"
    rf"(?:19|20)\d\d[/.\-]\d{{1,2}}[/.\-]{_DAY})"
    r"(?!\d|[.\-/]\d)"
)
_ZIP: Final = re.compile(r"\d{5}(?:-\d{4})?\Z")
_PREFIX: Final = re.compile(r"\(?\d{2,3}[) \-.]{1,2}\Z")
_GROUPED: Final = re.compile(r"[ \t.\-/()]+")
_MARGIN: Final = 16
_SHORTEST: Final = 7
_ROUND: Final = "00000"
_LEAST_GROUPED: Final = 8
_SPAN_OF_CARDS: Final = range(12, 20)
_MOST_PHONE: Final = 15
_NATIONAL: Final = 10
_GROUP: Final = 3


class Window(NamedTuple):
    """Where something may be left of a text.

    Attributes:
        start: Where the first trigger begins.
        end: Where the last one ends.
        codes: Where those of codes begin.
    """

    start: int
    end: int
    codes: set[int]


def leftover(text: str, window: Window, taken: Sequence[Span], *, said: bool) -> list[Span]:
    """Return the long numbers and codes of a text outside what is taken.

    Args:
        text: A shadow's text.
        window: Where in it the triggers matched.
        taken: What the rules found there, in any order.
        said: Whether the text was spoken: then blanks part the digits of one number anywhere.
    """
    covered = bytearray(len(text))
    for span in taken:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    found: list[Span] = []
    first, last = max(0, window.start - _MARGIN), min(len(text), window.end + _MARGIN)
    for start, end in _runs(text, first, last):
        if 1 in covered[start:end]:
            found += _prefix(text, start, end, covered)
            continue
        label = _label(text, start, end, said=said)
        if label:
            found.append(Span(start, end, label))
    return found + [
        Span(*code.span(), Label.ID)
        for code in _codes(text, window.codes, (first, last), said=said)
        if 0 in covered[code.start() : code.end()] and not is_measure(text, *code.span())
    ]


def _runs(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield where runs of digits begin and end between two places, without groups that belong to what is before."""
    for run in _RUN.finditer(text, first, last):
        start, end = run.span()
        if end < last and text[end] in _NOT_AFTER:
            continue
        starts = (group.start() for group in _INSIDE.finditer(text, start, end))
        free = next((at for at in starts if not _behind(text, at)), None)
        if free is not None:
            yield free, end


def _behind(text: str, at: int) -> bool:
    """Return whether a group of digits at an index goes on with a word, an amount or the like."""
    return at > 0 and (text[at - 1] in _NOT_BEFORE or _THOUSANDS.match(text, max(0, at - 2)) is not None)


def _codes(text: str, starts: set[int], within: tuple[int, int], *, said: bool) -> list[re.Match[str]]:
    """Return what looks like a code between two places; all but those that were said begin where a trigger does."""
    first, last = within
    codes: list[re.Match[str]] = []
    beyond = first
    for start in sorted(starts):
        code = _CODE.match(text, start, last) if start >= beyond else None
        if code:
            codes.append(code)
            beyond = code.end()
    if said:
        codes += [each for each in _SAID.finditer(text, first, last) if len(bare(each[0])) > _LEAST_SAID]
    return codes


def _prefix(text: str, start: int, end: int, covered: bytearray) -> list[Span]:
    """Return the country's or trunk's digits right before a number that is taken, joined to it: "21 253 109 8211"."""
    first = covered.index(1, start, end)
    return [Span(start, first + 1, Label.PHONE)] if _PREFIX.match(text, start, first) else []


def _label(text: str, start: int, end: int, *, said: bool) -> Label | None:
    """Return what a run of digits is, if it is anybody's number."""
    value = text[start:end]
    number = bare(value)
    if (
        len(number) < _SHORTEST
        or number.endswith(_ROUND)
        or _ZIP.match(value)
        or is_measure(text, start, end)
        or _DATE.match(value)
    ):
        return None
    groups = [each for each in _GROUPED.split(value) if each]
    if len(groups) == 1 or said:
        return _whole(number)
    if len(number) >= _LEAST_GROUPED and len(number) <= _MOST_PHONE and _like_phone(value, groups):
        return Label.PHONE
    return Label.ID if len(number) > _MOST_PHONE and max(map(len, groups)) > _GROUP else None


def _like_phone(value: str, groups: Sequence[str]) -> bool:
    """Return whether groups of digits look like some country's telephone number, and not like several measures."""
    if "/" in value or max(map(len, groups)) < _GROUP:
        return "/" not in value and value.count("-") == len(groups) - 1
    return "." not in value or value.count(".") == len(groups) - 1


def _whole(number: str) -> Label:
    """Return the likeliest kind of digits in one piece."""
    if len(number) == _NATIONAL and npi(number) and not north_american(number):
        return Label.LICENSE
    if north_american(number[-_NATIONAL:]) and len(number) in {_NATIONAL, _NATIONAL + 1}:
        return Label.PHONE
    if social_security(number):
        return Label.SSN
    return Label.ACCOUNT if len(number) in _SPAN_OF_CARDS and luhn(number) else Label.ID
