"""What a mail that arrived says: its words, and the invitation that came with it (RFC 5322, RFC 5545, RFC 6047)."""

from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

_ONCE: Final = ("From", "To", "Subject", "Date", "Message-ID")


class MailError(ValueError):
    """The mail is not one that a relay passes on; the text says why."""


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail as a mail program would show it."""

    id: str
    sender: str
    to: str = field(repr=False)
    subject: str
    words: str = field(repr=False)
    calendar: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """What an invitation tells a calendar."""

    method: str
    uid: str
    sequence: str


def read_mail(content: bytes) -> ReadMail:
    """Return what a mail says.

    Raises:
        MailError: a header is missing or stands twice, there are no words, or the invitation contradicts itself.
    """
    message = message_from_bytes(content, EmailMessage, policy=SMTP)
    for name in _ONCE:
        if len(message.get_all(name, [])) != 1:
            raise MailError(f"{name} must stand there once")
    words = message.get_body(("plain",))
    if words is None or message.defects:
        raise MailError("there are no plain words")
    return ReadMail(
        id=str(message["Message-ID"]),
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        words=str(words.get_content()),
        calendar=_invitation(message),
    )


def event_of(calendar: bytes) -> Event:
    """Return method, UID and SEQUENCE of an invitation.

    Raises:
        MailError: one of them does not stand there exactly once.
    """
    lines = calendar.decode().replace("\r\n ", "").splitlines()
    found = {}
    for name in ("METHOD", "UID", "SEQUENCE"):
        values = [line.partition(":")[2] for line in lines if line.startswith(f"{name}:")]
        if len(values) != 1:
            raise MailError(f"the invitation's {name} must stand there once")
        found[name] = values[0]
    return Event(found["METHOD"], found["UID"], found["SEQUENCE"])


def _invitation(message: EmailMessage) -> bytes:
    """Return the invitation; the part that calendars read and the file that people open have to say the same."""
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    if not parts:
        return b""
    calendar = _bytes(parts[0])
    if parts[0].get_param("method") != event_of(calendar).method:
        raise MailError("the invitation's method is not the part's")
    files = [_bytes(part) for part in message.walk() if part.get_content_type() == "application/ics"]
    if any(file != calendar for file in files):
        raise MailError("the invitation and its file differ")
    return calendar


def _bytes(part: object) -> bytes:
    payload = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
    if not isinstance(payload, bytes):
        raise MailError("the invitation cannot be read")
    return payload
