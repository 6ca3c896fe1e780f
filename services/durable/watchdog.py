"""Looks for workflows that do not move, resumes them, and reports the ones that cannot be resumed.

DBOS resumes on its own only what a dead process left, and only of the same version. A step that raised, a full disk, a
row of another version or a hanging step leave a workflow pending; nobody else would notice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.durable.workflows import DbosWorkflows, Unfinished
from services.kernel.clock import Clock

_log = logging.getLogger(__name__)

OnStuck = Callable[[str], Awaitable[None]]
"""Called with the opaque reference of a workflow that is given up; may be called again after a crash."""


@dataclass(frozen=True, slots=True)
class WatchdogSettings:
    """How patient the watchdog is.

    `idle`: how long a workflow may wait with nothing executing it; doubled after each resumption without progress.
    `queued`: how long a resumed one may wait for its turn. `silent`: how long one step may take.
    `attempts`: resumptions without a finished step before it is given up.
    """

    every: timedelta = timedelta(seconds=2)
    idle: timedelta = timedelta(seconds=4)
    queued: timedelta = timedelta(seconds=10)
    silent: timedelta = timedelta(minutes=2)
    attempts: int = 6


@dataclass(slots=True)
class _Trouble:
    """A workflow that does not move: since when, how often it was resumed, and its finished steps then."""

    since: datetime
    finished_steps: int
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What one look did, by opaque reference."""

    resumed: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()


class Watchdog:
    """Watches the workflows of one runtime."""

    def __init__(
        self, workflows: DbosWorkflows, clock: Clock, on_stuck: OnStuck, settings: WatchdogSettings | None = None
    ) -> None:
        self._workflows = workflows
        self._clock = clock
        self._on_stuck = on_stuck
        self._settings = settings or WatchdogSettings()
        self._troubles: dict[str, _Trouble] = {}

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 the watchdog outlives whatever it watches
                _log.warning("The watchdog could not look (%s); it looks again.", type(error).__name__)
            await asyncio.sleep(self._settings.every.total_seconds())

    async def look(self) -> Report:
        """Look once at every unfinished workflow."""
        unfinished = await self._workflows.unfinished()
        alive = {workflow.workflow_id for workflow in unfinished}
        for ended in [known for known in self._troubles if known not in alive]:
            del self._troubles[ended]
            self._workflows.runs.forget(ended)
        resumed, given_up = [], []
        for workflow in unfinished:
            if self._moves(workflow):
                continue
            if await self._resume(workflow):
                resumed.append(workflow.reference)
            else:
                await self._give_up(workflow)
                given_up.append(workflow.reference)
        return Report(tuple(resumed), tuple(given_up))

    def _moves(self, workflow: Unfinished) -> bool:
        """Tell whether the workflow is executed and not silent, or has not waited long enough."""
        now = self._clock.now()
        trouble = self._trouble(workflow.workflow_id, now)
        run = self._workflows.runs.get(workflow.workflow_id)
        if run is not None:
            return now - max(run.moved_at, run.quiet_until) <= self._settings.silent
        if workflow.broken:
            return False
        patience = self._settings.queued if workflow.queued else self._settings.idle * (1 << trouble.attempts)
        return now - trouble.since < patience

    def _trouble(self, workflow_id: str, now: datetime) -> _Trouble:
        """Return what is known of the workflow's trouble; a step finished since starts it anew."""
        finished = self._workflows.runs.finished_steps(workflow_id)
        known = self._troubles.get(workflow_id)
        if known is None or known.finished_steps != finished:
            known = self._troubles[workflow_id] = _Trouble(now, finished)
        return known

    async def _resume(self, workflow: Unfinished) -> bool:
        """Resume the workflow; False when it has had its attempts."""
        trouble = self._troubles[workflow.workflow_id]
        if workflow.broken or trouble.attempts >= self._settings.attempts:
            return False
        trouble.attempts += 1
        trouble.since = self._clock.now()
        _log.warning("Workflow %s does not move; resumed (attempt %d).", workflow.workflow_id, trouble.attempts)
        await self._workflows.resume(workflow.workflow_id)
        return True

    async def _give_up(self, workflow: Unfinished) -> None:
        """Report the workflow, then end it; in this order, so that a crash between reports it again."""
        _log.error("Workflow %s is given up and goes to a person.", workflow.workflow_id)
        await self._on_stuck(workflow.reference)
        await self._workflows.abandon(workflow)
        self._troubles.pop(workflow.workflow_id, None)
