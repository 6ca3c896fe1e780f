"""Durable runtimes on sealed files, one at a time, as many in a row as a test wants."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from services.durable.workflows import DbosWorkflows
from services.kernel.steps import Workflow
from services.state.sealed import durable_engine
from tests.doubles.clock import ManualClock

KEY = bytes(range(32))


async def until(holds: Callable[[], bool]) -> None:
    """Wait until the condition holds; the test's own time limit ends a wait in vain."""
    while not holds():  # noqa: ASYNC110 a log or a row has no event to wait on
        await asyncio.sleep(0.01)


class Machine:
    """Starts and stops the runtime of one appliance on one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = ManualClock()
        self.workflows: DbosWorkflows | None = None

    def made(self, registered: Mapping[str, Workflow], version: str = "1") -> DbosWorkflows:
        engine = durable_engine(self.path, KEY)
        made = DbosWorkflows(engine, KEY, application_version=version, executor_id="desk-1", clock=self.clock)
        for name, workflow in registered.items():
            made.register(name, workflow)
        return made

    async def start(self, registered: Mapping[str, Workflow], version: str = "1") -> DbosWorkflows:
        await self.stop()
        self.workflows = self.made(registered, version)
        self.workflows.launch()
        return self.workflows

    async def stop(self) -> None:
        if self.workflows is not None:
            await self.workflows.stop(grace=timedelta(0))
            self.workflows = None


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    machine = Machine(tmp_path / "durable" / "durable.db")
    yield machine
    await machine.stop()
