"""A text from a patient is taken once, however it came and however often it is told."""

from datetime import timedelta

import pytest

from appliance.demo.carriers.twilio import TwilioStandIn
from services.egress.senders.errors import WrongCallback
from services.egress.senders.twilio.inbound import OVERLAP, TwilioInbox, form_of, single, text_of
from services.egress.senders.twilio.listing import TwilioListing
from tests.doubles.carriers import ACCOUNT, CLINIC, PATIENT, a_twilio, calling
from tests.doubles.clock import ManualClock

SID = "SM" + "0a" * 16
FORM = {
    "MessageSid": SID,
    "AccountSid": ACCOUNT.account,
    "From": PATIENT.digits,
    "To": CLINIC.digits,
    "Body": "2",
    "NumMedia": "0",
}


def inbox(twilio: TwilioStandIn) -> TwilioInbox:
    return TwilioInbox(TwilioListing(calling(twilio), ACCOUNT, page_size=2), ACCOUNT)


async def test_texts_come_once_each_and_the_oldest_first() -> None:
    clock = ManualClock()
    twilio = a_twilio(clock)
    twilio.repeats_in_pages = True
    since, seen, bodies = clock.now(), set[str](), list[str]()
    for number in range(12):
        clock.advance(timedelta(minutes=4))
        for each in "ab":
            twilio.book.receive(PATIENT.digits, f"{number}{each}")
        brought = await inbox(twilio).poll(since, seen)
        assert since <= brought.since <= clock.now()
        since = brought.since
        seen |= {text.carrier_id for text in brought.texts}
        bodies += [text.body for text in brought.texts]
    assert bodies == [f"{number}{each}" for number in range(12) for each in "ab"]


async def test_a_text_that_is_listed_late_is_not_missed() -> None:
    clock = ManualClock()
    twilio = a_twilio(clock)
    late = twilio.book.receive(PATIENT.digits, "late")
    del twilio.book.kept[late.sid]
    clock.advance(OVERLAP / 2)
    early = twilio.book.receive(PATIENT.digits, "early")
    first = await inbox(twilio).poll(clock.now() - timedelta(hours=1), set())
    twilio.book.kept["SM" + "9" * 32] = late
    late.sid = "SM" + "9" * 32
    second = await inbox(twilio).poll(first.since, {early.sid})
    assert [text.body for text in second.texts] == ["late"]


async def test_what_was_before_is_not_asked_for() -> None:
    clock = ManualClock()
    twilio = a_twilio(clock)
    twilio.book.receive(PATIENT.digits, "long ago")
    clock.advance(timedelta(days=1))
    brought = await inbox(twilio).poll(clock.now(), set())
    assert (brought.texts, brought.since) == ((), clock.now())


def test_the_webhook_tells_the_same_text() -> None:
    now = ManualClock().now()
    text = text_of(FORM, ACCOUNT, now)
    assert (text.carrier_id, text.sender, text.body, text.received_at) == (SID, PATIENT.digits, "2", now)
    assert PATIENT.digits not in repr(text)


@pytest.mark.parametrize("field", ["MessageSid", "AccountSid", "From", "To", "Body"])
def test_a_call_without_a_field_is_refused(field: str) -> None:
    left = {name: value for name, value in FORM.items() if name != field}
    with pytest.raises(WrongCallback):
        text_of(left, ACCOUNT, ManualClock().now())


def test_a_call_for_another_account_is_refused() -> None:
    with pytest.raises(WrongCallback):
        text_of({**FORM, "AccountSid": "AC" + "0" * 32}, ACCOUNT, ManualClock().now())


def test_a_form_is_read_as_it_came() -> None:
    assert form_of(b"Body=+2++&Empty=&N=%C3%B1") == [("Body", " 2  "), ("Empty", ""), ("N", "ñ")]


@pytest.mark.parametrize("body", [b"Body", b"Body=%FF", b"\xff=1", b"a=" + b"x" * 70_000])
def test_what_is_no_form(body: bytes) -> None:
    with pytest.raises(WrongCallback):
        form_of(body)


def test_a_field_that_stands_twice_is_refused() -> None:
    with pytest.raises(WrongCallback):
        single([("Body", "1"), ("Body", "2")])
    assert single([("Body", "1")]) == {"Body": "1"}
