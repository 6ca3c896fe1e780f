import asyncio
import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.errors import ProcessError
from appliance.processes import edge
from appliance.processes.edge import run_process
from appliance.settings.model import Settings

SMALL = """\
clinic: {name: Maple Street Clinic, phone: "+1 212 555 0100", zone: America/Chicago}
scheduling_system: {base_url: "http://127.0.0.1:9/fhir"}
"""


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    file = tmp_path / "appliance.yaml"
    file.write_text(SMALL)
    monkeypatch.setenv("SEALDESK_CONFIG", str(file))
    monkeypatch.setattr(edge, "start_logging", lambda: None)
    yield
    logging.getLogger("appliance").setLevel(logging.NOTSET)


def test_a_signal_ends_a_process_in_order() -> None:
    seen: list[str] = []

    async def serve(settings: Settings, stop: asyncio.Event) -> None:
        seen.append(settings.clinic.name)
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()
        seen.append("stopped")

    assert run_process("x", serve) == 0
    assert seen == ["Maple Street Clinic", "stopped"]


def test_a_known_error_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    async def serve(_: Settings, __: asyncio.Event) -> None:
        raise ProcessError("The address is taken.", "Choose another.")

    assert run_process("portal", serve) == 1
    assert capsys.readouterr().err == "portal: The address is taken. Choose another.\n"


def test_an_unforeseen_error_ends_the_process_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    async def serve(_: Settings, __: asyncio.Event) -> None:
        raise RuntimeError("Maria Santos")

    assert run_process("portal", serve) == 1
    assert caplog.records[0].getMessage() == "The process ended by an error that nobody foresaw."
