"""A demo clinic whose understander asks a model server behind `sealdesk gateway serve`."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.system.demo_clinic import DemoClinic


@contextmanager
def a_gateway(folder: Path, upstream: str, key: str) -> Iterator[str]:
    """Run the gateway in front of a model server until the block ends; yield its address."""
    address = f"unix:{folder / 'gateway.sock'}"
    (folder / "key").write_text(key)
    words = [sys.executable, "-m", "appliance.cli.main", "gateway", "serve", "--upstream", upstream]
    words += ["--upstream-key-file", str(folder / "key"), "--listen", address]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 fixed words
        assert process.stderr is not None
        assert any("listens" in line for line in process.stderr)
        yield address
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
        assert process.wait(30) == 0


@contextmanager
def a_clinic(folder: Path, gateway: str) -> Iterator[DemoClinic]:
    """Run the clinic until the block ends."""
    with pytest.MonkeyPatch.context() as told:
        told.setenv("SEALDESK_UNDERSTANDING__ENGINE", "llama")
        told.setenv("SEALDESK_UNDERSTANDING__GATEWAY", gateway)
        told.setenv("SEALDESK_UNDERSTANDING__TIMEOUT_SECONDS", "5")
        running = DemoClinic.start(folder / "demo")
        yield running
        assert running.stop() == 0


def booked(clinic: DemoClinic, patient: str) -> list[str]:
    """Return when a patient's visits are, as the clinic's FHIR server has them."""
    found = clinic.fhir(f"Appointment?patient=Patient/{patient}&_count=50")
    return [entry["resource"]["start"] for entry in found["entry"] if entry["resource"]["status"] == "booked"]
