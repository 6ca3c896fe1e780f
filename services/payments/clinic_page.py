"""The default channel: the clinic's own payment page, told an opaque reference and nothing else. Nothing leaves."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlsplit, urlunsplit

from services.payments.ports import PaymentOrder


@dataclass(frozen=True, slots=True)
class ClinicPage:
    """Makes links such as `https://pay.clinic.example/fee?ref=pay_4f0c...`; the page asks us what the reference means.

    The amount is not in the link: a patient who edits it changes nothing.
    """

    address: str
    valid: timedelta = timedelta(days=7)
    name: str = "clinic_page"

    async def open(self, order: PaymentOrder) -> str:
        """Return the clinic's page with the order's reference."""
        parts = urlsplit(self.address)
        reference = f"ref={quote(order.reference, safe='')}"
        query = f"{parts.query}&{reference}" if parts.query else reference
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
