"""A mail relay on loopback: TLS and a login before anything else, one recipient a mail, and it shows what it took.

A small server of our own (RFC 5321, RFC 3207, RFC 4954) and no library: the appliance never receives mail.
"""

import asyncio
import base64
import hmac
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from appliance.demo.carriers.faults import Fault, Faults
from appliance.demo.carriers.journal import Entry, Journal, Outcome, Way, outcome_of
from appliance.demo.carriers.mail import MailError, read_mail
from services.kernel.clock import Clock

_LONGEST_LINE: Final = 2048
_LARGEST: Final = 512 * 1024
_QUIT: Final = "221 goodbye"


@dataclass(frozen=True, slots=True)
class RelayKeys:
    """What the relay believes: a login, and the only address that may send."""

    user: str
    password: str = field(repr=False)
    sender: str


@dataclass(slots=True)
class _Envelope:
    """What one connection has said so far."""

    encrypted: bool = False
    known: bool = False
    sender: str = ""
    to: str = field(default="", repr=False)


class _HungUp(Exception):
    """The other side is gone, or we hang up."""


class MailRelay:
    """A mail relay on this machine.

    Args:
        keys: the login it takes.
        certificate: folder with `relay.pem` and `relay.key`.
        clock: the time.
        journal: where every mail is noted.
    """

    def __init__(self, keys: RelayKeys, certificate: Path, clock: Clock, journal: Journal | None = None) -> None:
        self.keys, self.clock = keys, clock
        self.journal = journal or Journal()
        self.faults = Faults()
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.tls.minimum_version = ssl.TLSVersion.TLSv1_2
        self.tls.load_cert_chain(certificate / "relay.pem", certificate / "relay.key")

    async def listen(self, port: int, host: str = "127.0.0.1") -> asyncio.Server:
        """Begin to listen; the caller closes the server."""
        return await asyncio.start_server(self._serve, host, port, limit=_LONGEST_LINE)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Visit(self, reader, writer).run()
        except (_HungUp, OSError, ssl.SSLError, ValueError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


class _Visit:
    """One connection."""

    def __init__(self, relay: MailRelay, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._relay, self._reader, self._writer = relay, reader, writer
        self._envelope = _Envelope()
        self._verbs: dict[str, Callable[[str], Awaitable[str]]] = {
            "EHLO": self._hello,
            "STARTTLS": self._start_tls,
            "AUTH": self._login,
            "MAIL": self._mail,
            "RCPT": self._recipient,
            "DATA": self._data,
            "RSET": self._reset,
            "NOOP": self._nothing,
        }

    async def run(self) -> None:
        """Answer commands until the end."""
        await self._say("220 localhost invented relay")
        while line := await self._reader.readline():
            verb, _, rest = line.decode("ascii").strip().partition(" ")
            if verb.upper() == "QUIT":
                await self._say(_QUIT)
                return
            act = self._verbs.get(verb.upper())
            await self._say(await act(rest) if act else "502 no such command")

    async def _say(self, answer: str) -> None:
        if answer:
            self._writer.write(f"{answer}\r\n".encode())
            await self._writer.drain()

    async def _hello(self, _: str) -> str:
        offers = ["AUTH PLAIN"] if self._envelope.encrypted else ["STARTTLS"]
        lines = ["localhost", *offers, f"SIZE {_LARGEST}"]
        return "\r\n".join([*(f"250-{line}" for line in lines), "250 8BITMIME"])

    async def _start_tls(self, _: str) -> str:
        if self._envelope.encrypted:
            return "503 encrypted already"
        await self._say("220 go ahead")
        await self._writer.start_tls(self._relay.tls)
        self._envelope = _Envelope(encrypted=True)
        return ""

    async def _login(self, rest: str) -> str:
        if not self._envelope.encrypted:
            return "530 5.7.0 TLS first"
        keys = self._relay.keys
        wanted = base64.b64encode(f"\0{keys.user}\0{keys.password}".encode()).decode()
        self._envelope.known = hmac.compare_digest(rest.encode(), f"PLAIN {wanted}".encode())
        return "235 2.7.0 welcome" if self._envelope.known else "535 5.7.8 login refused"

    async def _mail(self, rest: str) -> str:
        if not self._envelope.known:
            return "530 5.7.0 login first"
        self._envelope.sender, self._envelope.to = _address(rest, "FROM:"), ""
        fits = self._envelope.sender == self._relay.keys.sender
        return "250 2.1.0 fine" if fits else "550 5.7.1 this address may not send"

    async def _recipient(self, rest: str) -> str:
        address = _address(rest, "TO:")
        if not self._envelope.sender or self._envelope.to or "@" not in address:
            return "503 5.5.1 one recipient, after the sender"
        self._envelope.to = address
        return "250 2.1.5 fine"

    async def _reset(self, _: str) -> str:
        self._envelope.sender = self._envelope.to = ""
        return "250 fine"

    async def _nothing(self, _: str) -> str:
        return "250 fine"

    async def _data(self, _: str) -> str:
        if not self._envelope.to:
            return "503 5.5.1 a recipient first"
        await self._say("354 end with a dot")
        content = await self._content()
        envelope, to = self._envelope, self._envelope.to
        try:
            mail = read_mail(content)
        except (MailError, UnicodeError):
            return "554 5.6.0 this is no mail that we pass on"
        if (mail.sender, mail.to) != (envelope.sender, to):
            return "554 5.7.1 headers and envelope differ"
        fault = self._relay.faults.next()
        self._relay.journal.note(
            Entry(
                id=self._relay.journal.name("mail"),
                way=Way.MAIL,
                party=to,
                at=self._relay.clock.now(),
                words=mail.words,
                outcome=Outcome.DELIVERED if fault is None else outcome_of(fault),
                note=str(fault or ""),
                subject=mail.subject,
                calendar=mail.calendar,
            )
        )
        envelope.sender = envelope.to = ""
        return await self._answer(fault)

    async def _content(self) -> bytes:
        """Return the mail up to its dot, with doubled dots made single (RFC 5321, 4.5.2)."""
        content = bytearray()
        while (line := await self._reader.readline()) != b".\r\n":
            content += line[1:] if line.startswith(b"..") else line
            if not line or len(content) > _LARGEST:
                raise _HungUp
        return bytes(content)

    async def _answer(self, fault: Fault | None) -> str:
        """Return the answer to a mail; a fault that gives none waits for the other side, or hangs up."""
        if fault in (Fault.HANG_BEFORE, Fault.HANG_AFTER):
            await self._reader.read()
            raise _HungUp
        if fault is Fault.CUT_AFTER:
            raise _HungUp
        answers = {
            Fault.FAIL_BEFORE: "451 4.3.0 out of order",
            Fault.FAIL_AFTER: "451 4.3.0 out of order, though it is taken",
            Fault.GIBBERISH_AFTER: "2 what?",
            Fault.TOO_MANY: "450 4.7.0 too many mails",
            Fault.REFUSED: "550 5.1.1 no such address",
        }
        return answers[fault] if fault else "250 2.0.0 taken"


def _address(words: str, before: str) -> str:
    """Return the address of MAIL FROM:<...> or RCPT TO:<...>; nothing where it cannot be read."""
    if not words.upper().startswith(before):
        return ""
    return words[len(before) :].strip().partition(">")[0].removeprefix("<")
