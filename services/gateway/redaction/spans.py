"""Stretches of text that identify somebody."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Final, NamedTuple

from services.gateway.redaction.labels import Label


class Span(NamedTuple):
    """One find.

    Attributes:
        start: Index of its first character in the original text.
        end: Index after its last character.
        label: Its kind.
        weight: How sure its layer is; where finds overlap, the label of the heaviest (then longest) stays.
    """

    start: int
    end: int
    label: Label
    weight: int = 1


_START: Final = itemgetter(0)
_END: Final = itemgetter(1)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order without overlaps: overlapping ones become their union, none is lost."""
    result: list[Span] = []
    ordered = sorted(spans, key=_END, reverse=True)
    ordered.sort(key=_START)
    beyond = -1
    for span in ordered:
        start, end, label, weight = span
        if start >= end:
            continue
        if start >= beyond:
            result.append(span)
            beyond = end
            continue
        first, last, named, sure = result[-1]
        if (weight, end - start) > (sure, last - first):
            named, sure = label, weight
        beyond = max(last, end)
        result[-1] = Span(first, beyond, named, sure)
    return result
