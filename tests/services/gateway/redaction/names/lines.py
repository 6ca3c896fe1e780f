"""Hand-written lines with the names in brackets."""

import re
from pathlib import Path

_HERE = Path(__file__).parent
_PART = re.compile(r"\[([^\]\[]+)\]")


def lines(name: str) -> list[str]:
    """Return the lines of a file, comments left out."""
    found = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in found if line and not line.startswith("# ")]


def plain(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a line without its brackets, and where the bracketed parts are."""
    text, spans, at = "", [], 0
    for found in _PART.finditer(line):
        text += line[at : found.start()]
        spans.append((len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    return text + line[at:], spans
