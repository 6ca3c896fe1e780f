"""Texts per CPU-second of the redaction, beside hyperscan's bare limit and Presidio, in one run.

Run: python -m tests.bench.bench_redaction [TEXTS]
Presidio: python3.11 -m venv .cache/presidio && .cache/presidio/bin/pip install presidio-analyzer
"""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import hyperscan

from scripts.redaction.score import SAID_ON, records
from scripts.redaction.tally import Tally
from services.gateway.redaction.pipeline import build_redactor
from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.roster.records import patients_from_lines
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.view import View
from services.kernel.language import Language
from tests.bench.tool_result import tool_result

_ROOT = Path(__file__).parents[2]
_SET = _ROOT / "tests" / "data" / "redaction" / "test_lines.jsonl"
_ROSTER = _SET.parent / "roster.jsonl"
_PRESIDIO = _ROOT / ".cache" / "presidio" / "bin" / "python"
_SHORT, _LONG = 200, 3500
_TOOL_SIZES, _TOOL_RESULTS = (4_000, 32_000), 20
_RULES = ("patterns", "dates", "asked")
_PATTERNS = (
    rb"\d{3}-\d{2}-\d{4}", rb"\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}", rb"[\w.+-]+@[\w-]+\.\w+", rb"https?://\S+",
    rb"www\.\S+", rb"\d{1,3}(?:\.\d{1,3}){3}", rb"\d{1,2}/\d{1,2}/\d{2,4}", rb"\d{4}-\d\d-\d\d",
    rb"\b\d{5}(?:-\d{4})?\b",
    rb"\b[A-Z]{3}\d{6,9}\b", rb"\b(?:\d[ -]?){13,16}\b", rb"(?i)\bmrn\b\W*\w+", rb"(?i)\bdob\b", rb"(?i)my name is \w+",
    rb"(?i)\bdr\.? \w+", rb"\b[1-9][A-Z][A-Z\d]\d-?[A-Z][A-Z\d]\d-?[A-Z]{2}\d\d\b",
)  # fmt: skip
Work = Callable[[dict[str, Any]], object]


def _measured(texts: Sequence[dict[str, Any]], work: Work) -> dict[str, float]:
    """Return texts per CPU-second and the quantiles of this thread's CPU time per text, in milliseconds.

    CPU time, because other work on the machine would show in a clock's; one warm-up round goes before.
    """
    for record in texts[:200]:
        work(record)
    began, times = time.process_time(), []
    for record in texts:
        start = time.thread_time()
        work(record)
        times.append((time.thread_time() - start) * 1000)
    spent = time.process_time() - began
    times.sort()
    return {"rate": len(texts) / spent, "p50": times[len(times) // 2], "p99": times[len(times) * 99 // 100]}


def _show(what: str, figures: dict[str, float], limit: float = 0.0) -> None:
    share = f"  1/{limit / figures['rate']:,.0f} of the limit" if limit else ""
    times = f"p50 {figures['p50']:.3f} ms  p99 {figures['p99']:.3f} ms"
    print(f"{what:<56}{figures['rate']:>10,.0f} texts/CPU-s  {times}{share}")


def _finding(redactor: Redactor) -> Work:
    languages = {each.value: each for each in Language}
    return lambda record: redactor.find(View(record["text"], languages.get(record["lang"])))


def _bare() -> Work:
    """Return hyperscan alone: 16 plain patterns with start offsets, one scan a text."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=list(_PATTERNS), flags=[hyperscan.HS_FLAG_SOM_LEFTMOST] * len(_PATTERNS))
    scratch = hyperscan.Scratch(database)

    def note(*_match: object) -> None:
        """Take a match and go on."""

    return lambda record: database.scan(record["text"].encode(), match_event_handler=note, scratch=scratch)


def _records(patients: Sequence[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """Return dense tool results of one size; a language isn't known of them."""
    return [{"text": tool_result(patients, size, seed), "lang": None} for seed in range(_TOOL_RESULTS)]


def _tool_results(redactor: Redactor) -> None:
    """Time dense tool results of 4 and 32 kB; the longer must take eight times the shorter's time, and no more."""
    patients = [json.loads(line) for line in _ROSTER.read_text(encoding="utf-8").splitlines()]
    shorter, longer = (_records(patients, size) for size in _TOOL_SIZES)
    for texts in (shorter, longer):
        size = sum(len(record["text"]) for record in texts) // len(texts)
        limit = _measured(texts, _bare())
        _show(f"hyperscan's bare limit, tool result of {size:,}", limit)
        _show(
            f"all layers and the roster, tool result of {size:,}", _measured(texts, _finding(redactor)), limit["rate"]
        )
    for layer in redactor.layers:
        _show(f"  {type(layer).__name__} alone, tool result", _measured(shorter, _finding(Redactor([layer]))))


def _presidio(texts: Sequence[dict[str, Any]]) -> None:
    if not _PRESIDIO.exists():
        print("Presidio: not measured, .cache/presidio is absent; this file's first lines say how to make it")
        return
    peer = Path(__file__).with_name("presidio_peer.py")
    done = subprocess.run(  # noqa: S603 - our own script, in the peer's own environment
        [str(_PRESIDIO), str(peer)],
        input=json.dumps([record["text"] for record in texts]),
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin"},
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    _show("Presidio, pattern recognisers, blank pipeline", answer["figures"])
    tally = Tally()
    for record, spans in zip(texts, answer["spans"], strict=True):
        tally.add(record["text"], record["spans"], spans)
    print(f"{'':<44}recall {tally.recall():.1%}, precision {tally.precision():.1%} on these texts")


def main() -> None:
    """Time everything on the committed set."""
    everything = list(records(_SET))
    short = [record for record in everything if len(record["text"]) <= _SHORT]
    short = short[: int(sys.argv[1])] if len(sys.argv) > 1 else short
    long = [record for record in everything if len(record["text"]) >= _LONG] * 5
    characters = sum(len(record["text"]) for record in short) / len(short)
    print(f"{len(short)} texts of at most {_SHORT} characters, {characters:.0f} on average; {len(long)} of 4 kB")
    roster = Roster(patients_from_lines(_ROSTER.read_text(encoding="utf-8").splitlines()))
    full, listed = build_redactor(today=lambda: SAID_ON), build_redactor(roster, today=lambda: SAID_ON)
    rules = Redactor([layer for layer in full.layers if any(f".{room}" in type(layer).__module__ for room in _RULES)])
    gc.collect()
    gc.freeze()  # as the gateway's process does once it has read its lists
    bare = _measured(short, _bare())
    _show("hyperscan's bare limit, 16 patterns", bare)
    _show("rules alone", _measured(short, _finding(rules)), bare["rate"])
    _show("all layers", _measured(short, _finding(full)), bare["rate"])
    _show("all layers and the roster", _measured(short, _finding(listed)), bare["rate"])
    for layer in listed.layers:
        _show(f"  {type(layer).__name__} alone", _measured(short, _finding(Redactor([layer]))))
    _show("all layers and the roster, 4 kB", _measured(long, _finding(listed)))
    for layer in listed.layers:
        _show(f"  {type(layer).__name__} alone, 4 kB", _measured(long, _finding(Redactor([layer]))))
    _tool_results(listed)
    _presidio(short)


if __name__ == "__main__":
    main()
