"""Against a real mail server: TLS that is trusted or nothing, and what is known after each failure."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from services.egress.senders.errors import (
    CredentialsRefused,
    NotSent,
    SendersError,
    SendRefused,
    SendUnknown,
    TlsMissing,
)
from services.egress.senders.smtp.mail import OutgoingMail, message_id
from services.egress.senders.smtp.relay import Relay, SmtpSender, TlsMode
from services.kernel.language import Language
from tests.contract.certificates import Authority, make_authority
from tests.doubles.carriers import texts
from tests.doubles.clock import ManualClock
from tests.services.egress.senders.smtp.test_invitation import CLINIC, PATIENT, VISIT

MAIL = OutgoingMail("msg_1", PATIENT, "moved", Language.EN, {"new": "Tuesday\n.hidden\n.\n..x"}, VISIT)


@dataclass
class Mailbox:
    """What the server keeps; `replies` says what it answers to a command, `drops` where it hangs up."""

    kept: list[Envelope] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    drops: str = ""

    async def handle_MAIL(  # noqa: N802 aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answered(server, "MAIL")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._answered(server, "RCPT")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" not in self.replies:
            self.kept.append(envelope)
        return self._answered(server, "DATA")

    def _answered(self, server: SMTP, command: str) -> str:
        self.said.append(command)
        if self.drops == command:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return self.replies.get(command, "250 taken")


def login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword) -> AuthResult:
    known = data == LoginPassword(b"sealdesk", b"an invented password")
    return AuthResult(success=known, handled=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("ca"), "clinic-ca")


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@asynccontextmanager
async def running(
    mailbox: Mailbox, authority: Authority, mode: TlsMode | None, options: dict[str, Any] | None = None
) -> AsyncIterator[Relay]:
    """Run the server in the test's own loop: the sender works in a thread."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*authority.issue("relay"))
    if mode is TlsMode.STARTTLS:
        options = {**(options or {}), "tls_context": tls, "require_starttls": True}
    loop = asyncio.get_running_loop()
    implicit = tls if mode is TlsMode.IMPLICIT else None
    server = await loop.create_server(
        lambda: SMTP(mailbox, hostname="relay", loop=loop, **(options or {})), "127.0.0.1", 0, ssl=implicit
    )
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield Relay("127.0.0.1", port, CLINIC, authority.file, mode or TlsMode.STARTTLS, timeout_seconds=5.0)


def sender(relay: Relay) -> SmtpSender:
    return SmtpSender(relay, texts, ManualClock())


@pytest.mark.parametrize("mode", TlsMode)
async def test_a_mail_arrives_over_tls(mailbox: Mailbox, authority: Authority, mode: TlsMode) -> None:
    async with running(mailbox, authority, mode) as relay:
        taken = await sender(relay).send(MAIL)
    [envelope] = mailbox.kept
    assert (envelope.mail_from, envelope.rcpt_tos) == (CLINIC.address, [PATIENT.address])
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=default)
    assert message["Message-ID"] == taken.carrier_id == message_id("msg_1", CLINIC)
    words = message.get_body(("plain",))
    assert words is not None
    assert words.get_content().replace("\r\n", "\n") == "moved en new=Tuesday\n.hidden\n.\n..x\n"


async def test_a_relay_without_tls_is_told_nothing(mailbox: Mailbox, authority: Authority) -> None:
    async with running(mailbox, authority, None) as relay:
        with pytest.raises(TlsMissing):
            await sender(relay).send(MAIL)
    assert mailbox.said == []


async def test_a_relay_whose_ca_is_another_is_told_nothing(
    mailbox: Mailbox, authority: Authority, tmp_path: Path
) -> None:
    other = make_authority(tmp_path, "another-ca")
    for mode in TlsMode:
        async with running(mailbox, authority, mode) as relay:
            with pytest.raises(TlsMissing):
                await sender(replace(relay, ca=other.file)).send(MAIL)
    assert mailbox.said == []


async def test_a_relay_with_another_name_is_told_nothing(mailbox: Mailbox, authority: Authority) -> None:
    async with running(mailbox, authority, TlsMode.STARTTLS) as relay:
        with pytest.raises(TlsMissing):
            await sender(replace(relay, host="localhost")).send(MAIL)
    assert mailbox.said == []


async def test_a_ca_file_that_is_missing(mailbox: Mailbox, authority: Authority, tmp_path: Path) -> None:
    async with running(mailbox, authority, TlsMode.STARTTLS) as relay:
        with pytest.raises(TlsMissing):
            await sender(replace(relay, ca=tmp_path / "none.pem")).send(MAIL)


async def test_login_goes_through_tls_alone(mailbox: Mailbox, authority: Authority) -> None:
    options = {"authenticator": login, "auth_required": True, "auth_require_tls": True}
    async with running(mailbox, authority, TlsMode.STARTTLS, options) as relay:
        known = replace(relay, user="sealdesk", password="an invented password")
        await sender(known).check()
        assert mailbox.said == []
        await sender(known).send(MAIL)
        with pytest.raises(CredentialsRefused):
            await sender(replace(known, password="another")).send(MAIL)
        with pytest.raises(CredentialsRefused):
            await sender(relay).send(MAIL)
    assert len(mailbox.kept) == 1


async def test_a_relay_that_takes_no_login(mailbox: Mailbox, authority: Authority) -> None:
    async with running(mailbox, authority, TlsMode.STARTTLS) as relay:
        with pytest.raises(CredentialsRefused):
            await sender(replace(relay, user="sealdesk", password="x")).send(MAIL)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("reply", "error"), [("451 later", NotSent), ("550 santos is unknown", SendRefused)])
async def test_a_refusal_is_for_now_or_for_good(
    mailbox: Mailbox, authority: Authority, command: str, reply: str, error: type[SendersError]
) -> None:
    mailbox.replies[command] = reply
    async with running(mailbox, authority, TlsMode.STARTTLS) as relay:
        with pytest.raises(SendersError) as caught:
            await sender(relay).send(MAIL)
    assert type(caught.value) is error
    assert "santos" not in str(caught.value)
    assert mailbox.kept == []


@pytest.mark.parametrize(("command", "error"), [("MAIL", NotSent), ("RCPT", NotSent), ("DATA", SendUnknown)])
async def test_a_connection_that_breaks_is_unknown_only_after_the_mail(
    mailbox: Mailbox, authority: Authority, command: str, error: type[SendersError]
) -> None:
    mailbox.drops = command
    async with running(mailbox, authority, TlsMode.STARTTLS) as relay:
        with pytest.raises(SendersError) as caught:
            await sender(relay).send(MAIL)
    assert type(caught.value) is error


async def test_nobody_listening(mailbox: Mailbox, authority: Authority) -> None:
    async with running(mailbox, authority, TlsMode.STARTTLS) as relay:
        gone = relay
    with pytest.raises(NotSent) as caught:
        await sender(gone).send(MAIL)
    assert type(caught.value) is NotSent


def test_the_password_does_not_show() -> None:
    relay = Relay("relay.clinic.example", 587, CLINIC, Path("ca.pem"), user="u", password="an invented password")
    assert "invented" not in repr(relay)
