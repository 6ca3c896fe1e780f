"""Looks into the clinic's system: is the slot still free, and may this patient have it? Reads only."""

from dataclasses import dataclass
from datetime import timedelta

from services.scheduling.availability import has_room
from services.scheduling.errors import NotFound
from services.scheduling.model import Appointment, Slot, SlotStatus
from services.scheduling.policy import rule_on_move, rule_on_slot
from services.scheduling.policy_slot import visit_time
from services.scheduling.waitlist.fitting import wanted_visit
from services.scheduling.waitlist.model import Entry
from services.scheduling.waitlist.parts import Parts

_BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Checker:
    """Every method may raise `services.scheduling.errors.SchedulingError`: the system could not be read."""

    parts: Parts

    async def still_free(self, slot: Slot) -> Slot | None:
        """Return the slot as it is now; None when it is no longer free, or no longer the same time."""
        system, ask = self.parts.system, self.parts.patience.ask
        try:
            current = await ask(lambda: system.slot(slot.id))
            occupants = await ask(lambda: system.occupants(current))
        except NotFound:
            return None
        same = current.status is SlotStatus.FREE and current.interval.start == slot.interval.start
        return current if same and not occupants else None

    async def present_visit(self, entry: Entry, slot: Slot) -> Appointment | None:
        """Return the visit that would move into the slot; None where clinic or policy would not have it.

        For an entry without an appointment it is a description of the wish. A visit that would cost a fee is not
        offered: a fee needs its own yes. One that is sooner than the slot already is left
        alone, unless the patient wished for later times.
        """
        parts, now = self.parts, self.parts.clock.now()
        try:
            patient = await parts.patience.ask(lambda: parts.system.patient(entry.patient_id))
            own = await parts.patience.ask(lambda: parts.system.appointments(entry.patient_id, now - _BEFORE))
        except NotFound:
            return None
        held = next((visit for visit in own if visit.id == entry.appointment_id), None)
        if not patient.active or (entry.appointment_id is not None and held is None):
            return None
        visit = held or wanted_visit(entry, slot)
        verdict = rule_on_slot(visit, slot, parts.book, now)
        if held is not None:
            history = await parts.changes.moves_of(held.id)
            verdict = verdict.plus(rule_on_move(held, patient, parts.book, now, history))
        if not verdict.allowed or verdict.fee_cents or not _welcome(entry, visit, slot) or self._busy(own, visit, slot):
            return None
        return visit if await parts.patience.ask(lambda: has_room(parts.system, parts.book, visit, slot)) else None

    def _busy(self, own: list[Appointment], visit: Appointment, slot: Slot) -> bool:
        """Tell whether another appointment of the patient is at that time."""
        wanted = visit_time(visit, slot, self.parts.book.for_visit(visit.visit_type))
        others = (other for other in own if other.id != visit.id and other.status.occupies and other.interval)
        return any(other.interval.overlaps(wanted) for other in others if other.interval)


def _welcome(entry: Entry, visit: Appointment, slot: Slot) -> bool:
    return visit.interval is None or not entry.sooner or slot.interval.start < visit.interval.start
