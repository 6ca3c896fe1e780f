"""The clinic's mail relay, over TLS that we trust or not at all (RFC 5321, RFC 3207, RFC 8314).

The standard library's smtplib, one command at a time: what failed is told by the phase in which it did. Until the last
dot of the mail has been written the relay may not deliver it (RFC 5321, 4.1.1.4 and 4.5.3.2.6); from then on nobody
knows without its answer.
"""

import asyncio
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from services.egress.senders.addresses import MailAddress
from services.egress.senders.errors import CredentialsRefused, NotSent, TlsMissing
from services.egress.senders.letter import Letter
from services.egress.senders.ports import Accepted, Texts
from services.egress.senders.smtp.codes import GO_AHEAD, OK, refusal, unanswered
from services.egress.senders.smtp.mail import OutgoingMail, built, message_id
from services.egress.senders.smtp.summary import Envelope, summary_mail
from services.kernel.clock import Clock

_CHECK: Final = "Check the relay's address and the network, then run `sealdesk doctor`."
_TRUST: Final = "Have TLS switched on at the relay, and its CA in the settings; mail is never sent without."
_GOODBYE_SECONDS: Final = 2.0
_DOTS: Final = re.compile(rb"(?m)^\.")


class TlsMode(StrEnum):
    """How TLS begins."""

    STARTTLS = "starttls"
    """In the connection, usually on port 587 or 25."""
    IMPLICIT = "implicit"
    """Before anything else, usually on port 465."""


@dataclass(frozen=True, slots=True)
class Relay:
    """Where the relay is and what opens it.

    Attributes:
        host: its name, for which its certificate is made.
        port: its port.
        sender: the address that mails come from.
        ca: PEM file of the CA that signs its certificate: no other is believed.
        mode: how TLS begins.
        user: who we are there; empty where it asks nobody.
        password: the user's.
        name: how we introduce ourselves in EHLO.
        timeout_seconds: how long each answer may take.
    """

    host: str
    port: int
    sender: MailAddress
    ca: Path
    mode: TlsMode = TlsMode.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    name: str = "sealdesk"
    timeout_seconds: float = 30.0


Reach = Callable[[], AbstractAsyncContextManager[socket.socket | None]]
"""Opens a connection to the relay, as `services.egress.guarded.guarded_socket` does."""


class _SmtpOn(smtplib.SMTP):
    """SMTP on a connection that is open already; without one it dials."""

    def __init__(self, end: socket.socket | None, relay: Relay) -> None:
        self._end = end
        super().__init__(relay.host, relay.port, local_hostname=relay.name, timeout=relay.timeout_seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        if self._end is None:
            return socket.create_connection((host, port), timeout)
        self._end.settimeout(timeout)
        return self._end


class _SmtpsOn(_SmtpOn):
    """The same, with TLS before anything else."""

    def __init__(self, end: socket.socket | None, relay: Relay, tls: ssl.SSLContext) -> None:
        self._tls = tls
        super().__init__(end, relay)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._tls.wrap_socket(super()._get_socket(host, port, timeout), server_hostname=host)


class SmtpSender:
    """Sends mails by the relay, each on a connection of its own, in a thread.

    Args:
        relay: where it is.
        texts: the reviewed texts.
        clock: the time.
        reach: opens a connection to the relay that the door has checked; None dials it by its name.
    """

    def __init__(self, relay: Relay, texts: Texts, clock: Clock, reach: Reach | None = None) -> None:
        self._relay, self._texts, self._clock = relay, texts, clock
        self._reach: Reach = reach or nullcontext

    async def send(self, mail: OutgoingMail) -> Accepted:
        """Hand the mail over, once; a relay that offers no TLS is told nothing, not even the patient's address.

        Raises:
            NotSent: it certainly did not leave. TlsMissing: there is no TLS that we trust.
            SendRefused: it never will.
            SendUnknown: nobody knows.
        """
        return await self.hand_over(mail.id, mail.to, self.content(mail))

    async def hand_over(self, row: str, to: MailAddress, content: bytes) -> Accepted:
        """Hand over a mail that is made already.

        Raises:
            SendersError: as for `send`.
        """
        async with self._reach() as end:
            await asyncio.to_thread(self._handed_over, end, to, content)
        return Accepted(message_id(row, self._relay.sender), "taken")

    def summary(self, row: str, to: MailAddress, subject: str, text: str) -> bytes:
        """Return plain words about no patient by name, such as a provider's summary, as they are sent."""
        return summary_mail(Envelope(row, self._relay.sender, to, self._clock.now()), subject, text)

    async def letter(self, letter: Letter) -> Accepted:
        """Hand a letter to an officer over, once.

        Raises:
            SendersError: as for `send`.
        """
        content = self.summary(letter.row, letter.to, letter.subject, letter.text)
        return await self.hand_over(letter.row, letter.to, content)

    def content(self, mail: OutgoingMail) -> bytes:
        """Return the mail as it is sent.

        Raises:
            SealdeskError: template and values do not fit.
        """
        return built(mail, self._relay.sender, self._texts, self._clock.now())

    async def check(self) -> None:
        """Connect, begin TLS and log in, and send nothing: what a doctor asks.

        Raises:
            NotSent: the relay cannot be used.
        """
        async with self._reach() as end:
            await asyncio.to_thread(self._checked, end)

    def _checked(self, end: socket.socket | None) -> None:
        with self._opened(end):
            pass

    def _handed_over(self, end: socket.socket | None, to: MailAddress, content: bytes) -> None:
        with self._opened(end) as client:
            with _before_the_mail():
                _expect(client.mail(self._relay.sender.address), OK)
                _expect(client.rcpt(to.address), OK)
                _expect(client.docmd("DATA"), GO_AHEAD)
            try:
                client.send(_DOTS.sub(b"..", content) + b".\r\n")
                answer = client.getreply()
            except (OSError, smtplib.SMTPException):
                raise unanswered() from None
            _expect(answer, OK, written=True)

    @contextmanager
    def _opened(self, end: socket.socket | None) -> Iterator[smtplib.SMTP]:
        """Yield a connection that is encrypted and logged in."""
        with _before_the_mail():
            tls = self._tls()
            client = self._connected(tls, end)
        try:
            with _before_the_mail():
                self._encrypted(client, tls)
                self._logged_in(client)
            yield client
        finally:
            _leave(client)

    def _tls(self) -> ssl.SSLContext:
        try:
            tls = ssl.create_default_context(cafile=str(self._relay.ca))
        except (OSError, ssl.SSLError):
            raise TlsMissing("The CA of the mail relay cannot be read.", _TRUST) from None
        tls.minimum_version = ssl.TLSVersion.TLSv1_2
        return tls

    def _connected(self, tls: ssl.SSLContext, end: socket.socket | None) -> smtplib.SMTP:
        relay = self._relay
        if relay.mode is TlsMode.IMPLICIT:
            return _SmtpsOn(end, relay, tls)
        return _SmtpOn(end, relay)

    def _encrypted(self, client: smtplib.SMTP, tls: ssl.SSLContext) -> None:
        _expect(client.ehlo(), OK)
        if self._relay.mode is TlsMode.IMPLICIT:
            return
        if not client.has_extn("starttls"):
            raise TlsMissing("The mail relay offers no TLS.", _TRUST)
        client.starttls(context=tls)
        _expect(client.ehlo(), OK)

    def _logged_in(self, client: smtplib.SMTP) -> None:
        if self._relay.user:
            client.login(self._relay.user, self._relay.password)


@contextmanager
def _before_the_mail() -> Iterator[None]:
    """Name what goes wrong while the mail certainly has not left."""
    try:
        yield
    except ssl.SSLError:
        raise TlsMissing("The mail relay's TLS is not one that we trust.", _TRUST) from None
    except smtplib.SMTPNotSupportedError:
        raise CredentialsRefused("The mail relay takes no login.", "Correct the user in the settings.") from None
    except smtplib.SMTPAuthenticationError:
        raise CredentialsRefused("The mail relay does not accept our login.", "Correct it in the settings.") from None
    except (OSError, smtplib.SMTPException):
        raise NotSent("The mail relay cannot be reached, or hung up.", _CHECK) from None


def _expect(answer: tuple[int, bytes], wanted: range, *, written: bool = False) -> None:
    """Take an answer; `written` says that it is the one to the mail itself."""
    if answer[0] not in wanted:
        raise refusal(answer[0], written=written)


def _leave(client: smtplib.SMTP) -> None:
    """Say goodbye where somebody still listens."""
    try:
        if client.sock is not None:
            client.sock.settimeout(_GOODBYE_SECONDS)
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()
