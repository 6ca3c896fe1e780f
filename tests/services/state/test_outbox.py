"""The way of a message: queued, taken under a lease, sent or tried again or given up."""

from datetime import timedelta

from services.scheduling.outbox import Delivery, DeliveryState
from services.state.store import StateStore
from services.state.transaction import SealedTx
from tests.contract.store_world import NOW, a_message

MINUTE = timedelta(minutes=1)


async def queued(state: StateStore, *ids: str) -> None:
    for number, message_id in enumerate(ids):
        message = a_message(id=message_id, created_at=NOW + number * MINUTE)
        await state.write(lambda tx, message=message: tx.outbox.add(message))  # type: ignore[misc]


async def due(state: StateStore, minutes: int, limit: int = 10) -> list[str]:
    found = await state.read(lambda tx: tx.outbox.due(NOW + minutes * MINUTE, limit))
    return [message.id for message in found]


async def begin(state: StateStore, minutes: int, message_id: str = "msg_1") -> int:
    now = NOW + minutes * MINUTE
    taken = await state.write(lambda tx: tx.outbox.begin(message_id, now, now + 5 * MINUTE))
    return 0 if taken is None else taken.attempt


async def get(state: StateStore, message_id: str = "msg_1") -> Delivery:
    found = await state.read(lambda tx: tx.outbox.get(message_id))
    assert found is not None
    return found


async def test_messages_fall_due_the_longest_waiting_first(state: StateStore) -> None:
    await queued(state, "msg_1", "msg_2", "msg_3")
    assert await due(state, 1) == ["msg_1", "msg_2"]
    assert await due(state, 9, limit=2) == ["msg_1", "msg_2"]
    assert (await get(state)).next_attempt_at == NOW


async def test_a_taken_message_is_not_taken_again_until_its_lease_ends(state: StateStore) -> None:
    await queued(state, "msg_1")
    assert await begin(state, 0) == 1
    assert (await get(state)).state is DeliveryState.SENDING
    assert await begin(state, 1) == 0
    assert await due(state, 4) == []
    assert await due(state, 5) == ["msg_1"]
    assert await begin(state, 5) == 2


async def test_a_sent_message_is_never_due_again(state: StateStore) -> None:
    await queued(state, "msg_1")
    await begin(state, 0)
    await state.write(lambda tx: tx.outbox.mark_sent("msg_1", NOW))
    await state.write(lambda tx: tx.outbox.mark_failed("msg_1", NOW))
    await state.write(lambda tx: tx.outbox.add(a_message()))
    assert await due(state, 1000) == []
    assert await begin(state, 1000) == 0
    assert await get(state) == Delivery(a_message(), DeliveryState.SENT, 1, None, NOW)


async def test_a_failed_attempt_is_tried_again_when_told(state: StateStore) -> None:
    await queued(state, "msg_1")
    await begin(state, 0)
    await state.write(lambda tx: tx.outbox.mark_failed("msg_1", NOW + 30 * MINUTE))
    assert (await get(state)).state is DeliveryState.QUEUED
    assert await due(state, 29) == []
    assert await begin(state, 30) == 2


async def test_a_message_given_up_stays_so(state: StateStore) -> None:
    await queued(state, "msg_1")
    await begin(state, 0)
    await state.write(lambda tx: tx.outbox.mark_dead("msg_1", NOW + MINUTE, "send_refused"))
    assert await due(state, 1000) == []
    assert (await get(state)).next_attempt_at is None
    assert (await get(state)).state is DeliveryState.FAILED


async def test_the_newest_come_first_in_any_state(state: StateStore) -> None:
    await queued(state, "msg_1", "msg_2", "msg_3")
    await state.write(lambda tx: tx.outbox.mark_sent("msg_2", NOW))
    newest = await state.read(lambda tx: tx.outbox.newest(2))
    assert [(d.message.id, d.state.value) for d in newest] == [("msg_3", "queued"), ("msg_2", "sent")]
    assert await state.read(lambda tx: tx.outbox.get("msg_9")) is None


async def test_old_ones_go_when_finished(state: StateStore) -> None:
    def finish(tx: SealedTx) -> None:
        tx.outbox.mark_sent("msg_1", NOW)
        tx.outbox.mark_dead("msg_2", NOW + MINUTE, "send_refused")

    await queued(state, "msg_1", "msg_2", "msg_3")
    await state.write(finish)
    assert await state.write(lambda tx: tx.outbox.expire(NOW + MINUTE)) == 1
    assert await state.read(lambda tx: tx.outbox.get("msg_1")) is None
    assert await state.read(lambda tx: tx.outbox.get("msg_3")) is not None
