"""Durable workflows in memory: steps are recorded and replayed, and the process dies where a test says so."""

import asyncio
import copy
import types
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from services.kernel.steps import Workflow
from tests.doubles.clock import ManualClock

T = TypeVar("T")


class ProcessDied(BaseException):
    """The process was killed here; no handler of the workflow's own may catch it."""


@dataclass(slots=True)
class _Run:
    name: str
    reference: str
    results: list[tuple[str, Any]] = field(default_factory=list)
    word: str | None = None
    error: Exception | None = None
    task: asyncio.Task[None] | None = None


class MemoryWorkflows:
    """`services.kernel.steps.Workflows`. Steps count from 1 over all runs; replayed steps do not count.

    `steps` lists the steps that really ran, `pauses` the waits that really happened. A pause takes no real time:
    it advances `clock` where one was given.
    """

    def __init__(self, clock: ManualClock | None = None) -> None:
        self._clock = clock
        self._workflows: dict[str, Workflow] = {}
        self._runs: dict[tuple[str, str], _Run] = {}
        self._die_before: int | None = None
        self._die_after: tuple[int, bool] | None = None
        self.dead = False
        self.steps: list[str] = []
        self.pauses: list[timedelta] = []

    def register(self, name: str, workflow: Workflow) -> None:
        self._workflows[name] = workflow

    async def start(self, name: str, reference: str) -> None:
        await asyncio.sleep(0)
        key = (name, reference)
        if key not in self._runs:
            self._runs[key] = _Run(name, reference)
            self._launch(self._runs[key])

    async def result(self, name: str, reference: str, timeout: timedelta) -> str | None:
        run = self._runs.get((name, reference))
        if run is None or run.task is None:
            return None
        await asyncio.wait({run.task}, timeout=timeout.total_seconds())
        if run.error is not None:
            raise run.error
        return run.word

    # -- what a test arranges ---------------------------------------------------------------------------------

    def crash_before(self, step_number: int) -> None:
        """Die just before the step of this number takes effect."""
        self._die_before = step_number

    def crash_after(self, step_number: int, *, recorded: bool = False) -> None:
        """Die after the step of this number took effect, before (or, with `recorded`, after) its result is kept."""
        self._die_after = (step_number, recorded)

    async def resume(self) -> None:
        """Start the process again: every unfinished workflow replays its steps and goes on."""
        await self._stop()
        self.dead = False
        self._die_before = self._die_after = None
        for run in self._unfinished():
            self._launch(run)

    async def settle(self) -> None:
        """Wait until every workflow has ended, or the process died."""
        tasks = [run.task for run in self._runs.values() if run.task is not None]
        await asyncio.gather(*tasks)

    # -- the runtime ------------------------------------------------------------------------------------------

    def _unfinished(self) -> list[_Run]:
        return [run for run in self._runs.values() if run.word is None and run.error is None]

    async def _stop(self) -> None:
        tasks = [run.task for run in self._unfinished() if run.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _launch(self, run: _Run) -> None:
        run.task = asyncio.create_task(self._carry(run), name=f"workflow {run.name}")

    async def _carry(self, run: _Run) -> None:
        try:
            run.word = await self._workflows[run.name](MemorySteps(self, run), run.reference)
        except ProcessDied:
            self.dead = True
        except Exception as error:  # noqa: BLE001 the runtime keeps a workflow's failure for whoever asks
            run.error = error

    async def take_step(self, name: str, step: Callable[[], Awaitable[T]], keep: Callable[[T], None]) -> T:
        """Run a step that was not recorded yet, or die around it."""
        await asyncio.sleep(0)
        number = len(self.steps) + 1
        if self._dies(self._die_before == number):
            raise ProcessDied
        self.steps.append(name)
        result = await step()
        if self._dies(self._die_after == (number, False)):
            raise ProcessDied
        keep(result)
        if self._die_after == (number, True):
            raise ProcessDied
        return result

    def _dies(self, here: bool) -> bool:  # noqa: FBT001 a condition, not a switch
        """Tell whether this step dies: the process died elsewhere meanwhile, or dies here."""
        return self.dead or here

    def paused(self, duration: timedelta) -> None:
        """Note a pause and let the clock run on."""
        self.pauses.append(duration)
        if self._clock is not None:
            self._clock.advance(duration)


class MemorySteps:
    """`services.kernel.steps.Steps` of one run: what was recorded is replayed, in the same order."""

    def __init__(self, runtime: MemoryWorkflows, run: _Run) -> None:
        self._runtime = runtime
        self._run = run
        self._position = 0

    async def run(self, name: str, returns: type[T], step: Callable[[], Awaitable[T]]) -> T:
        self._position += 1
        if self._position <= len(self._run.results):
            replayed: T = self._replay(name)
            return replayed

        def keep(result: T) -> None:
            _check_type(name, returns, result)
            self._run.results.append((name, copy.deepcopy(result)))

        return await self._runtime.take_step(name, step, keep)

    def _replay(self, name: str) -> Any:  # noqa: ANN401 each step declares its own type
        recorded, result = self._run.results[self._position - 1]
        if recorded != name:
            raise AssertionError(f"Replay differs: step {recorded} was recorded here, now {name} runs.")
        return copy.deepcopy(result)

    async def pause(self, duration: timedelta) -> None:
        async def wait() -> bool:
            self._runtime.paused(duration)
            return True

        await self.run("pause", bool, wait)


def _check_type(name: str, returns: object, result: object) -> None:
    """A real runtime stores the result by its declared type, so a wrong one must fail here too."""
    checkable = isinstance(returns, type | types.UnionType) and not isinstance(returns, types.GenericAlias)
    if checkable and not isinstance(result, returns):  # type: ignore[arg-type]
        raise AssertionError(f"Step {name} returned {type(result).__name__}, which is not what it declares.")
