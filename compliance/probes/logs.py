"""Probe of the logs: a canary does not come through, and no identifier stands in what was written."""

import asyncio
import logging
import re
import sys
from pathlib import Path
from typing import Final

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.subject import Subject
from compliance.probes.walking import files_below

_CANARY: Final = "Zebulon Quackenbush 987-65-4329"
_NEWEST_BYTES: Final = 1024 * 1024
_JOURNAL: Final = ("journalctl", "--quiet", "--output=cat", "--lines=20000", "--unit=sealdesk-*")
_SHAPES: Final = {
    "social security numbers": re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-\d{2}-\d{4}(?![\d-])"),
    "telephone numbers": re.compile(
        r"(?<![\d.:])(?:\+1[ -]?|\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?!\d)|\+1\d{10}(?!\d)"
    ),
    "e-mail addresses": re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE),
    "birth dates": re.compile(r"(?:born|birth|dob)\W{1,4}\d", re.IGNORECASE),
}


async def _clean(subject: Subject) -> Figure:
    if _comes_through(subject.logs.formatter):
        raise NotShown("an invented patient in an exception, or behind a library's first line, came into the log line")
    lines, found = await asyncio.to_thread(_search, subject.logs.folder)
    where = f"the newest lines of {subject.logs.folder.name}/"
    if not lines:
        lines, found = _count(await _journal(subject))
        where = "the newest lines of the journal"
    if not lines:
        raise CannotTell(f"there is no log line in {subject.logs.folder.name}/, and none of ours in systemd's journal")
    if found:
        told = ", ".join(f"{count} {kind}" for kind, count in found.items())
        raise NotShown(f"{told} in {where}")
    return Figure(f"an invented patient did not come through; {lines} lines searched in {where}, no identifier found")


async def _journal(subject: Subject) -> str:
    """Return what our units wrote last, by systemd's journal; empty where there is none, or it may not be read."""
    ran = await subject.machine.commands.run(*_JOURNAL)
    return ran.out if ran is not None and not ran.code else ""


def _comes_through(formatter: logging.Formatter) -> bool:
    """Log an invented patient as code might by mistake, and look at the line."""
    try:
        raise ValueError(_CANARY)  # noqa: TRY301 an exception with its traceback is what is needed
    except ValueError:
        ours = logging.LogRecord("services.canary", logging.ERROR, "", 1, "It failed.", (), sys.exc_info())
    theirs = logging.LogRecord("asyncio", logging.ERROR, "", 1, "failed\nvalue: %s", (_CANARY,), None)
    lines = f"{formatter.format(ours)} {formatter.format(theirs)}"
    return any(word in lines for word in _CANARY.split())


def _search(folder: Path) -> tuple[int, dict[str, int]]:
    """Count lines, and what looks like an identifier in them; of each file the newest megabyte.

    Raises:
        CannotTell: the folder is there and cannot be read.
    """
    below = files_below(folder) if folder.is_dir() else ()
    return _count("".join(_newest(path) for path in below if _is_log(path)))


def _is_log(path: Path) -> bool:
    return ".log" in path.suffixes


def _newest(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _NEWEST_BYTES))
        return file.read().decode("utf-8", "replace")


def _count(text: str) -> tuple[int, dict[str, int]]:
    found = {kind: len(shape.findall(text)) for kind, shape in _SHAPES.items()}
    return text.count("\n"), {kind: count for kind, count in found.items() if count}


LOGS: Final = Probe(
    "logs.clean",
    "The logs tell nothing of a patient",
    "log lines made of an invented patient; the newest megabyte of each process's log, or systemd's journal, searched "
    "for identifiers",
    "grep -nE '[0-9]{3}-[0-9]{2}-[0-9]{4}|@' run/logs/*.log",
    "Keep the log apart, remove it when the incident is recorded, and report this fault.",
    _clean,
)
