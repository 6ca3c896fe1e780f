"""The relay takes what the appliance's own sender hands over, and nothing that a real relay would refuse."""

import asyncio
import base64
import contextlib
import smtplib
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from appliance.demo.carriers.certificate import make_certificate
from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.journal import Entry, Outcome
from appliance.demo.carriers.mail import event_of
from appliance.demo.carriers.relay import MailRelay, RelayKeys
from services.egress.senders.errors import NotSent, SendRefused, SendUnknown
from services.egress.senders.smtp.mail import OutgoingMail
from services.egress.senders.smtp.relay import Relay, SmtpSender
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from tests.doubles.carriers import texts
from tests.doubles.clock import ManualClock
from tests.services.egress.senders.smtp.test_invitation import CLINIC, PATIENT, VISIT

KEYS = RelayKeys("sealdesk", "an invented password", CLINIC.address)
MAIL = OutgoingMail("msg_1", PATIENT, "moved", Language.EN, {"new": "Tuesday\n.hidden\n..x"}, VISIT)
GOOD = f"From: {CLINIC.address}\r\nTo: {PATIENT.address}\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\n"
GOOD += "Message-ID: <1@clinic.example>\r\n\r\nHello.\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    make_certificate(folder, SystemClock())
    return folder


@pytest.fixture
def relay(certificate: Path) -> MailRelay:
    return MailRelay(KEYS, certificate, ManualClock())


@pytest.fixture
async def port(relay: MailRelay) -> AsyncIterator[int]:
    async with await relay.listen(0) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
def sender(port: int, certificate: Path) -> SmtpSender:
    where = Relay("localhost", port, CLINIC, certificate / "ca.pem", user=KEYS.user, password=KEYS.password)
    return SmtpSender(where, texts, ManualClock())


async def taken(relay: MailRelay, sender: SmtpSender) -> Entry:
    await sender.send(MAIL)
    [entry] = relay.journal.entries
    return entry


async def test_a_mail_and_its_invitation_arrive_as_they_were_sent(relay: MailRelay, sender: SmtpSender) -> None:
    entry = await taken(relay, sender)
    assert (entry.party, entry.subject, entry.outcome) == (
        PATIENT.address,
        "About your appointment",
        Outcome.DELIVERED,
    )
    assert entry.words.replace("\r\n", "\n") == "moved en new=Tuesday\n.hidden\n..x\n"
    event = event_of(entry.calendar)
    assert (event.method, event.uid, event.sequence) == ("REQUEST", VISIT.uid, str(VISIT.sequence))


async def test_the_doctors_look_sends_nothing(relay: MailRelay, sender: SmtpSender) -> None:
    await sender.check()
    assert relay.journal.entries == []


@pytest.mark.parametrize(
    ("fault", "error", "outcome"),
    [
        (Fault.REFUSED, SendRefused, Outcome.REFUSED),
        (Fault.TOO_MANY, NotSent, Outcome.NOT_TAKEN),
        (Fault.FAIL_BEFORE, NotSent, Outcome.NOT_TAKEN),
        (Fault.CUT_AFTER, SendUnknown, Outcome.TAKEN_UNTOLD),
    ],
)
async def test_it_misbehaves_on_demand(
    relay: MailRelay, sender: SmtpSender, fault: Fault, error: type[Exception], outcome: Outcome
) -> None:
    relay.faults.plan(fault)
    with pytest.raises(error):
        await sender.send(MAIL)
    await sender.send(MAIL)
    assert [entry.outcome for entry in relay.journal.entries] == [outcome, Outcome.DELIVERED]


async def test_another_ca_is_not_trusted(port: int, tmp_path: Path) -> None:
    make_certificate(tmp_path, SystemClock())
    where = Relay("localhost", port, CLINIC, tmp_path / "ca.pem", user=KEYS.user, password=KEYS.password)
    with pytest.raises(NotSent):
        await SmtpSender(where, texts, ManualClock()).send(MAIL)


def login(password: str = KEYS.password) -> str:
    return "AUTH PLAIN " + base64.b64encode(f"\0{KEYS.user}\0{password}".encode()).decode()


ENVELOPE = (f"MAIL FROM:<{CLINIC.address}>", f"RCPT TO:<{PATIENT.address}>")


@pytest.mark.parametrize(
    ("commands", "code"),
    [
        (["STARTTLS"], 503),
        ([login("wrong")], 535),
        (["MAIL FROM:<a@clinic.example>"], 530),
        ([login(), "MAIL FROM:<other@clinic.example>"], 550),
        ([login(), "RCPT TO:<a@b.example>"], 503),
        ([login(), "DATA"], 503),
        ([login(), *ENVELOPE, "RCPT TO:<a@b.example>"], 503),
        ([login(), *ENVELOPE, "RSET", "NOOP", "DATA"], 503),
    ],
)
async def test_what_a_real_relay_refuses_is_refused(
    port: int, certificate: Path, commands: list[str], code: int
) -> None:
    assert await _talk(port, certificate, commands) == code


@pytest.mark.parametrize(
    ("commands", "code"),
    [
        ([login()], 530),
        (["MAIL FROM:<a@clinic.example>"], 530),
        (["VRFY anybody"], 502),
    ],
)
async def test_nothing_is_taken_before_tls(port: int, certificate: Path, commands: list[str], code: int) -> None:
    assert await _talk(port, certificate, commands, encrypted=False) == code


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace("Subject: x\r\n", ""),
        GOOD.replace("Subject: x\r\n", "Subject: x\r\nSubject: y\r\n"),
        GOOD.replace(f"To: {PATIENT.address}", "To: other@b.example"),
        GOOD.replace("Subject: x\r\n", "Subject: x\r\nContent-Type: text/html\r\n"),
    ],
)
async def test_a_mail_that_contradicts_itself_is_refused(
    relay: MailRelay, port: int, certificate: Path, content: str
) -> None:
    mail = content.encode() + b"."
    assert await _talk(port, certificate, [login(), *ENVELOPE, "DATA", mail.decode()]) == 554
    assert relay.journal.entries == []


async def test_a_good_one_by_hand_is_taken(relay: MailRelay, port: int, certificate: Path) -> None:
    assert await _talk(port, certificate, [login(), *ENVELOPE, "DATA", f"{GOOD}."]) == 250
    assert len(relay.journal.entries) == 1


async def _talk(port: int, certificate: Path, commands: list[str], *, encrypted: bool = True) -> int:
    """Say the commands in a thread and return the last answer's code."""

    def talk() -> int:
        with contextlib.closing(smtplib.SMTP("localhost", port, timeout=20)) as client:
            client.ehlo()
            if encrypted:
                client.starttls(context=ssl.create_default_context(cafile=str(certificate / "ca.pem")))
                client.ehlo()
            return [_say(client, command) for command in commands][-1]

    return await asyncio.to_thread(talk)


def _say(client: smtplib.SMTP, command: str) -> int:
    client.send(f"{command}\r\n")
    return client.getreply()[0]
