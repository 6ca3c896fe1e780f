"""Late changes are counted in the commit that records them: of many at the same moment exactly one is the first."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.audit.courier import NoLedger
from services.kernel.ids import RandomIds, ShortIds
from services.scheduling.ending import done, undone
from services.scheduling.fee import FeeState
from services.scheduling.following import RaiseFee
from services.scheduling.late_count import CountLate, FeeChanged, LateInProgress
from services.scheduling.operation import Operation, Reason
from services.scheduling.policy import PolicyBook, VisitPolicy
from services.scheduling.service import ChangeError, ChangeService
from services.scheduling.settle import Settlement
from services.state.store import StateStore, open_state
from tests.contract.fees import a_fee
from tests.doubles.clock import ManualClock
from tests.doubles.workflows import MemoryWorkflows
from tests.services.scheduling.change_rig import CLINIC
from tests.services.scheduling.test_following import an_operation

BOOK = PolicyBook(CLINIC.zone, VisitPolicy(free_offences=1, offence_window=timedelta(days=30)))


class Rig:
    def __init__(self, store: StateStore) -> None:
        self.store, self.clock = store, ManualClock()
        self.settle = Settlement(store, self.clock, CLINIC, (RaiseFee(ShortIds()),))
        workflows = MemoryWorkflows(self.clock)
        self.service = ChangeService(
            store, self.clock, RandomIds(), workflows, self.settle, beforehand=(CountLate(BOOK),)
        )

    async def ask(self, operation: Operation) -> Operation | ChangeError:
        """Ask, and bring what was recorded to its end at once."""
        try:
            recorded = await self.service.request(operation)
        except ChangeError as error:
            return error
        await self.settle(recorded, done(recorded.appointment))
        return recorded


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    store = open_state(tmp_path / "state.db", b"k" * 32, node="test", courier=NoLedger())
    yield Rig(store)
    await store.close()


def the_first(number: int) -> Operation:
    """Return a late change whose patient heard that it is the first and free."""
    return replace(an_operation(number, cents=0), offence=1)


@pytest.mark.parametrize("many", [2, 8])
async def test_of_many_at_the_same_moment_exactly_one_is_free(rig: Rig, many: int) -> None:
    asked = await asyncio.gather(*(rig.ask(the_first(number)) for number in range(many)))
    assert sum(isinstance(one, Operation) for one in asked) == 1
    assert all(isinstance(one, Operation | LateInProgress | FeeChanged) for one in asked)
    fees = await rig.store.read(lambda tx: tx.fees.of_patient("pat-1", rig.clock.now() - timedelta(days=1)))
    assert [(fee.amount_cents, fee.state) for fee in fees] == [(0, FeeState.WAIVED)]


async def test_the_same_request_again_is_not_counted_against_itself(rig: Rig) -> None:
    await rig.service.request(the_first(1))
    again = await rig.service.request(the_first(1))
    assert again.id == "op_1"


async def test_one_that_was_undone_leaves_the_next_one_free(rig: Rig) -> None:
    first = await rig.service.request(the_first(1))
    assert isinstance(await rig.ask(the_first(2)), LateInProgress)
    await rig.settle(first, undone(Reason.SLOT_TAKEN))
    assert isinstance(await rig.ask(the_first(2)), Operation)


async def test_what_was_counted_meanwhile_is_said_again(rig: Rig) -> None:
    await rig.store.write(lambda tx: tx.fees.add(a_fee(operation_id="op_0", state=FeeState.PAID)))
    assert isinstance(await rig.ask(the_first(1)), FeeChanged)
    second = replace(an_operation(1), offence=2)
    assert isinstance(await rig.ask(second), Operation)


async def test_one_of_long_ago_is_forgotten_in_the_patients_favour(rig: Rig) -> None:
    old = a_fee(operation_id="op_0", raised_at=rig.clock.now() - timedelta(days=31), state=FeeState.PAID)
    await rig.store.write(lambda tx: tx.fees.add(old))
    assert isinstance(await rig.ask(replace(an_operation(1), offence=2)), FeeChanged)
    assert isinstance(await rig.ask(the_first(1)), Operation)


async def test_another_patient_and_a_change_in_time_do_not_wait(rig: Rig) -> None:
    await rig.service.request(the_first(1))
    other = the_first(2)
    other = replace(other, appointment=replace(other.appointment, patient_id="pat-2"))
    assert isinstance(await rig.ask(other), Operation)
    assert isinstance(await rig.ask(an_operation(3, cents=0, late=False)), Operation)
