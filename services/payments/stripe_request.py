"""What is asked of Stripe: one Checkout Session for "Office fee", and not one byte about anybody.

Stripe signs no BAA and its terms forbid PHI. The form holds fixed words, an amount, an opaque reference, a time and two
fixed pages of the clinic's; `FIELDS` is the whole list, in order, and the egress may compare it byte by byte.
Source: Stripe API, POST /v1/checkout/sessions, form-encoded; idempotent requests.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from services.payments.ports import DoorRequest, PaymentOrder

HOST = "api.stripe.com"
PATH = "/v1/checkout/sessions"
API_VERSION = "2023-10-16"
LINE = "Office fee"
FIELDS = (
    "mode",
    "client_reference_id",
    "line_items[0][quantity]",
    "line_items[0][price_data][currency]",
    "line_items[0][price_data][unit_amount]",
    "line_items[0][price_data][product_data][name]",
    "success_url",
    "cancel_url",
    "expires_at",
)


@dataclass(frozen=True, slots=True)
class CheckoutPages:
    """Where Stripe sends a patient afterwards: fixed pages of the clinic's, the same for everybody."""

    success_url: str
    cancel_url: str
    currency: str = "usd"


def checkout_request(order: PaymentOrder, pages: CheckoutPages) -> DoorRequest:
    """Return the request that opens a Checkout Session for the order; the same order gives the same bytes."""
    values = (
        "payment",
        order.reference,
        "1",
        pages.currency,
        str(order.amount_cents),
        LINE,
        pages.success_url,
        pages.cancel_url,
        str(int(order.expires_at.timestamp())),
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Idempotency-Key": order.key,
        "Stripe-Version": API_VERSION,
    }
    return DoorRequest("POST", HOST, PATH, headers, urlencode(list(zip(FIELDS, values, strict=True))).encode("ascii"))
