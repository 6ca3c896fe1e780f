import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from appliance.demo.launch import free_port

pytestmark = pytest.mark.timeout(180)

SETTINGS = """\
clinic:
  name: Maple Street Clinic
  phone: "(212) 555-0100"
  zone: America/New_York
scheduling_system:
  base_url: {ehr}
chat:
  port: {port}
folders: {{state: {folder}/state, run: {folder}/run, secrets: {folder}/secrets}}
"""


class Machine:
    """A machine with its settings and a scheduling system, both of which may be spoilt."""

    def __init__(self, folder: Path, ehr: str) -> None:
        self.folder = folder
        self.file = folder / "appliance.yaml"
        self.file.write_text(SETTINGS.format(folder=folder, ehr=ehr, port=free_port(0)))

    def sealdesk(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "appliance.cli.main", *words, "--config", str(self.file)]
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 ours

    def processes(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self.sealdesk("status", "--json").stdout)["processes"]
        return found


@pytest.fixture(scope="module")
def ehr() -> Iterator[str]:
    command = [sys.executable, "-m", "appliance.demo.ehr"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 ours
        assert process.stdout is not None
        yield str(json.loads(process.stdout.readline())["fhir"])
        process.terminate()


@pytest.fixture
def machine(tmp_path: Path, ehr: str) -> Iterator[Machine]:
    made = Machine(tmp_path, ehr)
    yield made
    made.sealdesk("down")


def test_up_in_the_background_status_and_down(machine: Machine) -> None:
    first = machine.sealdesk("up", "--detach")
    assert first.returncode == 0, first.stdout
    assert "Made new keys" in first.stdout
    assert all(process["healthy"] and process["pid"] for process in machine.processes())
    again = machine.sealdesk("up", "--detach")
    assert again.returncode == 1
    assert "is running already" in again.stderr
    assert machine.sealdesk("down").stdout == "Sealdesk is stopped.\n"
    assert machine.sealdesk("status").returncode == 2
    assert machine.sealdesk("up", "--detach").stdout == "Sealdesk is up. `sealdesk down` stops it.\n"


def test_a_wrong_key_harms_nothing_and_is_told(machine: Machine) -> None:
    assert machine.sealdesk("up", "--detach").returncode == 0
    machine.sealdesk("down")
    before = (machine.folder / "state/state.db").read_bytes()
    key = machine.folder / "secrets/state.key"
    right = key.read_bytes()
    key.chmod(0o600)
    key.write_bytes(bytes(32))
    checked = machine.sealdesk("doctor")
    assert "BAD The state database is encrypted and opens" in checked.stdout
    portal = run_portal(machine)
    assert portal.returncode == 1
    assert "does not open the state database" in portal.stderr
    assert "Traceback" not in portal.stderr
    assert (machine.folder / "state/state.db").read_bytes() == before
    key.write_bytes(right)
    assert machine.sealdesk("up", "--detach").returncode == 0


def test_a_lost_key_is_not_replaced_where_there_is_a_state(machine: Machine) -> None:
    assert machine.sealdesk("up", "--detach").returncode == 0
    machine.sealdesk("down")
    (machine.folder / "secrets/state.key").unlink()
    result = machine.sealdesk("up", "--detach")
    assert result.returncode == 1
    assert "state.key cannot be opened" in result.stderr


def test_while_the_scheduling_system_is_away_the_rest_stays_up(machine: Machine) -> None:
    machine.file.write_text(machine.file.read_text().replace(":" + port_of(machine), f":{free_port(0)}"))
    command = [sys.executable, "-m", "appliance.cli.main", "up", "--config", str(machine.file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as up:  # noqa: S603 ours
        while {process["name"]: process["healthy"] for process in machine.processes()} != {
            "audit": True,
            "bridge": False,
            "portal": True,
        }:
            assert up.poll() is None
        page = httpx.get(f"http://127.0.0.1:{chat_port(machine)}/", trust_env=False)
        assert page.status_code == 200
        assert machine.sealdesk("status").returncode == 1
        up.send_signal(signal.SIGINT)
        assert up.wait(timeout=30) == 0


def test_a_process_started_by_hand_says_what_is_wrong(machine: Machine) -> None:
    portal = run_portal(machine)
    assert portal.returncode == 1
    assert "cookie.key cannot be opened" in portal.stderr or "key cannot be opened" in portal.stderr


def run_portal(machine: Machine) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "SEALDESK_CONFIG": str(machine.file)}
    command = [sys.executable, "-m", "appliance.processes.portal"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 ours


def port_of(machine: Machine) -> str:
    line = next(line for line in machine.file.read_text().splitlines() if "base_url" in line)
    return line.rpartition(":")[2].partition("/")[0]


def chat_port(machine: Machine) -> str:
    line = next(line for line in machine.file.read_text().splitlines() if "  port:" in line)
    return line.rpartition(": ")[2]
