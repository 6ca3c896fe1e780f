"""Instants as the database keeps them: whole microseconds since 1970-01-01 UTC, so that they sort and compare."""

from datetime import UTC, datetime, timedelta

from services.kernel.interval import require_aware

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Return the microseconds since the epoch; exact, without floating point."""
    return (require_aware(instant) - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the instant in UTC."""
    return _EPOCH + timedelta(microseconds=micros)
