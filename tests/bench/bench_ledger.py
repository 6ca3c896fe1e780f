"""What the audit ledger costs, against plain SQLite that writes the same rows into the same tables in the same run.

    .venv/bin/python -m tests.bench.bench_ledger [record] [search] [grow]

`record`: the whole path of an event (exactly once, canonical JSON, seal, hash, encrypted commit, tree, tiles, signed
checkpoints) as a share of `sqlite3` with the same schema, indexes, triggers and synchronisation, which is given the
finished rows. Rounds are interleaved; the median ratio of neighbouring rounds is given. `search`: questions to a log
of a million events. `grow`: what the writer's memory does while millions of events come in.
"""

import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from services.audit.filing import Filing
from services.audit.reading import Column, LedgerQuery, Sort
from services.ledger.ledger import Ledger
from services.ledger.schema import SCHEMA, WRITING
from services.ledger.segment import Segment, quarters_in
from tests.bench.ledger_events import START, events, patient
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import DATABASE, a_ledger

ROUNDS = 7
GROUPED = 10_000
SINGLE = 1_000
MILLION = 1_000_000
TABLES = ("words", "events", "boxes")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def clock() -> ManualClock:
    return ManualClock(EPOCH + timedelta(microseconds=START))


def plain(path: Path) -> sqlite3.Connection:
    """Open plain SQLite with the ledger's schema, as durable as the ledger is."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in WRITING.pragmas:
        connection.execute(pragma)
    connection.executescript(SCHEMA)
    connection.execute("INSERT INTO segment VALUES (1, 1, '2026Q4', NULL, 0, 0, x'', '{}')")
    return connection


def chunks(rows: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def plain_seconds(connection: sqlite3.Connection, groups: list[dict[str, list[Any]]]) -> float:
    """Return how long plain SQLite takes for finished rows, a commit for each group."""
    statements = {
        table: f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"  # noqa: S608 fixed words
        for table, width in (("words", 2), ("events", 17), ("boxes", 2))
    }
    began = time.perf_counter()
    for group in groups:
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in group.items():
            connection.executemany(statements[table], rows)
        connection.execute("COMMIT")
    return time.perf_counter() - began


def ledger_seconds(ledger: Ledger, filings: list[Filing], size: int) -> float:
    """Return how long the ledger takes, a call for each group; the last checkpoint is signed within."""
    began = time.perf_counter()
    for group in chunks(filings, size):
        ledger.take(group)
    ledger.checkpoint()
    return time.perf_counter() - began


class Copier:
    """Reads the rows that the ledger wrote, to give them to plain SQLite in the same groups."""

    def __init__(self, folder: Path) -> None:
        self._segment = Segment(folder, quarters_in(folder)[-1], DATABASE)
        self._words = 0

    def groups(self, first: int, count: int, size: int) -> list[dict[str, list[Any]]]:
        found = []
        with self._segment.reading() as connection:
            for start in range(first, first + count, size):
                span = (start, start + size)
                rows = connection.execute("SELECT * FROM events WHERE sequence >= ? AND sequence < ?", span).fetchall()
                boxes = connection.execute("SELECT * FROM boxes WHERE sequence >= ? AND sequence < ?", span).fetchall()
                used = max(number for row in rows for number in (*row[6:16], row[3]) if number is not None)
                words = connection.execute("SELECT * FROM words WHERE id > ? AND id <= ?", (self._words, used))
                found.append({"words": words.fetchall(), "events": rows, "boxes": boxes})
                self._words = max(self._words, used)
        return found

    def close(self) -> None:
        self._segment.retire()


def record(folder: Path) -> None:
    """Compare both ways of recording."""
    ledger, other = a_ledger(folder / "ledger", clock()), plain(folder / "plain.db")
    copier = Copier(folder / "ledger")
    sequence = 0
    ratios: dict[int, list[float]] = {1: [], 100: []}
    rates: dict[int, list[float]] = {1: [], 100: []}
    for turn in range(ROUNDS + 1):
        for size, count in ((100, GROUPED), (1, SINGLE)):
            filings = list(events(count, sequence + 1))
            ours = ledger_seconds(ledger, filings, size)
            theirs = plain_seconds(other, copier.groups(sequence + 1, count, size))
            sequence += count
            if turn:
                ratios[size].append(theirs / ours)
                rates[size].append(count / ours)
    for size, name in ((100, "groups of 100"), (1, "one by one")):
        rate, ratio = statistics.median(rates[size]), statistics.median(ratios[size])
        print(
            f"record, {name}: {rate:.0f} events/s, {ratio:.2f} of plain SQLite (lowest round {min(ratios[size]):.2f})"
        )
    copier.close()
    ledger.close()


def memory() -> float:
    """Return this process's resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def fill(ledger: Ledger, time_of: ManualClock, count: int, apart: int) -> None:
    """Take so many events over, the clock going with them."""
    for first in range(1, count + 1, 500):
        filings = list(events(min(500, count + 1 - first), first, apart))
        time_of.set(EPOCH + timedelta(microseconds=filings[-1].at))
        ledger.take(filings)


def milliseconds(name: str, goal: int | None, asks: list[Callable[[], object]]) -> None:
    """Print how long questions take."""
    taken = []
    for ask in asks:
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    p95 = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    print(
        f"search, {name}: p50 {statistics.median(taken):.0f} ms, p95 {p95:.0f} ms" + (f" (goal {goal})" if goal else "")
    )


def search(folder: Path) -> None:
    """Ask a log of a million events, made by the ledger itself, over six years."""
    apart = 6 * 365 * 86_400 * 1_000_000 // MILLION
    time_of = clock()
    ledger = a_ledger(folder / "million", time_of)
    began = time.perf_counter()
    fill(ledger, time_of, MILLION, apart)
    ledger.close()
    files = sum(path.stat().st_size for path in (folder / "million").rglob("*") if path.is_file())
    print(f"search: {MILLION} events taken in {time.perf_counter() - began:.0f} s, {files / MILLION:.0f} bytes each")
    began = time.perf_counter()
    ledger = a_ledger(folder / "million", time_of)
    print(f"search: opened in {time.perf_counter() - began:.2f} s")
    ask = ledger.reader
    days = [EPOCH + timedelta(microseconds=START) + timedelta(days=40 + 53 * turn) for turn in range(40)]
    milliseconds(
        "a patient's history",
        100,
        [lambda n=n: ask.search(LedgerQuery(patients=(patient(n * 467),))) for n in range(40)],  # type: ignore[misc]
    )
    milliseconds(
        "first page of a day",
        300,
        [
            lambda day=day: ask.search(LedgerQuery(since=day, until=day + timedelta(days=1)), Sort(Column.AT))  # type: ignore[misc]
            for day in days
        ],
    )
    milliseconds("newest 100", None, [lambda: ask.search(LedgerQuery(), Sort(descending=True))] * 20)
    for column in (Column.AT, Column.ACTOR_ID, Column.OUTCOME):
        milliseconds(f"first page of all by {column}", None, [lambda c=column: ask.search(LedgerQuery(), Sort(c))] * 3)  # type: ignore[misc]
    edges = tuple(days[0] + timedelta(days=30 * number) for number in range(61))
    milliseconds("60 bars over five years", None, [lambda: ask.bars(LedgerQuery(), edges)] * 3)
    milliseconds("count up to 10,000", None, [lambda: ask.count(LedgerQuery(outcomes=("failed",)))] * 3)
    before, began = memory(), time.perf_counter()
    count = sum(1 for _ in ask.stream(LedgerQuery()))
    seconds = time.perf_counter() - began
    print(
        f"stream: {count} opened events in {seconds:.0f} s, {count / seconds:.0f}/s, memory +{memory() - before:.0f} MB"
    )
    ledger.close()


def grow(folder: Path) -> None:
    """Watch the writer's memory over a million events in one quarter."""
    time_of = clock()
    ledger = a_ledger(folder / "growing", time_of)
    seen = []
    for first in range(1, MILLION, 500):
        ledger.take(list(events(500, first, 1_000_000)))
        if first % 100_000 == 1:
            seen.append((first, memory()))
            print(f"grow: {first - 1} events, {seen[-1][1]:.0f} MB")
    ledger.close()
    half = seen[len(seen) // 2 :]
    slope = (half[-1][1] - half[0][1]) / (half[-1][0] - half[0][0]) * MILLION
    print(f"grow: {slope:.1f} MB for each further million events; at 10,000,000 about {half[-1][1] + 9 * slope:.0f} MB")


BENCHES = {bench.__name__: bench for bench in (record, search, grow)}


def main(wanted: list[str]) -> None:
    """Run what is wanted, or all, each in a process of its own: memory is measured."""
    if len(wanted) == 1:
        with tempfile.TemporaryDirectory() as name:
            BENCHES[wanted[0]](Path(name))
        return
    for name in wanted or BENCHES:
        subprocess.run([sys.executable, "-m", "tests.bench.bench_ledger", name], check=True)  # noqa: S603 ourselves


if __name__ == "__main__":
    main(sys.argv[1:])
