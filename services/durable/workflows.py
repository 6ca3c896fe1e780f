"""Durable workflows: `services.kernel.steps.Workflows` on DBOS.

A workflow's id is its name, a colon and its opaque reference, so that starting it twice starts it once. What a workflow
or a step raises unexpectedly never becomes an outcome: the run ends, and the watchdog resumes it.
"""

import asyncio
import contextvars
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa
from dbos import DBOS, SetWorkflowID

from services.durable.envelope import Envelope, open_result, seal_result
from services.durable.errors import DurableError, PayloadRejected, UnknownWorkflow
from services.durable.runs import Run, Runs
from services.durable.runtime import Runtime
from services.durable.steps import DbosSteps, interrupt
from services.kernel.clock import Clock
from services.kernel.steps import Workflow

T = TypeVar("T")
_OUTCOME = "outcome"
_FIRST_LOOK = 0.004
_LATER_LOOK = 0.25
_LETS_GO = 5.0
_WAITING = ("ENQUEUED", "DELAYED")
_ALIVE = ("PENDING", *_WAITING)
_SUCCESS = "SUCCESS"
_BROKEN = ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A workflow without an outcome. `queued`: it waits for its turn. `broken`: DBOS itself gave it up."""

    name: str
    reference: str
    queued: bool
    broken: bool

    @property
    def workflow_id(self) -> str:
        """The id under which it is stored."""
        return f"{self.name}:{self.reference}"


class DbosWorkflows:
    """The durable runtime of one process.

    Args:
        engine: an engine on a SQLCipher file of its own (`services.state.sealed.durable_engine`); closed by `stop`.
        key: 32 raw bytes for the payloads.
        application_version: names the stored format, changed only with an incompatible workflow.
        executor_id: names this appliance; no PHI.
        clock: for how long a step has been silent.
    """

    def __init__(
        self, engine: sa.Engine, key: bytes, *, application_version: str, executor_id: str, clock: Clock
    ) -> None:
        self._runtime = Runtime(engine, key, application_version=application_version, executor_id=executor_id)
        self._stopping = False
        self.runs = Runs(clock)

    def register(self, name: str, workflow: Workflow) -> None:
        """Make a workflow known; all are registered before the runtime starts.

        Raises:
            DurableError: too late, or the name is taken.
        """

        async def body(reference: str) -> Envelope:
            return await self._carry(name, workflow, reference)

        self._runtime.add(name, body)

    def launch(self) -> None:
        """Start the runtime on the running event loop and resume what was interrupted.

        Raises:
            AlreadyRunning: another process runs the workflows of this file.
            DurableError: the database failed.
        """
        asyncio.get_running_loop()
        self._stopping = False
        self._runtime.launch()

    async def start(self, name: str, reference: str) -> None:
        """Start the workflow for `reference`; starting it twice starts it once.

        Raises:
            UnknownWorkflow: nothing is registered under `name`.
            DurableError: it could not be stored, so it was not started.
        """
        body = self._runtime.body(name)
        if body is None:
            raise UnknownWorkflow(name)

        async def begin() -> None:
            with SetWorkflowID(f"{name}:{reference}"):
                await DBOS.start_workflow_async(body, reference)  # type: ignore[arg-type]  # registered, so a coroutine

        # Its own context: started from within a step, it would otherwise become that workflow's child.
        starting = asyncio.create_task(begin(), context=contextvars.Context())
        try:
            await asyncio.shield(starting)
        except Exception as error:  # noqa: BLE001 DBOS raises anything; its text may hold values
            raise DurableError(
                f"The workflow could not be started ({type(error).__name__}).", "Run `sealdesk doctor`."
            ) from None

    async def result(self, name: str, reference: str, timeout: timedelta) -> str | None:
        """Return the final word, or None when it is not there after `timeout`.

        None comes at once when there will be none: the workflow was never started, or was handed to a person.

        Raises:
            UnknownWorkflow: nothing is registered under `name`.
            DurableError: the database failed.
        """
        if self._runtime.body(name) is None:
            raise UnknownWorkflow(name)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout.total_seconds()
        wait = _FIRST_LOOK
        while True:
            coming, word = await self._look(f"{name}:{reference}", deadline - loop.time())
            left = deadline - loop.time()
            if word is not None or not coming or left <= 0:
                return word
            await asyncio.sleep(min(wait, left))
            wait = min(2 * wait, _LATER_LOOK)

    async def stop(self, grace: timedelta = timedelta(seconds=10)) -> None:
        """Let running steps end, then stop; interrupted workflows, and those in a pause, go on at the next launch."""
        self._stopping = True
        tasks = {run.task for run in self.runs.all()}
        for run in self.runs.pausing():
            run.task.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace.total_seconds())
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._runtime.shut_down()

    async def unfinished(self) -> list[Unfinished]:
        """Return the workflows without an outcome, oldest first; for the watchdog."""
        self._runtime.body("")
        rows = await DBOS.list_workflows_async(status=[*_ALIVE, *_BROKEN], load_input=False, load_output=False)
        named = [(row, *row.workflow_id.partition(":")) for row in rows]
        return [
            Unfinished(name, reference, row.status in _WAITING, row.status in _BROKEN)
            for row, name, _, reference in named
        ]

    async def resume(self, workflow_id: str) -> None:
        """Run the workflow again from its last finished step; a run that hangs is ended first, and not doubled."""
        if await self._end(workflow_id):
            await DBOS.resume_workflow_async(workflow_id)

    async def abandon(self, workflow: Unfinished) -> None:
        """Never run the workflow again."""
        await self._end(workflow.workflow_id)
        if workflow.broken:
            await DBOS.delete_workflow_async(workflow.workflow_id)
        else:
            await DBOS.cancel_workflow_async(workflow.workflow_id)
        self.runs.forget(workflow.workflow_id)

    async def expire(self, before: datetime) -> int:
        """Delete what is stored of workflows that ended before `before`; return how many."""
        self._runtime.body("")
        ended = await DBOS.list_workflows_async(
            completed_before=before.isoformat(), load_input=False, load_output=False, limit=1_000
        )
        ids = [row.workflow_id for row in ended if row.status not in _ALIVE]
        if ids:
            await DBOS.delete_workflows_async(ids)
        return len(ids)

    async def _carry(self, name: str, workflow: Workflow, reference: str) -> Envelope:
        workflow_id = DBOS.workflow_id
        task = asyncio.current_task()
        if workflow_id is None or task is None or workflow_id != f"{name}:{reference}":
            raise interrupt(f"{name}:", "begin", PayloadRejected())
        run = self.runs.enter(workflow_id, task)
        task.add_done_callback(lambda _: self._ended(run))
        try:
            word = await workflow(DbosSteps(run, self.runs, lambda: self._stopping), reference)
            return seal_result(workflow_id, _OUTCOME, str, word)
        except Exception as error:  # noqa: BLE001 nothing unexpected may become the recorded outcome
            raise interrupt(workflow_id, "the workflow itself", error) from None

    async def _end(self, workflow_id: str) -> bool:
        """Cancel the run, if there is one; False when it does not let go."""
        run = self.runs.get(workflow_id)
        if run is None:
            return True
        run.task.cancel()
        done, _ = await asyncio.wait({run.task}, timeout=_LETS_GO)
        return bool(done)

    def _ended(self, run: Run) -> None:
        self.runs.leave(run)
        if not run.task.cancelled() and run.task.exception() is None:
            self.runs.forget(run.workflow_id)

    async def _look(self, workflow_id: str, left: float) -> tuple[bool, str | None]:
        """Wait for the run, if it is here, or look into the database; return as `_outcome`."""
        run = self.runs.get(workflow_id)
        if run is None:
            return await self._outcome(workflow_id)
        await asyncio.wait({run.task}, timeout=max(0.0, left))
        if not run.task.done() or run.task.cancelled() or run.task.exception() is not None:
            return True, None
        word: str = open_result(run.task.result(), workflow_id, _OUTCOME, str)
        return True, word

    async def _outcome(self, workflow_id: str) -> tuple[bool, str | None]:
        """Return whether an outcome is there or to come, and the final word if it is there."""
        try:
            status = await DBOS.get_workflow_status_async(workflow_id)
        except Exception as error:  # noqa: BLE001 DBOS raises anything; its text may hold values
            raise DurableError(
                f"The durable database could not be read ({type(error).__name__}).", "Run `sealdesk doctor`."
            ) from None
        if status is None or status.status not in (*_ALIVE, _SUCCESS):
            return False, None
        if status.status != _SUCCESS:
            return True, None
        if not isinstance(status.output, dict):
            raise PayloadRejected
        word: str = open_result(status.output, workflow_id, _OUTCOME, str)
        return True, word
