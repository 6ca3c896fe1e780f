"""What every state store promises: whole transactions, and what each room's ports say.

A test module gives a fixture `store` and derives its test classes from these.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from services.dialogue.ports import DialogueTx
from services.kernel.store import Store
from services.scheduling.operation import Operation, OperationState, Reason
from tests.contract.store_accounts import AccountsContract
from tests.contract.store_chats import ChatsContract
from tests.contract.store_tasks import TasksContract
from tests.contract.store_world import (
    NOW,
    a_chat,
    a_claim,
    a_line,
    a_message,
    an_escalation,
    an_event,
    an_operation,
    interval_from,
)
from tests.doubles.builders import an_appointment

Tx = DialogueTx
AnyStore = Store[DialogueTx]
HOUR = timedelta(hours=1)


def _adding(operation_id: str) -> Callable[[Tx], None]:
    return lambda tx: tx.operations.add(an_operation(id=operation_id))


def _save(operation: Operation, tx: Tx) -> None:
    tx.operations.save(operation)


def _take(operation_id: str, tx: Tx) -> bool:
    return tx.claims.take(a_claim(operation_id=operation_id), NOW)


class TransactionContract:
    """One function is one transaction."""

    async def test_write_returns_what_the_work_returns(self, store: AnyStore) -> None:
        assert await store.write(lambda _: 7) == 7

    async def test_what_was_written_is_read(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.operations.add(an_operation()))
        assert await store.read(lambda tx: tx.operations.get("op_1")) == an_operation()

    async def test_of_work_that_raises_nothing_remains(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            tx.operations.add(an_operation())
            tx.chats.add(a_chat())
            tx.claims.take(a_claim(), NOW)
            tx.audit.record(an_event())
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await store.write(work)
        assert await store.read(lambda tx: tx.operations.get("op_1")) is None
        assert await store.read(lambda tx: tx.chats.get("chat_1")) is None
        assert await store.read(lambda tx: tx.claims.current(NOW)) == []

    async def test_a_work_sees_its_own_changes(self, store: AnyStore) -> None:
        def work(tx: Tx) -> bool:
            tx.operations.add(an_operation())
            return tx.operations.get("op_1") == an_operation()

        assert await store.write(work)

    async def test_one_that_fails_takes_no_other_with_it(self, store: AnyStore) -> None:
        def fail(tx: Tx) -> None:
            tx.operations.add(an_operation(id="op_bad"))
            raise ZeroDivisionError

        works = [store.write(_adding(f"op_{n}")) for n in range(20)]
        results = await asyncio.gather(*works[:10], store.write(fail), *works[10:], return_exceptions=True)
        assert [type(r) for r in results if r is not None] == [ZeroDivisionError]
        kept = await store.read(lambda tx: {operation.id for operation in tx.operations.open()})
        assert kept == {f"op_{n}" for n in range(20)}

    async def test_concurrent_works_do_not_lose_updates(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.chats.add(a_chat()))

        def another_turn(tx: Tx) -> bool:
            chat = tx.chats.get("chat_1")
            assert chat is not None
            return tx.chats.save(replace(chat, version=chat.version + 1), [a_line(chat.version)])

        assert all(await asyncio.gather(*(store.write(another_turn) for _ in range(30))))
        lines = await store.read(lambda tx: tx.chats.lines("chat_1"))
        assert [line.number for line in lines] == list(range(1, 31))


class OperationsContract:
    """`services.scheduling.ports.Operations`."""

    async def test_adding_the_same_id_again_changes_nothing(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.operations.add(an_operation()))
        await store.write(lambda tx: tx.operations.add(an_operation(words="something else")))
        assert await store.read(lambda tx: tx.operations.get("op_1")) == an_operation()

    async def test_save_replaces_until_the_state_is_final(self, store: AnyStore) -> None:
        writing = an_operation(state=OperationState.WRITING)
        done = replace(writing, state=OperationState.DONE, result=an_appointment(id="appt-1"), finished_at=NOW + HOUR)
        undone = replace(writing, state=OperationState.UNDONE, reason=Reason.SLOT_TAKEN)
        await store.write(lambda tx: tx.operations.add(an_operation()))
        for step in (writing, done, undone, writing):
            await store.write(partial(_save, step))
        assert await store.read(lambda tx: tx.operations.get("op_1")) == done

    async def test_saving_what_was_never_added_is_an_error(self, store: AnyStore) -> None:
        with pytest.raises(LookupError):
            await store.write(lambda tx: tx.operations.save(an_operation()))

    async def test_open_gives_what_has_no_final_state_oldest_first(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            for number, minutes in enumerate((30, 10, 20)):
                requested = NOW + timedelta(minutes=minutes)
                tx.operations.add(an_operation(id=f"op_{number}", requested_at=requested))
            tx.operations.save(an_operation(id="op_2", state=OperationState.WITH_PERSON, requested_at=NOW))

        await store.write(work)
        assert [o.id for o in await store.read(lambda tx: tx.operations.open())] == ["op_1", "op_0"]
        edge = NOW + timedelta(minutes=30)
        assert [o.id for o in await store.read(lambda tx: tx.operations.open(edge))] == ["op_1"]

    async def test_operations_of_an_appointment_come_oldest_first(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            tx.operations.add(an_operation(id="op_2", requested_at=NOW + HOUR))
            tx.operations.add(an_operation(id="op_1", requested_at=NOW, state=OperationState.DONE))
            tx.operations.add(an_operation(id="op_3", appointment=an_appointment(id="appt-2")))

        await store.write(work)
        found = await store.read(lambda tx: tx.operations.of_appointment("appt-1"))
        assert [o.id for o in found] == ["op_1", "op_2"]

    async def test_the_change_that_made_an_appointment_is_found_once_it_ended(self, store: AnyStore) -> None:
        result = an_appointment(id="appt-2")
        ended = {"state": OperationState.DONE, "finished_at": NOW, "series": "appt-1", "sequence": 7}

        def work(tx: Tx) -> None:
            tx.operations.add(an_operation(id="op_1"))
            tx.operations.add(an_operation(id="op_2", result=an_appointment(id="appt-1"), **ended))

        await store.write(work)
        assert await store.read(lambda tx: tx.operations.made("appt-2")) is None
        await store.write(lambda tx: tx.operations.save(an_operation(id="op_1", result=result, **ended)))
        found = await store.read(lambda tx: tx.operations.made("appt-2"))
        assert found == an_operation(id="op_1", result=result, **ended)
        assert await store.read(lambda tx: tx.operations.made("appt-1")) is None


class ClaimsContract:
    """`services.scheduling.ports.Claims`."""

    @pytest.mark.parametrize(
        ("minutes", "length", "free"),
        [
            (0, 30, False),
            (15, 30, False),
            (-15, 30, False),
            (10, 5, False),
            (-60, 180, False),
            (30, 30, True),
            (-30, 30, True),
        ],
    )
    async def test_another_operation_cannot_take_what_overlaps(
        self, store: AnyStore, *, minutes: int, length: int, free: bool
    ) -> None:
        assert await store.write(lambda tx: tx.claims.take(a_claim(), NOW))
        other = a_claim(operation_id="op_2", interval=interval_from(minutes, length))
        assert await store.write(lambda tx: tx.claims.take(other, NOW)) is free

    async def test_another_resource_is_free(self, store: AnyStore) -> None:
        assert await store.write(lambda tx: tx.claims.take(a_claim(), NOW))
        assert await store.write(lambda tx: tx.claims.take(a_claim(resource="schedule:2", operation_id="op_2"), NOW))

    async def test_ones_own_is_renewed(self, store: AnyStore) -> None:
        renewed = a_claim(expires_at=NOW + HOUR)
        assert await store.write(lambda tx: tx.claims.take(a_claim(), NOW))
        assert await store.write(lambda tx: tx.claims.take(renewed, NOW))
        assert await store.read(lambda tx: tx.claims.current(NOW)) == [renewed]

    async def test_an_expired_one_holds_nobody_up(self, store: AnyStore) -> None:
        assert await store.write(lambda tx: tx.claims.take(a_claim(), NOW))
        later = a_claim().expires_at
        other = a_claim(operation_id="op_2", expires_at=later + HOUR)
        assert await store.write(lambda tx: tx.claims.take(other, later))
        assert await store.read(lambda tx: tx.claims.current(later)) == [other]

    async def test_release_drops_every_claim_of_the_operation(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            tx.claims.take(a_claim(), NOW)
            tx.claims.take(a_claim(resource="practitioner:1"), NOW)
            tx.claims.take(a_claim(resource="room:1", operation_id="op_2"), NOW)
            tx.claims.release("op_1")

        await store.write(work)
        assert [c.operation_id for c in await store.read(lambda tx: tx.claims.current(NOW))] == ["op_2"]

    async def test_of_many_at_once_one_gets_it(self, store: AnyStore) -> None:
        tries = [store.write(partial(_take, f"op_{n}")) for n in range(40)]
        assert sum(await asyncio.gather(*tries)) == 1


class MessagesContract:
    """`services.scheduling.ports.Outbox` and `services.handoff.ports.Cases`."""

    async def test_the_same_message_is_queued_once(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.outbox.add(a_message()))
        await store.write(lambda tx: tx.outbox.add(a_message(template="cancelled")))

    async def test_the_same_case_is_opened_once(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.escalations.add(an_escalation()))
        await store.write(lambda tx: tx.escalations.add(an_escalation(reason="stuck")))
        assert await store.read(lambda tx: tx.escalations.open()) == [an_escalation()]

    async def test_open_cases_come_soonest_due_first(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            tx.escalations.add(an_escalation(id="case_1", due_at=NOW + 3 * HOUR))
            tx.escalations.add(an_escalation(id="case_2", due_at=NOW + HOUR))

        await store.write(work)
        assert [c.id for c in await store.read(lambda tx: tx.escalations.open())] == ["case_2", "case_1"]

    async def test_a_case_is_closed_once(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.escalations.add(an_escalation()))
        assert await store.write(lambda tx: tx.escalations.close("case_1", "desk", NOW))
        assert not await store.write(lambda tx: tx.escalations.close("case_1", "desk", NOW))
        assert not await store.write(lambda tx: tx.escalations.close("case_9", "desk", NOW))
        assert await store.read(lambda tx: tx.escalations.open()) == []

    async def test_cases_of_a_conversation_come_oldest_first_closed_or_not(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            tx.escalations.add(an_escalation(id="case_2", opened_at=NOW + HOUR))
            tx.escalations.add(an_escalation(id="case_1", opened_at=NOW))
            tx.escalations.add(an_escalation(id="case_3", conversation_id="chat_2"))
            tx.escalations.close("case_1", "desk", NOW)

        await store.write(work)
        found = await store.read(lambda tx: tx.escalations.of_conversation("chat_1"))
        assert [c.id for c in found] == ["case_1", "case_2"]


class StoreContract(
    TransactionContract,
    OperationsContract,
    ClaimsContract,
    MessagesContract,
    TasksContract,
    ChatsContract,
    AccountsContract,
):
    """All of it."""
