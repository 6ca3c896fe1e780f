"""What the ledger's acknowledgement adds: single audited writes, audited writes in groups, and whole moves.

`python -m tests.bench.bench_audited [writes] [moves]` runs the real audit process beside it, and the same work with and
without it in turns on the same disk.
"""

import asyncio
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from appliance.places import Places
from appliance.secret_files import create_missing_keys
from appliance.settings.load import load
from appliance.wiring.courier import build_courier, ledger_answers
from services.audit.courier import Courier, NoLedger
from services.state.store import StateStore, open_state
from tests.bench import bench_moves
from tests.contract.store_world import an_event

ROUNDS: Final = 5
GROUP: Final = 16
_SETTINGS: Final = """\
clinic: {{name: Bench, phone: "(212) 555-0100", zone: America/New_York}}
scheduling_system: {{base_url: "http://127.0.0.1:9/fhir"}}
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""


@contextmanager
def audit_process(folder: Path) -> Iterator[Path]:
    """Run the audit process; give its socket."""
    file = folder / "appliance.yaml"
    file.write_text(_SETTINGS.format(folder))
    create_missing_keys(folder / "secrets")
    settings = load(file)
    command = [sys.executable, "-m", "appliance.processes.audit"]
    with subprocess.Popen(command, env={**os.environ, "SEALDESK_CONFIG": str(file)}) as process:  # noqa: S603 ours
        while not ledger_answers(settings):
            time.sleep(0.05)
        try:
            yield Places.of(settings).audit_socket
        finally:
            process.terminate()


async def writes(store: StateStore, count: int, at_once: int) -> list[float]:
    """Return how many milliseconds each audited write took."""
    taken: list[float] = []

    async def one() -> None:
        began = time.perf_counter()
        await store.write(lambda tx: tx.audit.record(an_event()))
        taken.append((time.perf_counter() - began) * 1000)

    for _ in range(count // at_once):
        await asyncio.gather(*(one() for _ in range(at_once)))
    return taken


async def measure(folder: Path, socket: Path, count: int) -> None:
    """Write in turns without and with the ledger, and print the medians."""
    key = secrets.token_bytes(32)
    couriers: dict[str, Courier] = {"without": NoLedger(), "with": build_courier("state", socket)}
    stores = {
        name: open_state(folder / name / "state.db", key, node="bench", courier=courier)
        for name, courier in couriers.items()
    }
    taken: dict[tuple[str, int], list[float]] = {}
    for _ in range(ROUNDS):
        for at_once in (1, GROUP):
            for name, store in stores.items():
                taken.setdefault((name, at_once), []).extend(await writes(store, count, at_once))
    for at_once in (1, GROUP):
        bare, filed = (sorted(taken[name, at_once]) for name in couriers)
        print(
            f"audited write, {at_once} at once: p50 {statistics.median(bare):.1f} ms without the ledger, "
            f"{statistics.median(filed):.1f} ms with it; p95 {_p95(bare):.1f} and {_p95(filed):.1f} ms"
        )
    for store in stores.values():
        await store.close()


def _p95(found: list[float]) -> float:
    return found[int(len(found) * 0.95)]


def run(count: int, moves: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="sd") as place, audit_process(Path(place)) as socket:
        asyncio.run(measure(Path(place), socket, count))
    with tempfile.TemporaryDirectory(prefix="sd") as place, audit_process(Path(place)) as socket:
        for name, courier in (("without", NoLedger()), ("with", build_courier("state", socket))):
            print(f"moves {name} the ledger:")
            folder = Path(place) / name
            folder.mkdir(mode=0o700)
            asyncio.run(bench_moves.measure(folder, moves, 1, courier))


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:3]]
    run(*(numbers + [100, 20][len(numbers) :]))
