import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.cli import lifecycle
from appliance.supervisor.health import Health, ProcessStatus
from appliance.supervisor.plan import Plan

GOOD, BAD = Health(ok=True, evidence="GET x: 200 in 1 ms"), Health(ok=False, evidence="GET x: 503 in 1 ms")


def standing(portal: Health, gateway: Health) -> list[ProcessStatus]:
    return [ProcessStatus("portal", 1, portal, "alice"), ProcessStatus("gateway", 2, gateway, "alice", vital=False)]


def detached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portal: Health, gateway: Health) -> int:
    """Wait as `up --detach` does, with processes that stand so for ever."""

    async def always(_: Plan) -> list[ProcessStatus]:
        return standing(portal, gateway)

    monkeypatch.setattr(lifecycle, "_statuses", always)
    monkeypatch.setattr(lifecycle, "read_pid", lambda _: True)
    monkeypatch.setattr(lifecycle, "SOON", 0.0)
    monkeypatch.setattr(lifecycle, "_DETACHED_WITHIN", 1.0)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as child:
        try:
            return asyncio.run(lifecycle._until_healthy(Plan(tmp_path, ()), child))  # noqa: SLF001
        finally:
            child.kill()


def test_a_gateway_that_is_late_is_named_and_does_not_keep_patients_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert detached(tmp_path, monkeypatch, GOOD, BAD) == lifecycle.OK
    said = capsys.readouterr().out
    assert said.startswith("gateway is not healthy yet (GET x: 503 in 1 ms); patients are served without it.\n")
    assert "Sealdesk is up." in said


def test_a_portal_that_is_late_is_not_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert detached(tmp_path, monkeypatch, BAD, GOOD) == lifecycle.UNHEALTHY
    assert "did not come up" in capsys.readouterr().out


def test_status_names_each_processs_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def always(_: Plan) -> list[ProcessStatus]:
        return standing(GOOD, BAD)

    monkeypatch.setattr(lifecycle, "_statuses", always)
    assert lifecycle.show_status(Plan(tmp_path, ()), as_json=False) == lifecycle.UNHEALTHY
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["gateway", "2", "NOT", "healthy", "alice", "GET", "x:", "503", "in", "1", "ms"]
    assert lines[2].startswith("note: gateway runs as alice")
