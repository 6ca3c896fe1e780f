import itertools

import pytest

from services.egress.senders.errors import WrongCallback
from services.egress.senders.steps import NextStep
from services.egress.senders.twilio.delivery import DELIVERIES, Delivery, current, report_of
from services.egress.senders.twilio.listing import TwilioListing
from services.egress.senders.twilio.send import TwilioSender
from tests.doubles.carriers import ACCOUNT, a_text, a_twilio, calling, texts
from tests.doubles.clock import ManualClock

SID = "SM" + "0a" * 16


async def test_a_text_is_followed_without_an_open_port() -> None:
    twilio = a_twilio(ManualClock())
    http = calling(twilio)
    taken = await TwilioSender(http, ACCOUNT, texts).send(a_text())
    listing = TwilioListing(http, ACCOUNT)
    first = await current(listing, taken.carrier_id)
    twilio.book.advance("undelivered", 30003)
    second = await current(listing, taken.carrier_id)
    assert first is not None
    assert second is not None
    assert (first.state, second.state, second.code) == (Delivery.WAITING, Delivery.FAILED, 30003)
    assert second.step is not None
    assert second.step.next is NextStep.RETRY
    assert second.state.after(first.state)


def test_twilios_call_says_the_same() -> None:
    told = report_of({"MessageSid": SID, "MessageStatus": "undelivered", "ErrorCode": "30007"})
    assert told is not None
    assert told.step is not None
    assert (told.state, told.step.next, told.key) == (Delivery.FAILED, NextStep.NEVER, f"{SID}:undelivered")


def test_a_state_of_a_text_to_us_is_none_of_ours() -> None:
    assert report_of({"MessageSid": SID, "MessageStatus": "received"}) is None


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"MessageSid": SID},
        {"MessageSid": SID, "MessageStatus": "gone"},
        {"MessageSid": "x", "MessageStatus": "sent"},
    ],
)
def test_a_call_that_is_none(form: dict[str, str]) -> None:
    with pytest.raises(WrongCallback):
        report_of(form)


def test_reports_in_any_order_end_the_same() -> None:
    for order in itertools.permutations(["queued", "sent", "delivered"]):
        state = Delivery.WAITING
        for status in order:
            told = DELIVERIES[status]
            state = told if told.after(state) else state
        assert state is Delivery.DELIVERED


def test_nothing_follows_an_end() -> None:
    ends = [state for state in Delivery if state.final]
    assert ends == [Delivery.DELIVERED, Delivery.FAILED, Delivery.CANCELLED]
    assert not any(later.after(end) for end in ends for later in Delivery)
