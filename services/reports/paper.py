"""A report on paper: what goes into the layout, and the process that sets it."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from services.audit.checkpoint import Checkpoint
from services.reports.definition import Definition
from services.reports.errors import PdfFailed
from services.reports.fields import short
from services.reports.sheet import Row, Sheet
from services.reports.typesetting import DATA, REPORT

MOST_ROWS: Final = 5_000
"""How many rows a PDF shows; all of them are in the CSV."""
_SECONDS: Final = 300
_LONGEST: Final = 600
_LATIN: Final = r"\n\x20-\x7e\xa0-\u024f\u1e00-\u1eff\u2010-\u2026\u20ac"
_GREEK: Final = r"\u0374-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u03d0-\u03e1\u03f0-\u03ff"
_CYRILLIC: Final = r"\u0400-\u0477\u047c-\u047f\u0483\u048c-\u04c4\u04c7-\u04cc\u04cf-\u04f9"
_HEBREW: Final = r"\u05be\u05d0-\u05ea"
_ARABIC: Final = r"\u060c\u061b\u061f\u0621-\u063a\u0640-\u064a\u0660-\u0669\u067e\u0686\u0698\u06a9\u06af\u06cc"
SHOWN: Final = _LATIN + _GREEK + _CYRILLIC + _HEBREW + _ARABIC
"""What the two fonts of the layout hold; one character beyond them, and no accessible PDF is made."""
_STRANGE: Final = re.compile(f"[^{SHOWN}]")
_LONG_WORD: Final = re.compile(r"\S{15,}")
_BREAKS: Final = re.compile(r"([._/:,;=-])(?=\S)|(\S{12})(?=\S)")


def plain(text: str) -> str:
    """Return a text that the paper's font can show: other characters by their number, and never longer than 600."""
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return _STRANGE.sub(lambda match: f"[U+{ord(match[0]):04X}]", cut)


def breakable(text: str) -> str:
    """Let long words break: a zero-width space behind their stops, or every twelve characters."""
    return _LONG_WORD.sub(lambda word: _BREAKS.sub(lambda cut: f"{cut[0]}\u200b", word[0]), plain(text))


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a report beside its table."""

    definition: Definition
    clinic: str
    point: Checkpoint
    asked: Sequence[Row]
    made: datetime | None
    """When the newest entry under the checkpoint was recorded: the document's date."""
    facts: Sequence[Row] = ()
    signatures: Sequence[Row] = ()
    kept: list[Row] = field(default_factory=list)
    """The rows it shows; filled while the table is written."""

    def keep(self, row: Row) -> None:
        """Take a row while there is room."""
        if len(self.kept) < MOST_ROWS:
            self.kept.append(row)

    def data(self, sheet: Sheet, count: int, table: str) -> dict[str, Any]:
        """Return what the layout reads; `count` rows are in the table, whose file is `table`."""
        one, made = self.definition, self.made
        return {
            "title": one.title,
            "clinic": plain(self.clinic),
            "answers": one.answers,
            "rule": one.rule,
            "asked": _safe(self.asked),
            "facts": _safe(self.facts),
            "means": one.means,
            "cannot": one.cannot,
            "figures": sheet.tally.rows(),
            "heading": _heading(one),
            "titles": sheet.titles,
            "widths": sheet.widths,
            "rows": [_shown(row, sheet) for row in self.kept],
            "left_out": count - len(self.kept),
            "table": table,
            "form": [{"title": each.title, "help": each.help, "lines": each.lines} for each in one.form],
            "signed": one.signed,
            "for_patient": one.for_patient,
            "signatures": _safe(self.signatures),
            "log": self.point.origin,
            "size": str(self.point.size),
            "root": self.point.root.hex(),
            "date": None if made is None else _date(made),
            "seconds": 0 if made is None else int(made.timestamp()),
        }


def _heading(one: Definition) -> str:
    if one.for_patient:
        return "Disclosures"
    return "Patients" if one.by == "patient" else "People and services" if one.by else "Events"


def _safe(rows: Sequence[Row]) -> list[list[str]]:
    return [[breakable(cell) for cell in row] for row in rows]


def _shown(row: Row, sheet: Sheet) -> list[str]:
    return [breakable(short(cell) if place in sheet.shortened else cell) for place, cell in enumerate(row)]


def _date(made: datetime) -> dict[str, int]:
    at = made.astimezone(UTC)
    names = ("year", "month", "day", "hour", "minute", "second")
    return {name: getattr(at, name) for name in names}


def set_pdf(data: dict[str, Any], take: Callable[[bytes], None]) -> None:
    """Set the PDF in a process of its own and hand its bytes on.

    Raises:
        PdfFailed: it could not be set, or took longer than five minutes.
    """
    with tempfile.TemporaryDirectory(prefix="sealdesk-paper-") as made:
        folder = Path(made)
        (folder / DATA).write_bytes(orjson.dumps(data))
        command = [sys.executable, "-m", "services.reports.typesetting", made]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, env=_environment())  # noqa: S603 our own module
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PdfFailed(type(error).__name__) from None
        if done.returncode:
            raise PdfFailed("the program that sets it ended with an error")
        with (folder / REPORT).open("rb") as stream:
            while block := stream.read(1 << 16):
                take(block)


def _environment() -> dict[str, str]:
    """Give the process the way to our code, and nothing of what this one was told."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath, "LANG": "C.UTF-8"}
