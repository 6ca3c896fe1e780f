"""A provider's summary as a mail: plain text, to an inbox on the clinic's own network."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.mail import message_id


@dataclass(frozen=True, slots=True)
class Envelope:
    """Which summary it is, from whom to whom, and when it is sent."""

    row: str
    sender: MailAddress
    to: MailAddress
    at: datetime


def summary_mail(envelope: Envelope, subject: str, text: str) -> bytes:
    """Return the mail; the same summary has the same Message-ID at every attempt, so that a server drops a second one.

    Args:
        envelope: See above.
        subject: One line; line breaks in it are taken out.
        text: The summary.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = envelope.sender.address
    mail["To"] = envelope.to.address
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = envelope.at
    mail["Message-ID"] = message_id(envelope.row, envelope.sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text, cte="quoted-printable")
    return mail.as_bytes()
