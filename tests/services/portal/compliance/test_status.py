"""The log's state, open to those who may verify without reading: signature, and what witnesses vouch for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.accounts.model import Role
from services.accounts.officer_mail import Letter, MailState, OfficerMail
from services.portal.compliance.status import state_of
from services.signing.signers import LogSigner, WitnessSigner
from tests.doubles.audit_log import MemoryLog
from tests.doubles.clock import ManualClock
from tests.doubles.compliance_desk import ComplianceDesk

HALL, CELLAR, STRANGER = "witness.invalid/hall", "witness.invalid/cellar", "witness.invalid/stranger"


class Witnessed:
    """A log of 300 events of which two witnesses are known, and the page that says what they vouch for."""

    def __init__(self, *known: str, events: int = 300) -> None:
        self.log = MemoryLog()
        clock = ManualClock()
        self.signers = {
            name: WitnessSigner(name, name.encode().ljust(32)[:32], clock) for name in (HALL, CELLAR, STRANGER)
        }
        keys = tuple(self.signers[name].key for name in known)
        self.desk = ComplianceDesk(self.log, keys)
        for _ in range(events):
            self.add()

    def add(self) -> None:
        self.log.add(self.desk.clock.now())

    def cosign(self, *names: str) -> None:
        self.log.cosign(*(self.signers[name] for name in names))

    async def page(self, path: str = "/log") -> str:
        if not self.desk.clinic.secrets:
            await self.desk.enter(Role.SECURITY_OFFICER)
        return await self.look(path)

    async def look(self, path: str) -> str:
        await self.desk.browser.get(path)
        return self.desk.browser.text


async def test_it_sees_the_checkpoint_and_no_event() -> None:
    desk = ComplianceDesk()
    desk.log.add(desk.clock.now(), actor_id="somebody")
    browser = await desk.enter(Role.IT)
    await browser.get("/log")
    assert "Fits the log's key." in browser.text
    assert "No witness is set up." in browser.text
    assert "somebody" not in browser.text


async def test_a_cosignature_that_fits_says_how_far_and_how_old() -> None:
    witnessed = Witnessed(HALL)
    witnessed.cosign(HALL)
    for _ in range(20):
        witnessed.add()
    witnessed.desk.clock.advance(timedelta(hours=5))
    text = await witnessed.page()
    assert "Entries 1 to 300 are vouched for, last 5 h ago" in text
    assert "20 entries came since." in text
    assert "Fits its key in the settings" in text
    assert "Late" not in text
    assert "Vouched for by witness.invalid/hall" in await witnessed.page("/audit/events/300")
    assert "No witness has seen this entry yet" in await witnessed.page("/audit/events/301")


async def test_an_old_cosignature_is_called_late() -> None:
    witnessed = Witnessed(HALL)
    witnessed.cosign(HALL)
    witnessed.desk.clock.advance(timedelta(days=3))
    assert "3 days ago Late: more than 2 days" in await witnessed.page()


async def test_a_name_alone_does_not_count() -> None:
    witnessed = Witnessed(HALL)
    witnessed.cosign(STRANGER)
    text = await witnessed.page()
    assert "No configured witness vouches for anything yet." in text
    assert f"{HALL} Missing" in text
    assert f"{STRANGER} Not checked" in text
    assert "No witness vouches for it." in await witnessed.page("/audit/events/1")


async def test_each_witness_is_told_apart() -> None:
    witnessed = Witnessed(HALL, CELLAR)
    witnessed.cosign(HALL)
    text = await witnessed.page()
    assert f"{HALL} Fits" in text
    assert f"{CELLAR} Missing" in text


async def test_a_signature_for_something_else_does_not_fit() -> None:
    witnessed = Witnessed(HALL)
    witnessed.cosign(HALL)
    line = witnessed.log.witnessed.splitlines()[-1]
    witnessed.add()
    witnessed.cosign(HALL)
    last = witnessed.log.witnessed.splitlines()[-1]
    witnessed.log.witnessed = witnessed.log.witnessed.replace(last, line)
    assert "Does not fit its key in the settings" in await witnessed.page()


@pytest.mark.parametrize("left", [100, 299, 300])
async def test_a_log_that_was_changed_below_what_was_seen_is_cried_out(left: int) -> None:
    witnessed = Witnessed(HALL)
    witnessed.cosign(HALL)
    del witnessed.log.events[left - 1 :]
    while len(witnessed.log.events) < left:
        witnessed.log.add(witnessed.desk.clock.now(), actor_id="other")
    for _ in range(5):
        witnessed.add()
    assert "The log is not the one that the witnesses saw." in await witnessed.page()
    assert "not the one that witnesses saw" in await witnessed.page("/audit/events/1")


async def test_hashes_that_cannot_be_read_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    witnessed = Witnessed(HALL)
    witnessed.cosign(HALL)
    witnessed.add()
    whole = witnessed.log.log_file

    async def cut(path: str) -> bytes:
        return b"" if path.startswith("tile/") else await whole(path)

    monkeypatch.setattr(witnessed.log, "log_file", cut)
    assert "It could not be compared now" in await witnessed.page()


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
