"""Audit records leave the state only after the ledger has them durably and for long; the chain keeps its meaning."""

import asyncio
import random
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.audit.courier import NoLedger
from services.audit.reading import LedgerQuery
from services.audit_line.courier import LineCourier, Patience
from services.audit_line.errors import LedgerAway
from services.kernel.clock import SystemClock
from services.kernel.errors import SealdeskError
from services.state.store import StateStore, open_state
from tests.contract.store_world import an_event
from tests.doubles.audit_process import served
from tests.doubles.courier import MemoryIntake
from tests.doubles.ledger import a_ledger

KEY = bytes(range(32))
PATIENCE = Patience(start=5, acknowledge=5, between=0.005, again=0.005)
AT = an_event().at
LATER = AT + timedelta(days=365)


def opened(path: Path, ledger: MemoryIntake) -> StateStore:
    return open_state(path, KEY, node="desk-1", courier=LineCourier("state", ledger, PATIENCE))


async def record(store: StateStore, *days: int) -> None:
    for day in days:
        await store.write(lambda tx, day=day: tx.audit.record(replace(an_event(), at=AT + timedelta(days=day))))  # type: ignore[misc]


async def numbers(store: StateStore) -> list[int]:
    return [link.record.sequence for link in await store.read(lambda tx: list(tx.audit.rows()))]


async def test_what_the_ledger_has_and_is_old_goes_and_the_chain_goes_on(path: Path) -> None:
    ledger = MemoryIntake()
    store = opened(path, ledger)
    await record(store, 0, 1, 2, 3, 4)
    assert await store.prune(AT + timedelta(days=3)) == 3
    assert await store.prune(AT + timedelta(days=3)) == 0
    assert await numbers(store) == [4, 5]
    await record(store, 5)
    await store.close()
    store = opened(path, ledger)
    verdict = await store.read(lambda tx: tx.audit.verify())
    assert (verdict.intact, verdict.count, verdict.head.sequence) == (True, 3, 6)
    assert await store.prune(LATER) == 3
    await record(store, 6)
    assert (await store.read(lambda tx: tx.audit.verify())).intact
    assert [each.number for each in ledger.taken] == list(range(1, 8))
    await store.close()


async def test_nothing_goes_that_the_ledger_has_not_acknowledged(path: Path) -> None:
    alone = open_state(path, KEY, node="desk-1", courier=NoLedger())
    await record(alone, 0, 1)
    assert await alone.prune(LATER) == 0
    await alone.close()
    ledger = MemoryIntake()
    ledger.broken = LedgerAway()
    store = opened(path, ledger)
    assert await store.prune(LATER) == 0
    ledger.broken = None
    await record(store, 2)
    assert await store.prune(LATER) == 3
    await store.close()


async def test_no_other_record_can_be_removed_and_the_beginning_not_be_moved(path: Path) -> None:
    store = opened(path, MemoryIntake())
    await record(store, 0, 1, 2)
    await store.prune(AT + timedelta(days=1))
    assert not any((await store.write(lambda tx: tx.audit.tampering())).values())
    for statement in (
        "DELETE FROM audit_events WHERE sequence = 2",
        "UPDATE audit_floor SET sequence = 3",
        "UPDATE audit_floor SET sequence = 9, chain = zeroblob(32)",
        "UPDATE audit_floor SET sequence = 0",
        "DELETE FROM audit_floor",
    ):
        with pytest.raises(SealdeskError):
            await store.write(lambda tx, said=statement: tx.audit._connection.exec_driver_sql(said))  # type: ignore[misc]  # noqa: SLF001
    assert await numbers(store) == [2, 3]
    await store.close()


def test_killed_at_any_moment_no_record_is_in_neither(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 a seeded moment
    path, clock = tmp_path / "state" / "state.db", SystemClock()
    with closing(a_ledger(tmp_path / "ledger", clock)) as ledger, served(ledger, tmp_path / "a.sock") as socket:
        command = [sys.executable, "-m", "tests.services.state.pruning", str(path), str(socket)]
        for _ in range(4):
            with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 our own module
                assert process.stdout is not None
                assert process.stdout.readline() == b"begun\n"
                until = ledger.last_taken("state") + chance.randrange(5, 120)
                while ledger.last_taken("state") < until:
                    assert process.poll() is None
                process.kill()
        filed = [one.filing.number for one in ledger.reader.stream(LedgerQuery(sources=("state",)))]
    assert filed == list(range(1, len(filed) + 1))
    floor, kept, intact = _state(path)
    assert 0 < floor <= len(filed)
    assert kept == list(range(floor + 1, floor + 1 + len(kept)))
    assert floor + len(kept) >= len(filed)
    assert intact


def _state(path: Path) -> tuple[int, list[int], bool]:
    async def look() -> tuple[int, list[int], bool]:
        store = open_state(path, KEY, node="desk-1", courier=NoLedger())
        try:
            floor = await store.read(lambda tx: tx.audit.floor().sequence)
            return floor, await numbers(store), (await store.read(lambda tx: tx.audit.verify())).intact
        finally:
            await store.close()

    return asyncio.run(look())
