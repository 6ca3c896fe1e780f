"""Lines with the identifiers marked in them, "born [DOB|3/4/84]", and the comparison with what layers find."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import merged
from services.gateway.redaction.view import Layer, View

_MARK = re.compile(r"\[([A-Z]+)\|([^\]]*)\]")


@dataclass(frozen=True)
class Marked:
    """A line without its marks, and the (words, label) that were marked."""

    text: str
    marks: list[tuple[str, str]]


def marked(line: str) -> Marked:
    return Marked(_MARK.sub(r"\2", line), [(found[2], found[1]) for found in _MARK.finditer(line)])


def found_in(text: str, layers: Sequence[Layer], asked: Label | None = None) -> list[tuple[str, str]]:
    """Return the (words, label) the layers find in a text."""
    view = View(text, asked=asked)
    spans = merged([span for layer in layers for span in layer.find(view)])
    return [(text[span.start : span.end], span.label.value) for span in spans]
