"""Everything about one case that its page shows: the work on it, the patient, the visit as it is now, other times."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from services.dialogue.model import Chat, Line
from services.dialogue.ports import DialogueTx
from services.handoff.checking import same_visit
from services.handoff.task import Desked, TaskState
from services.kernel.clock import Clock
from services.kernel.interval import Interval
from services.kernel.store import Store
from services.scheduling.errors import NotFound, SchedulingError
from services.scheduling.fee import FeeRecord
from services.scheduling.model import Appointment, Patient, Slot, SlotSearch
from services.scheduling.operation import ChangeKind, Claim, Operation, resource_of
from services.scheduling.policy import PolicyBook, Ruling, rule_on_slot
from services.scheduling.ports import SchedulingSystem

_ANSWERS_WITHIN = 6.0
_AHEAD = timedelta(days=60)
_CHOICES = 9


@dataclass(frozen=True, slots=True)
class Now:
    """What the scheduling system shows now; `silent` where it did not answer in time."""

    patient: Patient | None = field(repr=False, default=None)
    visit: Appointment | None = None
    choices: tuple[Slot, ...] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case, whole. `chat` is None where the conversation has expired; `change` is what an approval started."""

    one: Desked
    now: Now
    chat: Chat | None
    lines: Sequence[Line] = field(repr=False)
    change: Operation | None
    fee: FeeRecord | None

    @property
    def moved(self) -> bool:
        """Tell whether the visit is not what the patient saw."""
        request = self.one.task.request
        if request is None or self.now.silent or self.one.task.state is not TaskState.OPEN:
            return False
        return self.now.visit is None or not same_visit(self.now.visit, request.appointment)


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """Reads case files; it writes nothing, and audits nothing: `FrontDesk.show` does."""

    store: Store[DialogueTx]
    system: SchedulingSystem
    book: PolicyBook
    clock: Clock

    async def read(self, one: Desked) -> CaseFile:
        """Return the whole file of a case."""
        known = await self.store.read(lambda tx: self._known(tx, one))
        claims = await self.store.read(lambda tx: tx.claims.current(self.clock.now()))
        return CaseFile(one, await self._now(one, claims), *known)

    async def pulse(self, case_id: str) -> tuple[int, bool, int]:
        """Return what differs when the page of a case differs: version, whether its change has ended, last line."""

        def read(tx: DialogueTx) -> tuple[int, bool, int]:
            task, case = tx.tasks.get(case_id), tx.escalations.get(case_id)
            operation = task.decision.operation_id if task and task.decision else None
            change = tx.operations.get(operation) if operation else None
            chat = tx.chats.get(case.conversation_id) if case else None
            return task.version if task else 0, bool(change and change.state.final), chat.version if chat else 0

        return await self.store.read(read)

    async def conversation(self, case_id: str) -> str:
        """Return the conversation from which the case came, empty where it is unknown."""
        case = await self.store.read(lambda tx: tx.escalations.get(case_id))
        return case.conversation_id if case else ""

    def _known(self, tx: DialogueTx, one: Desked) -> tuple[Chat | None, list[Line], Operation | None, FeeRecord | None]:
        decision = one.task.decision or (one.task.tried[-1] if one.task.tried else None)
        operation_id = (decision.operation_id if decision else None) or one.case.operation_id
        chat = tx.chats.get(one.case.conversation_id)
        return (
            chat,
            tx.chats.lines(chat.id) if chat else [],
            tx.operations.get(operation_id) if operation_id else None,
            tx.fees.of_operation(operation_id) if operation_id else None,
        )

    async def _now(self, one: Desked, claims: Sequence[Claim]) -> Now:
        """Ask the scheduling system; a page that waits for it longer than some seconds goes without."""
        request, patient_id = one.task.request, one.case.patient_id
        if patient_id is None:
            return Now()
        try:
            async with asyncio.timeout(_ANSWERS_WITHIN):
                patient = await self.system.patient(patient_id)
                if request is None:
                    return Now(patient)
                visit = await self._visit(request.appointment.id)
                open_move = request.kind is ChangeKind.MOVE and one.task.state is TaskState.OPEN
                choices = await self._choices(one, claims) if open_move else ()
        except (SchedulingError, TimeoutError):
            return Now(silent=True)
        return Now(patient, visit, choices)

    async def _visit(self, appointment_id: str) -> Appointment | None:
        try:
            return await self.system.appointment(appointment_id)
        except NotFound:
            return None

    async def _choices(self, one: Desked, claims: Sequence[Claim]) -> tuple[Slot, ...]:
        """Return free times that policy allows, the same provider's first and nearest to the wish; soonest first."""
        request = one.task.request
        if request is None:
            return ()
        visit, now = request.appointment, self.clock.now()
        asked = request.slot.id if request.slot else ""
        wished = (request.slot or visit).interval
        search = SlotSearch(Interval(now, now + _AHEAD), visit_type=visit.visit_type)
        taken = [claim for claim in claims if claim.operation_id != one.case.id]
        free = [
            slot
            for slot in await self.system.free_slots(search)
            if slot.id != asked
            and not _taken(slot, taken)
            and rule_on_slot(visit, slot, self.book, now).ruling is not Ruling.REFUSED
        ]
        middle, provider = wished.start if wished else now, visit.practitioner
        nearest = sorted(free, key=lambda s: (s.practitioner != provider, abs(s.interval.start - middle)))[:_CHOICES]
        return tuple(sorted(nearest, key=lambda slot: slot.interval.start))


def _taken(slot: Slot, claims: Sequence[Claim]) -> bool:
    """Tell whether somebody else holds the time already."""
    return any(claim.resource == resource_of(slot) and claim.interval.overlaps(slot.interval) for claim in claims)
