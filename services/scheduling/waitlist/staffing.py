"""What staff do with the waitlist: see who waits and what is on offer, add, rank, take off. Every change is audited."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.audit.model import Action, Actor
from services.scheduling.model import Appointment
from services.scheduling.waitlist.errors import (
    KeptElsewhere,
    NoSuchEntry,
    NoSuchVisit,
    NoWayToText,
    PriorityChanged,
    WrongPriority,
)
from services.scheduling.waitlist.joining import leave
from services.scheduling.waitlist.model import Entry, EntryState, Offer, Round, Source
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import WaitlistTx
from services.scheduling.waitlist.ranking import ranked
from services.scheduling.waitlist.record import record_entry
from services.scheduling.waitlist.service import WaitlistService

HIGHEST_PRIORITY = 9
MOST_ROUNDS = 50


class PriorityReason(StrEnum):
    """Why staff put somebody before others, or back."""

    CLINICAL = "clinical"
    PROVIDER_ASKED = "provider_asked"
    CLINIC_CANCELLED = "clinic_cancelled"
    OUR_MISTAKE = "our_mistake"
    NO_LONGER = "no_longer"
    OTHER = "other"


class RemovalReason(StrEnum):
    """Why staff take somebody off the list."""

    PATIENT_ASKED = "patient_asked"
    HAS_TIME = "has_time"
    NOT_REACHED = "not_reached"
    LISTED_TWICE = "listed_twice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RoundShown:
    """A slot that is or was on offer, with what was offered to whom."""

    running: Round
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class WaitlistDesk:
    """The use cases of staff."""

    parts: Parts

    async def waiting(self) -> list[Entry]:
        """Return who waits, in the order in which they would be asked."""
        now = self.parts.clock.now()
        entries = await self.parts.store.read(lambda tx: tx.waitlist.entries.waiting())
        return ranked((entry for entry in entries if entry.waits(now)), self.parts.clinic.zone)

    async def rounds(self, limit: int = MOST_ROUNDS) -> list[RoundShown]:
        """Return the newest rounds, running or over, newest first."""

        def read(tx: WaitlistTx) -> list[RoundShown]:
            newest = tx.waitlist.rounds.newest(limit)
            return [RoundShown(each, tuple(tx.waitlist.offers.of_round(each.id))) for each in newest]

        return await self.parts.store.read(read)

    async def add(self, wish: Entry, actor: Actor) -> Entry:
        """Put a patient on the list who agreed to texts; kind of visit, number and language come from the clinic.

        Args:
            wish: Patient, visit, and what suits them; the rest of it is filled in here.
            actor: Who does it.

        Raises:
            NoSuchVisit: the visit is not a coming one of this patient.
            NoWayToText: the patient has no telephone number on file.
            AlreadyWaiting: the patient waits for this visit already.
            SchedulingError: the clinic's system could not be read.
        """
        parts, now = self.parts, self.parts.clock.now()
        patient = await parts.patience.ask(lambda: parts.system.patient(wish.patient_id))
        visit = await self._visit(wish, now)
        if not patient.phones:
            raise NoWayToText
        joined = replace(
            wish,
            id=parts.ids.new("wait"),
            phone=patient.phones[0],
            language=patient.language or parts.default_language,
            since=now,
            visit_type=visit.visit_type or "",
            modality=visit.modality,
            consents=True,
            expires_at=visit.interval.start if visit.interval else None,
        )
        return await WaitlistService(parts).join(joined, actor)

    async def prioritise(
        self, entry_id: str, priority: int, actor: Actor, why: PriorityReason | None = None, was: int | None = None
    ) -> Entry:
        """Give an entry staff's priority: 0 is none, the higher is asked first.

        Args:
            entry_id: The entry.
            priority: 0 to 9.
            actor: Who does it.
            why: Their reason, for the audit trail.
            was: The priority that they saw; None where they saw none.

        Raises:
            WrongPriority: it is none of those.
            NoSuchEntry: there is no such entry, or it has ended.
            PriorityChanged: it is not the one they saw any more.
            KeptElsewhere: the clinic's own system keeps the entry.
        """
        if not 0 <= priority <= HIGHEST_PRIORITY:
            raise WrongPriority(HIGHEST_PRIORITY)
        now = self.parts.clock.now()

        def work(tx: WaitlistTx) -> Entry:
            entry = tx.waitlist.entries.get(entry_id)
            if entry is None or entry.state is not EntryState.WAITING:
                raise NoSuchEntry
            if entry.source is Source.EHR:
                raise KeptElsewhere
            if was not in (None, entry.priority):
                raise PriorityChanged
            changed = replace(entry, priority=priority)
            tx.waitlist.entries.put(changed)
            record_entry(tx, Action.WAITLIST_CHANGED, changed, now, actor, **_why(why))
            return changed

        return await self.parts.store.write(work)

    async def remove(self, entry_id: str, actor: Actor, why: RemovalReason | None = None) -> None:
        """Take an entry off the list, for a reason; one that the clinic's own system keeps gets no more offers from us.

        Raises:
            NoSuchEntry: there is no such entry, or it has ended.
        """
        now = self.parts.clock.now()
        if not await self.parts.store.write(lambda tx: leave(tx, entry_id, now, actor, **_why(why))):
            raise NoSuchEntry

    async def _visit(self, wish: Entry, now: datetime) -> Appointment:
        parts = self.parts
        visits = await parts.patience.ask(lambda: parts.system.appointments(wish.patient_id, now))
        for visit in visits:
            coming = visit.interval is not None and visit.interval.start > now
            if visit.id == wish.appointment_id and visit.status.changeable and coming:
                return visit
        raise NoSuchVisit


def _why(reason: StrEnum | None) -> dict[str, str]:
    return {} if reason is None else {"reason": str(reason)}
