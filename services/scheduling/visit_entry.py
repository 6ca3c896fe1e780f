"""The visit in the patient's calendar: whose UID its entry has, how its SEQUENCE rises (RFC 5545, 3.8.4.7, 3.8.7.4).

A visit keeps its UID for as long as it can be followed, also through a system that moves by booking anew: then the UID
is that of the first appointment of the series.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from services.scheduling.operation import Operation
from services.scheduling.ports import ChangeTx

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def uid_of(appointment_id: str) -> str:
    """Return the same UID for the same appointment, which tells nothing about it."""
    return f"{hashlib.sha256(appointment_id.encode()).hexdigest()[:32]}@sealdesk"


def sequence_at(at: datetime) -> int:
    """Return the number of an entry written then: it rises with time, whoever writes."""
    return max(0, int((at - _EPOCH).total_seconds()))


def numbered(tx: ChangeTx, operation: Operation, at: datetime) -> Operation:
    """Return the ended operation with its place in the calendar: the series of its visit, and a higher number."""
    appointment = operation.appointment.id
    made = tx.operations.made(appointment)
    before = [*tx.operations.of_appointment(appointment), *([made] if made else [])]
    last = max((each.sequence for each in before), default=0)
    series = made.series if made and made.series else appointment
    return replace(operation, series=series, sequence=max(sequence_at(at), last + 1))
