"""Local holds in the database: `services.scheduling.ports.Claims`.

Two processes may share the file. Each writer takes the write lock before it looks, so no two can both find a gap.
"""

from datetime import datetime

import sqlalchemy as sa

from services.kernel.interval import Interval
from services.scheduling.operation import Claim
from services.state.instants import from_micros, to_micros
from services.state.tables import claims as table

_EXPIRED = sa.delete(table).where(table.c.resource == sa.bindparam("of"), table.c.expires_at <= sa.bindparam("now"))
_TAKEN = (
    sa.select(sa.literal(1))
    .where(
        table.c.resource == sa.bindparam("of"),
        table.c.starts_at < sa.bindparam("end"),
        table.c.ends_at > sa.bindparam("start"),
        table.c.operation_id != sa.bindparam("by"),
    )
    .limit(1)
)
_TAKE = sa.insert(table).prefix_with("OR REPLACE")
_RELEASE = sa.delete(table).where(table.c.operation_id == sa.bindparam("by"))


class SealedClaims:
    """The holds of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def take(self, claim: Claim, now: datetime) -> bool:
        """Keep the claim unless another operation's unexpired claim overlaps it; taking one's own again renews it."""
        start, end = to_micros(claim.interval.start), to_micros(claim.interval.end)
        self._connection.execute(_EXPIRED, {"of": claim.resource, "now": to_micros(now)})
        wanted = {"of": claim.resource, "start": start, "end": end, "by": claim.operation_id}
        if self._connection.execute(_TAKEN, wanted).first() is not None:
            return False
        row = {
            "resource": claim.resource,
            "starts_at": start,
            "ends_at": end,
            "operation_id": claim.operation_id,
            "expires_at": to_micros(claim.expires_at),
        }
        self._connection.execute(_TAKE, row)
        return True

    def release(self, operation_id: str) -> None:
        """Drop every claim of the operation."""
        self._connection.execute(_RELEASE, {"by": operation_id})

    def current(self, now: datetime) -> list[Claim]:
        """Return the claims that have not expired."""
        query = (
            sa.select(table).where(table.c.expires_at > to_micros(now)).order_by(table.c.resource, table.c.starts_at)
        )
        return [
            Claim(
                row.resource,
                Interval(from_micros(row.starts_at), from_micros(row.ends_at)),
                row.operation_id,
                from_micros(row.expires_at),
            )
            for row in self._connection.execute(query)
        ]
