"""One appliance whose staff approve a change that policy left to them; it dies around the decision, or in the change.

Called with a JSON file: fhir, dialect, directory, key (hex), plan, die (`undecided`, `decided` or null). Prints one
JSON line: the case, its change, the texts, the holds that are left, and what a second decision is told.
"""

import asyncio
import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from services.audit.model import Actor, ActorKind
from services.handoff.deciding import Decisions
from services.handoff.errors import AlreadyDecided
from services.handoff.gates import GateBook
from services.handoff.opening import open_task
from services.handoff.service import FrontDesk
from services.handoff.task import DeclineReason, Request, Task, TaskState, Transcript
from services.handoff.upkeep import Upkeep
from services.kernel.language import Language
from services.scheduling.answering_time import AnsweringTime
from services.scheduling.operation import ChangeKind, Escalation, Operation
from services.scheduling.policy import Finding, PolicyBook
from services.scheduling.service import ChangeService
from tests.crash.worker import CLINIC, PATIENCE, ZONE, Config, Machine

ALEX = Actor(ActorKind.STAFF, "alex")
KIM = Actor(ActorKind.STAFF, "kim")
CASE = "case-crash"
OPERATION = "op-approved"


def die() -> None:
    """End this process as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


class OneId:
    """Names the approved change, so that the plan can name it too."""

    def new(self, kind: str) -> str:
        """Return the one name."""
        return OPERATION


class Deadly:
    """The use cases of changes; where the plan says so, the process dies when the recorded change is to be started."""

    def __init__(self, inner: ChangeService, die_at: str | None) -> None:
        self._inner = inner
        self._die_at = die_at

    async def begin(self, operation_id: str) -> None:
        """Start the change, or die between the decision and its write."""
        if self._die_at == "decided":
            die()
        await self._inner.begin(operation_id)

    async def outcome(self, operation_id: str, timeout: timedelta) -> Operation | None:
        """Return the change as it stands."""
        return await self._inner.outcome(operation_id, timeout)

    async def moves_of(self, appointment_id: str) -> int:
        """Return how often the appointment was moved; the last thing that is asked before the decision."""
        if self._die_at == "undecided":
            die()
        return await self._inner.moves_of(appointment_id)


class DeskMachine(Machine):
    """The appliance with its front desk."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        book = PolicyBook(ZONE)
        changes = Deadly(self.service, config["die"])
        self.desk = FrontDesk(self.store, self.clock, CLINIC.front_desk)
        self.decisions = Decisions(self.store, self.system, changes, self.clock, OneId(), book, CLINIC)
        self.upkeep = Upkeep(self.store, self.system, self.clock, book, CLINIC)

    async def asked(self) -> Task:
        """Return the case; the first life opens it."""
        known = await self.store.read(lambda tx: tx.tasks.get(CASE))
        if known is not None:
            return known
        visit = await self._visit("pat-0")
        slot = await self._free_slot(visit, 1)
        now = self.clock.now()
        request = Request(
            kind=ChangeKind.MOVE,
            appointment=visit,
            slot=slot,
            actor=Actor(ActorKind.PATIENT, "chat-crash"),
            asked_at=now,
            language=Language.EN,
            transcript=Transcript("chat-crash", 3, ("later please",)),
            findings=(Finding("provider_approval"),),
            phone="+12025550142",
        )
        answering = AnsweringTime(ZONE, timedelta(hours=4))
        due = answering.due(now)
        case = Escalation(CASE, "policy_provider_approval", now, due, "chat-crash", visit.patient_id, None, {})
        return await self.store.write(lambda tx: open_task(tx, case, request, GateBook(), answering))

    async def decide(self) -> None:
        """Approve what is not decided yet, as the member of staff does again who saw the page hang."""
        task = await self.asked()
        if task.state is TaskState.OPEN:
            mine = await self.desk.claim(CASE, ALEX)
            await self.decisions.approve(CASE, ALEX, mine.version)

    async def second(self) -> str:
        """Return what a colleague is told who decides again."""
        try:
            await self.decisions.decline(CASE, KIM, 1, DeclineReason.OTHER)
        except AlreadyDecided as error:
            return error.by
        return "not refused"


async def work(config: Config) -> dict[str, Any]:
    """Start, finish what an earlier life left open, decide, wait for the end, and look."""
    machine = DeskMachine(config)
    machine.workflows.launch()
    watching = asyncio.create_task(machine.watchdog.run())
    await machine.service.sweep()
    await machine.upkeep.sweep()
    await machine.decide()
    second = await machine.second()
    operation = await machine.decisions.outcome(CASE, PATIENCE)
    task = await machine.upkeep.finish(CASE)
    watching.cancel()
    texts = await machine.store.read(lambda tx: [row.message.template for row in tx.outbox.newest(1000)])
    holds = await machine.store.read(
        lambda tx: [claim.operation_id for claim in tx.claims.current(machine.clock.now())]
    )
    verdict = await machine.store.read(lambda tx: tx.audit.verify())
    await machine.workflows.stop()
    await machine.store.close()
    await machine.system.aclose()
    slot = task.request.slot if task.request else None
    return {
        "state": task.state,
        "end": task.end,
        "approver": operation.approver.id if operation and operation.approver else None,
        "change": operation.state if operation else None,
        "start": slot.interval.start.isoformat() if slot else None,
        "practitioner": f"Practitioner/{slot.practitioner.id}" if slot and slot.practitioner else None,
        "texts": texts,
        "holds": holds,
        "second": second,
        "audit": verdict.intact,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(work(json.loads(Path(sys.argv[1]).read_text())))))  # noqa: T201 the parent reads it
