"""Joining and leaving inside a transaction, audited there: one entry for each visit."""

from dataclasses import replace
from datetime import datetime

from services.audit.model import Action, Actor
from services.scheduling.waitlist.model import Entry, EntryState, Source
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.record import record_entry


def join(tx: WaitlistTx, entry: Entry, now: datetime, actor: Actor) -> Entry:
    """Keep the entry; where the patient waits for this visit already, the new wish replaces the old one.

    How long somebody waits, staff's priority and when they were last asked stay as they were.
    """
    known = same_wait(tx, entry, now)
    kept = replace(entry, state=EntryState.WAITING)
    if known is not None:
        kept = replace(
            kept,
            id=known.id,
            since=known.since,
            priority=known.priority,
            last_offered_at=known.last_offered_at,
            source=known.source,
            source_id=known.source_id,
        )
    if kept != known:
        tx.waitlist.entries.put(kept)
        record_entry(tx, Action.WAITLIST_CHANGED if known else Action.WAITLIST_JOINED, kept, now, actor)
    return kept


def same_wait(tx: WaitlistTx, entry: Entry, now: datetime) -> Entry | None:
    """Return the entry by which the patient waits for this visit, or without a visit for this kind of one."""
    for other in tx.waitlist.entries.of_patient(entry.patient_id):
        same_kind = other.visit_type == entry.visit_type
        if other.waits(now) and other.appointment_id == entry.appointment_id and (entry.appointment_id or same_kind):
            return other
    return None


def leave(tx: WaitlistTx, entry_id: str, now: datetime, actor: Actor, **why: str) -> bool:
    """Take an entry off the list; False when it has ended. One that the clinic's system keeps gets no more offers."""
    entry = tx.waitlist.entries.get(entry_id)
    if entry is None or entry.state is not EntryState.WAITING:
        return False
    left = replace(entry, consents=False) if entry.source is Source.EHR else replace(entry, state=EntryState.LEFT)
    if left != entry:
        tx.waitlist.entries.put(left)
        record_entry(tx, Action.WAITLIST_LEFT, left, now, actor, **why)
    return True
