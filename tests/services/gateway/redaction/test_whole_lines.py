"""Whole lines through all layers: every marked character is found, and no other letter or digit is touched."""

import re
from pathlib import Path

import pytest

from services.gateway.redaction.pipeline import build_redactor
from services.gateway.redaction.view import View

_HERE = Path(__file__).parent
_MARK = re.compile(r"<([A-Z]+)\|([^>]*)>")
_REDACTOR = build_redactor()


def lines(name: str) -> list[str]:
    written = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in written if line and not line.startswith("# ")]


LINES = [*lines("whole_en"), *lines("whole_es")]


def plain(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a line without its marks, and where the marked words are."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    return text + line[at:], spans


def shown(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with a line in place of every letter and digit within the spans."""
    hidden = {at for start, end in spans for at in range(start, end) if text[at].isalnum()}
    return "".join("_" if at in hidden else each for at, each in enumerate(text))


def test_there_are_lines_of_both_languages_with_and_without_identifiers() -> None:
    clean = sum(_MARK.search(line) is None for line in LINES)
    assert len(LINES) >= 1200
    assert clean >= 400


@pytest.mark.parametrize("line", LINES)
def test_a_whole_line_is_redacted_to_the_letter(line: str) -> None:
    text, marked = plain(line)
    found = [(span.start, span.end) for span in _REDACTOR.find(View(text))]
    assert shown(text, found) == shown(text, marked)
