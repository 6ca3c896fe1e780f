"""One appliance around a fake scheduling system, ready to move and cancel."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.audit.model import Actor, ActorKind
from services.kernel.language import Language
from services.scheduling.change import ChangeProtocol
from services.scheduling.model import Appointment, Lock, MoveSupport, Slot
from services.scheduling.operation import ChangeKind, Operation
from services.scheduling.patience import Patience
from services.scheduling.recheck import StillAllowed
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import ClinicFacts, Settlement
from tests.doubles.builders import a_slot, an_appointment, at
from tests.doubles.clock import ManualClock
from tests.doubles.ids import CountingIds
from tests.doubles.scheduling_system import STRICT, FakeSchedulingSystem
from tests.doubles.store import MemoryStore
from tests.doubles.workflows import MemoryWorkflows

TWO_STEP = replace(STRICT, move=MoveSupport.TWO_STEP)
NO_LOCK = replace(STRICT, lock=Lock.NONE)
CLINIC = ClinicFacts("Lake View Clinic", ZoneInfo("America/Chicago"), front_desk="+13125550100")


async def no_wait(_: float) -> None:
    """Tests do not wait."""


def _always(_operation: Operation, _appointment: Appointment, _slot: Slot | None) -> bool:
    return True


@dataclass
class Appliance:
    """Store, durable runtime and service of one machine."""

    system: FakeSchedulingSystem
    allowed: StillAllowed = _always
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: ManualClock = field(default_factory=ManualClock)
    ids: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self) -> None:
        self.workflows = MemoryWorkflows(self.clock)
        settle = Settlement(self.store, self.clock, CLINIC)
        patience = Patience(waits=(0.1, 0.1), pause=no_wait)
        protocol = ChangeProtocol(self.store, self.system, self.clock, self.allowed, settle, patience)
        self.workflows.register(WORKFLOW, protocol.run)
        self.service = ChangeService(self.store, self.clock, self.ids, self.workflows, settle)

    def operation(self, appointment: Appointment, slot: Slot | None) -> Operation:
        """Return a request as the dialogue makes it after an explicit yes."""
        return Operation(
            id=self.ids.new("op"),
            kind=ChangeKind.CANCEL if slot is None else ChangeKind.MOVE,
            appointment=appointment,
            slot=slot,
            actor=Actor(ActorKind.PATIENT, appointment.patient_id),
            conversation_id="chat_1",
            requested_at=self.clock.now(),
            language=Language.EN,
            phone="+13125550142",
            words="can we do later that week",
        )

    async def change(self, appointment: Appointment, slot: Slot | None) -> Operation:
        """Ask for the change and wait for its end."""
        asked = await self.service.request(self.operation(appointment, slot))
        return await self.ended(asked.id)

    async def ended(self, operation_id: str) -> Operation:
        """Return the operation once its workflow has ended."""
        operation = await self.service.outcome(operation_id, timedelta(seconds=10))
        if operation is None:
            raise AssertionError("The operation was never recorded.")
        return operation


def a_booked_visit(system: FakeSchedulingSystem) -> tuple[Appointment, Slot, Slot]:
    """Seed one visit in its slot and one free slot; return the visit as the system shows it, its slot, the free one."""
    old, new = a_slot(id="slot-old", start=at(3, 9)), a_slot(id="slot-new", start=at(8, 10))
    system.add(old, new)
    system.add(an_appointment(id="appt-1", slot=old))
    records = system.records
    return records.appointments["appt-1"], records.slots["slot-old"], records.slots["slot-new"]


def active_at(system: FakeSchedulingSystem, slot_id: str) -> list[str]:
    """Return whose visits occupy the slot."""
    return [a.patient_id for a in system.records.appointments.values() if slot_id in a.slot_ids and a.status.occupies]
