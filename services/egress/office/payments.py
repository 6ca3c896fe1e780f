"""The desk for hosted payment pages: one request, of one shape, and not one byte about anybody.

Stripe signs no business associate agreement. Whatever the caller passes is compared field by field with the only
request there is: POST /v1/checkout/sessions for "Office fee". The key is added here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode

import httpx

from services.egress.office.plain import require_plain
from services.egress.senders.errors import WrongRequest
from services.egress.senders.exchange import Call, exchange
from services.kernel.errands import OpenPayment, PaymentAnswer

BASE_URL: Final = "https://api.stripe.com"
HOST: Final = "api.stripe.com"
PATH: Final = "/v1/checkout/sessions"
FORM: Final = "application/x-www-form-urlencoded"
_LARGEST: Final = 4096
_OPAQUE: Final = "[0-9a-f]{32}"
_HEADERS: Final[Mapping[str, re.Pattern[str]]] = {
    "Content-Type": re.compile(re.escape(FORM)),
    "Idempotency-Key": re.compile(f"idem_{_OPAQUE}"),
    "Stripe-Version": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[a-z]+)?"),
}


@dataclass(frozen=True, slots=True)
class StripeAccount:
    """The key, and the clinic's two fixed pages to which Stripe sends a patient back."""

    key: str = field(repr=False)
    success_url: str
    cancel_url: str


class PaymentDesk:
    """Errands about payment pages.

    Args:
        http: a client of Stripe's API, from `exchange.http_client`.
        account: key and pages.
    """

    def __init__(self, http: httpx.AsyncClient, account: StripeAccount) -> None:
        self._http, self._account = http, account
        self._shape = fields(account)

    async def open(self, asked: OpenPayment) -> PaymentAnswer:
        """Make the request once and return the answer, whatever its status.

        Raises:
            WrongRequest: it is not the one request that is made.
            NotSent: it certainly did not leave.
            SendUnknown: no whole answer came.
        """
        body = self._checked(asked)
        headers = {**asked.headers, "authorization": f"Bearer {self._account.key}"}
        answer = await exchange(self._http, Call("POST", PATH, headers, content=body))
        return PaymentAnswer(answer.status, answer.content)

    def _checked(self, asked: OpenPayment) -> bytes:
        """Return the body as it leaves, written anew from the values that passed."""
        pairs = _pairs(asked.body)
        values = dict(pairs)
        fits = (
            (asked.method, asked.host, asked.path) == ("POST", HOST, PATH),
            set(asked.headers) == set(_HEADERS) and _all_fit(_HEADERS, asked.headers),
            [name for name, _ in pairs] == list(self._shape) and _all_fit(self._shape, values),
        )
        if not all(fits):
            what = "A request to the payment service is not the one that is made."
            raise WrongRequest(what, "Update both processes; check the two pages in the settings.")
        require_plain(values["client_reference_id"], asked.headers["Idempotency-Key"])
        return urlencode(pairs).encode("ascii")


def fields(account: StripeAccount) -> Mapping[str, re.Pattern[str]]:
    """Return every field of the request, in order, and what it may hold."""
    price = "line_items[0][price_data]"
    return {
        "mode": re.compile("payment"),
        "client_reference_id": re.compile(f"pay_{_OPAQUE}"),
        "line_items[0][quantity]": re.compile("1"),
        f"{price}[currency]": re.compile("[a-z]{3}"),
        f"{price}[unit_amount]": re.compile("[0-9]{1,7}"),
        f"{price}[product_data][name]": re.compile("Office fee"),
        "success_url": re.compile(re.escape(account.success_url)),
        "cancel_url": re.compile(re.escape(account.cancel_url)),
        "expires_at": re.compile("[0-9]{10}"),
    }


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        if len(body) <= _LARGEST:
            return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        pass
    return []


def _all_fit(shape: Mapping[str, re.Pattern[str]], values: Mapping[str, str]) -> bool:
    return all(pattern.fullmatch(values.get(name, "")) for name, pattern in shape.items())
