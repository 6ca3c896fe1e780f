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
