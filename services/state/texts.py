"""Received texts and their lanes in the database: `services.messaging.ports.Texts`."""

from datetime import datetime

import sqlalchemy as sa

from services.kernel.texting import Lane, ReceivedText
from services.state.codec import LANE, TEXT
from services.state.instants import from_micros, to_micros
from services.state.tables import heard, lanes
from services.state.tables import texts as table

_ONLY = 1
_WAITS = table.c.finished_at.is_(None)


class SealedTexts:
    """The texts and lanes of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, text: ReceivedText, *, waiting: bool) -> bool:
        """Keep a received text, waiting for its lane or done with; False when its id was kept before."""
        at = to_micros(text.at)
        row = {
            "id": text.id,
            "number": text.sender,
            "at": at,
            "finished_at": None if waiting else at,
            "payload": TEXT.dump(text),
        }
        return self._connection.execute(sa.insert(table).prefix_with("OR IGNORE"), row).rowcount == 1

    def next(self, number: str) -> ReceivedText | None:
        """Return the number's oldest waiting text (by its time, then by arrival), or None."""
        query = sa.select(table.c.payload).where(table.c.number == number, _WAITS)
        payload = self._connection.execute(query.order_by(table.c.at, table.c.arrival).limit(1)).scalar()
        return None if payload is None else TEXT.load(payload)

    def waiting(self) -> list[str]:
        """Return the numbers with waiting texts, the longest waiting first."""
        query = sa.select(table.c.number).where(_WAITS).group_by(table.c.number)
        return list(self._connection.execute(query.order_by(sa.func.min(table.c.arrival))).scalars())

    def done(self, text_id: str, at: datetime) -> bool:
        """Note that the text was dealt with; False when it was before."""
        ending = sa.update(table).where(table.c.id == text_id, _WAITS).values(finished_at=to_micros(at))
        return self._connection.execute(ending).rowcount == 1

    def lane(self, number: str) -> Lane | None:
        """Return the number's lane, or None."""
        payload = self._connection.execute(sa.select(lanes.c.payload).where(lanes.c.number == number)).scalar()
        return None if payload is None else LANE.load(payload)

    def save_lane(self, lane: Lane) -> None:
        """Keep the lane in place of the number's former one."""
        row = {"number": lane.number, "used_at": to_micros(lane.used_at), "payload": LANE.dump(lane)}
        self._connection.execute(sa.insert(lanes).prefix_with("OR REPLACE"), row)

    def lanes(self, used_since: datetime) -> list[Lane]:
        """Return the lanes with a conversation that were used since, the longest unused first."""
        query = sa.select(lanes.c.payload).where(lanes.c.used_at >= to_micros(used_since))
        found = self._connection.execute(query.order_by(lanes.c.used_at, lanes.c.number)).scalars()
        return [lane for lane in map(LANE.load, found) if lane.chat_id is not None]

    def heard(self) -> datetime | None:
        """Return from when the carrier is to be asked for texts, or None when it never was."""
        since = self._connection.execute(sa.select(heard.c.since).where(heard.c.id == _ONLY)).scalar()
        return None if since is None else from_micros(since)

    def save_heard(self, since: datetime) -> None:
        """Keep from when the carrier is to be asked for texts."""
        row = {"id": _ONLY, "since": to_micros(since)}
        self._connection.execute(sa.insert(heard).prefix_with("OR REPLACE"), row)

    def expire(self, before: datetime) -> int:
        """Delete texts dealt with before `before`, and lanes not used since; return how many texts."""
        self._connection.execute(sa.delete(lanes).where(lanes.c.used_at < to_micros(before)))
        return self._connection.execute(sa.delete(table).where(table.c.finished_at < to_micros(before))).rowcount
