import asyncio
import json
import logging
from pathlib import Path

import pytest

from appliance.cli import doctor as command
from appliance.doctor import examine as examine_module
from appliance.doctor.checks import CHECKS
from appliance.doctor.examine import examine
from appliance.doctor.faces import MESSAGES, PAGE, PORTAL
from appliance.doctor.ledger import LEDGER
from appliance.doctor.machine import CLOCK, DISK, SECRETS
from appliance.doctor.model import Check, Finding, Grade, Patient
from appliance.doctor.state import DURABLE, ENCRYPTED, TRAIL
from appliance.doctor.system import CAPABILITIES
from appliance.places import Places
from appliance.wiring.state import build_state
from services.kernel.clock import SystemClock
from services.state.errors import KeyProblem
from tests.appliance.settings_files import fresh_secrets, small_clinic
from tests.doubles.clock import ManualClock


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    settings = small_clinic(tmp_path)
    return Patient(settings, fresh_secrets(settings), SystemClock())


async def one(patient: Patient, check: Check) -> Finding:
    (finding,) = await examine(patient, [check])
    return finding


async def make_state(patient: Patient) -> Path:
    store = build_state(patient.settings, patient.secrets)
    await store.close()
    return Places.of(patient.settings).state_file


async def test_a_fresh_machine_is_told_what_is_missing(patient: Patient) -> None:
    findings = {finding.what: finding for finding in await examine(patient, CHECKS)}
    assert len(findings) == len(CHECKS)
    bad = {what for what, finding in findings.items() if finding.grade is Grade.BAD}
    assert bad == {
        ENCRYPTED.what,
        LEDGER.what,
        CAPABILITIES.what,
        "Slots can be read",
        "Patients can be read",
        PORTAL.what,
        PAGE.what,
    }
    assert all(findings[what].mend for what in bad)
    assert findings[MESSAGES.what].grade is Grade.NOT_USED


async def test_a_clock_that_stands_wrong_is_found(patient: Patient) -> None:
    wrong = ManualClock(SystemClock().now().replace(year=1970))
    finding = await one(Patient(patient.settings, patient.secrets, wrong), CLOCK)
    assert (finding.grade, finding.evidence) == (Grade.BAD, "the clock says 1970")
    assert "timedatectl" in finding.mend


async def test_a_full_disk_is_found(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 10_000_000

    monkeypatch.setattr("appliance.doctor.machine.shutil.disk_usage", lambda _: Usage())
    finding = await one(patient, DISK)
    assert finding.grade is Grade.BAD
    assert "10 MB free" in finding.evidence


async def test_a_secret_that_others_can_read_is_found(patient: Patient) -> None:
    (patient.secrets.folder / "state.key").chmod(0o644)
    finding = await one(patient, SECRETS)
    assert "Other users can read" in finding.evidence
    assert "chmod 0400" in finding.mend


async def test_an_encrypted_state_and_its_trail_are_good(patient: Patient) -> None:
    await make_state(patient)
    assert (await one(patient, ENCRYPTED)).grade is Grade.GOOD
    assert "0 records" in (await one(patient, TRAIL)).evidence


async def test_a_state_that_is_not_encrypted_is_found(patient: Patient) -> None:
    path = Places.of(patient.settings).state_file
    path.write_bytes(b"SQLite format 3\x00" + bytes(100))
    assert "NOT encrypted" in (await one(patient, ENCRYPTED)).evidence


async def test_a_wrong_key_is_found_with_what_to_restore(patient: Patient) -> None:
    await make_state(patient)
    key = patient.secrets.folder / "state.key"
    key.chmod(0o600)
    key.write_bytes(bytes(32))
    finding = await one(patient, ENCRYPTED)
    assert finding.grade is Grade.BAD
    assert "state.key" in finding.mend
    with pytest.raises(KeyProblem):
        build_state(patient.settings, patient.secrets)


async def test_the_durable_round_trip_leaves_nothing_behind(patient: Patient) -> None:
    before = set(patient.settings.folders.state.iterdir())
    assert (await one(patient, DURABLE)).grade is Grade.GOOD
    assert set(patient.settings.folders.state.iterdir()) == before


async def test_an_unforeseen_error_is_a_finding_without_its_words(patient: Patient) -> None:
    async def breaks(_: Patient) -> str:
        raise RuntimeError("Maria Santos")

    finding = await one(patient, Check("x", "mend it", breaks))
    assert (finding.grade, finding.evidence, finding.mend) == (Grade.BAD, "failed with RuntimeError", "mend it")


async def test_a_check_that_hangs_is_a_finding(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine_module, "TIMEOUT", 0.01)

    async def hangs(_: Patient) -> str:
        await asyncio.Event().wait()
        return ""

    assert "no answer within" in (await one(patient, Check("x", "mend it", hangs))).evidence


def test_json_is_for_machines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = small_clinic(tmp_path)
    fresh_secrets(settings)
    monkeypatch.setattr(command, "settings_of", lambda _: settings)
    monkeypatch.setattr(logging, "disable", lambda _: None)
    assert command.run(None, as_json=True) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["grade"] for finding in findings} == {"good", "bad", "not used"}


def test_every_check_names_what_and_a_command() -> None:
    assert len({check.what for check in CHECKS}) == len(CHECKS)
    assert all(check.mend for check in CHECKS)
