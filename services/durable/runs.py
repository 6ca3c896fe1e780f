"""The runs that are alive in this process, and how far each got."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.kernel.clock import Clock


@dataclass(slots=True)
class Run:
    """One workflow being executed here. `quiet_until` is when silence begins to be suspicious."""

    workflow_id: str
    task: "asyncio.Task[Any]"
    moved_at: datetime
    quiet_until: datetime


class Runs:
    """All runs by workflow id, and how many steps each workflow finished since the process started."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._runs: dict[str, Run] = {}
        self._finished_steps: dict[str, int] = {}

    def enter(self, workflow_id: str, task: "asyncio.Task[Any]") -> Run:
        """Note that `task` now executes the workflow."""
        now = self._clock.now()
        run = Run(workflow_id, task, now, now)
        self._runs[workflow_id] = run
        return run

    def leave(self, run: Run) -> None:
        """Forget the run, unless another has taken its place."""
        if self._runs.get(run.workflow_id) is run:
            del self._runs[run.workflow_id]

    def moved(self, run: Run, *, finished: bool, quiet_for: timedelta = timedelta()) -> None:
        """Note a sign of life; with `quiet_for` nothing else is to be expected for so long."""
        run.moved_at = self._clock.now()
        run.quiet_until = run.moved_at + quiet_for
        if finished:
            self._finished_steps[run.workflow_id] = self.finished_steps(run.workflow_id) + 1

    def get(self, workflow_id: str) -> Run | None:
        """Return the run, or None when nothing executes the workflow here."""
        return self._runs.get(workflow_id)

    def all(self) -> list[Run]:
        """Return every run."""
        return list(self._runs.values())

    def pausing(self) -> list[Run]:
        """Return the runs that only wait for time to pass."""
        now = self._clock.now()
        return [run for run in self._runs.values() if run.quiet_until > now]

    def finished_steps(self, workflow_id: str) -> int:
        """Return how many steps this process has finished for the workflow."""
        return self._finished_steps.get(workflow_id, 0)

    def forget(self, workflow_id: str) -> None:
        """Drop the count of a workflow that ended."""
        self._finished_steps.pop(workflow_id, None)
