"""A front desk around one appliance and a fake scheduling system: patients who ask, staff who decide."""

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.audit.model import Actor, ActorKind
from services.handoff.deciding import Decisions
from services.handoff.gates import GateBook
from services.handoff.opening import open_task
from services.handoff.service import FrontDesk
from services.handoff.task import Request, Task, Transcript
from services.handoff.upkeep import Upkeep
from services.kernel.ids import Ids
from services.kernel.language import Language
from services.scheduling.answering_time import AnsweringTime
from services.scheduling.change import ChangeProtocol
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import ChangeKind, Escalation, Operation
from services.scheduling.patience import Patience
from services.scheduling.policy import Finding, PolicyBook, VisitPolicy, still_allowed
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import ClinicFacts, Settlement
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.clock import ManualClock
from tests.doubles.ids import CountingIds
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.store import MemoryStore
from tests.doubles.workflows import MemoryWorkflows
from tests.services.scheduling.change_rig import no_wait

ZONE = ZoneInfo("America/Chicago")
CLINIC = ClinicFacts("Lake View Clinic", ZONE, front_desk="+13125550100")
ANSWERING = AnsweringTime(ZONE, timedelta(hours=4))
ALEX = Actor(ActorKind.STAFF, "alex")
KIM = Actor(ActorKind.STAFF, "kim")
HOUR = timedelta(hours=1)
APPROVAL = (Finding("provider_approval"),)
BOOK = PolicyBook(ZONE, VisitPolicy(needs_provider_approval=True))


@dataclass
class Desk:
    """One appliance with its front desk."""

    system: FakeSchedulingSystem = field(default_factory=FakeSchedulingSystem)
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: ManualClock = field(default_factory=ManualClock)
    ids: Ids = field(default_factory=CountingIds)
    book: PolicyBook = BOOK
    gates: GateBook = field(default_factory=GateBook)

    def __post_init__(self) -> None:
        self.workflows = MemoryWorkflows(self.clock)
        settle = Settlement(self.store, self.clock, CLINIC)
        patience = Patience(waits=(0.1,), pause=no_wait)

        def allowed(operation: Operation, appointment: Appointment, slot: Slot | None) -> bool:
            return still_allowed(operation, appointment, slot, self.book, self.clock.now())

        protocol = ChangeProtocol(self.store, self.system, self.clock, allowed, settle, patience)
        self.workflows.register(WORKFLOW, protocol.run)
        self.changes = ChangeService(self.store, self.clock, self.ids, self.workflows, settle)
        self.desk = FrontDesk(self.store, self.clock, CLINIC.front_desk)
        self.decisions = Decisions(
            self.store, self.system, self.changes, self.clock, self.ids, self.book, CLINIC, patience
        )
        self.upkeep = Upkeep(self.store, self.system, self.clock, self.book, CLINIC, patience)

    def visit(self, number: int) -> Appointment:
        """Seed patient `number` with a visit of their own, and return it as the system shows it."""
        slot = a_slot(id=f"slot-old-{number}", start=at(3 + number, 9))
        patient = a_patient(id=f"pat-{number}")
        self.system.add(patient, slot, an_appointment(id=f"appt-{number}", slot=slot, patient_id=patient.id))
        return self.system.records.appointments[f"appt-{number}"]

    def free(self, number: int) -> Slot:
        """Seed a free slot, and return it as the system shows it."""
        self.system.add(a_slot(id=f"slot-new-{number}", start=at(8 + number, 10)))
        return self.system.records.slots[f"slot-new-{number}"]

    async def asks(
        self, visit: Appointment, slot: Slot | None, findings: tuple[Finding, ...] = APPROVAL, *, cancel: bool = False
    ) -> Task:
        """Let a patient ask for what policy leaves to a person."""
        now = self.clock.now()
        case_id = self.ids.new("case")
        request = Request(
            kind=ChangeKind.CANCEL if cancel else ChangeKind.MOVE,
            appointment=visit,
            slot=slot,
            actor=Actor(ActorKind.PATIENT, f"chat-{visit.patient_id}"),
            asked_at=now,
            language=Language.EN,
            transcript=Transcript(f"chat-{visit.patient_id}", 7, ("can it be the week after",)),
            findings=findings,
            phone="+13125550142",
        )
        case = Escalation(
            case_id,
            f"policy_{findings[0].rule}",
            now,
            now + 4 * HOUR,
            f"chat-{visit.patient_id}",
            visit.patient_id,
            None,
            {"words": "can it be the week after"},
        )
        return await self.store.write(lambda tx: open_task(tx, case, request, self.gates, ANSWERING))

    async def claimed(self, task: Task, staff: Actor = ALEX) -> Task:
        """Let somebody take the case in hand."""
        return await self.desk.claim(task.id, staff)

    async def ended(self, case_id: str) -> Task:
        """Wait for the end of the approved change, and return the case as it is then."""
        await self.decisions.outcome(case_id, timedelta(seconds=10))
        return await self.upkeep.finish(case_id)

    def texts(self) -> list[str]:
        """Return the templates of the texts to patients, in order."""
        return [m.template for m in self.store.outbox.values() if m.template != "person_wanted"]

    def where(self, visit: Appointment) -> tuple[str, ...]:
        """Return the slots of the appointment as the system shows it now."""
        return self.system.records.appointments[visit.id].slot_ids
