"""What is over and old goes, and is really gone."""

from datetime import timedelta
from pathlib import Path

from services.scheduling.operation import OperationState
from services.state.sealed import Transactions, sealed_engine
from services.state.store import StateStore
from services.state.transaction import SealedTx
from tests.contract.store_world import NOW, a_task, an_escalation, an_operation

KEY = bytes(range(32))
HOUR = timedelta(hours=1)


async def test_operations_go_when_they_ended_before(state: StateStore) -> None:
    def fill(tx: SealedTx) -> None:
        done = OperationState.DONE
        tx.operations.add(an_operation(id="op_old", state=done, finished_at=NOW - HOUR))
        tx.operations.add(an_operation(id="op_new", state=done, finished_at=NOW))
        tx.operations.add(an_operation(id="op_open", requested_at=NOW - 9 * HOUR))

    await state.write(fill)
    assert await state.write(lambda tx: tx.operations.expire(NOW)) == 1
    assert await state.read(lambda tx: tx.operations.get("op_old")) is None
    assert await state.read(lambda tx: tx.operations.get("op_new")) is not None
    assert await state.read(lambda tx: tx.operations.get("op_open")) is not None


async def test_cases_go_when_they_were_closed_before(state: StateStore) -> None:
    def fill(tx: SealedTx) -> None:
        tx.escalations.add(an_escalation(id="case_1"))
        tx.escalations.add(an_escalation(id="case_2"))
        tx.escalations.close("case_1", "desk", NOW - HOUR)

    await state.write(fill)
    assert await state.write(lambda tx: tx.escalations.expire(NOW)) == 1
    assert await state.read(lambda tx: tx.escalations.get("case_1")) is None
    assert await state.read(lambda tx: tx.escalations.get("case_2")) == an_escalation(id="case_2")


async def test_the_work_on_a_case_goes_with_it(state: StateStore) -> None:
    def fill(tx: SealedTx) -> None:
        tx.escalations.add(an_escalation())
        tx.tasks.save(a_task())
        tx.escalations.close("case_1", "desk", NOW - HOUR)

    await state.write(fill)
    await state.write(lambda tx: tx.escalations.expire(NOW))
    assert await state.read(lambda tx: tx.tasks.get("case_1")) is None


async def test_deleted_rows_are_overwritten(path: Path) -> None:
    """SQLite would leave deleted rows in free pages, readable to whoever has the key."""
    for mode in Transactions:
        engine = sealed_engine(path, KEY, mode)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1, mode
        engine.dispose()
