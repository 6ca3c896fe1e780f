"""One appliance as a process of its own: real state, real durable runtime, real bridge; it dies where the plan says.

Called with a JSON file: fhir, dialect, directory, key (hex), plan, wishes (operation, patient, nth free slot or null).
Prints one JSON line: each operation's state and reason, and the seconds from the process's start to the last end.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from services.audit.courier import NoLedger
from services.audit.model import Actor, ActorKind
from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.profile import DialectName, SiteProfile
from services.bridge.fhir.system import FhirSchedulingSystem
from services.durable.watchdog import Watchdog
from services.durable.workflows import DbosWorkflows
from services.kernel.clock import SystemClock
from services.kernel.ids import RandomIds, ShortIds
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.payments.clinic_page import ClinicPage
from services.payments.service import PaymentDesk
from services.scheduling.change import ChangeProtocol
from services.scheduling.following import RaiseFee, TellProviders
from services.scheduling.model import Appointment, Slot, SlotSearch
from services.scheduling.operation import ChangeKind, Operation
from services.scheduling.patience import Patience
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import ClinicFacts, Settlement
from services.state.sealed import Transactions, sealed_engine
from services.state.store import StateStore, open_state
from tests.crash.killing import Plan, killing

STARTED = time.monotonic()
ZONE = ZoneInfo("America/New_York")
CLINIC = ClinicFacts("Maple Street Clinic", ZONE, front_desk="+12025550100")
PATIENCE = timedelta(seconds=60)
Config = dict[str, Any]


class Machine:
    """The parts of the appliance that a change needs."""

    def __init__(self, config: Config) -> None:
        directory, key = Path(config["directory"]), bytes.fromhex(config["key"])
        profile = SiteProfile(config["fhir"], ZONE, DialectName(config["dialect"]))
        self.clock = SystemClock()
        self.system = FhirSchedulingSystem(FhirClient(open_http(profile, agent="crash")), profile, self.clock)
        self.store: StateStore = open_state(directory / "state.db", key, node="crash", courier=NoLedger())
        engine = sealed_engine(directory / "durable.db", key, Transactions.DRIVER)
        self.workflows = DbosWorkflows(engine, key, application_version="1", executor_id="crash", clock=self.clock)
        settle = Settlement(self.store, self.clock, CLINIC, (RaiseFee(ShortIds()), TellProviders()))
        self.fees = PaymentDesk(self.store, self.clock, RandomIds(), ClinicPage("https://pay.maple.example/fee"))
        protocol = ChangeProtocol(
            self.store, self.system, self.clock, lambda *_: True, settle, Patience(waits=(0.05, 0.2, 0.5))
        )
        plan = Plan(**config["plan"]) if config["plan"] else None
        self.workflows.register(WORKFLOW, killing(protocol, plan))
        self.service = ChangeService(self.store, self.clock, RandomIds(), self.workflows, settle)
        self.watchdog = Watchdog(self.workflows, self.clock, self.service.give_up)

    async def wish(self, wanted: dict[str, Any]) -> str:
        """Record the change the patient said yes to; one that was recorded before the crash is left alone."""
        standing = await self.service.outcome(wanted["operation"], timedelta(0))
        if standing is None:
            await self.service.request(await self._operation(wanted))
        return str(wanted["operation"])

    async def _operation(self, wanted: dict[str, Any]) -> Operation:
        visit = await self._visit(wanted["patient"])
        slot = await self._free_slot(visit, wanted["slot"]) if wanted["slot"] is not None else None
        return Operation(
            id=wanted["operation"],
            kind=ChangeKind.MOVE if slot else ChangeKind.CANCEL,
            appointment=replace(visit, operations=frozenset()),
            slot=slot,
            actor=Actor(ActorKind.PATIENT, wanted["patient"]),
            conversation_id="chat-crash",
            requested_at=self.clock.now(),
            language=Language.EN,
            phone="+12025550142",
            late=bool(wanted.get("fee")),
            fee_cents=wanted.get("fee", 0),
        )

    async def _free_slot(self, visit: Appointment, number: int) -> Slot:
        now = self.clock.now()
        search = SlotSearch(Interval(now, now + timedelta(days=30)), visit.visit_type)
        return (await self.system.free_slots(search))[number]

    async def _visit(self, patient: str) -> Appointment:
        visits = await self.system.appointments(patient, self.clock.now())
        return next(visit for visit in visits if visit.status.changeable)


async def work(config: Config) -> dict[str, Any]:
    """Start, finish what an earlier life left open, make the wishes, and wait for every end."""
    machine = Machine(config)
    machine.workflows.launch()
    watching = asyncio.create_task(machine.watchdog.run())
    await machine.service.sweep()
    ids = [await machine.wish(wanted) for wanted in config["wishes"]]
    ends = [await machine.service.outcome(one, PATIENCE) for one in ids]
    seconds = time.monotonic() - STARTED
    watching.cancel()
    await machine.fees.work()
    fees = await machine.store.read(lambda tx: [fee for one in ids if (fee := tx.fees.of_operation(one))])
    edge = machine.clock.now() + timedelta(days=1)
    notices = await machine.store.read(lambda tx: [each.operation_id for each in tx.notices.waiting(edge)])
    outbox = await machine.store.read(lambda tx: [asdict(row.message) for row in tx.outbox.newest(1000)])
    verdict = await machine.store.read(lambda tx: tx.audit.verify())
    await machine.workflows.stop()
    await machine.store.close()
    await machine.system.aclose()
    return {
        "seconds": seconds,
        "ends": {end.id: [end.state, end.reason, _place(end.slot)] for end in ends if end},
        "messages": [[row["operation_id"], row["template"]] for row in outbox],
        "fees": [[fee.operation_id, fee.amount_cents, fee.state] for fee in fees],
        "notices": notices,
        "audit": verdict.intact,
    }


def _place(slot: Slot | None) -> list[str] | None:
    if slot is None or slot.practitioner is None:
        return None
    return [slot.interval.start.isoformat(), f"Practitioner/{slot.practitioner.id}"]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(work(json.loads(Path(sys.argv[1]).read_text())))))  # noqa: T201 the parent reads it
