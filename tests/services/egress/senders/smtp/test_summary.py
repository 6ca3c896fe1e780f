"""A summary as a mail: the same id at every attempt, nothing but plain text, one line of subject."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.summary import Envelope, summary_mail

AT = datetime(2027, 3, 16, 20, tzinfo=UTC)
ENVELOPE = Envelope("cancel:op_1", MailAddress("sealdesk@maple.example"), MailAddress("team@maple.example"), AT)


def test_a_second_attempt_has_the_same_message_id_and_another_summary_another() -> None:
    first = message_from_bytes(summary_mail(ENVELOPE, "One", "Text."), policy=SMTP)
    again = message_from_bytes(summary_mail(replace(ENVELOPE, at=AT + timedelta(hours=1)), "One", "Text."), policy=SMTP)
    other = message_from_bytes(summary_mail(replace(ENVELOPE, row="cancel:op_2"), "One", "Text."), policy=SMTP)
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]


def test_a_subject_is_one_line_and_adds_no_header() -> None:
    mail = message_from_bytes(summary_mail(ENVELOPE, "One\r\nBcc: x@x.example", "½ ñ\n.\n"), policy=SMTP)
    assert mail["Subject"] == "One Bcc: x@x.example"
    assert mail["Bcc"] is None
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == "½ ñ\n.\n"
