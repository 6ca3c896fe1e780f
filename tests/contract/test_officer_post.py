"""Mails to officers through a real mail relay: what arrives, saved as it is, uncovers a log that was rewritten."""

import email.policy
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from appliance.demo.carriers import relay as relay_module
from appliance.demo.carriers.certificate import make_certificate
from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.mail import ReadMail, read_mail
from appliance.demo.carriers.relay import MailRelay, RelayKeys
from compliance.verify import sealdesk_verify as verifier
from services.accounts.officer_mail import Letter, OfficerMail
from services.audit.notes import Note
from services.egress.office.app import create_office_app
from services.egress.office.journal import Errands
from services.egress.office.memory import Memory
from services.egress.office.office import Desks, Office
from services.egress.office.officers import OfficerDesk
from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.relay import Relay, SmtpSender
from services.kernel.clock import SystemClock
from services.line.client import Line
from services.officers.egress_post import EgressPost
from services.officers.errors import NotMailed
from services.officers.words import worded
from tests.contract.link_server import serving_on
from tests.doubles.audit import MemoryTrail
from tests.doubles.carriers import texts
from tests.doubles.clock import ManualClock
from tests.doubles.exports import Ledger, log_key, witness_key

SENDER, OFFICER = "sealdesk@maple.example", "officer@maple.example"
KEYS = RelayKeys("sealdesk", "an invented password", SENDER)
KEY, WITNESS = log_key(), witness_key()
AT = datetime(2026, 11, 23, 6, tzinfo=UTC)


@dataclass
class Rig:
    """The way from the portal to the officer's mailbox; `raw` is each mail as the relay took it."""

    post: EgressPost
    relay: MailRelay
    trail: MemoryTrail
    raw: list[bytes]

    async def root(self, note: Note, witnessed: Note | None = None, officer: str = "compliance") -> OfficerMail:
        size, root = note.text.split("\n")[1:3]
        values = {
            "days": "2026-11-22",
            "at": "2026-11-23T00:00:00-06:00",
            "size": size,
            "root": root,
            "note": note.encode(),
            "witnessed": witnessed.encode() if witnessed else "",
        }
        mail = OfficerMail(f"root:2026-11-22:{officer}", officer, Letter.DAILY_ROOT, values, AT, AT)
        await self.post.send(mail)
        return mail


@pytest.fixture
async def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rig]:
    certificate = tmp_path / "certificate"
    certificate.mkdir()
    make_certificate(certificate, SystemClock())
    clock, trail, raw = ManualClock(), MemoryTrail(), list[bytes]()

    def kept(content: bytes) -> ReadMail:
        raw.append(content)
        return read_mail(content)

    monkeypatch.setattr(relay_module, "read_mail", kept)
    relay = MailRelay(KEYS, certificate, clock)
    async with await relay.listen(0) as server:
        port = server.sockets[0].getsockname()[1]
        ca = certificate / "ca.pem"
        where = Relay("localhost", port, MailAddress(SENDER), ca, user=KEYS.user, password=KEYS.password)
        sender = SmtpSender(where, texts, clock)
        desk = OfficerDesk(sender, {"compliance": MailAddress(OFFICER)}, worded, Memory(clock.now()))
        app = create_office_app(Office(Desks(officers=desk), Errands(trail, clock)))
        with serving_on(tmp_path / "egress.sock", app) as path:
            line = Line(path)
            yield Rig(EgressPost(line), relay, trail, raw)
            await line.aclose()


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(5).grow(300)


def status(export: Path, saved: Path) -> int:
    arguments = [str(export), "--vkey", KEY.key.vkey, "--checkpoint", str(saved)]
    return verifier.verify(export, verifier.trust_of(verifier.parser().parse_args(arguments))).status()


def as_text(raw: bytes) -> str:
    """The mail as a mail program shows it."""
    return str(message_from_bytes(raw, policy=email.policy.default).get_content()).replace("\r\n", "\n")


async def saved_ways(rig: Rig, folder: Path) -> list[Path]:
    """Save the mail in each way that mail programs know."""
    (raw,) = rig.raw
    text = as_text(raw)
    quoted = "".join(f"> {line}\r\n" for line in text.splitlines())
    wrapped = "\n".join(line[:76] + ("\n" + line[76:] if line[76:] else "") for line in text.splitlines())
    ways = {
        "mail.eml": raw,
        "unix.eml": raw.replace(b"\r\n", b"\n"),
        "mail.txt": text.encode(),
        "windows.txt": text.replace("\n", "\r\n").encode("cp1252"),
        "wide.txt": text.encode("utf-16"),
        "forwarded.txt": quoted.encode(),
        "wrapped.txt": wrapped.encode(),
    }
    for name, content in ways.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in ways]


async def test_the_saved_mail_anchors_the_log_and_uncovers_one_that_was_cut_and_signed_again(
    rig: Rig, ledger: Ledger, tmp_path: Path
) -> None:
    await rig.root(ledger.checkpoint(None, WITNESS))
    saved = await saved_ways(rig, tmp_path)
    cut = ledger.rebuilt(ledger.events[:250], KEY)
    shorter = cut.export(tmp_path / "shorter")
    regrown = cut.grow(80).export(tmp_path / "regrown")
    honest = ledger.grow(20).export(tmp_path / "honest")
    believed = verifier.verify(regrown, verifier.Trust(logs=[verifier.Key.parse(KEY.key.vkey)]))
    assert believed.status() == verifier.UNANCHORED, "without the mail nothing shows"
    for each in saved:
        assert status(honest, each) == verifier.VALID, each.name
        assert status(shorter, each) == verifier.DIVERGED, each.name
        assert status(regrown, each) == verifier.DIVERGED, each.name


async def test_what_a_witness_signed_before_is_found_in_the_mail_too(rig: Rig, ledger: Ledger, tmp_path: Path) -> None:
    await rig.root(ledger.checkpoint(), ledger.checkpoint(200, WITNESS))
    (tmp_path / "mail.eml").write_bytes(rig.raw[0])
    trust = verifier.trust_of(verifier.parser().parse_args(["x", "--checkpoint", str(tmp_path / "mail.eml")]))
    assert [verifier.Checkpoint.parse(note.text).size for _, note in trust.remembered] == [300, 200]


async def test_a_mail_without_a_note_or_with_a_changed_one_is_said(rig: Rig, ledger: Ledger, tmp_path: Path) -> None:
    note = ledger.checkpoint()
    await rig.root(note)
    export = ledger.export(tmp_path / "export")
    changed = as_text(rig.raw[0]).replace("\n300\n", "\n299\n")
    for content in ("Subject: lunch\n\nAt noon?\n", changed):
        (tmp_path / "saved").write_text(content)
        with pytest.raises(verifier.Usage, match="no checkpoint and no mail with one"):
            status(export, tmp_path / "saved")


async def test_the_relay_gets_it_once_and_after_a_lost_answer_once_more(rig: Rig, ledger: Ledger) -> None:
    rig.relay.faults.plan(Fault.CUT_AFTER)
    with pytest.raises(NotMailed):
        await rig.root(ledger.checkpoint())
    for _ in range(3):
        await rig.root(ledger.checkpoint())
    assert len(rig.raw) == 2
    first, second = (message_from_bytes(each)["Message-ID"] for each in rig.raw)
    assert first == second


async def test_an_officer_whom_the_settings_do_not_name_gets_nothing_and_the_trail_names_no_address(
    rig: Rig, ledger: Ledger
) -> None:
    with pytest.raises(NotMailed) as refused:
        await rig.root(ledger.checkpoint(), officer="stranger")
    assert refused.value.reason == "wrong_errand"
    await rig.root(ledger.checkpoint())
    said = "\n".join(f"{event} {dict(event.body)}" for event in rig.trail.events)
    assert "send_officer_mail" in said
    assert OFFICER not in said
