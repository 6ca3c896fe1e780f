"""What the DBOS runtime adds to the contract: resumption, sealed payloads, one process, errors without PHI."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import psutil
import pytest
import sqlalchemy as sa

from services.durable.errors import AlreadyRunning, DurableError, NotRunning, UnknownWorkflow
from services.kernel.steps import Steps
from services.state.sealed import durable_engine
from tests.services.durable.conftest import KEY, Machine, until

T = TypeVar("T")
SOON = timedelta(seconds=30)
SECRET = "Maria Garcia Lopez"


async def give(value: T) -> T:
    return value


class Gate:
    """A workflow of two steps and a gate between them."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def run(self, steps: Steps, _: str) -> str:
        first = await steps.run("first", str, self._first)
        await steps.run("gate", bool, self._gate)
        return first

    async def _first(self) -> str:
        self.ran.append("first")
        return SECRET

    async def _gate(self) -> bool:
        self.ran.append("gate")
        self.reached.set()
        return await self.open.wait()


async def rows(machine: Machine, query: str) -> list[Any]:
    engine = durable_engine(machine.path, KEY)
    with engine.connect() as connection:
        found = list(connection.exec_driver_sql(query))
    engine.dispose()
    return found


async def test_a_stopped_workflow_goes_on_from_its_last_finished_step(machine: Machine) -> None:
    gate = Gate()
    workflows = await machine.start({"gate": gate.run})
    await workflows.start("gate", "op_1")
    await gate.reached.wait()
    await workflows.stop(grace=timedelta(0))
    gate.open.set()
    workflows = await machine.start({"gate": gate.run})
    assert await workflows.result("gate", "op_1", SOON) == SECRET
    assert gate.ran == ["first", "gate", "gate"]


async def test_stopping_lets_the_running_step_end(machine: Machine) -> None:
    gate = Gate()
    workflows = await machine.start({"gate": gate.run})
    await workflows.start("gate", "op_1")
    await gate.reached.wait()
    stopping = asyncio.create_task(workflows.stop())
    await asyncio.sleep(0)
    gate.open.set()
    await stopping
    workflows = await machine.start({"gate": gate.run})
    assert await workflows.result("gate", "op_1", SOON) == SECRET
    assert gate.ran == ["first", "gate"]


async def test_nothing_new_begins_while_it_stops(machine: Machine) -> None:
    ran: list[str] = []
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def first() -> bool:
        reached.set()
        return await go_on.wait()

    async def second() -> bool:
        ran.append("second")
        return True

    async def two(steps: Steps, _: str) -> str:
        await steps.run("first", bool, first)
        await steps.run("second", bool, second)
        return "done"

    workflows = await machine.start({"two": two})
    await workflows.start("two", "op_1")
    await reached.wait()
    stopping = asyncio.create_task(workflows.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    assert ran == []
    workflows = await machine.start({"two": two})
    assert await workflows.result("two", "op_1", SOON) == "done"


async def test_what_is_stored_is_sealed_and_names_nobody(machine: Machine) -> None:
    gate = Gate()
    gate.open.set()
    workflows = await machine.start({"gate": gate.run})
    await workflows.start("gate", "op_1")
    await workflows.result("gate", "op_1", SOON)
    await machine.stop()
    tables = [row.name for row in await rows(machine, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    stored = [str(row) for table in tables for row in await rows(machine, f'SELECT * FROM "{table}"')]  # noqa: S608 own names
    assert any("gate:op_1" in row for row in stored)
    assert not any("Maria" in row for row in stored)
    formats = {row.serialization for row in await rows(machine, "SELECT serialization FROM operation_outputs")}
    formats |= {row.serialization for row in await rows(machine, "SELECT serialization FROM workflow_status")}
    assert formats == {"sealdesk-aesgcm-json-1"}


async def test_a_payload_moved_to_another_step_is_rejected(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    workflows = await machine.start({"gate": gate.run})
    await workflows.start("gate", "op_1")
    await gate.reached.wait()
    await workflows.start("gate", "op_2")
    await until(lambda: len(gate.ran) == 4)
    await workflows.stop(grace=timedelta(0))
    engine = durable_engine(machine.path, KEY)
    with engine.begin() as connection:
        other = "SELECT output FROM operation_outputs WHERE workflow_uuid = 'gate:op_2'"
        connection.execute(sa.text(f"UPDATE operation_outputs SET output = ({other})"))  # noqa: S608 fixed text
    engine.dispose()
    gate.open.set()
    workflows = await machine.start({"gate": gate.run})
    assert await workflows.result("gate", "op_2", SOON) == SECRET
    await until(lambda: "PayloadRejected" in caplog.text)
    assert await workflows.result("gate", "op_1", timedelta(0)) is None


async def test_an_unexpected_error_is_not_an_outcome_and_says_no_word(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reached = asyncio.Event()

    async def raising(steps: Steps, _: str) -> str:
        async def fail() -> str:
            reached.set()
            raise LookupError(SECRET)

        return await steps.run("fail", str, fail)

    async def raising_itself(_: Steps, reference: str) -> str:
        raise LookupError(SECRET + reference)

    workflows = await machine.start({"raising": raising, "itself": raising_itself})
    await workflows.start("raising", "op_1")
    await workflows.start("itself", "op_2")
    await reached.wait()
    await until(lambda: caplog.text.count("interrupted") == 2)
    assert await workflows.result("raising", "op_1", timedelta(0)) is None
    assert {w.workflow_id for w in await workflows.unfinished()} == {"raising:op_1", "itself:op_2"}
    assert "interrupted in fail by LookupError at" in caplog.text
    assert "Maria" not in caplog.text
    await machine.stop()
    assert await rows(machine, "SELECT * FROM operation_outputs") == []


async def test_a_result_that_is_not_what_the_step_declares_is_not_kept(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    async def wrong(steps: Steps, _: str) -> str:
        return str(await steps.run("wrong", int, lambda: give(SECRET)))  # type: ignore[arg-type]

    workflows = await machine.start({"wrong": wrong})
    await workflows.start("wrong", "op_1")
    await until(lambda: "interrupted in wrong" in caplog.text)
    assert "Maria" not in caplog.text
    assert await workflows.result("wrong", "op_1", timedelta(0)) is None


async def test_an_unknown_workflow_is_an_error(machine: Machine) -> None:
    workflows = await machine.start({"gate": Gate().run})
    with pytest.raises(UnknownWorkflow, match="'other'"):
        await workflows.start("other", "op_1")
    with pytest.raises(UnknownWorkflow):
        await workflows.result("other", "op_1", SOON)


async def test_each_name_is_registered_once_and_before_the_start(machine: Machine) -> None:
    workflows = await machine.start({"gate": Gate().run})
    for name in ("gate", "late"):
        with pytest.raises(DurableError, match="cannot be registered"):
            workflows.register(name, Gate().run)


async def test_before_the_start_and_after_the_stop_nothing_runs(machine: Machine) -> None:
    workflows = machine.made({"gate": Gate().run})
    for _ in range(2):
        with pytest.raises(NotRunning):
            await workflows.start("gate", "op_1")
        with pytest.raises(NotRunning):
            await workflows.unfinished()
        await workflows.stop()


async def test_a_second_runtime_is_refused_here_and_in_another_process(machine: Machine) -> None:
    await machine.start({"gate": Gate().run})
    second = machine.made({"gate": Gate().run})
    with pytest.raises(AlreadyRunning):
        second.launch()
    code = (
        "import sys; from pathlib import Path; from services.durable.lock import FileLock\n"
        "FileLock(Path(sys.argv[1])).take()"
    )
    command = [sys.executable, "-c", code, str(machine.path)]
    other = await asyncio.to_thread(subprocess.run, command, check=False, capture_output=True, text=True)
    assert "AlreadyRunning" in other.stderr
    await machine.stop()
    await machine.start({"gate": Gate().run})


async def test_what_ended_before_is_deleted(machine: Machine) -> None:
    gate = Gate()
    workflows = await machine.start({"gate": gate.run})
    await workflows.start("gate", "op_open")
    await gate.reached.wait()
    await workflows.stop(grace=timedelta(0))
    done: Callable[[Steps, str], Awaitable[str]] = lambda *_: give("done")  # noqa: E731
    workflows = await machine.start({"gate": gate.run, "short": done})
    await workflows.start("short", "op_1")
    await workflows.result("short", "op_1", SOON)
    assert await workflows.expire(datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert await workflows.expire(datetime(2100, 1, 1, tzinfo=UTC)) == 1
    assert await workflows.result("short", "op_1", SOON) is None
    assert [w.reference for w in await workflows.unfinished()] == ["op_open"]


async def test_the_runtime_gives_the_event_loop_its_own_threads_back(machine: Machine) -> None:
    await machine.start({"gate": Gate().run})
    await machine.stop()
    assert await asyncio.to_thread(lambda: 7) == 7


async def test_it_talks_to_nobody(machine: Machine) -> None:
    gate = Gate()
    gate.open.set()
    before = psutil.Process().net_connections(kind="inet")
    workflows = await machine.start({"gate": gate.run})
    await workflows.start("gate", "op_1")
    await workflows.result("gate", "op_1", SOON)
    assert set(psutil.Process().net_connections(kind="inet")) <= set(before)
