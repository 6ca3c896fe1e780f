"""The optional channel: Stripe Checkout, reached through the door alone."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from services.payments.errors import ChannelRefused, ChannelUnknown, NothingSent
from services.payments.ports import DoorAnswer, PaymentDoor, PaymentOrder
from services.payments.stripe_request import CheckoutPages, checkout_request

_OK = 200
_CONFLICT = 409
_TOO_MANY = 429
_SERVER = 500
_PAGE_HOST = "checkout.stripe.com"
_LEAST = 50
"""Stripe's smallest amount in US cents."""


@dataclass(frozen=True, slots=True)
class StripeCheckout:
    """Opens a hosted payment page at Stripe for each fee.

    A session lives 30 minutes to 24 hours, and an idempotency key is kept for 24 hours, so a link is good for 23.
    `stand_in` is where the demo shows its own page in place of Stripe's.
    """

    door: PaymentDoor
    pages: CheckoutPages
    valid: timedelta = timedelta(hours=23)
    name: str = "stripe"
    stand_in: str | None = None

    async def open(self, order: PaymentOrder) -> str:
        """Return the address of Stripe's page for the order.

        Raises:
            NothingSent: the request did not leave, or Stripe asks to come back; nothing was opened.
            ChannelRefused: Stripe refuses the request, or the amount is below its smallest.
            ChannelUnknown: no usable answer; the same order may be opened again under its key.
        """
        if order.amount_cents < _LEAST:
            raise ChannelRefused(
                "The fee is below the payment service's smallest amount.", "Use the clinic's own payment page."
            )
        page = _page(await self.door.send(checkout_request(order, self.pages)), order)
        return page if self.stand_in is None else self.stand_in + page.rpartition("/")[2]


def _page(answer: DoorAnswer, order: PaymentOrder) -> str:
    if answer.status in (_CONFLICT, _TOO_MANY):
        raise NothingSent("The payment service is busy.", "Try again in a minute.")
    if answer.status >= _SERVER:
        raise ChannelUnknown("The payment service is out of order.", "Try again in a minute; nothing is paid twice.")
    if answer.status != _OK:
        raise ChannelRefused("The payment service refused the request.", "Check its API key and the API version.")
    session = _read(answer.body)
    url = session.get("url")
    if session.get("client_reference_id") != order.reference or not isinstance(url, str) or not _is_page(url):
        raise ChannelUnknown("The payment service answered something else.", "Hand the fee over by the clinic's page.")
    return url


def _read(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {}


def _is_page(url: str) -> bool:
    """Tell whether the address is one of Stripe's hosted pages; no other address is ever shown to a patient."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and parts.hostname == _PAGE_HOST and port is None and parts.username is None
