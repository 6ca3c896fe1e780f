"""A real ledger with invented events, and what makes exports of it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.wiring.ledger_log import LedgerLog, LedgerRecorder
from services.ledger.ledger import Ledger
from services.reports.export import Clinic, Exporter
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import NODE, MemoryDataKeys, a_ledger, keys
from tests.doubles.reports import VERIFIER, ZONE


@pytest.fixture
def data_keys() -> MemoryDataKeys:
    return MemoryDataKeys()


@pytest.fixture
def ledger(tmp_path: Path, data_keys: MemoryDataKeys) -> Iterator[Ledger]:
    opened = a_ledger(tmp_path / "ledger", ManualClock(), keys(data=data_keys))
    yield opened
    opened.close()


@pytest.fixture
def exporter(ledger: Ledger) -> Exporter:
    log = LedgerLog(ledger, keys().signers)
    recorder = LedgerRecorder(ledger, NODE, "exports")
    return Exporter(ledger.reader, log, recorder, ManualClock(), Clinic("Riverside Family Clinic", ZONE))


@pytest.fixture
def verify(exporter: Exporter) -> Callable[..., tuple[int, str]]:
    """Run the verifier as a stranger does, with the log's key."""

    def run(path: Path, *more: str) -> tuple[int, str]:
        vkey = exporter.log.signers[0].key.vkey
        command = [sys.executable, str(VERIFIER), str(path), "--vkey", vkey, *more]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        return done.returncode, done.stdout + done.stderr

    return run
