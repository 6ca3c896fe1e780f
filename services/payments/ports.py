"""What payments need: a channel on which the patient pays, and the door through which a request may leave.

No type here can carry PHI: an order holds an opaque reference, an amount and fixed addresses of the clinic's own pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from services.kernel.texting import Consent, MessageClass
from services.scheduling.ports import ChangeTx


class Consents(Protocol):
    """What the owners of telephone numbers agreed to."""

    def consent(self, number: str, message_class: MessageClass) -> Consent | None:
        """Return the number's consent to a class of messages, or None when it was never asked."""
        ...


class PaymentTx(ChangeTx, Protocol):
    """A transaction of payments: fees, messages, consents, cases for people, and the audit trail."""

    @property
    def numbers(self) -> Consents:
        """What the owners of numbers agreed to."""
        ...


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """What a channel is asked to let a patient pay. `key` makes asking again harmless."""

    reference: str = field(repr=False)
    key: str = field(repr=False)
    amount_cents: int
    expires_at: datetime


class PaymentChannel(Protocol):
    """Where a patient can pay one fee. `name` goes into the record and the audit trail."""

    @property
    def name(self) -> str:
        """Return the channel's short name."""
        ...

    @property
    def valid(self) -> timedelta:
        """Return how long a link of this channel is good."""
        ...

    async def open(self, order: PaymentOrder) -> str:
        """Return the address of a page on which exactly this order can be paid; the same order gives the same page.

        Raises:
            NothingSent: the page was not asked for.
            ChannelRefused: it never will be.
            ChannelUnknown: nobody knows; the same order may be opened again.
        """
        ...


@dataclass(frozen=True, slots=True)
class DoorRequest:
    """A request exactly as it leaves, but for the credential, which the door alone holds and adds."""

    method: str
    host: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DoorAnswer:
    """What came back: the HTTP status and the body, which nobody believes unchecked."""

    status: int
    body: bytes = field(repr=False)


class PaymentDoor(Protocol):
    """The only way from payments to the world; the egress process implements it and refuses all it does not know."""

    async def send(self, request: DoorRequest) -> DoorAnswer:
        """Send the request once and return its answer, whatever its status.

        Raises:
            ChannelClosed: this destination is not open.
            NothingSent: the request certainly did not leave.
            ChannelUnknown: it may have left, and no answer came.
        """
        ...
