"""What every state store promises about the work on cases."""

import asyncio
import contextlib
from dataclasses import replace
from functools import partial

from services.dialogue.ports import DialogueTx
from services.handoff.task import TaskState
from services.kernel.store import Store
from tests.contract.store_world import NOW, a_task, an_escalation

Tx = DialogueTx
AnyStore = Store[DialogueTx]


def _open(case_id: str, tx: Tx) -> bool:
    tx.escalations.add(an_escalation(id=case_id))
    return tx.tasks.save(a_task(id=case_id))


def _say(closed_by: str, tx: Tx) -> bool:
    return tx.tasks.save(a_task(version=2, closed_by=closed_by))


class TasksContract:
    """`services.handoff.ports.Tasks`, and the cases they belong to."""

    async def test_a_task_reads_as_it_was_kept(self, store: AnyStore) -> None:
        assert await store.write(partial(_open, "case_1"))
        assert await store.read(lambda tx: tx.tasks.get("case_1")) == a_task()
        assert await store.read(lambda tx: tx.tasks.get("case_2")) is None

    async def test_a_case_can_be_read_open_or_closed(self, store: AnyStore) -> None:
        await store.write(partial(_open, "case_1"))
        assert await store.read(lambda tx: tx.escalations.get("case_1")) == an_escalation()
        await store.write(lambda tx: tx.escalations.close("case_1", "desk", NOW))
        assert await store.read(lambda tx: tx.escalations.get("case_1")) == an_escalation()
        assert await store.read(lambda tx: tx.escalations.get("case_2")) is None

    async def test_a_task_is_saved_over_the_version_before_it_alone(self, store: AnyStore) -> None:
        await store.write(partial(_open, "case_1"))
        for version in (1, 3, 0):
            assert not await store.write(lambda tx, v=version: tx.tasks.save(a_task(version=v, closed_by="kim")))  # type: ignore[misc]
        assert await store.read(lambda tx: tx.tasks.get("case_1")) == a_task()
        assert await store.write(lambda tx: tx.tasks.save(a_task(version=2, closed_by="kim")))
        assert await store.read(lambda tx: tx.tasks.get("case_1")) == a_task(version=2, closed_by="kim")

    async def test_what_was_never_kept_has_no_later_version(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.escalations.add(an_escalation()))
        assert not await store.write(lambda tx: tx.tasks.save(a_task(version=2)))
        assert await store.read(lambda tx: tx.tasks.get("case_1")) is None

    async def test_of_two_staff_at_once_one_is_saved(self, store: AnyStore) -> None:
        await store.write(partial(_open, "case_1"))
        saves = [store.write(partial(_say, name)) for name in ("alex", "kim", "jo")]
        assert sorted(await asyncio.gather(*saves)) == [False, False, True]

    async def test_concurrent_work_on_one_case_loses_nothing(self, store: AnyStore) -> None:
        await store.write(partial(_open, "case_1"))

        def again(tx: Tx) -> bool:
            task = tx.tasks.get("case_1")
            assert task is not None
            return tx.tasks.save(replace(task, version=task.version + 1))

        assert all(await asyncio.gather(*(store.write(again) for _ in range(20))))
        task = await store.read(lambda tx: tx.tasks.get("case_1"))
        assert task is not None
        assert task.version == 21

    async def test_unfinished_ones_are_those_not_closed_in_the_order_of_their_opening(self, store: AnyStore) -> None:
        for case_id in ("case_2", "case_1", "case_3"):
            await store.write(partial(_open, case_id))
        decided = a_task(id="case_2", version=2, state=TaskState.DECIDED)
        closed = a_task(id="case_1", version=2, state=TaskState.CLOSED)
        await store.write(lambda tx: [tx.tasks.save(task) for task in (decided, closed)])
        assert [t.id for t in await store.read(lambda tx: tx.tasks.unfinished())] == ["case_2", "case_3"]

    async def test_of_a_commit_that_fails_no_task_remains(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            _open("case_1", tx)
            raise ZeroDivisionError

        with contextlib.suppress(ZeroDivisionError):
            await store.write(work)
        assert await store.read(lambda tx: tx.tasks.unfinished()) == []
