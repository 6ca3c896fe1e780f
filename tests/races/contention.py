"""Many patients and a front desk want few slots, through two appliances at once.

The appliances share nothing but the EHR. Every operation is requested three times; a share of them is also run again by
an appliance that has forgotten everything, as after a lost database.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.audit.model import Actor, ActorKind
from services.kernel.clock import Clock
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.scheduling.change import ChangeProtocol
from services.scheduling.errors import NothingChanged
from services.scheduling.model import Appointment, Slot, SlotSearch
from services.scheduling.operation import ChangeKind, Operation, OperationState
from services.scheduling.patience import Patience
from services.scheduling.ports import SchedulingSystem
from services.scheduling.service import WORKFLOW, ChangeInProgress, ChangeService
from services.scheduling.settle import ClinicFacts, Settlement
from tests.doubles.store import MemoryStore
from tests.doubles.workflows import MemoryWorkflows

CLINIC = ClinicFacts("Maple Street Clinic", ZoneInfo("America/New_York"), front_desk="+12025550100")
HORIZON = timedelta(days=40)
CANCEL_SHARE = 0.02
FORGETFUL_SHARE = 0.1
LONGEST = timedelta(minutes=20)
"""An ending is waited for, however loaded the machine is: the EHR is judged only when nobody writes any more."""


class CountingIds:
    """Ids that never meet those of the other appliance."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0

    def new(self, kind: str) -> str:
        """Return the next id."""
        self._count += 1
        return f"{kind}-{self._name}-{self._count:06d}"


def always(_operation: Operation, _appointment: Appointment, _slot: Slot | None) -> bool:
    """Contention is not about policy."""
    return True


class Appliance:
    """One machine: its own state, its own claims, its own connection to the EHR."""

    def __init__(self, name: str, system: SchedulingSystem, clock: Clock) -> None:
        self.name = name
        self.system = system
        self.clock = clock
        self.ids = CountingIds(name)
        self.store, self.workflows, self.service = self._machine()

    def _machine(self) -> tuple[MemoryStore, MemoryWorkflows, ChangeService]:
        store, workflows = MemoryStore(), MemoryWorkflows()
        settle = Settlement(store, self.clock, CLINIC)
        protocol = ChangeProtocol(store, self.system, self.clock, always, settle, Patience(waits=(0.05, 0.2)))
        workflows.register(WORKFLOW, protocol.run)
        return store, workflows, ChangeService(store, self.clock, self.ids, workflows, settle)

    async def change(self, operation: Operation) -> Operation | None:
        """Ask three times, as an impatient patient does, and return how it ended; None when refused as a second."""
        try:
            for _ in range(3):
                await self.service.request(operation)
        except ChangeInProgress:
            return None
        return await self.service.outcome(operation.id, LONGEST)

    async def change_with_no_memory(self, operation: Operation) -> None:
        """Run the same operation again on a machine that knows nothing of it."""
        _, _, service = self._machine()
        await service.request(operation)
        await service.outcome(operation.id, LONGEST)


@dataclass
class Report:
    """What happened."""

    endings: Counter[str] = field(default_factory=Counter)
    cancelled: Counter[str] = field(default_factory=Counter)
    attempts: int = 0

    def line(self) -> str:
        """Return one line for a person."""
        ends = ", ".join(f"{count} {state}" for state, count in sorted(self.endings.items()))
        return f"{self.attempts} attempts: {ends}"


@dataclass
class Contention:
    """The crowd."""

    appliances: list[Appliance]
    clock: Clock
    attempts: int
    book_again: Callable[[str], Awaitable[None]]
    seed: int = 1
    report: Report = field(default_factory=Report)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 a repeatable crowd

    async def run(self, patients: list[str]) -> Report:
        """Let every patient try until all attempts are used up."""
        await asyncio.gather(*(self._patient(patient) for patient in patients))
        return self.report

    async def _patient(self, patient: str) -> None:
        while self.report.attempts < self.attempts:
            self.report.attempts += 1
            try:
                await self._attempt(patient, self.random.choice(self.appliances))
            except NothingChanged as busy:  # only reading raises: a server that is too busy costs an attempt
                self.report.endings[busy.code] += 1

    async def _attempt(self, patient: str, appliance: Appliance) -> None:
        now = self.clock.now()
        visits = await appliance.system.appointments(patient, now)
        live = [visit for visit in visits if visit.status.changeable]
        if not live:
            await self.book_again(patient)
            return
        visit = self.random.choice(live)
        if self.random.random() < CANCEL_SHARE:
            await self._settle(appliance, self._operation(appliance, visit, None))
            return
        free = await appliance.system.free_slots(SlotSearch(Interval(now, now + HORIZON), visit.visit_type, limit=12))
        if not free:
            self.report.endings["nothing free"] += 1
            return
        await self._settle(appliance, self._operation(appliance, visit, self.random.choice(free)))

    async def _settle(self, appliance: Appliance, operation: Operation) -> None:
        ended = await appliance.change(operation)
        if ended is None:
            self.report.endings["refused as a second change"] += 1
            return
        if not ended.state.final:
            raise AssertionError(f"{ended.id} has not ended: {ended.state}")
        self.report.endings[f"{ended.state} {ended.reason or ''}".strip()] += 1
        if ended.state is OperationState.DONE:
            self._check_done(ended)
        if self.random.random() < FORGETFUL_SHARE and operation.kind is ChangeKind.MOVE:
            await appliance.change_with_no_memory(replace(operation, state=OperationState.REQUESTED))

    def _check_done(self, ended: Operation) -> None:
        """Nobody hears "done" of something the EHR has never shown."""
        if ended.slot is None:
            self.report.cancelled[f"Patient/{ended.appointment.patient_id}"] += 1
        if ended.result is None:
            raise AssertionError(f"{ended.id} is done without having been read back")

    def _operation(self, appliance: Appliance, visit: Appointment, slot: Slot | None) -> Operation:
        return Operation(
            id=appliance.ids.new("op"),
            kind=ChangeKind.CANCEL if slot is None else ChangeKind.MOVE,
            appointment=visit,
            slot=slot,
            actor=Actor(ActorKind.PATIENT, visit.patient_id),
            conversation_id="chat",
            requested_at=self.clock.now(),
            language=Language.EN,
        )
