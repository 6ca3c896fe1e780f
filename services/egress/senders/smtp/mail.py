"""A mail to a patient as it goes on the wire: reviewed words, and the invitation as iMIP wants it (RFC 6047)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from services.egress.senders.addresses import MailAddress
from services.egress.senders.ports import Texts
from services.egress.senders.smtp.invitation import Invitation, calendar_object
from services.kernel.language import Language

SUBJECTS: Final[Mapping[Language, str]] = {
    Language.EN: "About your appointment",
    Language.ES: "Sobre su cita",
}
"""Subjects stand in notifications and logs that others read: they say nothing."""
_FILE: Final = "appointment.ics"


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A mail to send. `id` is the outbox row's, `values` are worded for `language`."""

    id: str
    to: MailAddress = field(repr=False)
    template: str
    language: Language
    values: Mapping[str, str] = field(repr=False)
    invitation: Invitation | None = field(default=None, repr=False)


def message_id(row: str, sender: MailAddress) -> str:
    """Return the Message-ID, the same at every attempt, so that a mail server can drop the second of two."""
    return f"<{hashlib.sha256(row.encode()).hexdigest()[:40]}@{sender.domain}>"


def built(mail: OutgoingMail, sender: MailAddress, texts: Texts, at: datetime) -> bytes:
    """Return the mail as it is sent.

    Raises:
        SealdeskError: template and values do not fit.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender.address
    message["To"] = mail.to.address
    message["Subject"] = SUBJECTS[mail.language]
    message["Date"] = at
    message["Message-ID"] = message_id(mail.id, sender)
    message["Content-Language"] = str(mail.language)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{texts(mail.template, mail.language, mail.values)}\n", cte="quoted-printable")
    if mail.invitation is not None:
        _invite(message, mail.invitation, calendar_object(mail.invitation, sender, mail.to, at))
    return message.as_bytes()


def _invite(message: EmailMessage, invitation: Invitation, calendar: bytes) -> None:
    """Add the invitation twice: as the alternative that calendars read, and as the file that people open."""
    shown = calendar.decode()
    message.add_alternative(shown, subtype="calendar", cte="base64", params={"method": invitation.method})
    message.add_attachment(calendar, maintype="application", subtype="ics", filename=_FILE)
