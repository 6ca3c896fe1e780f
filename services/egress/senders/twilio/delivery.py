"""What became of a text that Twilio took: its states, in their order, and what follows a failed delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.egress.senders.errors import WrongCallback
from services.egress.senders.steps import Step
from services.egress.senders.twilio.listing import TwilioListing
from services.egress.senders.twilio.resource import is_sid, is_status
from services.egress.senders.twilio.steps import step_after_delivery

_AGAIN: Final = "Answer with a refusal; Twilio's console shows what it sent."


class Delivery(StrEnum):
    """How far a text has come."""

    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Tell whether nothing can follow."""
        return self in (Delivery.DELIVERED, Delivery.FAILED, Delivery.CANCELLED)

    def after(self, earlier: "Delivery") -> bool:
        """Tell whether this state may replace an earlier one; reports can arrive in any order."""
        order = list(Delivery)
        return not earlier.final and order.index(self) > order.index(earlier)


DELIVERIES: Mapping[str, Delivery] = {
    "accepted": Delivery.WAITING,
    "scheduled": Delivery.WAITING,
    "queued": Delivery.WAITING,
    "sending": Delivery.WAITING,
    "sent": Delivery.SENT,
    "partially_delivered": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "failed": Delivery.FAILED,
    "undelivered": Delivery.FAILED,
    "canceled": Delivery.CANCELLED,
}
"""Twilio's words for the states of a text of ours; `receiving` and `received` are of texts to us."""


@dataclass(frozen=True, slots=True)
class Report:
    """How far a text has come; `step` is what follows a failed delivery. `key` is the same for the same report."""

    carrier_id: str
    state: Delivery
    status: str
    code: int | None
    step: Step | None

    @property
    def key(self) -> str:
        """Return what a repeated report has in common with the first."""
        return f"{self.carrier_id}:{self.status}"


def report(carrier_id: str, status: str, code: int | None) -> Report | None:
    """Return what a state of a text means; None for a text to us."""
    state = DELIVERIES.get(status)
    if state is None:
        return None
    step = step_after_delivery(code) if state is Delivery.FAILED else None
    return Report(carrier_id, state, status, code, step)


def report_of(form: Mapping[str, str]) -> Report | None:
    """Return what Twilio's call to our StatusCallback says, its signature checked before; None for a text to us.

    Raises:
        WrongCallback: it is not such a call.
    """
    sid, status, code = form.get("MessageSid", ""), form.get("MessageStatus", ""), form.get("ErrorCode", "")
    if not is_sid(sid) or not is_status(status):
        raise WrongCallback("A call with the state of a text cannot be read.", _AGAIN)
    return report(sid, status, int(code) if code.isascii() and code.isdigit() else None)


async def current(listing: TwilioListing, carrier_id: str) -> Report | None:
    """Ask how far a text has come, where no port is open for Twilio's calls.

    Raises:
        ReadFailed: it could not be read.
        CredentialsRefused: the key is not accepted.
    """
    message = await listing.message(carrier_id)
    return report(message.sid, message.status, message.code)
