"""All layers together: what is found, and the text with placeholders in its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.gateway.redaction.spans import Span, merged
from services.gateway.redaction.view import Layer, View


@dataclass(frozen=True, slots=True)
class Redactor:
    """Runs the layers over a text; safe to share between threads and tasks.

    Attributes:
        layers: The layers, in no particular order.
        rest: Returns what else is found, given what the layers found: the trained tagger.
        kept: Returns which finds stand: the keep-list (ages to 89, vitals, drugs, eponyms, codes, times, money).
    """

    layers: Sequence[Layer]
    kept: Callable[[View, list[Span]], list[Span]] = lambda _view, spans: spans
    rest: Callable[[View, list[Span]], list[Span]] = lambda _view, _spans: []

    def find(self, view: View) -> list[Span]:
        """Return all identifiers of a text in order, without overlaps.

        Raises:
            Exception: A layer failed; the caller refuses the text (fail closed) and passes nothing on.
        """
        found = [span for layer in self.layers for span in layer.find(view)]
        found += self.rest(view, found)
        return merged(self.kept(view, found))


def replaced(text: str, spans: Sequence[Span], surrogate: Callable[[Span, str], str]) -> str:
    """Return the text with each span replaced by `surrogate(span, words)`; the spans are in order."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], surrogate(span, text[span.start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])
