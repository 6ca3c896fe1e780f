"""Nothing of the state is told before the ledger has its events."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.audit.courier import NoLedger
from services.audit.errors import LedgerDown, NotAcknowledged
from services.audit.model import Actor, ActorKind
from services.audit_line.courier import LineCourier, Patience
from services.audit_line.errors import LedgerAway, LedgerCut
from services.state.store import StateStore, open_state
from services.state.transaction import SealedTx
from tests.contract.store_world import an_event, an_operation
from tests.doubles.courier import MemoryIntake
from tests.services.state.test_trail import statement

KEY = bytes(range(32))
PATIENCE = Patience(start=5, acknowledge=0.2, between=0.005, again=0.005)


@pytest.fixture
def ledger() -> MemoryIntake:
    return MemoryIntake()


@pytest.fixture
async def state(tmp_path: Path, ledger: MemoryIntake) -> AsyncIterator[StateStore]:
    opened = open_state(
        tmp_path / "state" / "state.db", KEY, node="desk-1", courier=LineCourier("state", ledger, PATIENCE)
    )
    yield opened
    await opened.close()


def change(tx: SealedTx) -> None:
    tx.operations.add(an_operation())
    tx.audit.record(an_event())


def second_change(tx: SealedTx) -> None:
    tx.operations.add(an_operation(id="op_2"))
    tx.audit.record(an_event())


async def known_to_be_down(state: StateStore) -> None:
    while True:
        try:
            await state.write(lambda tx: tx.audit.record(an_event()))
        except LedgerDown:
            return
        except NotAcknowledged:
            await asyncio.sleep(0.005)


async def test_a_write_answers_once_the_ledger_has_its_event(state: StateStore, ledger: MemoryIntake) -> None:
    await state.write(change)
    assert [each.number for each in ledger.taken] == [1]
    await asyncio.gather(*(state.write(lambda tx: tx.audit.record(an_event())) for _ in range(20)))
    assert [each.number for each in ledger.taken] == list(range(1, 22))


async def test_the_role_and_the_pseudonym_go_along(state: StateStore, ledger: MemoryIntake) -> None:
    event = replace(an_event(), actor=Actor(ActorKind.STAFF, "amy", "approver"), patient_id="p1", body={"word": "x"})
    await state.write(lambda tx: tx.audit.record(event))
    (filed,) = ledger.taken
    assert (filed.source, filed.role, dict(filed.body)) == ("state", "approver", {"word": "x"})
    assert filed.patient is not None
    assert len(filed.patient) == 64


async def test_while_the_ledger_is_down_nothing_audited_begins(state: StateStore, ledger: MemoryIntake) -> None:
    await state.write(change)
    ledger.broken = LedgerAway()
    await known_to_be_down(state)
    with pytest.raises(LedgerDown):
        await state.write(second_change)
    ledger.broken = None
    while True:
        try:
            assert await state.read(lambda tx: tx.operations.get("op_2")) is None
            break
        except NotAcknowledged:
            await asyncio.sleep(0.005)


async def test_what_was_committed_and_not_acknowledged_is_hidden_and_goes_on_by_itself(
    state: StateStore, ledger: MemoryIntake
) -> None:
    await state.read(lambda tx: tx.operations.get("op_1"))
    await state.write(lambda tx: tx.audit.record(an_event()))
    ledger.broken = LedgerAway()
    with pytest.raises(NotAcknowledged):
        await state.write(change)
    with pytest.raises(NotAcknowledged):
        await state.read(lambda tx: tx.operations.get("op_1"))
    ledger.broken = None
    while True:
        try:
            found = await state.read(lambda tx: tx.operations.get("op_1"))
            break
        except NotAcknowledged:
            await asyncio.sleep(0.005)
    assert found is not None
    assert [each.number for each in ledger.taken] == [1, 2]


async def test_an_answer_that_is_lost_repeats_nothing(state: StateStore, ledger: MemoryIntake) -> None:
    ledger.loses = LedgerCut()
    await state.write(change)
    assert [each.number for each in ledger.taken] == [1]


async def test_another_process_hands_over_what_was_left(
    state: StateStore, ledger: MemoryIntake, tmp_path: Path
) -> None:
    ledger.broken = LedgerAway()
    with pytest.raises((NotAcknowledged, LedgerDown)):
        await state.write(change)
    await state.close()
    ledger.broken = None
    path = tmp_path / "state" / "state.db"
    after = open_state(path, KEY, node="desk-1", courier=LineCourier("state", ledger, PATIENCE))
    await after.write(lambda tx: tx.audit.record(an_event()))
    await after.close()
    assert [each.number for each in ledger.taken] == list(range(1, len(ledger.taken) + 1))


async def test_a_record_that_was_changed_before_the_ledger_took_it_stops_everything(tmp_path: Path) -> None:
    path, ledger = tmp_path / "state" / "state.db", MemoryIntake()
    before = open_state(path, KEY, node="desk-1", courier=NoLedger())
    for _ in range(3):
        await before.write(lambda tx: tx.audit.record(an_event()))
    await before.close()
    statement("DROP TRIGGER audit_events_no_update", path)
    statement("UPDATE audit_events SET outcome = 'refused' WHERE sequence = 2", path)
    courier = LineCourier("state", ledger, PATIENCE)
    opened = open_state(path, KEY, node="desk-1", courier=courier)
    await courier.known()
    with pytest.raises(LedgerDown, match="Record 2 of `state` was changed since it was recorded"):
        await opened.write(change)
    await opened.close()
    assert ledger.taken == []
