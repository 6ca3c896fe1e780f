"""How far the sending of a message got.

queued      waits for its time: the first attempt, a retry, or the end of quiet hours (`reason` says which)
sending     taken by a worker under a lease
sent        handed over to the carrier; never sent again
failed      given up: certainly not sent
dropped     a rule forbids it, and waiting would not help; `reason` says which
unknown     nobody knows whether it left: shown to staff, looked up at the carrier, never sent blindly again
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.scheduling.operation import OutboxMessage


class DeliveryState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message and how far its sending got; `next_attempt_at` is None once nothing more happens by itself.

    `reason` is a short code: why it waits, failed, was dropped or is unknown. `finished_at` of an unknown one is when
    it became so.
    """

    message: OutboxMessage
    state: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    finished_at: datetime | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A message taken for sending: the number of this attempt from 1, and whether the one before never ended."""

    attempt: int
    interrupted: bool


class Arrival(StrEnum):
    """What became of a message after the carrier took it. All but the first are final."""

    ON_ITS_WAY = "on_its_way"
    ARRIVED = "arrived"
    UNDELIVERED = "undelivered"
    UNTOLD = "untold"
    """The carrier never said, and is asked no more."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A message that a carrier took, until it is known whether it arrived.

    `carrier_id` is the carrier's own id. `ask_at` is when to ask next, None once nothing more is asked. `code` is the
    carrier's error code of one that was not delivered.
    """

    message_id: str
    carrier_id: str
    sent_at: datetime
    ask_at: datetime | None
    arrival: Arrival = Arrival.ON_ITS_WAY
    code: int | None = None
