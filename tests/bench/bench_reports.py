"""What exports of the audit ledger cost: time and memory, with a log of a million events.

    .venv/bin/python -m tests.bench.bench_reports [EVENTS]

Each export runs in a process of its own, whose peak memory is measured; the ledger lies there already. `ndjson` is an
export of the whole log with `events.ndjson`, the log's tiles and the signed manifest; `csv` is what `events.csv` takes
on top of that in the same pass; `pdf` is the setting of a report of 1,000 rows.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from appliance.wiring.ledger_log import LedgerLog, LedgerRecorder
from services.audit.model import Actor, ActorKind
from services.audit.reading import LedgerQuery
from services.reports.asked import Asking, Form, Order
from services.reports.export import Clinic, Exporter
from tests.bench.ledger_events import START, events
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import NODE, a_ledger, keys

MILLION = 1_000_000
APART = 7_000_000
"""Microseconds between events: a million of them stay within one quarter."""
ASKING = Asking(Actor(ActorKind.STAFF, "k.obi"), "a benchmark")
FORMS = {
    "ndjson": frozenset[Form](),
    "csv": frozenset({Form.CSV}),
    "fhir": frozenset({Form.FHIR}),
    "pdf": frozenset({Form.PDF}),
}


def clock() -> ManualClock:
    return ManualClock(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=START))


def fill(folder: Path, count: int) -> None:
    """Record so many events."""
    ledger = a_ledger(folder, clock())
    for first in range(1, count + 1, 10_000):
        ledger.take(list(events(min(10_000, count + 1 - first), first, APART)))
    ledger.close()


def once(folder: Path, kind: str, to: Path) -> dict[str, float]:
    """Make one export in this process and tell what it took."""
    ledger = a_ledger(folder, clock())
    log, recorder = LedgerLog(ledger, keys().signers), LedgerRecorder(ledger, NODE, "exports")
    exporter = Exporter(ledger.reader, log, recorder, clock(), Clinic("Riverside Family Clinic", ZoneInfo("UTC")))
    query = LedgerQuery(last=1_000) if kind == "pdf" else LedgerQuery()
    began, used = time.perf_counter(), time.process_time()
    exporter.make(Order(query, forms=FORMS[kind]), ASKING, to)
    wall, processor = time.perf_counter() - began, time.process_time() - used
    ledger.close()
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    size = sum(path.stat().st_size for path in to.rglob("*") if path.is_file())
    return {"wall": wall, "cpu": processor, "rss": usage[0] / 1024, "child": usage[1] / 1024, "mb": size / 1e6}


def apart(folder: Path, kind: str, to: Path) -> dict[str, float]:
    """Make one export in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.bench_reports", "once", str(folder), kind, str(to)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 this module
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(count: int) -> None:
    """Measure every kind of export."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        fill(folder / "ledger", count)
        for kind in FORMS:
            found = apart(folder / "ledger", kind, folder / kind)
            print(
                f"{kind}: {found['wall']:.1f} s ({found['cpu']:.1f} s of processor), memory {found['rss']:.0f} MB"
                f" (set in a process of its own: {found['child']:.0f} MB), {found['mb']:.0f} MB of files,"
                f" load {os.getloadavg()[0]:.1f}"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["once"]:
        print(json.dumps(once(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else MILLION)
