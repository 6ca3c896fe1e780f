"""Counted events in the database: `services.dialogue.ports.Attempts`."""

from datetime import datetime

import sqlalchemy as sa

from services.state.instants import to_micros
from services.state.tables import attempts as table


class SealedAttempts:
    """The counts of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, key: str, at: datetime) -> None:
        """Count one."""
        self._connection.execute(sa.insert(table), {"key": key, "at": to_micros(at)})

    def count(self, key: str, since: datetime) -> int:
        """Return how many since."""
        query = sa.select(sa.func.count()).where(table.c.key == key, table.c.at >= to_micros(since))
        return self._connection.execute(query).scalar_one()

    def forget(self, before: datetime) -> None:
        """Drop counts older than `before`."""
        self._connection.execute(sa.delete(table).where(table.c.at < to_micros(before)))
