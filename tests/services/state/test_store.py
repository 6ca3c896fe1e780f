"""Shared commits, snapshots, closing, and two processes on one file."""

import asyncio
import threading
from functools import partial
from pathlib import Path

import pytest

from services.audit.courier import NoLedger
from services.state.errors import ReadOnly, RefusedRow, StateBusy, StateClosed
from services.state.store import StateStore, open_state
from services.state.transaction import SealedTx
from tests.contract.store_world import a_chat, an_operation

KEY = bytes(range(32))


def count(tx: SealedTx) -> int:
    return len(tx.operations.open())


async def test_works_that_wait_together_share_one_commit(state: StateStore) -> None:
    """While the writer is held up, everything else queues; it all lands in the next commit."""
    started, go_on = threading.Event(), threading.Event()

    def hold(tx: SealedTx) -> None:
        started.set()
        go_on.wait(10)
        tx.operations.add(an_operation(id="op_first"))

    first = asyncio.create_task(state.write(hold))
    await asyncio.to_thread(started.wait, 10)
    seen: list[int] = []

    def work(tx: SealedTx, number: int) -> None:
        tx.operations.add(an_operation(id=f"op_{number}"))
        seen.append(id(tx))

    rest = [asyncio.create_task(state.write(lambda tx, n=n: work(tx, n))) for n in range(20)]  # type: ignore[misc]
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, *rest)
    assert len(set(seen)) == 1
    assert await state.read(count) == 21


async def test_a_read_sees_a_snapshot_while_a_write_goes_on(state: StateStore) -> None:
    await state.write(lambda tx: tx.operations.add(an_operation()))
    reading, written = threading.Event(), threading.Event()

    def read_twice(tx: SealedTx) -> tuple[int, int]:
        before = count(tx)
        reading.set()
        written.wait(10)
        return before, count(tx)

    read = asyncio.create_task(state.read(read_twice))
    await asyncio.to_thread(reading.wait, 10)
    await state.write(lambda tx: tx.operations.add(an_operation(id="op_2")))
    written.set()
    assert await read == (1, 1)
    assert await state.read(count) == 2


async def test_a_read_must_not_write(state: StateStore) -> None:
    with pytest.raises(ReadOnly):
        await state.read(lambda tx: tx.operations.add(an_operation()))
    assert await state.read(count) == 0


async def test_a_refused_row_is_an_error_of_ours(state: StateStore) -> None:
    await state.write(lambda tx: tx.chats.add(a_chat()))
    with pytest.raises(RefusedRow):
        await state.write(lambda tx: tx.chats.add(a_chat()))


async def test_a_cancelled_wait_leaves_the_store_working(state: StateStore) -> None:
    waiting = asyncio.create_task(state.write(lambda tx: tx.operations.add(an_operation())))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await state.write(lambda tx: tx.operations.add(an_operation(id="op_2")))
    assert await state.read(lambda tx: tx.operations.get("op_2")) is not None


async def test_closing_finishes_what_is_queued_and_refuses_the_rest(path: Path) -> None:
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    queued = [
        asyncio.create_task(store.write(lambda tx, n=n: tx.operations.add(an_operation(id=f"op_{n}"))))  # type: ignore[misc]
        for n in range(50)
    ]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*queued)
    await store.close()
    with pytest.raises(StateClosed):
        await store.write(count)
    with pytest.raises(StateClosed):
        await store.read(count)
    again = open_state(path, KEY, node="desk-1", courier=NoLedger())
    assert await again.read(count) == 50
    await again.close()


async def test_a_closed_store_leaves_one_file(path: Path) -> None:
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    await store.write(lambda tx: tx.operations.add(an_operation()))
    await store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_two_stores_on_one_file_take_turns(path: Path, state: StateStore) -> None:
    """The command line beside the portal: neither loses a turn."""
    beside = open_state(path, KEY, node="cli", courier=NoLedger())
    await state.write(lambda tx: tx.chats.add(a_chat()))

    def turn(tx: SealedTx) -> bool:
        chat = tx.chats.get("chat_1")
        assert chat is not None
        return tx.chats.save(a_chat(version=chat.version + 1), [])

    assert all(await asyncio.gather(*(store.write(turn) for _ in range(20) for store in (state, beside))))
    chat = await state.read(lambda tx: tx.chats.get("chat_1"))
    assert chat is not None
    assert chat.version == 41
    await beside.close()


async def test_several_may_open_a_new_file_at_once(path: Path) -> None:
    opening = partial(open_state, path, KEY, courier=NoLedger())
    opened = await asyncio.gather(*(asyncio.to_thread(opening, node=f"n{n}") for n in range(4)))
    for number, store in enumerate(opened):
        await store.write(lambda tx, n=number: tx.operations.add(an_operation(id=f"op_{n}")))  # type: ignore[misc]
    assert [await store.read(count) for store in opened] == [4, 4, 4, 4]
    for store in opened:
        await store.close()


async def test_a_lock_that_is_never_given_back_is_an_error(
    path: Path, state: StateStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.state.sealed.BUSY_SECONDS", 0.05)
    beside = open_state(path, KEY, node="cli", courier=NoLedger())
    started, go_on = threading.Event(), threading.Event()

    def hold(_: SealedTx) -> None:
        started.set()
        go_on.wait(10)

    holding = asyncio.create_task(state.write(hold))
    await asyncio.to_thread(started.wait, 10)
    with pytest.raises(StateBusy):
        await beside.write(lambda tx: tx.operations.add(an_operation()))
    go_on.set()
    await holding
    await beside.write(lambda tx: tx.operations.add(an_operation()))
    await beside.close()
