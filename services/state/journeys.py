"""Messages on their way in the database: `services.messaging.ports.Journeys`."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.scheduling.outbox import Arrival, Journey
from services.state.instants import from_micros, to_micros
from services.state.tables import journeys as table
from services.state.tables import webhook_events


class SealedJourneys:
    """The journeys of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, journey: Journey) -> None:
        """Keep a journey; the same message again changes nothing."""
        self._connection.execute(sa.insert(table).prefix_with("OR IGNORE"), _row(journey))

    def get(self, message_id: str) -> Journey | None:
        """Return the journey of a message, or None."""
        return self._one(table.c.message_id == message_id)

    def of_carrier(self, carrier_id: str) -> Journey | None:
        """Return the journey that the carrier knows by this id, or None."""
        return self._one(table.c.carrier_id == carrier_id)

    def save(self, journey: Journey) -> None:
        """Replace the journey of the same message."""
        change = sa.update(table).where(table.c.message_id == journey.message_id)
        self._connection.execute(change.values(**_row(journey)))

    def due(self, now: datetime, limit: int) -> list[Journey]:
        """Return journeys to ask about, the longest waiting first."""
        query = sa.select(table).where(table.c.ask_at <= to_micros(now)).order_by(table.c.ask_at).limit(limit)
        return [_journey(row) for row in self._connection.execute(query)]

    def undelivered(self, limit: int) -> list[Journey]:
        """Return messages that did not arrive, the newest first."""
        query = sa.select(table).where(table.c.arrival == Arrival.UNDELIVERED.value)
        return [_journey(row) for row in self._connection.execute(query.order_by(table.c.sent_at.desc()).limit(limit))]

    def take_event(self, event_id: str, at: datetime) -> bool:
        """Remember an event that a carrier told; False where it was taken before (a replay)."""
        adding = sa.insert(webhook_events).prefix_with("OR IGNORE")
        return self._connection.execute(adding, {"id": event_id, "at": to_micros(at)}).rowcount == 1

    def expire(self, before: datetime) -> int:
        """Delete journeys that began before; return how many."""
        return self._connection.execute(sa.delete(table).where(table.c.sent_at < to_micros(before))).rowcount

    def _one(self, condition: sa.ColumnElement[bool]) -> Journey | None:
        row = self._connection.execute(sa.select(table).where(condition)).first()
        return None if row is None else _journey(row)


def _row(journey: Journey) -> dict[str, Any]:
    return {
        "message_id": journey.message_id,
        "carrier_id": journey.carrier_id,
        "sent_at": to_micros(journey.sent_at),
        "ask_at": None if journey.ask_at is None else to_micros(journey.ask_at),
        "arrival": journey.arrival.value,
        "code": journey.code,
    }


def _journey(row: sa.Row[Any]) -> Journey:
    ask_at = None if row.ask_at is None else from_micros(row.ask_at)
    sent_at, arrival = from_micros(row.sent_at), Arrival(row.arrival)
    return Journey(row.message_id, row.carrier_id, sent_at, ask_at, arrival, row.code)
