"""Joins the change protocol with the state, the scheduling system and the durable runtime."""

from dataclasses import dataclass

from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.dialogue import clinic_facts
from appliance.wiring.payments import follow_ups
from appliance.wiring.policy import policy_book
from appliance.wiring.waitlist import build_parts
from services.durable.workflows import DbosWorkflows
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds
from services.scheduling.change import ChangeProtocol, Settle
from services.scheduling.late_count import CountLate
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import Operation
from services.scheduling.policy import PolicyBook, still_allowed
from services.scheduling.ports import SchedulingSystem
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import Settlement
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.watching import SettleThenOffer
from services.state.store import StateStore


@dataclass(frozen=True, slots=True)
class PolicyNow:
    """Asks the policy at the moment of the question."""

    book: PolicyBook
    clock: Clock

    def __call__(self, operation: Operation, appointment: Appointment, slot: Slot | None) -> bool:
        """Tell whether the change is still allowed."""
        return still_allowed(operation, appointment, slot, self.book, self.clock.now())


@dataclass(frozen=True, slots=True)
class Changing:
    """The use cases of changes, and the waitlist that what they free is offered to."""

    changes: ChangeService
    waitlist: Parts


def build_changes(
    settings: Settings,
    secrets: SecretFiles,
    store: StateStore,
    system: SchedulingSystem,
    workflows: DbosWorkflows,
    clock: Clock,
) -> Changing:
    """Register the change protocol with the durable runtime and return its use cases.

    Raises:
        SealdeskError: the key of the waitlist's codes cannot be used.
    """
    settlement = Settlement(store, clock, clinic_facts(settings), follow_ups(settings))
    book = policy_book(settings)
    changes = ChangeService(store, clock, RandomIds(), workflows, settlement, beforehand=(CountLate(book),))
    parts = build_parts(settings, secrets, store, system, changes, clock)
    settle: Settle = SettleThenOffer(settlement, parts) if settings.waitlist.runs else settlement
    protocol = ChangeProtocol(store, system, clock, PolicyNow(book, clock), settle)
    workflows.register(WORKFLOW, protocol.run)
    return Changing(changes, parts)
