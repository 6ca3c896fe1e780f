from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.invitation import Invitation
from services.egress.senders.smtp.mail import OutgoingMail, built, message_id
from services.kernel.language import Language
from tests.doubles.carriers import texts
from tests.doubles.clock import MONDAY_MORNING
from tests.services.egress.senders.smtp.test_invitation import CLINIC, PATIENT, VISIT

MAIL = OutgoingMail(
    "msg_1", PATIENT, "moved", Language.ES, {"new": "martes\nBcc: x@x.example", "who": "ñ.\n.\nx"}, VISIT
)


def read(mail: OutgoingMail) -> EmailMessage:
    message = message_from_bytes(built(mail, CLINIC, texts, MONDAY_MORNING), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> EmailMessage:
    [found] = [each for each in message.walk() if each.get_content_type() == kind]
    assert isinstance(found, EmailMessage)
    return found


def test_the_headers_say_nothing_of_the_visit() -> None:
    message = read(MAIL)
    assert message["Subject"] == "Sobre su cita"
    assert (message["From"], message["To"]) == (CLINIC.address, PATIENT.address)
    assert message["Bcc"] is None
    assert message["Date"].datetime == MONDAY_MORNING
    assert message["Auto-Submitted"] == "auto-generated"


def test_the_words_arrive_as_they_are() -> None:
    words = part(read(MAIL), "text/plain").get_content().replace("\r\n", "\n")
    assert words == "moved es new=martes\nBcc: x@x.example who=ñ.\n.\nx\n"


def test_the_invitation_is_there_for_calendars_and_for_people() -> None:
    message = read(MAIL)
    shown, attached = part(message, "text/calendar"), part(message, "application/ics")
    assert shown.get_param("method") == "REQUEST"
    assert "METHOD:REQUEST" in shown.get_content()
    assert attached.get_filename() == "appointment.ics"
    assert attached.get_payload(decode=True) == shown.get_payload(decode=True)
    assert b"\r\nUID:0123456789abcdef@sealdesk\r\n" in (attached.get_payload(decode=True) or b"")


def test_a_mail_without_an_invitation_is_words_alone() -> None:
    message = read(OutgoingMail("msg_1", PATIENT, "moved", Language.EN, {}))
    assert message.get_content_type() == "text/plain"
    assert message["Subject"] == "About your appointment"


def test_every_attempt_has_the_same_message_id_and_it_does_not_tell_the_row() -> None:
    assert message_id("msg_1", CLINIC) == read(MAIL)["Message-ID"]
    assert message_id("msg_1", CLINIC) != message_id("msg_2", CLINIC)
    assert "msg_1" not in message_id("msg_1", CLINIC)


@pytest.mark.parametrize("invitation", [VISIT, None])
def test_a_mail_ends_with_a_line_end(invitation: Invitation | None) -> None:
    assert built(replace(MAIL, invitation=invitation), CLINIC, texts, MONDAY_MORNING).endswith(b"\r\n")


@pytest.mark.parametrize("line", built(MAIL, CLINIC, texts, MONDAY_MORNING).split(b"\r\n")[::10])
def test_lines_are_of_a_length_that_relays_take(line: bytes) -> None:
    assert len(line) <= 998
    assert b"\n" not in line


def test_the_domain_is_the_senders() -> None:
    assert message_id("x", MailAddress("a@B.example")).endswith("@b.example>")
