"""Fees in the database: `services.scheduling.fee_ports.Fees`."""

from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from services.scheduling.fee import FeeRecord, FeeState
from services.state.codec import FEE
from services.state.instants import to_micros
from services.state.tables import fees as table
from services.state.tables import webhook_events

_ROWID: sa.ColumnClause[int] = sa.literal_column("fees.rowid")


def _columns(fee: FeeRecord) -> dict[str, Any]:
    return {
        "operation_id": fee.operation_id,
        "patient_id": fee.patient_id,
        "final": fee.state.final,
        "raised_at": to_micros(fee.raised_at),
        "reference": fee.handover.reference if fee.handover else None,
        "payload": FEE.dump(fee),
    }


class SealedFees:
    """The fees of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, fee: FeeRecord) -> bool:
        """Keep a new fee; False, and nothing changes, where its id or its change has one already."""
        adding = sa.insert(table).prefix_with("OR IGNORE")
        return self._connection.execute(adding, {"id": fee.id, **_columns(fee)}).rowcount == 1

    def get(self, fee_id: str) -> FeeRecord | None:
        """Return the fee, or None."""
        return self._one(table.c.id == fee_id)

    def save(self, fee: FeeRecord) -> None:
        """Replace the stored fee of the same id. A final state is never replaced, but `paid` by `refunded`.

        Raises:
            LookupError: the fee was never added.
        """
        kept = self.get(fee.id)
        if kept is None:
            msg = "The fee was never added."
            raise LookupError(msg)
        if not kept.state.final or (kept.state is FeeState.PAID and fee.state is FeeState.REFUNDED):
            self._connection.execute(sa.update(table).where(table.c.id == fee.id).values(**_columns(fee)))

    def of_operation(self, operation_id: str) -> FeeRecord | None:
        """Return the fee of a change, or None."""
        return self._one(table.c.operation_id == operation_id)

    def of_patient(self, patient_id: str, since: datetime) -> list[FeeRecord]:
        """Return the patient's fees raised at or after `since`, oldest first."""
        return self._all(table.c.patient_id == patient_id, table.c.raised_at >= to_micros(since))

    def of_reference(self, reference: str) -> FeeRecord | None:
        """Return the fee whose present reference this is, or None; an earlier reference finds nothing."""
        return self._one(table.c.reference == reference)

    def open(self) -> list[FeeRecord]:
        """Return the fees that are due or handed over, oldest first."""
        return self._all(table.c.final == sa.literal_column("0"))

    def settled(self, limit: int) -> list[FeeRecord]:
        """Return the fees of which nothing is asked any more, the latest raised first; free ones are left out."""
        query = sa.select(table.c.payload).where(table.c.final == sa.literal_column("1"))
        ordered = query.order_by(table.c.raised_at.desc(), _ROWID.desc())
        found = (FEE.load(payload) for payload in self._connection.execute(ordered).scalars())
        return list(islice((fee for fee in found if fee.amount_cents), limit))

    def take_event(self, event_id: str, at: datetime) -> bool:
        """Remember an event of a payment service; False where it was taken before (a replay)."""
        adding = sa.insert(webhook_events).prefix_with("OR IGNORE")
        return self._connection.execute(adding, {"id": event_id, "at": to_micros(at)}).rowcount == 1

    def expire(self, before: datetime) -> int:
        """Delete settled fees raised before `before`, and events as old; return how many fees."""
        edge = to_micros(before)
        self._connection.execute(sa.delete(webhook_events).where(webhook_events.c.at < edge))
        gone = sa.delete(table).where(table.c.raised_at < edge, table.c.final == sa.true())
        return self._connection.execute(gone).rowcount

    def _one(self, condition: sa.ColumnElement[bool]) -> FeeRecord | None:
        payload = self._connection.execute(sa.select(table.c.payload).where(condition)).scalar()
        return None if payload is None else FEE.load(payload)

    def _all(self, *conditions: sa.ColumnElement[bool]) -> list[FeeRecord]:
        query = sa.select(table.c.payload).where(*conditions).order_by(table.c.raised_at, _ROWID)
        return [FEE.load(payload) for payload in self._connection.execute(query).scalars()]
