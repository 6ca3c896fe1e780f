"""`sealdesk redact`: reads JSON lines, answers each at once with what identifies somebody and the text without it."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from services.gateway.errors import GatewayError, RosterUnreadable
from services.gateway.redact_lines import RedactLines
from services.gateway.redaction.pipeline import Mode, build_redactor
from services.gateway.redaction.roster.records import patients_from_lines
from services.gateway.redaction.roster.roster import Roster

FAILED = 1
WRONG_USE = 2


def run(source: TextIO, sink: TextIO, roster: Path | None = None, mode: str = "strict", *, tagger: bool = True) -> None:
    """Answer each line of `source` on `sink` before the next one is read.

    Raises:
        RosterUnreadable: The roster file cannot be read; nothing is answered with half a roster.
        TaggerUnusable: The trained tagger's file is damaged.
    """
    patients = _roster(roster) if roster is not None else None
    lines = RedactLines(build_redactor(patients, mode, "committed" if tagger else None))
    for line in iter(source.readline, ""):
        if line.strip():
            sink.write(lines.answer(line) + "\n")
            sink.flush()


def main(words: Sequence[str]) -> int:
    """Run with the words of the command line, without the command framework, which takes its time to start."""
    parser = ArgumentParser(prog="sealdesk redact", add_help=False)
    parser.add_argument("--roster", type=Path)
    parser.add_argument("--mode", default=Mode.STRICT, choices=list(Mode))
    parser.add_argument("--no-tagger", action="store_true")
    options = parser.parse_args(words)
    return command(options.roster, options.mode, tagger=not options.no_tagger)


def command(roster: Path | None, mode: str, *, tagger: bool = True) -> int:
    """Run on this process's own input and output; return the exit status."""
    if mode not in set(Mode):
        sys.stderr.write(f"sealdesk: There is no mode {mode!r}. Use one of {', '.join(Mode)}.\n")
        return WRONG_USE
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "strict")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    try:
        run(sys.stdin, sys.stdout, roster, mode, tagger=tagger)
    except BrokenPipeError:
        sys.stdout = None  # nobody reads any more: nothing is left to say, at exit either
    except GatewayError as error:
        sys.stderr.write(f"sealdesk: {error.what}\n          {error.do}\n")
        return FAILED
    return 0


def _roster(file: Path) -> Roster:
    """Return the roster in a file.

    Raises:
        RosterUnreadable: The file cannot be read.
    """
    try:
        with file.open(encoding="utf-8") as lines:
            return Roster(patients_from_lines(lines))
    except (OSError, UnicodeDecodeError) as problem:
        raise RosterUnreadable(str(file), type(problem).__name__) from None
