"""Lines in which what identifies somebody is marked by hand: `hi this is <NAME|ann lee>`, a line each.

What counts neither for nor against a redactor is marked `<neutral|...>`. Lines that begin with "# " are comments.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_MARK: Final = re.compile(r"<([A-Z_]+|neutral)\|([^>]*)>")


def plain(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a line without its marks, and the marked stretches: start, end, label."""
    text, spans, at = "", list[tuple[int, int, str]](), 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return text + line[at:], spans


def marked_records(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a file as records of a set; the language stands at the end of its name: `lines_es.txt`."""
    for at, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("# "):
            continue
        text, spans = plain(line)
        yield {
            "id": f"{file.stem}-{at}",
            "text": text,
            "lang": file.stem.rpartition("_")[2],
            "spans": [[start, end, label, label] for start, end, label in spans],
        }
