from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from appliance.housekeeping import (
    CASES_KEPT,
    CHANGES_KEPT,
    COUNTS_KEPT,
    EVENTS_KEPT,
    FEES_KEPT,
    MESSAGES_KEPT,
    SUMMARIES_KEPT,
    WAITLIST_KEPT,
    Retention,
)
from services.audit.courier import NoLedger
from services.audit_line.courier import LineCourier, Patience
from services.kernel.language import Language
from services.kernel.texting import MessageClass, SentMark
from services.messaging.rules import COUNTED
from services.scheduling.fee import FeeState
from services.scheduling.operation import Escalation, OperationState, OutboxMessage
from services.scheduling.provider_notice import SummaryState
from services.scheduling.waitlist.model import RoundState
from services.state.store import StateStore, open_state
from services.state.trail import AuditQuery
from services.state.transaction import SealedTx
from tests.contract.fees import a_fee, a_summary
from tests.contract.store_texts import NUMBER, a_text, an_opt_out
from tests.contract.store_world import an_event, an_operation
from tests.contract.waitlist_store import a_round
from tests.doubles.clock import ManualClock
from tests.doubles.courier import MemoryIntake


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[StateStore]:
    opened = open_state(tmp_path / "state.db", bytes(range(32)), node="test", courier=NoLedger())
    yield opened
    await opened.close()


async def test_sent_messages_and_closed_cases_are_deleted_after_their_time(store: StateStore) -> None:
    clock = ManualClock()
    now = clock.now()
    message = OutboxMessage("msg_1", "+12125550101", "code", Language.EN, {"code": "1"}, now)
    waiting = OutboxMessage("msg_2", "+12125550101", "code", Language.EN, {"code": "1"}, now)
    case = Escalation("case_1", "asked", now, now, "chat_1", "pat-001", None, {})

    def fill(tx: SealedTx) -> None:
        tx.outbox.add(message)
        tx.outbox.add(waiting)
        tx.outbox.mark_sent("msg_1", now)
        tx.escalations.add(case)
        tx.escalations.close("case_1", "Jo", now)

    await store.write(fill)
    retention = Retention(store, clock)

    clock.advance(MESSAGES_KEPT - timedelta(minutes=1))
    await retention.apply()
    assert await store.read(lambda tx: tx.outbox.get("msg_1")) is not None
    clock.advance(timedelta(minutes=2))
    await retention.apply()
    assert await store.read(lambda tx: tx.outbox.get("msg_1")) is None
    assert await store.read(lambda tx: tx.outbox.get("msg_2")) is not None
    clock.advance(CASES_KEPT)
    await retention.apply()
    assert await store.read(lambda tx: tx.escalations.get("case_1")) is None


async def test_what_is_over_of_the_waitlist_is_deleted_after_its_time(store: StateStore) -> None:
    clock = ManualClock()
    ended = a_round(state=RoundState.UNFILLED, due_at=None, ended_at=clock.now())
    await store.write(lambda tx: tx.waitlist.rounds.add(ended))
    retention = Retention(store, clock)
    clock.advance(WAITLIST_KEPT)
    await retention.apply()
    assert await store.read(lambda tx: tx.waitlist.rounds.get("round_1")) == ended
    clock.advance(timedelta(seconds=1))
    await retention.apply()
    assert await store.read(lambda tx: tx.waitlist.rounds.get("round_1")) is None


async def test_what_was_deleted_is_recorded_and_nothing_else(store: StateStore) -> None:
    clock = ManualClock()
    retention = Retention(store, clock)
    await retention.apply()
    assert await store.read(lambda tx: tx.audit.head().sequence) == 0
    message = OutboxMessage("msg_1", "+12125550101", "code", Language.EN, {"code": "1"}, clock.now())
    await store.write(lambda tx: tx.outbox.add(message))
    await store.write(lambda tx: tx.outbox.mark_dead("msg_1", clock.now(), "send_refused"))
    clock.advance(MESSAGES_KEPT + timedelta(minutes=1))
    await retention.apply()
    (found,) = await store.read(lambda tx: tx.audit.search(AuditQuery(action="retention.applied")))
    assert found.record.body == {
        "messages": "1",
        "texts": "0",
        "journeys": "0",
        "counts": "0",
        "cases": "0",
        "fees": "0",
        "summaries": "0",
        "officer_mails": "0",
        "changes": "0",
        "waitlist": "0",
    }


async def test_ended_changes_are_deleted_after_their_time_and_open_ones_are_kept(store: StateStore) -> None:
    clock = ManualClock()
    ended = an_operation(id="op_1", state=OperationState.DONE, finished_at=clock.now())
    await store.write(lambda tx: tx.operations.add(ended))
    await store.write(lambda tx: tx.operations.add(an_operation(id="op_2")))
    clock.advance(CHANGES_KEPT + timedelta(minutes=1))
    await Retention(store, clock).apply()
    assert await store.read(lambda tx: tx.operations.get("op_1")) is None
    assert await store.read(lambda tx: tx.operations.get("op_2")) is not None


async def test_settled_fees_and_told_summaries_go_when_their_time_is_over(store: StateStore) -> None:
    clock = ManualClock()
    settled = a_fee(state=FeeState.PAID, settled_at=clock.now())
    open_one = a_fee(id="fee_2", operation_id="op_2")
    told = a_summary(state=SummaryState.DELIVERED)
    for fee in (settled, open_one):
        await store.write(lambda tx, fee=fee: tx.fees.add(fee))  # type: ignore[misc]
    await store.write(lambda tx: tx.notices.put_into(told, []))
    clock.advance(SUMMARIES_KEPT + timedelta(minutes=1))
    await Retention(store, clock).apply()
    assert await store.write(lambda tx: tx.notices.put_into(told, []))
    assert await store.read(lambda tx: tx.fees.get("fee_1")) == settled
    clock.advance(FEES_KEPT)
    await Retention(store, clock).apply()
    assert await store.read(lambda tx: tx.fees.get("fee_1")) is None
    assert await store.read(lambda tx: tx.fees.get("fee_2")) == open_one


async def test_received_texts_and_counts_go_and_opt_outs_stay(store: StateStore) -> None:
    clock = ManualClock()
    now = clock.now()

    def fill(tx: SealedTx) -> None:
        tx.texts.add(a_text(at=now), waiting=False)
        tx.numbers.mark(SentMark("msg_1", NUMBER, MessageClass.BILLING, now))
        tx.numbers.save_opt_out(an_opt_out())

    await store.write(fill)
    clock.advance(COUNTS_KEPT + timedelta(minutes=1))
    await Retention(store, clock).apply()
    (found,) = await store.read(lambda tx: tx.audit.search(AuditQuery(action="retention.applied")))
    assert (found.record.body["texts"], found.record.body["counts"]) == ("1", "1")
    assert await store.read(lambda tx: tx.numbers.opt_out(NUMBER)) == an_opt_out()


def test_counts_are_kept_as_long_as_a_cap_looks_at_them() -> None:
    assert COUNTS_KEPT >= COUNTED


async def test_records_that_the_ledger_has_had_for_a_month_go_and_that_is_on_record(tmp_path: Path) -> None:
    clock, ledger = ManualClock(), MemoryIntake()
    courier = LineCourier("state", ledger, Patience(start=20, acknowledge=20, between=0.01, again=0.01))
    store = open_state(tmp_path / "joined.db", bytes(range(32)), node="test", courier=courier)
    retention, begun = Retention(store, clock), clock.now()
    for _ in range(3):
        await store.write(lambda tx: tx.audit.record(an_event(at=clock.now())))
    await retention.apply()
    assert await store.read(lambda tx: tx.audit.floor().sequence) == 0
    clock.advance(EVENTS_KEPT + timedelta(days=1, minutes=1))
    await store.write(lambda tx: tx.audit.record(an_event(at=clock.now())))
    await retention.apply()
    assert await store.read(lambda tx: tx.audit.floor().sequence) == 3
    (kept, said) = await store.read(lambda tx: list(tx.audit.rows()))
    assert (kept.record.sequence, dict(said.record.body)) == (4, {"events_up_to": "3"})
    await retention.apply()
    assert await store.read(lambda tx: tx.audit.head().sequence) == 5
    assert [each.number for each in ledger.taken] == [1, 2, 3, 4, 5]
    assert begun < clock.now()
    await store.close()
