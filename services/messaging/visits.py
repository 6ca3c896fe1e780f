"""Whether what a message says of a visit is still true, asked of the scheduling system just before the message leaves.

A reminder can wait for hours. Meanwhile the visit may have moved, or been called off, at the front desk or by the
patient: then the message is not sent.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from services.messaging.ports import MessagingTx
from services.messaging.rules import Why
from services.scheduling.errors import NotFound, SchedulingError
from services.scheduling.model import Appointment
from services.scheduling.operation import OutboxMessage
from services.scheduling.ports import SchedulingSystem

PATIENCE_SECONDS = 5.0
"""How long a message waits for the scheduling system's word; other messages wait behind it."""


class Check(Protocol):
    """Says why a visit is not as a message says, or None where it is."""

    async def __call__(self, appointment_id: str, start: datetime) -> Why | None:
        """Return MOVED, CALLED_OFF, UNCHECKED where nobody can say now, or None."""
        ...


async def unchecked(appointment_id: str, start: datetime) -> Why | None:
    """Believe the message: where there is no scheduling system to ask."""
    del appointment_id, start
    return None


@dataclass(frozen=True, slots=True)
class VisitCheck:
    """`Check` by the clinic's scheduling system."""

    system: SchedulingSystem
    patience: float = PATIENCE_SECONDS

    async def __call__(self, appointment_id: str, start: datetime) -> Why | None:
        """Read the visit as it is now."""
        try:
            async with asyncio.timeout(self.patience):
                visit = await self.system.appointment(appointment_id)
        except NotFound:
            return Why.CALLED_OFF
        except (SchedulingError, TimeoutError):
            return Why.UNCHECKED
        return changed(visit, start)


def changed(visit: Appointment, start: datetime) -> Why | None:
    """Return how the visit differs from one that is still to come at `start`."""
    if not visit.status.changeable:
        return Why.CALLED_OFF
    if visit.interval is None or visit.interval.start != start:
        return Why.MOVED
    return None


def forget_reminder(tx: MessagingTx, message: OutboxMessage) -> None:
    """Let no digit answer a reminder that never left."""
    lane = tx.texts.lane(message.to)
    if lane is not None and lane.reminded is not None and lane.reminded.message_id == message.id:
        tx.texts.save_lane(replace(lane, reminded=None))
