"""The doctor on the officers' mails: nobody named, none sent yet, one that waits, a late review, and all well."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from appliance.doctor.examine import examine
from appliance.doctor.model import Finding, Grade, Patient
from appliance.doctor.officers import OFFICERS
from appliance.secret_files import STATE_KEY, SecretFiles
from appliance.settings.load import load
from appliance.wiring.state import open_state_with
from services.accounts.model import EmergencyUse
from services.accounts.officer_mail import Letter, MailState, OfficerMail
from services.audit.courier import NoLedger
from services.kernel.clock import SystemClock
from services.state.transaction import SealedTx

HEAD = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""
NAMED = """\
audit: {officers: {cleo: cleo@maple.example}}
egress: {smtp: {host: mail.maple.example, ca_file: /etc/ca.pem, sender: s@maple.example}}
"""
NOW = SystemClock().now()
ROOT = OfficerMail("root:2026-11-22:cleo", "cleo", Letter.DAILY_ROOT, {"size": "7"}, NOW, NOW)


def patient(folder: Path, text: str) -> Patient:
    (folder / "secrets").mkdir(mode=0o700, exist_ok=True)
    key = folder / "secrets" / STATE_KEY
    if not key.exists():
        with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT, 0o400), "wb") as file:
            file.write(os.urandom(32).hex().encode())
    (folder / "appliance.yaml").write_text(HEAD.format(folder) + text)
    return Patient(load(folder / "appliance.yaml"), SecretFiles(folder / "secrets"), SystemClock())


async def examined(folder: Path, text: str = NAMED) -> Finding:
    (finding,) = await examine(patient(folder, text), [OFFICERS])
    return finding


async def keep(folder: Path, *mails: OfficerMail, use: EmergencyUse | None = None) -> None:
    one = patient(folder, NAMED)
    store = open_state_with(one.settings, one.secrets, NoLedger())

    def work(tx: SealedTx) -> None:
        for mail in mails:
            tx.officer_mails.add(replace(mail, state=MailState.QUEUED))
            tx.officer_mails.save(mail)
        if use is not None:
            tx.emergencies.save(use)

    await store.write(work)
    await store.close()


async def test_without_officers_it_is_not_used(tmp_path: Path) -> None:
    found = await examined(tmp_path, "")
    assert (found.grade, found.evidence[:14]) == (Grade.NOT_USED, "audit.officers")


async def test_no_root_yet_a_sent_one_and_an_old_one(tmp_path: Path) -> None:
    found = await examined(tmp_path)
    assert (found.grade, found.evidence[:12]) == (Grade.BAD, "no root was ")
    await keep(tmp_path, replace(ROOT, state=MailState.SENT, ended_at=NOW))
    found = await examined(tmp_path)
    assert (found.grade, found.evidence[:19]) == (Grade.GOOD, "root over 7 entries")
    (tmp_path / "old").mkdir()
    await keep(tmp_path / "old", replace(ROOT, state=MailState.SENT, ended_at=NOW - timedelta(days=2)))
    assert "the last root was mailed" in (await examined(tmp_path / "old")).evidence


async def test_a_mail_that_waits_and_a_late_review_are_bad(tmp_path: Path) -> None:
    use = EmergencyUse("u", "glass.a", "drill", NOW - timedelta(days=2), NOW)
    await keep(tmp_path, replace(ROOT, state=MailState.SENT, ended_at=NOW), use=use)
    found = await examined(tmp_path)
    assert found.evidence == "1 uses of emergency access are not reviewed within 24 hours"
    await keep(tmp_path, replace(ROOT, id="root:2026-11-23:cleo", failed="not_sent", attempts=4))
    found = await examined(tmp_path)
    assert found.evidence == "root:2026-11-23:cleo waits: not_sent after 4 tries (1 mails in all)"
