"""One appliance with a waitlist around a fake scheduling system: everything wired as in production, in memory."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.audit.model import Actor, ActorKind
from services.kernel.ids import Ids
from services.kernel.language import Language
from services.kernel.store import Store
from services.scheduling.change import ChangeProtocol
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import ChangeKind, Claim, Operation, OutboxMessage, resource_of
from services.scheduling.patience import Patience
from services.scheduling.policy import PolicyBook, still_allowed
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import ClinicFacts, Settlement
from services.scheduling.waitlist.codes import CodeKeys
from services.scheduling.waitlist.model import Cause, Entry, Freed, Round
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import OfferLimits, WaitlistTx
from services.scheduling.waitlist.rounds import open_round
from services.scheduling.waitlist.service import WaitlistService, build_worker
from services.scheduling.waitlist.settings import OfferSettings
from services.scheduling.waitlist.watching import SettleThenOffer
from tests.doubles.builders import FOLLOW_UP, a_patient, a_slot, an_appointment, at
from tests.doubles.clock import ManualClock
from tests.doubles.ids import CountingIds
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.workflows import MemoryWorkflows

ZONE = ZoneInfo("America/Chicago")
CLINIC = ClinicFacts("Lake View Clinic", ZONE, front_desk="+13125550100")
KEYS = CodeKeys("A", {"A": bytes(range(32))})
_CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


async def no_wait(_: float) -> None:
    """Tests do not wait."""


@dataclass
class WaitlistClinic:
    """Store, durable runtime, changes and waitlist of one machine; `watches`: it also looks for freed slots."""

    store: Store[WaitlistTx]
    system: FakeSchedulingSystem = field(default_factory=FakeSchedulingSystem)
    clock: ManualClock = field(default_factory=ManualClock)
    settings: OfferSettings = field(default_factory=OfferSettings)
    book: PolicyBook = field(default_factory=lambda: PolicyBook(ZONE))
    ids: Ids = field(default_factory=CountingIds)
    keys: CodeKeys = KEYS
    limits: tuple[OfferLimits, ...] = ()
    watches: bool = False

    def __post_init__(self) -> None:
        self.workflows = MemoryWorkflows(self.clock)
        settlement = Settlement(self.store, self.clock, CLINIC)
        patience = Patience(waits=(0.1,), pause=no_wait)
        self.changes = ChangeService(self.store, self.clock, self.ids, self.workflows, settlement)
        self.parts = Parts(
            self.store,
            self.system,
            self.changes,
            self.book,
            CLINIC,
            self.clock,
            self.ids,
            self.keys,
            self.settings,
            self.limits,
            patience,
        )
        settle = SettleThenOffer(settlement, self.parts)
        self.workflows.register(
            WORKFLOW, ChangeProtocol(self.store, self.system, self.clock, self._allowed, settle, patience).run
        )
        self.service = WaitlistService(self.parts)
        self.worker = build_worker(self.parts, watches=self.watches)

    def _allowed(self, operation: Operation, appointment: Appointment, slot: Slot | None) -> bool:
        return still_allowed(operation, appointment, slot, self.book, self.clock.now())

    async def waits(self, number: int, start: datetime | None = None, **changes: object) -> Entry:
        """Put patient `number` on the list, with an appointment at `start` where one is given."""
        patient = f"pat-{number}"
        self.system.add(a_patient(id=patient, phones=(phone_of(number),)))
        if start is not None:
            slot = a_slot(id=f"slot-of-{number}", start=start)
            self.system.add(slot)
            self.system.add(an_appointment(id=f"appt-{number}", slot=slot, patient_id=patient))
            changes["appointment_id"] = f"appt-{number}"
        entry = waiting(number, **{"since": self.clock.now(), **changes})  # type: ignore[arg-type]  # fields by name
        await self.store.write(lambda tx: tx.waitlist.entries.put(entry))
        return entry

    async def frees(self, start: datetime, number: int = 0) -> Operation:
        """Book patient 900+`number` at `start`, and let them cancel by us; return the change."""
        patient = f"pat-{900 + number}"
        slot = a_slot(id=f"slot-freed-{number}", start=start)
        self.system.add(a_patient(id=patient), slot)
        self.system.add(an_appointment(id=f"appt-freed-{number}", slot=slot, patient_id=patient))
        return await self.cancels(f"appt-freed-{number}")

    async def books(self, slot_id: str, start: datetime) -> None:
        """Let a patient who does not wait have an appointment, named after its slot."""
        slot = a_slot(id=slot_id, start=start)
        self.system.add(a_patient(id=f"pat-of-{slot_id}"), slot)
        self.system.add(an_appointment(id=f"appt-{slot_id}", slot=slot, patient_id=f"pat-of-{slot_id}"))

    async def opens(self, slot_id: str, depth: int = 0) -> Round | None:
        """Put a slot of the system on offer, as if it had just been freed."""
        freed = Freed(self.ids.new("freed"), self.system.records.slots[slot_id], Cause.CANCELLED, depth=depth)
        return await self.store.write(lambda tx: open_round(self.parts, tx, freed, self.clock.now()))

    async def claims(self, slot_id: str, operation_id: str) -> None:
        """Let another change claim the slot's time for ten minutes."""
        slot, now = self.system.records.slots[slot_id], self.clock.now()
        claim = Claim(resource_of(slot), slot.interval, operation_id, now + timedelta(minutes=10))
        assert await self.store.write(lambda tx: tx.claims.take(claim, now))

    async def cancels(self, appointment_id: str) -> Operation:
        """Cancel an appointment as its patient would by chat, and wait for the end."""
        visit = self.system.records.appointments[appointment_id]
        return await self.change(visit, None)

    async def change(self, visit: Appointment, slot: Slot | None) -> Operation:
        """Change an appointment as its patient would by chat, and wait for the end."""
        asked = await self.ask(visit, slot)
        ended = await self.changes.outcome(asked.id, timedelta(seconds=10))
        assert ended is not None
        return ended

    async def ask(self, visit: Appointment, slot: Slot | None = None) -> Operation:
        """Ask for a change as the patient would by chat, and wait for nothing."""
        wanted = Operation(
            id=self.ids.new("op"),
            kind=ChangeKind.CANCEL if slot is None else ChangeKind.MOVE,
            appointment=visit,
            slot=slot,
            actor=Actor(ActorKind.PATIENT, "chat_1"),
            conversation_id="chat_1",
            requested_at=self.clock.now(),
            language=Language.EN,
            phone="+13125559999",
        )
        return await self.changes.request(wanted)

    async def tick(self, times: int = 1) -> None:
        """Let the worker look, and every change it began end."""
        for _ in range(times):
            await self.worker.tick()
            await self.workflows.settle()

    async def go_on(self, duration: timedelta, step: timedelta = timedelta(seconds=10)) -> None:
        """Let the clock run, the worker ticking at every step."""
        end = self.clock.now() + duration
        while self.clock.now() < end:
            self.clock.advance(min(step, end - self.clock.now()))
            await self.tick()


def phone_of(number: int) -> str:
    """Return the invented number of a patient."""
    return f"+1312555{number:04d}"


def waiting(number: int, since: datetime, **changes: object) -> Entry:
    """Return the entry of patient `number`, who agreed to offers."""
    fields: dict[str, object] = {
        "id": f"entry-{number}",
        "patient_id": f"pat-{number}",
        "phone": phone_of(number),
        "language": Language.EN,
        "since": since,
        "visit_type": FOLLOW_UP,
        "consents": True,
    }
    return Entry(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


def sent(outbox: Sequence[OutboxMessage], template: str, number: int | None = None) -> list[OutboxMessage]:
    """Return the messages of one kind, all or those to patient `number`."""
    to = None if number is None else phone_of(number)
    return [message for message in outbox if message.template == template and to in (None, message.to)]


def code_in(message: OutboxMessage) -> str:
    """Return the code in an offer."""
    assert _CODE.fullmatch(message.values["code"])
    return message.values["code"]


LATER = at(20, 10)
"""Three weeks ahead: what patients hold who wait for something earlier."""
