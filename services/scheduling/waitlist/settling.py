"""Brings a winner's change to its end, step by step, each safe to repeat after a crash.

With an appointment the winner goes through the one change protocol. Without one nothing is booked by itself: the slot
stays claimed and a person books it. What fails for a reason of the winner's own lets the next one have the slot.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.audit.model import Action, Actor, ActorKind
from services.kernel.language import Language
from services.scheduling.change import CLAIM_LASTS
from services.scheduling.errors import SchedulingError
from services.scheduling.model import Appointment, AppointmentStatus
from services.scheduling.operation import (
    ChangeKind,
    Claim,
    Escalation,
    Operation,
    OperationState,
    OutboxMessage,
    Reason,
    resource_of,
)
from services.scheduling.service import ChangeInProgress
from services.scheduling.settle import describe
from services.scheduling.waitlist.checking import Checker
from services.scheduling.waitlist.model import Entry, EntryState, Offer, OfferState, Round, RoundState
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.record import record_entry, record_offer
from services.scheduling.waitlist.rounds import end_round, tell_gone

Step = Callable[[WaitlistTx, datetime], bool]
_AGAIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Winner:
    """The winner of a round as stored."""

    running: Round
    offer: Offer
    entry: Entry
    operation: Operation | None


@dataclass(frozen=True, slots=True)
class Settling:
    """Settles rounds in the state `taken`."""

    parts: Parts
    checker: Checker

    async def advance(self, round_id: str) -> None:
        """Do the next step for the round's winner; does nothing for a round that is not taken."""
        winner = await self.parts.store.read(lambda tx: _winner(tx, round_id))
        if winner is None:
            return
        if winner.operation is None and winner.running.wanted is not None:
            await self._request(winner, winner.running.wanted)
        elif winner.operation is None:
            await self._begin(winner)
        elif winner.operation.state.final:
            await self._finish(winner, winner.operation)
        else:
            await self._later(winner)

    async def _begin(self, winner: Winner) -> None:
        """Check everything again, then ask for the change, or hand the booking to a person."""
        try:
            slot = await self.checker.still_free(winner.running.slot)
            visit = await self.checker.present_visit(winner.entry, slot) if slot else None
        except SchedulingError as error:
            await self._not_read(winner, error)
            return
        if slot is None:
            await self._write(winner, lambda tx, now: self._end_gone(tx, winner, now))
        elif visit is None:
            await self._write(winner, lambda tx, now: self._pass_on(tx, winner, now, "policy"))
        elif visit.status is AppointmentStatus.WAITLIST:
            await self._write(winner, lambda tx, now: self._hand_over(tx, winner, now, "waitlist_booking"))
        else:
            await self._ask(winner, visit)

    async def _ask(self, winner: Winner, visit: Appointment) -> None:
        """Keep what is asked for, with the claim renewed, then ask: what is kept is asked for by whoever comes next."""
        running, entry = winner.running, winner.entry
        wanted = Operation(
            id=running.operation_id or "",
            kind=ChangeKind.MOVE,
            appointment=visit,
            slot=running.slot,
            actor=Actor(ActorKind.PATIENT, winner.offer.id),
            conversation_id=running.id,
            requested_at=self.parts.clock.now(),
            language=entry.language,
            phone=entry.phone,
            mail=entry.mail,
        )
        asking = replace(running, wanted=wanted)
        if await self._write(winner, lambda tx, now: _renew(tx, asking, now)):
            await self._request(replace(winner, running=asking), wanted)

    async def _request(self, winner: Winner, wanted: Operation) -> None:
        try:
            await self.parts.changes.request(wanted)
        except ChangeInProgress:
            await self._write(winner, lambda tx, now: self._pass_on(tx, winner, now, "change_in_progress"))

    async def _not_read(self, winner: Winner, error: SchedulingError) -> None:
        """The system could not be read: try again for a while, keeping the claim, then let a person see to it."""
        accepted = winner.running.accepted_at or self.parts.clock.now()
        if self.parts.clock.now() - accepted < self.parts.settings.settle_within:
            await self._write(winner, lambda tx, now: _renew(tx, winner.running, now))
        else:
            await self._write(winner, lambda tx, now: self._hand_over(tx, winner, now, error.code))

    async def _finish(self, winner: Winner, operation: Operation) -> None:
        if operation.state is OperationState.UNDONE:
            reason = str(operation.reason or Reason.POLICY)
            await self._write(winner, lambda tx, now: self._pass_on(tx, winner, now, reason))
            return
        state = RoundState.FILLED if operation.state is OperationState.DONE else RoundState.WITH_PERSON
        await self._write(winner, lambda tx, now: self._place(tx, winner, state, now))

    async def _later(self, winner: Winner) -> None:
        def work(tx: WaitlistTx, now: datetime) -> bool:
            tx.waitlist.rounds.save(replace(winner.running, due_at=now + _AGAIN))
            return True

        await self._write(winner, work)

    async def _write(self, winner: Winner, work: Step) -> bool:
        """Run the step in one transaction, unless another worker brought the round or its change on meanwhile."""

        def guarded(tx: WaitlistTx) -> bool:
            current = _winner(tx, winner.running.id)
            same = current is not None and _standing(current) == _standing(winner)
            return same and work(tx, self.parts.clock.now())

        return await self.parts.store.write(guarded)

    def _place(self, tx: WaitlistTx, winner: Winner, state: RoundState, now: datetime) -> bool:
        """The winner has the slot, or a person sees to it: the entry ends, the others are told."""
        end_round(self.parts, tx, winner.running, state, now)
        entry = tx.waitlist.entries.get(winner.entry.id) or winner.entry
        placed = replace(entry, state=EntryState.PLACED)
        tx.waitlist.entries.put(placed)
        record_entry(tx, Action.WAITLIST_LEFT, placed, now)
        return True

    def _end_gone(self, tx: WaitlistTx, winner: Winner, now: datetime) -> bool:
        tx.claims.release(winner.running.operation_id or "")
        tell_gone(self.parts, tx, replace(winner.offer, state=OfferState.LOST), now)
        end_round(self.parts, tx, winner.running, RoundState.GONE, now)
        return True

    def _pass_on(self, tx: WaitlistTx, winner: Winner, now: datetime, reason: str) -> bool:
        """Let the next one have the slot. A winner whose change was undone has been told so by that change."""
        tx.claims.release(winner.running.operation_id or "")
        told = winner.operation is not None
        lost = replace(winner.offer, state=OfferState.LOST, told=winner.offer.told or told)
        tell_gone(self.parts, tx, lost, now)
        record_offer(tx, Action.WAITLIST_REPLIED, lost, now, answer="passed_on", reason=reason)
        again = replace(winner.running, state=RoundState.OPEN, winner=None, operation_id=None, wanted=None)
        tx.waitlist.rounds.save(replace(again, accepted_at=None, due_at=now))
        return True

    def _hand_over(self, tx: WaitlistTx, winner: Winner, now: datetime, reason: str) -> bool:
        """Open the case, keep the slot claimed until it is due, and tell the winner that a person finishes it."""
        running, entry = winner.running, winner.entry
        due = self.parts.clinic.due(now)
        tx.claims.take(Claim(resource_of(running.slot), running.slot.interval, running.operation_id or "", due), now)
        case = Escalation(
            id=f"{running.id}:case",
            reason=reason,
            opened_at=now,
            due_at=due,
            conversation_id=running.id,
            patient_id=entry.patient_id,
            operation_id=running.operation_id,
            context=self._context(winner),
        )
        tx.escalations.add(case)
        clinic = self.parts.clinic
        values = {"case": case.id, "reason": reason, "chat": running.id}
        desk = OutboxMessage(
            id=f"{running.id}:person_wanted",
            to=clinic.front_desk,
            template="person_wanted",
            language=Language.EN,
            values=values,
            created_at=now,
            patient_id=entry.patient_id,
        )
        patient = replace(desk, id=f"{winner.offer.id}:requested", to=entry.phone, template="requested")
        tx.outbox.add(desk)
        tx.outbox.add(replace(patient, language=entry.language, values={"clinic": clinic.name}))
        return self._place(tx, winner, RoundState.WITH_PERSON, now)

    def _context(self, winner: Winner) -> dict[str, str]:
        """Give a person everything they need to book it without asking the patient again."""
        slot, entry = winner.running.slot, winner.entry
        facts = {
            "asked": "book",
            "new_slot": describe(slot, self.parts.clinic.zone),
            "slot": f"Slot/{slot.id}",
            "patient": f"Patient/{entry.patient_id}",
            "visit_type": entry.visit_type,
        }
        return facts | ({"appointment": f"Appointment/{entry.appointment_id}"} if entry.appointment_id else {})


def _winner(tx: WaitlistTx, round_id: str) -> Winner | None:
    running = tx.waitlist.rounds.get(round_id)
    if running is None or running.state is not RoundState.TAKEN or running.winner is None:
        return None
    offer = tx.waitlist.offers.get(running.winner)
    entry = tx.waitlist.entries.get(offer.entry_id) if offer else None
    if offer is None or entry is None:
        return None
    return Winner(running, offer, entry, tx.operations.get(running.operation_id or ""))


def _standing(winner: Winner) -> tuple[str, bool, OperationState | None]:
    """Return what a worker must have seen to go on: who won, whether the change is asked for, and how far it is."""
    asked = winner.running.wanted is not None
    return winner.offer.id, asked, winner.operation.state if winner.operation else None


def _renew(tx: WaitlistTx, running: Round, now: datetime) -> bool:
    """Renew the claim and keep the round, to be looked at soon; False when another change has the time."""
    slot = running.slot
    claim = Claim(resource_of(slot), slot.interval, running.operation_id or "", now + CLAIM_LASTS)
    if not tx.claims.take(claim, now):
        return False
    tx.waitlist.rounds.save(replace(running, due_at=now + _AGAIN))
    return True
