"""`sealdesk audit restored` and `accept-clock`, as a person types them."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.cli.audit_mending import WrongMending
from appliance.places import Places
from appliance.restored import NotRestored
from appliance.secret_files import LEDGER_KEYS, SecretFiles, create_missing_keys, make_keys
from appliance.settings.load import load
from appliance.wiring.audit import build_ledger
from services.audit.reading import LedgerQuery
from services.kernel.clock import SystemClock
from services.kernel.errors import SealdeskError
from tests.appliance.cli.test_fees import SETTINGS
from tests.doubles.audit_process import served
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_filing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "appliance.yaml"
    path.write_text(SETTINGS.format(tmp_path, ""))
    create_missing_keys(tmp_path / "secrets")
    make_keys(SecretFiles(tmp_path / "secrets"), LEDGER_KEYS, SystemClock().now())
    return path


def sealdesk(file: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["audit", *words, "--as", "ira", "--config", str(file)])
    if isinstance(result.exception, SealdeskError):
        raise result.exception
    assert result.exit_code == 0, result.exception
    return result.output


def test_a_clock_that_stood_ahead_is_accepted(file: Path) -> None:
    settings, secrets = load(file), SecretFiles(load(file).folders.secrets)
    ahead = ManualClock(SystemClock().now() + timedelta(days=400))
    with closing(build_ledger(settings, secrets, ahead)) as opened:
        opened.ledger.take([a_filing(1)])
    with pytest.raises(WrongMending):
        sealdesk(file, "accept-clock", "--reason", " ")
    said = sealdesk(file, "accept-clock", "--reason", "The battery of the clock was empty.")
    assert said.startswith("Recorded as entry 2.")
    with closing(build_ledger(settings, secrets, SystemClock())) as opened:
        opened.ledger.take([a_filing(2)])
        (decided,) = opened.ledger.reader.stream(LedgerQuery(actions=("ledger.clock_accepted",)))
    assert (decided.filing.actor_id, decided.filing.body["reason"]) == ("ira", "The battery of the clock was empty.")


def test_a_restored_state_is_declared(file: Path) -> None:
    settings, secrets = load(file), SecretFiles(load(file).folders.secrets)
    socket = Places.of(settings).audit_socket
    socket.parent.mkdir(parents=True, exist_ok=True)
    staff = ["staff", "add", "m.kim", "--name", "Min Kim", "--role", "front_desk", "--as", "ira", "--config", str(file)]
    with closing(build_ledger(settings, secrets, SystemClock())) as opened, served(opened.ledger, socket):
        assert CliRunner().invoke(app, staff).exit_code == 0
        with pytest.raises(NotRestored):
            sealdesk(file, "restored", "--backup-of", "2026-11-20T03:00", "--reason", "Why not.")
        with pytest.raises(WrongMending):
            sealdesk(file, "restored", "--backup-of", "yesterday", "--reason", "Fire.")
        shutil.rmtree(settings.folders.state)
        said = sealdesk(file, "restored", "--backup-of", "2026-11-20T03:00", "--reason", "Fire.")
        assert said.startswith("Declared: the state no longer holds its events 1 to 1; the ledger keeps them.")
        (event,) = opened.ledger.reader.stream(LedgerQuery(actions=("state.restored",)))
    assert event.filing.number == 2
    assert event.filing.body["backup_of"].startswith("2026-11-20T03:00:00")


def test_while_sealdesk_runs_its_clock_is_left_alone(file: Path) -> None:
    settings, secrets = load(file), SecretFiles(load(file).folders.secrets)
    with closing(build_ledger(settings, secrets, SystemClock())), pytest.raises(WrongMending, match="Sealdesk runs"):
        sealdesk(file, "accept-clock", "--reason", "Why not.")
