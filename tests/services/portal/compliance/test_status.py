"""The log's state, open to those who may verify without reading."""

from services.accounts.model import Role
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
