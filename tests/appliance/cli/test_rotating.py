"""`sealdesk keys rotate` of the databases' keys: while nothing runs, on record first, finished by the next start."""

import socket
from pathlib import Path

import pytest

from appliance.cli.audit_asking import patient_named
from appliance.cli.down_first import StillUp
from appliance.cli.lifecycle import first_start
from appliance.key_change import KeyChange
from appliance.places import Places
from appliance.secret_files import DATA_KEYS_KEY, LEDGER_KEY, LEDGER_KEYS, STATE_KEY, SecretFiles, create_missing_keys
from appliance.settings.load import load
from appliance.wiring.audit import build_ledger
from services.audit.model import Action
from services.kernel.clock import SystemClock
from services.keys.errors import NoKeyring
from services.keys.keyring import Status
from services.ledger.errors import LedgerBusy
from tests.appliance.cli.test_fees import a_clinic
from tests.appliance.cli.test_keyring import init, invoke, recorded


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    file = a_clinic(tmp_path)
    create_missing_keys(tmp_path / "secrets")
    settings = load(file)
    build_ledger(settings, SecretFiles(settings.folders.secrets), SystemClock()).close()
    return file


@pytest.fixture
def secrets(clinic: Path) -> SecretFiles:
    return SecretFiles(clinic.parent / "secrets")


def test_all_databases_get_new_keys_and_a_patient_keeps_the_reference(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    settings, before = load(clinic), {name: secrets.key(name) for name in (STATE_KEY, *LEDGER_KEYS)}
    reference = patient_named(settings, "pat-1")
    output = invoke(clinic, "rotate", "databases", "--as", "Jo Miller").output
    assert "it opens backups of before" in output
    assert {name for name, key in before.items() if secrets.key(name) != key} == {STATE_KEY, LEDGER_KEY, DATA_KEYS_KEY}
    assert patient_named(settings, "pat-1") == reference
    assert [each["key"] for each in recorded(clinic, Action.KEYS_ROTATED)] == [STATE_KEY, LEDGER_KEY, DATA_KEYS_KEY]
    build_ledger(settings, secrets, SystemClock()).close()
    status = invoke(clinic, "status").output
    assert "references.key" in status
    assert "retired" in status


def test_while_it_is_up_the_reason_is_said_and_nothing_is_changed(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    before, path = secrets.key(STATE_KEY), Places.of(load(clinic)).audit_socket
    path.parent.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as running:
        running.bind(str(path))
        running.listen()
        for name in ("databases", "state.key", "checkpoint.key"):
            with pytest.raises(StillUp, match="sealdesk down"):
                invoke(clinic, "rotate", name, "--as", "Jo Miller")
    assert secrets.key(STATE_KEY) == before


def test_plain_key_files_are_not_rotated(clinic: Path) -> None:
    with pytest.raises(NoKeyring, match="keys init"):
        invoke(clinic, "rotate", "databases", "--as", "Jo Miller")


def test_the_next_start_or_the_next_try_finishes_what_was_interrupted(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    settings = load(clinic)
    opened = build_ledger(settings, secrets, SystemClock())
    with pytest.raises(LedgerBusy):
        KeyChange(secrets.keyring(), Places.of(settings)).run(LEDGER_KEY, SystemClock().now())
    opened.close()
    waiting = secrets.keyring().key(LEDGER_KEY, Status.NEXT)
    assert "A CHANGE WAS INTERRUPTED" in invoke(clinic, "status").output
    assert "ledger.key: the change that was interrupted is finished." in first_start(settings, secrets)
    assert secrets.key(LEDGER_KEY) == waiting
    secrets.keyring().add(LEDGER_KEY, SystemClock().now(), status=Status.NEXT)
    assert "interrupted is finished" in invoke(clinic, "rotate", LEDGER_KEY, "--as", "Jo Miller").output
    assert recorded(clinic, Action.KEYS_ROTATED) == []
    build_ledger(settings, secrets, SystemClock()).close()
