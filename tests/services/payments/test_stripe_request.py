"""The request to Stripe is exactly the list of fields that carry nothing about anybody."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from services.payments.errors import ChannelRefused, ChannelUnknown, NothingSent, PaymentError
from services.payments.ports import DoorAnswer, DoorRequest
from services.payments.stripe_checkout import StripeCheckout
from services.payments.stripe_request import FIELDS, checkout_request
from tests.contract.payments import ORDER, PAGES


def test_the_form_holds_these_fields_and_no_other() -> None:
    request = checkout_request(ORDER, PAGES)
    assert dict(parse_qsl(request.body.decode(), strict_parsing=True)) == {
        "mode": "payment",
        "client_reference_id": ORDER.reference,
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": "usd",
        "line_items[0][price_data][unit_amount]": "2500",
        "line_items[0][price_data][product_data][name]": "Office fee",
        "success_url": PAGES.success_url,
        "cancel_url": PAGES.cancel_url,
        "expires_at": str(int(ORDER.expires_at.timestamp())),
    }
    assert len(FIELDS) == 9


def test_the_headers_hold_the_key_and_no_credential() -> None:
    request = checkout_request(ORDER, PAGES)
    assert set(request.headers) == {"Content-Type", "Idempotency-Key", "Stripe-Version"}
    assert request.headers["Idempotency-Key"] == ORDER.key
    assert (request.method, request.host, request.path) == ("POST", "api.stripe.com", "/v1/checkout/sessions")


def test_nothing_shows_itself_in_a_log() -> None:
    shown = repr(ORDER) + repr(checkout_request(ORDER, PAGES))
    assert ORDER.reference not in shown
    assert ORDER.key not in shown


class Answering:
    def __init__(self, status: int, body: bytes) -> None:
        self.answer = DoorAnswer(status, body)

    async def send(self, request: DoorRequest) -> DoorAnswer:
        return self.answer


def session(**changes: object) -> bytes:
    good = {"client_reference_id": ORDER.reference, "url": "https://checkout.stripe.com/c/pay/cs_1"}
    return json.dumps({**good, **changes}).encode()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, b"{}", ChannelRefused),
        (401, b"", ChannelRefused),
        (302, session(), ChannelRefused),
        (409, b"", NothingSent),
        (429, b"", NothingSent),
        (500, session(), ChannelUnknown),
        (200, b"<html>", ChannelUnknown),
        (200, b"[]", ChannelUnknown),
        (200, session(client_reference_id="pay_other"), ChannelUnknown),
        (200, session(url=None), ChannelUnknown),
        (200, session(url="http://checkout.stripe.com/c"), ChannelUnknown),
        (200, session(url="https://checkout.stripe.com.evil.example/c"), ChannelUnknown),
        (200, session(url="https://checkout.stripe.com@evil.example/c"), ChannelUnknown),
        (200, session(url="https://a@checkout.stripe.com/c"), ChannelUnknown),
        (200, session(url="https://checkout.stripe.com:8443/c"), ChannelUnknown),
        (200, session(url="https://[bad/c"), ChannelUnknown),
    ],
)
async def test_any_other_answer_is_an_error_with_its_next_step(
    status: int, body: bytes, error: type[PaymentError]
) -> None:
    with pytest.raises(error) as raised:
        await StripeCheckout(Answering(status, body), PAGES).open(ORDER)
    assert type(raised.value) is error
    assert raised.value.do


async def test_an_amount_below_the_services_smallest_is_not_sent() -> None:
    with pytest.raises(ChannelRefused, match="smallest"):
        await StripeCheckout(Answering(200, session()), PAGES).open(replace(ORDER, amount_cents=49))
