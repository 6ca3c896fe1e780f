"""The doctor on agreements: none needed, missing, long good, about to end, renewed, ended."""

import base64
from pathlib import Path

import pytest

from appliance.doctor.agreements import AGREEMENTS
from appliance.doctor.examine import examine
from appliance.doctor.model import Finding, Grade, Patient
from appliance.secret_files import SecretFiles
from appliance.settings.load import load
from tests.doubles.clock import ManualClock
from tests.doubles.evidence import APPROVER, NOW, agreement

SETTINGS = """\
clinic: {{name: Maple Street Clinic, phone: "+1 212 555 0100", zone: America/Chicago}}
scheduling_system: {{base_url: http://127.0.0.1:9/fhir}}
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""
NEEDS = """\
egress:
  agreements: {{folder: {0}/agreements, approvers: [{1}]}}
  systems_of_record: true
  destinations:
    - {{name: ehr, host: fhir.harborbook.example, baa: {{vendor: twilio, product: programmable messaging}}}}
"""


async def examined(folder: Path, text: str = SETTINGS + NEEDS) -> Finding:
    approver = base64.b64encode(APPROVER.public_key().public_bytes_raw()).decode()
    (folder / "appliance.yaml").write_text(text.format(folder, approver))
    patient = Patient(load(folder / "appliance.yaml"), SecretFiles(folder / "secrets"), ManualClock(NOW))
    (finding,) = await examine(patient, [AGREEMENTS])
    return finding


async def test_where_nothing_needs_one_it_is_not_used(tmp_path: Path) -> None:
    assert (await examined(tmp_path, SETTINGS)).grade is Grade.NOT_USED


@pytest.mark.parametrize(
    ("days", "grade", "words"),
    [
        (None, Grade.BAD, "no agreement counts today for ehr: the door is shut for it"),
        (-1, Grade.BAD, "no agreement counts today for ehr"),
        (0, Grade.BAD, "the agreement for ehr ends within 14 days; the door shuts for it then"),
        (13, Grade.BAD, "ends within 14 days"),
        (14, Grade.GOOD, "for ehr it ends within 60 days: begin the renewal now"),
        (59, Grade.GOOD, "begin the renewal now"),
        (60, Grade.GOOD, "each of 1 destinations that need one is covered for 60 days and more"),
    ],
)
async def test_an_end_is_told_before_it_comes(tmp_path: Path, days: int | None, grade: Grade, words: str) -> None:
    if days is not None:
        agreement(tmp_path / "agreements", days)
    found = await examined(tmp_path)
    assert (found.grade, words in found.evidence) == (grade, True), found.evidence


async def test_one_that_follows_on_ends_the_warning(tmp_path: Path) -> None:
    agreement(tmp_path / "agreements", 3)
    assert (await examined(tmp_path)).grade is Grade.BAD
    agreement(tmp_path / "agreements", 400, id_="renewed")
    found = await examined(tmp_path)
    assert (found.grade, found.evidence) == (
        Grade.GOOD,
        "each of 1 destinations that need one is covered for 60 days and more",
    )
