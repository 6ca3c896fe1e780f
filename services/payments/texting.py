"""The text with the link to pay: class billing, so only to whoever agreed to such texts (47 CFR 64.1200(a)(1)).

The link leads to the clinic's own page for this fee, which knows the payment page of the day; so a text never grows
old, and says nothing but the clinic's name, an amount and an opaque reference.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.kernel.texting import MessageClass
from services.kernel.wording import say_money
from services.payments.ports import PaymentTx
from services.scheduling.fee import FeeRecord
from services.scheduling.operation import OutboxMessage

PREFIX = "fee_"
LONGEST_LINK = 60
"""A longer link would make two segments of the text."""


class Texted(StrEnum):
    """What became of the wish to text a link."""

    QUEUED = "queued"
    NO_CONSENT = "no_consent"
    NO_NUMBER = "no_number"
    NO_LINK = "no_link"


def page_of(fee: FeeRecord) -> str:
    """Return the last part of the address of the fee's page."""
    return fee.id.removeprefix(PREFIX)


def fee_of(page: str) -> str:
    """Return the id of the fee whose page it is."""
    return f"{PREFIX}{page}"


@dataclass(frozen=True, slots=True)
class FeeTexts:
    """Queues the text. `base` is where the pages of fees are, such as `https://chat.maple.example/pay/`."""

    clinic: str
    base: str

    def link(self, fee: FeeRecord) -> str:
        """Return the address of the fee's page."""
        return f"{self.base}{page_of(fee)}"

    def fits(self, fee: FeeRecord) -> bool:
        """Tell whether the link is short enough for one text."""
        return len(self.link(fee)) <= LONGEST_LINK

    def number_of(self, tx: PaymentTx, fee: FeeRecord) -> str:
        """Return the number of the patient who made the change, empty where none is known."""
        operation = tx.operations.get(fee.operation_id)
        return operation.phone if operation else ""

    def queue(self, tx: PaymentTx, fee: FeeRecord, now: datetime) -> Texted:
        """Queue the text if the patient agreed to such texts; of several on one day (UTC) one is sent."""
        operation = tx.operations.get(fee.operation_id)
        if operation is None or not operation.phone:
            return Texted.NO_NUMBER
        if not self.fits(fee):
            return Texted.NO_LINK
        consent = tx.numbers.consent(operation.phone, MessageClass.BILLING)
        if consent is None or not consent.given:
            return Texted.NO_CONSENT
        tx.outbox.add(
            OutboxMessage(
                id=f"{operation.id}:fee:{now:%Y%m%d}",
                to=operation.phone,
                template="fee",
                language=operation.language,
                values={"clinic": self.clinic, "amount": say_money(fee.amount_cents), "link": self.link(fee)},
                created_at=now,
                operation_id=operation.id,
            )
        )
        return Texted.QUEUED
