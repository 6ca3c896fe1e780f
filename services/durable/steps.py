"""One workflow's steps on DBOS: `services.kernel.steps.Steps`."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from dbos import DBOS

from services.durable.envelope import Envelope, open_result, seal_result
from services.durable.errors import Interrupted
from services.durable.runs import Run, Runs

T = TypeVar("T")
_log = logging.getLogger(__name__)


def interrupt(workflow_id: str, step: str, error: Exception) -> Interrupted:
    """Log where an unexpected error arose, without its text, and return what ends the run without an outcome."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
    _log.warning("Workflow %s was interrupted in %s by %s at %s.", workflow_id, step, type(error).__name__, place)
    return Interrupted(step)


class DbosSteps:
    """Runs steps of the workflow that executes in the current task."""

    def __init__(self, run: Run, runs: Runs, stopping: Callable[[], bool]) -> None:
        self._run = run
        self._runs = runs
        self._stopping = stopping

    async def run(self, name: str, returns: type[T], step: Callable[[], Awaitable[T]]) -> T:
        """Run `step` once to its end and remember its result.

        Raises:
            Interrupted: the step raised, or its result could not be kept; the workflow will be resumed.
        """
        self._go_on()
        workflow_id = self._run.workflow_id
        executed = False

        async def once() -> Envelope:
            nonlocal executed
            try:
                result = seal_result(workflow_id, name, returns, await step())
            except Exception as error:  # noqa: BLE001 DBOS would record it as the step's outcome for ever
                raise interrupt(workflow_id, name, error) from None
            executed = True
            return result

        try:
            envelope = await DBOS.run_step_async({"name": name}, once)
            result: T = open_result(envelope, workflow_id, name, returns)
        except Exception as error:  # noqa: BLE001 the database failed; a workflow must not take it for a result
            raise interrupt(workflow_id, name, error) from None
        self._runs.moved(self._run, finished=executed)
        return result

    async def pause(self, duration: timedelta) -> None:
        """Wait; the waiting survives a restart."""
        self._go_on()
        self._runs.moved(self._run, finished=False, quiet_for=duration)
        try:
            await DBOS.sleep_async(duration.total_seconds())
        except Exception as error:  # noqa: BLE001 as above
            raise interrupt(self._run.workflow_id, "pause", error) from None
        self._runs.moved(self._run, finished=False)

    def _go_on(self) -> None:
        """Begin nothing new while the service stops."""
        if self._stopping():
            raise Interrupted("stop")
