"""Joins the work of staff on cases with the state, the scheduling system and the change protocol."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from appliance.settings.model import Settings
from appliance.wiring.dialogue import clinic_facts
from appliance.wiring.policy import policy_book
from services.handoff.deciding import Changes, Decisions
from services.handoff.service import FrontDesk
from services.handoff.upkeep import Upkeep
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds
from services.kernel.steps import Workflow
from services.scheduling.ports import SchedulingSystem
from services.scheduling.service import ChangeService
from services.scheduling.settle import Settlement
from services.state.store import StateStore

_LOOK_EVERY_SECONDS = 0.25


def build_desk(settings: Settings, store: StateStore, clock: Clock) -> FrontDesk:
    """Return the use cases of the front desk."""
    return FrontDesk(store, clock, settings.clinic.notify_phone)


def build_decisions(
    settings: Settings, store: StateStore, system: SchedulingSystem, changes: Changes, clock: Clock
) -> Decisions:
    """Return the use cases that decide a case."""
    return Decisions(store, system, changes, clock, RandomIds(), policy_book(settings), clinic_facts(settings))


def build_upkeep(settings: Settings, store: StateStore, system: SchedulingSystem, clock: Clock) -> Upkeep:
    """Return what happens to cases by itself."""
    return Upkeep(store, system, clock, policy_book(settings), clinic_facts(settings))


@dataclass(frozen=True, slots=True)
class LeftToPortal:
    """The durable runtime as a command sees it: the portal's sweep starts what a command has recorded."""

    store: StateStore

    def register(self, name: str, workflow: Workflow) -> None:
        """Know nothing of the workflow: it runs in the portal."""

    async def start(self, name: str, reference: str) -> None:
        """Leave the start to the portal."""

    async def result(self, name: str, reference: str, timeout: timedelta) -> str | None:  # noqa: ARG002 the port's shape
        """Wait until the portal has brought the change to its end, or `timeout` has passed."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout.total_seconds()
        while loop.time() < deadline:
            operation = await self.store.read(lambda tx: tx.operations.get(reference))
            if operation is not None and operation.state.final:
                return str(operation.state)
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        return None


def changes_of_a_command(settings: Settings, store: StateStore, clock: Clock) -> ChangeService:
    """Return the use cases of changes for a command beside the running portal."""
    settle = Settlement(store, clock, clinic_facts(settings))
    return ChangeService(store, clock, RandomIds(), LeftToPortal(store), settle)
