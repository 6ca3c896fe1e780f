"""What a signed message of Stripe's says of one payment; everything else in it is dropped unread."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeGuard

from services.payments.errors import NewsMalformed

_PAID = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})
_EXPIRED = "checkout.session.expired"


class News(StrEnum):
    """What happened to a Checkout Session."""

    PAID = "paid"
    EXPIRED = "expired"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PaymentNews:
    """One message: its id (for replays), what happened, to which reference, and what was paid."""

    event_id: str
    news: News
    reference: str = field(repr=False, default="")
    amount_cents: int = 0
    currency: str = ""


def read_event(body: bytes) -> PaymentNews:
    """Return what the message says.

    Raises:
        NewsMalformed: it is no event, or one about a session without reference or amount.
    """
    event = _json(body)
    event_id, kind = event.get("id"), event.get("type")
    if event.get("object") != "event" or not _is_word(event_id) or not isinstance(kind, str):
        raise NewsMalformed
    if kind not in _PAID and kind != _EXPIRED:
        return PaymentNews(event_id, News.OTHER)
    session = _session(event)
    if kind == _EXPIRED:
        return PaymentNews(event_id, News.EXPIRED, session["client_reference_id"])
    if session.get("payment_status") != "paid":
        return PaymentNews(event_id, News.OTHER)
    amount, currency = session.get("amount_total"), session.get("currency")
    if isinstance(amount, bool) or not isinstance(amount, int) or not isinstance(currency, str):
        raise NewsMalformed
    return PaymentNews(event_id, News.PAID, session["client_reference_id"], amount, currency)


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise NewsMalformed from None
    if not isinstance(value, dict):
        raise NewsMalformed
    return value


def _session(event: dict[str, Any]) -> dict[str, Any]:
    data = event.get("data")
    session = data.get("object") if isinstance(data, dict) else None
    if not isinstance(session, dict) or session.get("object") != "checkout.session":
        raise NewsMalformed
    if not _is_word(session.get("client_reference_id")):
        raise NewsMalformed
    return session


def _is_word(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= 255  # noqa: PLR2004 Stripe's longest id
