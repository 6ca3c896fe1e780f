"""The log's state, open to those who may verify without reading."""

from dataclasses import replace

from services.accounts.model import Role
from services.accounts.officer_mail import Letter, MailState, OfficerMail
from services.portal.compliance.status import state_of
from services.signing.signers import LogSigner, WitnessSigner
from tests.doubles.audit_log import MemoryLog
from tests.doubles.clock import ManualClock
from tests.doubles.compliance_desk import ComplianceDesk


async def test_it_sees_the_checkpoint_and_no_event() -> None:
    desk = ComplianceDesk()
    desk.log.add(desk.clock.now(), actor_id="somebody")
    browser = await desk.enter(Role.IT)
    await browser.get("/log")
    assert "Fits the log's key." in browser.text
    assert "None on this checkpoint." in browser.text
    assert "somebody" not in browser.text


async def test_witnesses_are_named() -> None:
    log = MemoryLog(extra=(WitnessSigner("witness.example", b"w" * 32, ManualClock()),))
    desk = ComplianceDesk(log)
    log.add(desk.clock.now())
    browser = await desk.enter(Role.SECURITY_OFFICER)
    await browser.get("/log")
    assert "witness.example" in browser.text


async def test_another_key_does_not_fit() -> None:
    log = MemoryLog()
    log.add(ManualClock().now())
    other = LogSigner(log.signer.key.name, b"o" * 32)
    note = (await log.log_file("checkpoint")).decode()
    assert state_of(note, log.signer.key.vkey)["signed"] is True
    assert state_of(note, other.key.vkey)["signed"] is False


async def test_it_says_that_nobody_gets_the_root_and_how_each_mail_with_it_stands() -> None:
    desk = ComplianceDesk()
    desk.log.add(desk.clock.now())
    browser = await desk.enter(Role.COMPLIANCE)
    await browser.get("/log")
    assert "Nobody gets it." in browser.text
    named = ComplianceDesk(officers=("cleo",))
    named.log.add(named.clock.now())
    now = named.clock.now()
    values = {"days": "2027-02-27 2027-02-28", "size": "1200"}
    left = OfficerMail("root:1:cleo", "cleo", Letter.DAILY_ROOT, values, now, now, MailState.SENT, 1, ended_at=now)
    stuck = replace(left, id="root:2:cleo", state=MailState.QUEUED, failed="not_sent", attempts=3, ended_at=None)
    await named.clinic.store.write(lambda tx: [tx.officer_mails.add(left), tx.officer_mails.add(stuck)])
    browser = await named.enter(Role.COMPLIANCE)
    await browser.get("/log")
    assert "2027-02-27, 2027-02-28" in browser.text
    assert "1,200" in browser.text
    assert "Left Monday, March 1" in browser.text
    assert "Not sent (not_sent, 3 tries)" in browser.text
