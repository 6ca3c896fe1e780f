"""What a provider is told of a change, and the summaries that carry it: the minimum necessary, inside the LAN only.

A notice says what happened to which time of the provider's, and the appointment's id to look it up under. It has no
field for a patient's name, birth date, number or words (45 CFR 164.502(b)).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.scheduling.model import Appointment, Party
from services.scheduling.operation import ChangeKind, Operation, OperationState


class Happened(StrEnum):
    """What a change did to a provider's day."""

    CANCELLED = "cancelled"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"
    MOVED_WITHIN = "moved_within"


@dataclass(frozen=True, slots=True)
class ProviderNotice:
    """One change, as one provider is told of it. `old` and `new` are starts of visits; `at` is when it was done."""

    id: str
    provider_id: str
    happened: Happened
    appointment_id: str
    operation_id: str
    at: datetime
    old: datetime | None
    new: datetime | None
    visit: str = ""
    place: str = ""


class SummaryKind(StrEnum):
    """A summary of one cancellation, or of a day."""

    CANCELLATION = "cancellation"
    DIGEST = "digest"


class SummaryState(StrEnum):
    """Where a summary stands."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ProviderSummary:
    """A text for one inbox. `id` is the same whoever makes it, so that there is one for each day and provider.

    `until` is when it is of no use any more; `attempts` and `next_at` are the delivery's.
    """

    id: str
    kind: SummaryKind
    inbox: str
    subject: str
    text: str
    created_at: datetime
    day: date
    next_at: datetime
    state: SummaryState = SummaryState.QUEUED
    attempts: int = 0


def notices_of(operation: Operation, at: datetime) -> tuple[ProviderNotice, ...]:
    """Return what each provider is told of a change that was done; nothing of any other."""
    if operation.state is not OperationState.DONE:
        return ()
    before = operation.appointment
    if operation.kind is ChangeKind.CANCEL:
        return _notice(operation, before.practitioner, Happened.CANCELLED, at)
    after = operation.result or before
    if _id(before.practitioner) == _id(after.practitioner):
        return _notice(operation, before.practitioner, Happened.MOVED_WITHIN, at)
    return (
        *_notice(operation, before.practitioner, Happened.MOVED_AWAY, at),
        *_notice(operation, after.practitioner, Happened.MOVED_HERE, at),
    )


def _notice(
    operation: Operation, provider: Party | None, happened: Happened, at: datetime
) -> tuple[ProviderNotice, ...]:
    if provider is None:
        return ()
    before, after = operation.appointment, operation.result
    told = after if after is not None and happened is Happened.MOVED_HERE else before
    return (
        ProviderNotice(
            id=f"{operation.id}:{provider.id}",
            provider_id=provider.id,
            happened=happened,
            appointment_id=told.id,
            operation_id=operation.id,
            at=at,
            old=None if happened is Happened.MOVED_HERE else _start(before),
            new=_start(after) if happened in (Happened.MOVED_HERE, Happened.MOVED_WITHIN) else None,
            visit=told.visit_name or "",
            place=told.location.name if told.location else "",
        ),
    )


def _start(appointment: Appointment | None) -> datetime | None:
    return appointment.interval.start if appointment is not None and appointment.interval is not None else None


def _id(party: Party | None) -> str | None:
    return party.id if party else None
