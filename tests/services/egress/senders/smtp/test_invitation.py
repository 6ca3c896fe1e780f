"""RFC 5545 and RFC 5546: what a calendar needs to follow an appointment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.egress.senders.addresses import MailAddress
from services.egress.senders.errors import WrongRequest
from services.egress.senders.smtp.invitation import Invitation, calendar_object
from services.kernel.interval import Interval

START = datetime(2027, 3, 16, 20, tzinfo=UTC)
CLINIC, PATIENT = MailAddress("visits@clinic.example"), MailAddress("m.santos@mail.example")
VISIT = Invitation(
    uid="0123456789abcdef@sealdesk",
    sequence=3,
    interval=Interval(START, START + timedelta(minutes=30)),
    zone=ZoneInfo("America/Chicago"),
    summary="Visit; Maple Street Clinic, 2nd floor",
    place="12 Maple Street\r\nATTENDEE:mailto:x@x.example",
)


def lines(invitation: Invitation) -> list[str]:
    raw = calendar_object(invitation, CLINIC, PATIENT, START)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_a_request_has_what_itip_asks_for() -> None:
    told = lines(VISIT)
    for line in (
        "METHOD:REQUEST",
        "UID:0123456789abcdef@sealdesk",
        "SEQUENCE:3",
        "DTSTAMP:20270316T200000Z",
        "DTSTART;TZID=America/Chicago:20270316T150000",
        "DTEND;TZID=America/Chicago:20270316T153000",
        "ORGANIZER:mailto:visits@clinic.example",
        "STATUS:CONFIRMED",
        "TZID:America/Chicago",
    ):
        assert line in told
    assert any(line.startswith("ATTENDEE;") and line.endswith(":mailto:m.santos@mail.example") for line in told)


def test_values_stay_on_their_line() -> None:
    told = lines(VISIT)
    assert "SUMMARY:Visit\\; Maple Street Clinic\\, 2nd floor" in told
    assert [line for line in told if line.startswith("ATTENDEE")] == [line for line in told if "m.santos" in line]


def test_a_cancellation_keeps_the_uid_and_raises_the_sequence() -> None:
    told = lines(replace(VISIT, sequence=4, cancelled=True))
    assert {"METHOD:CANCEL", "UID:0123456789abcdef@sealdesk", "SEQUENCE:4", "STATUS:CANCELLED"} <= set(told)


@pytest.mark.parametrize("change", [{"uid": "x"}, {"uid": "a" * 8 + "\r\nX:1"}, {"sequence": -1}, {"sequence": 2**31}])
def test_a_uid_or_sequence_that_cannot_be_used(change: dict[str, object]) -> None:
    with pytest.raises(WrongRequest):
        replace(VISIT, **change)  # type: ignore[arg-type]


def test_it_does_not_show_whose_it_is() -> None:
    assert "Maple" not in repr(VISIT)
