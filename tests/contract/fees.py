"""The contract of `services.scheduling.fee_ports`, for the fake store and the sealed one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.dialogue.ports import DialogueTx
from services.kernel.store import Store
from services.scheduling.fee import FeeRecord, FeeState, Handover
from services.scheduling.operation import ChangeKind
from services.scheduling.provider_notice import (
    Happened,
    ProviderNotice,
    ProviderSummary,
    SummaryKind,
    SummaryState,
)
from tests.doubles.clock import MONDAY_MORNING

NOW = MONDAY_MORNING
HOUR = timedelta(hours=1)
AnyStore = Store[DialogueTx]


def a_handover(**changes: Any) -> Handover:  # noqa: ANN401 any field of the model
    base = Handover("pay_1", "idem_1", "clinic_page", NOW, NOW + HOUR, "https://pay.maple.example/?ref=pay_1")
    return replace(base, **changes)


def a_fee(**changes: Any) -> FeeRecord:  # noqa: ANN401 any field of the model
    base = FeeRecord("fee_1", "op_1", "pat-1", "appt-1", ChangeKind.CANCEL, 2500, NOW)
    return replace(base, **changes)


def a_notice(**changes: Any) -> ProviderNotice:  # noqa: ANN401 any field of the model
    base = ProviderNotice("op_1:prac-1", "prac-1", Happened.CANCELLED, "appt-1", "op_1", NOW, NOW + HOUR, None)
    return replace(base, **changes)


def a_summary(**changes: Any) -> ProviderSummary:  # noqa: ANN401 any field of the model
    base = ProviderSummary("digest:1", SummaryKind.DIGEST, "team", "Changes", "One.", NOW, NOW.date(), NOW)
    return replace(base, **changes)


def adding(fee: FeeRecord) -> Callable[[DialogueTx], bool]:
    return lambda tx: tx.fees.add(fee)


class FeesContract:
    """`services.scheduling.fee_ports.Fees`."""

    async def test_a_fee_is_kept_whole(self, store: AnyStore) -> None:
        fee = a_fee(state=FeeState.HANDED_OVER, handover=a_handover())
        assert await store.write(adding(fee))
        assert await store.read(lambda tx: tx.fees.get("fee_1")) == fee
        assert await store.read(lambda tx: tx.fees.of_operation("op_1")) == fee

    @pytest.mark.parametrize("second", [a_fee(operation_id="op_2"), a_fee(id="fee_2")])
    async def test_an_id_and_a_change_have_one_fee(self, store: AnyStore, second: FeeRecord) -> None:
        assert await store.write(adding(a_fee()))
        assert not await store.write(adding(second))
        assert await store.read(lambda tx: tx.fees.open()) == [a_fee()]

    async def test_a_final_fee_is_never_replaced(self, store: AnyStore) -> None:
        paid = a_fee(state=FeeState.PAID, settled_at=NOW)
        await store.write(adding(a_fee()))
        await store.write(lambda tx: tx.fees.save(paid))
        await store.write(lambda tx: tx.fees.save(a_fee()))
        assert await store.read(lambda tx: tx.fees.get("fee_1")) == paid
        assert await store.read(lambda tx: tx.fees.open()) == []

    async def test_saving_what_was_never_added_is_an_error(self, store: AnyStore) -> None:
        with pytest.raises(LookupError):
            await store.write(lambda tx: tx.fees.save(a_fee()))

    async def test_only_the_present_reference_finds_a_fee(self, store: AnyStore) -> None:
        fee = a_fee(handover=a_handover())
        later = a_fee(handover=a_handover(reference="pay_2"))
        await store.write(adding(fee))
        assert await store.read(lambda tx: tx.fees.of_reference("pay_1")) == fee
        await store.write(lambda tx: tx.fees.save(later))
        assert await store.read(lambda tx: tx.fees.of_reference("pay_1")) is None
        assert await store.read(lambda tx: tx.fees.of_reference("pay_2")) == later

    async def test_a_patients_fees_come_oldest_first_from_a_time_on(self, store: AnyStore) -> None:
        for number, hours in enumerate((3, 1, 2, 0)):
            await store.write(
                adding(a_fee(id=f"fee_{number}", operation_id=f"op_{number}", raised_at=NOW + hours * HOUR))
            )
        await store.write(adding(a_fee(id="fee_9", operation_id="op_9", patient_id="pat-2", raised_at=NOW + HOUR)))
        found = await store.read(lambda tx: tx.fees.of_patient("pat-1", NOW + HOUR))
        assert [fee.id for fee in found] == ["fee_1", "fee_2", "fee_0"]

    async def test_settled_ones_come_latest_first_without_free_ones(self, store: AnyStore) -> None:
        states = (FeeState.PAID, FeeState.DUE, FeeState.WAIVED, FeeState.VOID)
        for number, state in enumerate(states):
            fee = a_fee(id=f"fee_{number}", operation_id=f"op_{number}", raised_at=NOW + number * HOUR, state=state)
            await store.write(adding(fee))
        free = a_fee(id="fee_9", operation_id="op_9", amount_cents=0, state=FeeState.WAIVED)
        await store.write(adding(free))
        assert [fee.id for fee in await store.read(lambda tx: tx.fees.settled(2))] == ["fee_3", "fee_2"]
        assert [fee.id for fee in await store.read(lambda tx: tx.fees.settled(9))] == ["fee_3", "fee_2", "fee_0"]

    async def test_a_paid_one_becomes_refunded_and_nothing_else(self, store: AnyStore) -> None:
        paid = a_fee(state=FeeState.PAID, settled_at=NOW)
        refunded = a_fee(state=FeeState.REFUNDED, settled_at=NOW)
        await store.write(adding(paid))
        await store.write(lambda tx: tx.fees.save(a_fee(state=FeeState.WAIVED)))
        assert await store.read(lambda tx: tx.fees.get("fee_1")) == paid
        await store.write(lambda tx: tx.fees.save(refunded))
        await store.write(lambda tx: tx.fees.save(paid))
        assert await store.read(lambda tx: tx.fees.get("fee_1")) == refunded

    async def test_an_event_is_taken_once(self, store: AnyStore) -> None:
        assert await store.write(lambda tx: tx.fees.take_event("evt_1", NOW))
        assert not await store.write(lambda tx: tx.fees.take_event("evt_1", NOW + HOUR))
        assert await store.write(lambda tx: tx.fees.take_event("evt_2", NOW))

    async def test_of_a_work_that_raises_no_fee_remains(self, store: AnyStore) -> None:
        def work(tx: DialogueTx) -> None:
            tx.fees.add(a_fee())
            tx.fees.take_event("evt_1", NOW)
            tx.notices.add(a_notice())
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await store.write(work)
        assert await store.read(lambda tx: tx.fees.open()) == []
        assert await store.write(lambda tx: tx.fees.take_event("evt_1", NOW))
        assert await store.read(lambda tx: tx.notices.waiting(NOW + HOUR)) == []


class NoticesContract:
    """`services.scheduling.fee_ports.ProviderNotices`."""

    async def test_a_notice_waits_until_a_digest_tells_it(self, store: AnyStore) -> None:
        later = a_notice(id="op_2:prac-1", at=NOW + 2 * HOUR)
        for notice in (later, a_notice(), a_notice(visit="Something else")):
            await store.write(lambda tx, notice=notice: tx.notices.add(notice))  # type: ignore[misc]
        assert await store.read(lambda tx: tx.notices.waiting(NOW + 2 * HOUR)) == [a_notice()]
        assert await store.write(lambda tx: tx.notices.put_into(a_summary(), ["op_1:prac-1"]))
        assert await store.read(lambda tx: tx.notices.waiting(NOW + 3 * HOUR)) == [later]

    async def test_a_summary_is_made_once(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.notices.add(a_notice()))
        assert await store.write(lambda tx: tx.notices.put_into(a_summary(), []))
        assert not await store.write(lambda tx: tx.notices.put_into(a_summary(text="Two."), ["op_1:prac-1"]))
        assert await store.read(lambda tx: tx.notices.due(NOW, 10)) == [a_summary()]
        assert await store.read(lambda tx: tx.notices.waiting(NOW + HOUR)) == [a_notice()]

    async def test_due_gives_the_longest_waiting_first(self, store: AnyStore) -> None:
        for number, hours in enumerate((2, 0, 1, 5)):
            summary = a_summary(id=f"digest:{number}", next_at=NOW + hours * HOUR)
            await store.write(lambda tx, summary=summary: tx.notices.put_into(summary, []))  # type: ignore[misc]
        found = await store.read(lambda tx: tx.notices.due(NOW + 2 * HOUR, 2))
        assert [summary.id for summary in found] == ["digest:1", "digest:2"]

    @pytest.mark.parametrize("state", [SummaryState.DELIVERED, SummaryState.FAILED])
    async def test_an_ended_summary_stays_ended(self, store: AnyStore, state: SummaryState) -> None:
        await store.write(lambda tx: tx.notices.put_into(a_summary(), []))
        await store.write(lambda tx: tx.notices.save(a_summary(attempts=1, next_at=NOW + HOUR)))
        assert await store.read(lambda tx: tx.notices.due(NOW, 10)) == []
        await store.write(lambda tx: tx.notices.save(a_summary(state=state)))
        await store.write(lambda tx: tx.notices.save(a_summary()))
        assert await store.read(lambda tx: tx.notices.due(NOW + 9 * HOUR, 10)) == []


class FeeStoreContract(FeesContract, NoticesContract):
    """Both."""
