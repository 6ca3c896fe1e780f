"""The audit trail in the database: chained, append-only, searchable, and in the commit of what it describes."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.audit.chain import FaultKind, Head
from services.audit.courier import NoLedger
from services.audit.model import Action, Actor, ActorKind, AuditOutcome
from services.state.errors import RefusedRow
from services.state.sealed import Transactions, sealed_engine
from services.state.store import StateStore, open_state
from services.state.trail import AuditQuery
from services.state.transaction import SealedTx
from tests.contract.store_world import NOW, an_event, an_operation

KEY = bytes(range(32))


async def record(state: StateStore, count: int) -> None:
    for number in range(count):
        await state.write(lambda tx, n=number: tx.audit.record(an_event(operation=f"op_{n}")))  # type: ignore[misc]


def statement(sql: str, path: Path) -> None:
    """Change the file as someone would who has the key but not our code."""
    engine = sealed_engine(path, KEY, Transactions.WRITE)
    with engine.begin() as connection:
        connection.exec_driver_sql(sql)
    engine.dispose()


def head(tx: SealedTx) -> Head:
    return tx.audit.head()


async def faults(state: StateStore, remembered: Head | None = None) -> list[FaultKind]:
    verdict = await state.read(lambda tx: tx.audit.verify(remembered))
    return [fault.kind for fault in verdict.faults]


async def test_a_record_says_everything_but_the_patients_id(state: StateStore) -> None:
    event = an_event(
        actor=Actor(ActorKind.STAFF, "desk-7"),
        action=Action.APPOINTMENTS_DISCLOSED,
        outcome=AuditOutcome.REFUSED,
        patient_id="pat-1",
        resource="Appointment/12",
        accountable=True,
        purpose="HOPERAT",
        body={"count": "2"},
        at=NOW + timedelta(microseconds=1),
    )
    await state.write(lambda tx: tx.audit.record(event))
    [kept] = await state.read(lambda tx: tx.audit.search(AuditQuery()))
    assert kept.record.patient is not None
    assert len(kept.record.patient) == 64
    assert "pat-1" not in str(kept)
    assert (kept.record.sequence, kept.record.node) == (1, "desk-1")
    assert kept.record.at % 1_000_000 == 1
    assert (kept.record.actor_kind, kept.record.actor_id) == ("staff", "desk-7")
    assert (kept.record.action, kept.record.outcome) == ("appointments.disclosed", "refused")
    assert (kept.record.purpose, kept.record.accountable) == ("HOPERAT", True)
    assert (kept.record.resource, kept.record.body) == ("Appointment/12", {"count": "2"})


async def test_a_record_keeps_in_what_role_somebody_acted(state: StateStore) -> None:
    event = an_event(actor=Actor(ActorKind.STAFF, "m.kim", "approver+front_desk"), body={"case": "case_1"})
    await state.write(lambda tx: tx.audit.record(event))
    (kept,) = await state.read(lambda tx: tx.audit.search(AuditQuery(actor_id="m.kim")))
    assert kept.record.body == {"case": "case_1", "role": "approver+front_desk"}
    assert await faults(state) == []


async def test_the_trail_goes_on_where_it_stood_after_a_restart(path: Path) -> None:
    for _ in range(3):
        store = open_state(path, KEY, node="desk-1", courier=NoLedger())
        await record(store, 2)
        await store.close()
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    verdict = await store.read(lambda tx: tx.audit.verify())
    await store.close()
    assert verdict.intact
    assert (verdict.count, verdict.head.sequence) == (6, 6)


async def test_a_failed_change_leaves_no_record_and_no_gap(state: StateStore) -> None:
    def fail(tx: SealedTx) -> None:
        tx.audit.record(an_event())
        raise ZeroDivisionError

    await record(state, 1)
    with pytest.raises(ZeroDivisionError):
        await state.write(fail)
    await record(state, 1)
    verdict = await state.read(lambda tx: tx.audit.verify())
    assert verdict.intact
    assert verdict.count == 2


async def test_if_the_record_cannot_be_kept_the_change_does_not_happen(state: StateStore, path: Path) -> None:
    statement("CREATE TRIGGER no_more BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'no'); END", path)

    def change(tx: SealedTx) -> None:
        tx.operations.add(an_operation())
        tx.audit.record(an_event())

    with pytest.raises(RefusedRow):
        await state.write(change)
    assert await state.read(lambda tx: tx.operations.get("op_1")) is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_events SET action = 'change.done'",
        "UPDATE audit_events SET sequence = sequence + 10",
        "DELETE FROM audit_events",
        "DELETE FROM audit_events WHERE sequence = 3",
        "REPLACE INTO audit_events SELECT * FROM audit_events WHERE sequence = 2",
        "INSERT OR REPLACE INTO audit_events SELECT * FROM audit_events WHERE sequence = 3",
        "UPDATE audit_head SET sequence = 0",
        "UPDATE audit_head SET chain = zeroblob(32)",
        "DELETE FROM audit_head",
    ],
)
async def test_the_database_refuses_to_change_or_remove_records(state: StateStore, path: Path, sql: str) -> None:
    await record(state, 3)
    with pytest.raises(sa.exc.IntegrityError, match="audit"):
        statement(sql, path)
    assert await faults(state) == []


async def test_a_gap_cannot_be_written(state: StateStore, path: Path) -> None:
    await record(state, 1)
    columns = "node, at, actor_kind, actor_id, action, outcome, purpose, accountable, body, salt, leaf, chain"
    copy = f"INSERT INTO audit_events (sequence, {columns}) SELECT 5, {columns} FROM audit_events"  # noqa: S608 fixed text
    with pytest.raises(sa.exc.IntegrityError, match="follows the head"):
        statement(copy, path)


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE audit_events SET action = 'change.done' WHERE sequence = 2", FaultKind.EDITED),
        ('UPDATE audit_events SET body = \'{"reason": "else"}\' WHERE sequence = 2', FaultKind.EDITED),
        ("DELETE FROM audit_events WHERE sequence = 2", FaultKind.MISSING),
        ("DELETE FROM audit_events WHERE sequence >= 4", FaultKind.TRUNCATED),
        ("UPDATE audit_events SET chain = zeroblob(32) WHERE sequence = 2", FaultKind.BROKEN),
    ],
)
async def test_whoever_drops_the_triggers_is_found_out(
    state: StateStore, path: Path, sql: str, found: FaultKind
) -> None:
    await record(state, 5)
    statement("DROP TRIGGER audit_events_no_update", path)
    statement("DROP TRIGGER audit_events_no_delete", path)
    statement(sql, path)
    assert found in await faults(state)


async def test_a_trail_cut_with_its_head_is_found_by_a_head_kept_elsewhere(state: StateStore, path: Path) -> None:
    await record(state, 5)
    remembered = await state.read(head)
    for trigger in ("audit_events_no_delete", "audit_head_forward", "audit_events_in_order"):
        statement(f"DROP TRIGGER {trigger}", path)
    statement("DELETE FROM audit_events WHERE sequence > 3", path)
    statement(
        "UPDATE audit_head SET sequence = 3, chain = (SELECT chain FROM audit_events WHERE sequence = 3)",
        path,
    )
    assert await faults(state) == []
    assert await faults(state, remembered) == [FaultKind.TRUNCATED]
    await record(state, 5)
    assert await faults(state, remembered) == [FaultKind.REWRITTEN]


async def test_a_torn_tail_never_restarts_the_chain(state: StateStore, path: Path) -> None:
    await record(state, 3)
    statement("DROP TRIGGER audit_events_no_delete", path)
    statement("DELETE FROM audit_events", path)
    await record(state, 1)
    [kept] = await state.read(lambda tx: tx.audit.search(AuditQuery()))
    assert kept.record.sequence == 4
    assert FaultKind.MISSING in await faults(state)


async def test_search_by_every_field(state: StateStore) -> None:
    day = timedelta(days=1)

    def fill(tx: SealedTx) -> None:
        tx.audit.record(an_event(patient_id="pat-1", resource="Appointment/1"))
        tx.audit.record(an_event(patient_id="pat-2", operation="op_2", at=NOW + day, accountable=True))
        tx.audit.record(an_event(action=Action.CHANGE_DONE, actor=Actor(ActorKind.SERVICE, "change"), at=NOW + 2 * day))

    await state.write(fill)

    async def find(query: AuditQuery) -> list[int]:
        return [k.record.sequence for k in await state.read(lambda tx: tx.audit.search(query))]

    assert await find(AuditQuery()) == [1, 2, 3]
    assert await find(AuditQuery(patient_id="pat-1")) == [1]
    assert await find(AuditQuery(patient_id="pat-3")) == []
    assert await find(AuditQuery(operation="op_2")) == [2]
    assert await find(AuditQuery(action="change.done")) == [3]
    assert await find(AuditQuery(actor_id="chat_1")) == [1, 2]
    assert await find(AuditQuery(resource="Appointment/1")) == [1]
    assert await find(AuditQuery(accountable=True)) == [2]
    assert await find(AuditQuery(since=NOW + day, until=NOW + 2 * day)) == [2]
    assert await find(AuditQuery(since=NOW + day, patient_id="pat-1")) == []


async def test_pages_and_the_whole_trail(state: StateStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.state.trail.PAGE", 2)
    await record(state, 5)
    page = await state.read(lambda tx: tx.audit.search(AuditQuery(), after=1, limit=2))
    assert [kept.record.sequence for kept in page] == [2, 3]
    rows = await state.read(lambda tx: list(tx.audit.rows()))
    assert [kept.record.sequence for kept in rows] == [1, 2, 3, 4, 5]


async def test_a_rehearsed_tampering_is_refused_and_changes_nothing(state: StateStore) -> None:
    assert await state.write(lambda tx: tx.audit.tampering()) == {}
    await record(state, 3)
    before = await state.read(head)
    tried = await state.write(lambda tx: tx.audit.tampering())
    assert len(tried) == 6
    assert not any(tried.values())
    assert await state.read(head) == before
    assert await faults(state) == []


@pytest.mark.parametrize(
    ("trigger", "through"),
    [
        ("audit_events_no_update", {"changing a record"}),
        ("audit_events_no_delete", {"removing the newest record", "removing the oldest record"}),
        ("audit_events_in_order", {"leaving a gap"}),
        ("audit_head_forward", {"putting the head back"}),
        ("audit_head_stays", {"removing the head"}),
    ],
)
async def test_a_missing_trigger_is_found_by_trying(
    state: StateStore, path: Path, trigger: str, through: set[str]
) -> None:
    await record(state, 3)
    await state.close()
    statement(f"DROP TRIGGER {trigger}", path)
    if trigger == "audit_events_in_order":
        statement("DROP TRIGGER audit_head_forward", path)
        through = through | {"putting the head back"}
    again = open_state(path, KEY, node="desk-1", courier=NoLedger())
    tried = await again.write(lambda tx: tx.audit.tampering())
    assert {name for name, got in tried.items() if got} == through
    assert (await again.read(lambda tx: tx.audit.verify())).intact
    await again.close()
