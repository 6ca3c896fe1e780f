"""Durable commits per second of the state database, against plain SQLite doing the same in the same run.

    .venv/bin/python -m tests.bench.bench_state [commits]

`raw` writes the same bytes with the driver alone; `store` is what the services call: checked types, savepoint, chained
audit record. Single: one commit after another. Grouped: many at once, which share commits. Rounds are interleaved and
the median is given, for a busy machine slows them all.
"""

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from services.audit.chain import Verdict
from services.audit.courier import NoLedger
from services.scheduling.operation import Operation
from services.state.codec import OPERATION
from services.state.store import StateStore, open_state
from services.state.transaction import SealedTx
from tests.contract.store_world import an_event, an_operation

KEY = bytes(range(32))
ROUNDS = 3
GROUP = 64
TABLE = """
CREATE TABLE IF NOT EXISTS operations (id TEXT PRIMARY KEY, requested_at INTEGER, payload TEXT);
CREATE INDEX IF NOT EXISTS operations_at ON operations (requested_at);
CREATE TABLE IF NOT EXISTS audit (sequence INTEGER PRIMARY KEY, body TEXT, leaf BLOB, chain BLOB);
"""


def raw(driver: Any, path: Path, key: bytes | None) -> Any:  # noqa: ANN401 either driver
    """Open a file with one of the drivers, as durable as the state is."""
    connection = driver.connect(str(path), isolation_level=None)
    if key is not None:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(TABLE)
    return connection


def raw_commits(connection: Any, operations: list[Operation], group: int) -> float:  # noqa: ANN401 either driver
    """Return changes per second, each with a record of an audit row's size, `group` in one commit."""
    began = time.perf_counter()
    for first in range(0, len(operations), group):
        connection.execute("BEGIN IMMEDIATE")
        for operation in operations[first : first + group]:
            connection.execute("INSERT INTO operations VALUES (?, ?, ?)", (operation.id, 1, OPERATION.dump(operation)))
            connection.execute("INSERT INTO audit (body, leaf, chain) VALUES (?, ?, ?)", ("x" * 200, bytes(32), KEY))
        connection.execute("COMMIT")
    return len(operations) / (time.perf_counter() - began)


def change(operation: Operation) -> Callable[[SealedTx], None]:
    """Return the work that keeps one change and its audit record."""

    def work(tx: SealedTx) -> None:
        tx.operations.add(operation)
        tx.audit.record(an_event(operation=operation.id, patient_id="pat-1"))

    return work


async def store_commits(store: StateStore, operations: list[Operation], at_once: int) -> float:
    """Return changes per second with so many callers at a time."""
    began = time.perf_counter()
    for first in range(0, len(operations), at_once):
        await asyncio.gather(*(store.write(change(o)) for o in operations[first : first + at_once]))
    return len(operations) / (time.perf_counter() - began)


async def reads(store: StateStore, count: int) -> float:
    """Return single lookups per second."""
    began = time.perf_counter()
    for number in range(count):
        await store.read(lambda tx, n=number: tx.operations.get(f"op_0_{n}"))  # type: ignore[misc]
    return count / (time.perf_counter() - began)


def batch(name: str, count: int) -> list[Operation]:
    """Return so many changes with ids of their own."""
    return [an_operation(id=f"op_{name}_{number}") for number in range(count)]


async def measure(directory: Path, count: int) -> None:
    """Run the rounds and print the medians."""
    figures: dict[str, list[float]] = {}
    plain, sealed = raw(sqlite3, directory / "plain.db", None), raw(sqlcipher, directory / "sealed.db", KEY)
    store = open_state(directory / "state.db", KEY, node="bench", courier=NoLedger())
    for turn in range(ROUNDS):
        for name, connection in (("raw plain SQLite", plain), ("raw SQLCipher", sealed)):
            figures.setdefault(f"{name}, single", []).append(raw_commits(connection, batch(f"{turn}s", count), 1))
            figures.setdefault(f"{name}, grouped", []).append(raw_commits(connection, batch(f"{turn}g", count), GROUP))
        figures.setdefault("store, single", []).append(await store_commits(store, batch(f"{turn}", count), 1))
        figures.setdefault("store, grouped", []).append(await store_commits(store, batch(f"{turn}g", 4 * count), GROUP))
        figures.setdefault("store, reads", []).append(await reads(store, count))
    await report(store, {name: statistics.median(rates) for name, rates in figures.items()})
    await store.close()


async def report(store: StateStore, medians: dict[str, float]) -> None:
    """Print each figure, its ratio to plain SQLite in the same run, and the speed of verification."""
    for name, rate in medians.items():
        base = medians.get(f"raw plain SQLite, {name.rsplit(', ', maxsplit=1)[-1]}")
        print(f"{name}: {rate:.0f}/s" + (f", {rate / base:.2f} of plain SQLite" if base else ""))
    began = time.perf_counter()
    verdict: Verdict = await store.read(lambda tx: tx.audit.verify())
    print(f"verify: {verdict.count / (time.perf_counter() - began):.0f} records/s, intact: {verdict.intact}")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), wanted))
