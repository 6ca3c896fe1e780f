"""What becomes of an entry when its visit changes: a cancelled visit ends it, a moved one goes on waiting."""

from dataclasses import replace
from datetime import datetime

from services.audit.model import Action
from services.scheduling.model import Appointment
from services.scheduling.operation import ChangeKind, Operation
from services.scheduling.waitlist.model import Entry, EntryState
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.record import record_entry


def follow_visit(tx: WaitlistTx, operation: Operation, result: Appointment | None, now: datetime) -> None:
    """Bring the entries that wait for this visit up to date after a change that was done; again, it does nothing.

    A moved visit may have another id. Its entry waits on for something earlier than the new time, and for no longer
    than the visit is ahead. An entry whose own offer led to the move is ended by its round.
    """
    led_here = tx.waitlist.rounds.of_operation(operation.id)
    winner = tx.waitlist.offers.get(led_here.winner) if led_here and led_here.winner else None
    for entry in tx.waitlist.entries.of_patient(operation.appointment.patient_id):
        if entry.state is not EntryState.WAITING or entry.appointment_id != operation.appointment.id:
            continue
        if winner is None or winner.entry_id != entry.id:
            _keep(tx, _after(entry, operation, result), entry, now)


def _after(entry: Entry, operation: Operation, result: Appointment | None) -> Entry:
    if operation.kind is ChangeKind.CANCEL:
        return replace(entry, state=EntryState.LEFT)
    if result is None or result.interval is None:
        return entry
    ahead = entry.expires_at if entry.expires_at is None else result.interval.start
    return replace(entry, appointment_id=result.id, expires_at=ahead)


def _keep(tx: WaitlistTx, after: Entry, before: Entry, now: datetime) -> None:
    if after == before:
        return
    tx.waitlist.entries.put(after)
    left = after.state is EntryState.LEFT
    record_entry(tx, Action.WAITLIST_LEFT if left else Action.WAITLIST_CHANGED, after, now)
