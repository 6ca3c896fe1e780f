"""`python -m scripts.redaction.score FILE...`: how much the redaction finds, and how much in vain.

Counted per alphanumeric character. Recall is label-blind: what is redacted cannot leak, whatever it is called; how
often the label is of the right family stands beside it. The redactor is the one `sealdesk redact` runs.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from json import dumps, loads
from pathlib import Path
from typing import Any, Final

from scripts.redaction.marked import marked_records
from scripts.redaction.tally import Found, Tally, for_scheduling
from services.gateway.redact_lines import RedactLines
from services.gateway.redaction.pipeline import Mode, build_redactor
from services.gateway.redaction.roster.records import patients_from_lines
from services.gateway.redaction.roster.roster import Roster

SAID_ON: Final = date(2026, 11, 23)
"""The day on which the committed test lines are said."""

Answer = Callable[[dict[str, Any]], Found]


def answering(roster: Path | None, mode: Mode, *, tagger: bool = True) -> Answer:
    """Return what answers one record of a set.

    Raises:
        ValueError: A line was refused; the message says why.
    """
    patients = Roster(patients_from_lines(roster.read_text(encoding="utf-8").splitlines())) if roster else None
    lines = RedactLines(build_redactor(patients, mode, "committed" if tagger else None, lambda: SAID_ON))

    def answer(record: dict[str, Any]) -> Found:
        line = dumps({"text": record["text"], "lang": record.get("lang"), "asked": record.get("asked")})
        result = loads(lines.answer(line))
        if "error" in result:
            raise ValueError(f"{record.get('id')}: {result['error']}")
        return [(start, end, label) for start, end, label in result["spans"]]

    return answer


def scored(records: Iterator[dict[str, Any]], answer: Answer, *, scheduling: bool = False) -> Tally:
    """Return the tally of a set."""
    tally = Tally()
    for record in records:
        gold = for_scheduling(record["spans"], record["text"]) if scheduling else record["spans"]
        tally.add(record["text"], gold, answer(record))
    return tally


def records(file: Path, **wanted: str | None) -> Iterator[dict[str, Any]]:
    """Yield the records of a set whose fields are as wanted; a field wanted as None may be anything.

    A set is a record of JSON a line, or (`.txt`) a line with marks each: `scripts.redaction.marked`.
    """
    with file.open(encoding="utf-8") as lines:
        for record in marked_records(file) if file.suffix == ".txt" else map(loads, lines):
            if all(value is None or record.get(key) == value for key, value in wanted.items()):
                yield record


def report(tally: Tally, *, by_label: bool, misses: int) -> Iterator[str]:
    """Yield the lines of a report."""
    yield (
        f"recall {tally.recall():.2%}  precision {tally.precision():.2%}  F2 {tally.f2:.2%}  "
        f"no leak {_rate(tally.whole, tally.texts)}  empty texts touched {_rate(tally.touched, tally.empty)}"
    )
    if by_label:
        yield f"{'label':<12}{'gold':>7}{'recall':>9}{'right name':>12}{'found':>8}{'precision':>11}"
        for label in sorted({*tally.gold, *tally.found}):
            yield (
                f"{label:<12}{tally.gold[label]:>7}{tally.recall(label):>9.2%}{tally.naming(label):>12.2%}"
                f"{tally.found[label]:>8}{tally.precision(label):>11.2%}"
            )
    for title, shown in (("missed", tally.missed), ("found in vain", tally.false)):
        for label, examples in sorted(shown.items()) if misses else []:
            yield f"-- {title}: {label} ({len(examples)})"
            yield from (f"   {example}" for example in examples[:misses])


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.2%} of {whole}" if whole else "none"


def main(arguments: Sequence[str]) -> int:
    """Score each file and print its report."""
    parser = argparse.ArgumentParser(prog="python -m scripts.redaction.score", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--roster", type=Path, help="the clinic's patients, JSON lines")
    parser.add_argument("--by-label", action="store_true", help="figures for each label")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="show N misses and false finds of each label"
    )
    parser.add_argument("--scheduling", action="store_true", help="dates of appointments must stay readable")
    parser.add_argument("--lang", help="only lines of this language")
    parser.add_argument("--style", help="only lines of this style")
    parser.add_argument("--no-tagger", action="store_true", help="rules and word lists alone")
    chosen = parser.parse_args(arguments)
    mode = Mode.SCHEDULING if chosen.scheduling else Mode.STRICT
    answer = answering(chosen.roster, mode, tagger=not chosen.no_tagger)
    for file in chosen.files:
        tally = scored(records(file, lang=chosen.lang, style=chosen.style), answer, scheduling=chosen.scheduling)
        print(file.name)
        print("\n".join(report(tally, by_label=chosen.by_label, misses=chosen.misses)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
