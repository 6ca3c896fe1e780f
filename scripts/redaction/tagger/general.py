"""Sentences of general language for the tagger alone: what the clinic's templates don't say."""

from functools import cache
from pathlib import Path
from typing import Final

from scripts.redaction.corpus.templates import Template

GENERAL_STYLES: Final = ("chat", "sms", "dictated", "note", "query")
_ROOM: Final = Path(__file__).parent / "templates"
_FILES: Final = ("", "talk_")


@cache
def general(lang: str) -> tuple[Template, ...]:
    """Return the general templates of a language; those after the heading `[clean]` identify nobody."""
    found: list[Template] = []
    clean = False
    for line in (line for name in _FILES for line in (_ROOM / f"{name}{lang}.txt").read_text("utf-8").splitlines()):
        if line in {"[clean]", "[who]"}:
            clean = line == "[clean]"
        elif line and not line.startswith("#"):
            found.append(Template(line.replace("\\n", "\n"), lang, GENERAL_STYLES, None, clean))
    return tuple(found)
