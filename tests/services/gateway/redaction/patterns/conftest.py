"""One compiled layer for all tests of the patterns."""

from collections.abc import Callable

import pytest

from services.gateway.redaction.patterns.layer import PatternLayer
from services.gateway.redaction.spans import merged
from services.gateway.redaction.view import View


@pytest.fixture(scope="session")
def layer() -> PatternLayer:
    return PatternLayer()


@pytest.fixture(scope="session")
def find(layer: PatternLayer) -> Callable[[str], list[tuple[str, str]]]:
    """Return a function from a text to its finds: the words as written and the label."""

    def look(text: str) -> list[tuple[str, str]]:
        return [(text[span.start : span.end], span.label.value) for span in merged(layer.find(View(text)))]

    return look
