"""Moves per second with state and durable runtime on SQLCipher, against what the disk gives in single durable commits.

    .venv/bin/python -m tests.bench.bench_moves [moves] [at once]

The scheduling system is in memory, so the figure is the appliance's own cost: about ten durable steps a move.
"""

import asyncio
import secrets
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from services.audit.courier import Courier, NoLedger
from services.audit.model import Actor, ActorKind
from services.dialogue.ports import DialogueTx
from services.durable.workflows import DbosWorkflows
from services.kernel.clock import SystemClock
from services.kernel.ids import RandomIds
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.scheduling.change import ChangeProtocol
from services.scheduling.operation import ChangeKind, Operation, OperationState
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import Settlement
from services.state.sealed import Transactions, sealed_engine
from services.state.store import StateStore, open_state
from tests.doubles.builders import a_slot, an_appointment
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.services.scheduling.change_rig import CLINIC

HALF = timedelta(minutes=30)
START = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)


def clinic(moves: int) -> FakeSchedulingSystem:
    """Return a system with one visit and one free slot for each move, none overlapping."""
    system = FakeSchedulingSystem()
    for number in range(moves):
        old, new = (Interval(START + n * HALF, START + (n + 1) * HALF) for n in (2 * number, 2 * number + 1))
        slot = a_slot(id=f"old-{number}", interval=old)
        system.add(slot, a_slot(id=f"new-{number}", interval=new))
        system.add(an_appointment(id=f"appt-{number}", slot=slot))
    return system


def operation(system: FakeSchedulingSystem, number: int) -> Operation:
    """Return the request to move visit `number` to its free slot."""
    return Operation(
        id=RandomIds().new("op"),
        kind=ChangeKind.MOVE,
        appointment=system.records.appointments[f"appt-{number}"],
        slot=system.records.slots[f"new-{number}"],
        actor=Actor(ActorKind.PATIENT, "pat-1"),
        conversation_id="chat",
        requested_at=SystemClock().now(),
        language=Language.EN,
        phone="+13125550142",
    )


async def single_commits(store: StateStore) -> float:
    """Return how many small durable commits a second the same disk and library give, one at a time."""
    now = SystemClock().now()
    began = time.perf_counter()
    for number in range(200):
        await store.write(partial(_count_one, key=f"bench-{number}", now=now))
    return 200 / (time.perf_counter() - began)


def _count_one(tx: DialogueTx, key: str, now: datetime) -> None:
    tx.attempts.add(key, now)


async def measure(directory: Path, moves: int, at_once: int, courier: Courier) -> None:
    """Run the moves and print the figures; the courier says where the audit events go."""
    key = secrets.token_bytes(32)
    system, clock = clinic(moves), SystemClock()
    store = open_state(directory / "state.db", key, node="bench", courier=courier)
    engine = sealed_engine(directory / "durable.db", key, Transactions.DRIVER)
    workflows = DbosWorkflows(engine, key, application_version="1", executor_id="bench", clock=clock)
    settle = Settlement(store, clock, CLINIC)
    workflows.register(WORKFLOW, ChangeProtocol(store, system, clock, lambda *_: True, settle).run)
    service = ChangeService(store, clock, RandomIds(), workflows, settle)
    workflows.launch()
    gate = asyncio.Semaphore(at_once)
    seconds: list[float] = []

    async def one(number: int) -> None:
        async with gate:
            began = time.perf_counter()
            asked = await service.request(operation(system, number))
            ended = await service.outcome(asked.id, timedelta(seconds=60))
            seconds.append(time.perf_counter() - began)
            if ended is None or ended.state is not OperationState.DONE:
                raise AssertionError("A move did not end as done.")

    began = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(moves)))
    total = time.perf_counter() - began
    commits = await single_commits(store)
    report(sorted(seconds), moves, at_once, total, commits)
    await workflows.stop()
    await store.close()


def report(seconds: list[float], moves: int, at_once: int, total: float, commits: float) -> None:
    """Print figures and ratio."""
    p50, p95 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
    print(
        f"moves: {moves} ({at_once} at once), {moves / total:.1f}/s, p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
    )
    print(f"limit: {commits:.0f} single durable SQLCipher commits/s in the same run")
    print(f"ratio: {moves / total / commits:.3f} moves per commit")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    parallel = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), wanted, parallel, NoLedger()))
