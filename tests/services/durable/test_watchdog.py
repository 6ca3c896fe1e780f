"""The watchdog resumes what does not move, and hands over what cannot be resumed."""

import asyncio
from datetime import timedelta

import pytest

from services.durable.watchdog import Report, Watchdog, WatchdogSettings
from services.durable.workflows import DbosWorkflows
from services.kernel.steps import Steps
from tests.services.durable.conftest import Machine, until

SOON = timedelta(seconds=30)
SETTINGS = WatchdogSettings(attempts=2)
NOTHING = Report()


class Desk:
    """Notes what is handed to a person."""

    def __init__(self) -> None:
        self.stuck: list[str] = []
        self.failing = False

    async def take(self, reference: str) -> None:
        if self.failing:
            raise OSError
        self.stuck.append(reference)


class Flaky:
    """A step that fails so many times, or hangs so many times, before it works."""

    def __init__(self, failures: int = 0, hangs: int = 0) -> None:
        self.failures = failures
        self.hangs = hangs
        self.begun: list[str] = []
        self.gone = 0

    async def run(self, steps: Steps, _: str) -> str:
        for name in ("first", "second"):
            await steps.run(name, bool, lambda name=name: self._step(name))  # type: ignore[misc]
        return "done"

    async def _step(self, name: str) -> bool:
        self.begun.append(name)
        if name == "second" and self.failures > 0:
            self.failures -= 1
            raise OSError
        if name == "second" and self.hangs > 0:
            self.hangs -= 1
            try:
                await asyncio.Event().wait()
            finally:
                self.gone += 1
        return True


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def started(machine: Machine, flaky: Flaky) -> DbosWorkflows:
    workflows = await machine.start({"flaky": flaky.run})
    await workflows.start("flaky", "op_1")
    return workflows


async def settled(workflows: DbosWorkflows, flaky: Flaky, begun: int) -> None:
    """Wait until so many steps have begun and the run is over, though without an outcome."""
    await until(lambda: len(flaky.begun) == begun and workflows.runs.get("flaky:op_1") is None)


async def test_a_workflow_that_was_interrupted_is_resumed_after_a_while(machine: Machine, desk: Desk) -> None:
    flaky = Flaky(failures=1)
    workflows = await started(machine, flaky)
    watchdog = Watchdog(workflows, machine.clock, desk.take, SETTINGS)
    await settled(workflows, flaky, 2)
    assert await watchdog.look() == NOTHING
    machine.clock.advance(SETTINGS.idle)
    assert await watchdog.look() == Report(resumed=("op_1",))
    assert await workflows.result("flaky", "op_1", SOON) == "done"
    assert flaky.begun == ["first", "second", "second"]
    assert await watchdog.look() == NOTHING
    assert desk.stuck == []


async def test_one_that_moves_is_left_alone(machine: Machine, desk: Desk) -> None:
    flaky = Flaky(hangs=1)
    workflows = await started(machine, flaky)
    watchdog = Watchdog(workflows, machine.clock, desk.take, SETTINGS)
    await until(lambda: len(flaky.begun) == 2)
    machine.clock.advance(SETTINGS.silent)
    assert await watchdog.look() == NOTHING
    assert flaky.gone == 0


async def test_a_step_that_hangs_is_ended_and_run_again(machine: Machine, desk: Desk) -> None:
    flaky = Flaky(hangs=1)
    workflows = await started(machine, flaky)
    watchdog = Watchdog(workflows, machine.clock, desk.take, SETTINGS)
    await until(lambda: len(flaky.begun) == 2)
    machine.clock.advance(SETTINGS.silent + timedelta(seconds=1))
    assert await watchdog.look() == Report(resumed=("op_1",))
    assert flaky.gone == 1
    assert await workflows.result("flaky", "op_1", SOON) == "done"
    assert flaky.begun == ["first", "second", "second"]


async def test_a_long_pause_is_not_silence_and_holds_up_no_stop(machine: Machine, desk: Desk) -> None:
    pausing = asyncio.Event()

    async def patient(steps: Steps, _: str) -> str:
        pausing.set()
        await steps.pause(timedelta(hours=5))
        return "done"

    workflows = await machine.start({"patient": patient})
    await workflows.start("patient", "op_1")
    await pausing.wait()
    watchdog = Watchdog(workflows, machine.clock, desk.take, SETTINGS)
    await until(lambda: any(run.quiet_until > run.moved_at for run in workflows.runs.all()))
    machine.clock.advance(timedelta(hours=4))
    assert await watchdog.look() == NOTHING
    await workflows.stop(grace=timedelta(hours=1))
    workflows = await machine.start({"patient": patient})
    assert [unfinished.reference for unfinished in await workflows.unfinished()] == ["op_1"]


async def test_one_that_never_moves_goes_to_a_person_and_never_runs_again(machine: Machine, desk: Desk) -> None:
    flaky = Flaky(failures=99)
    workflows = await started(machine, flaky)
    watchdog = Watchdog(workflows, machine.clock, desk.take, SETTINGS)
    await settled(workflows, flaky, 2)
    await watchdog.look()
    for attempt in range(SETTINGS.attempts):
        machine.clock.advance(timedelta(minutes=1))
        assert await watchdog.look() == Report(resumed=("op_1",))
        await settled(workflows, flaky, 3 + attempt)
    machine.clock.advance(timedelta(minutes=1))
    assert await watchdog.look() == Report(given_up=("op_1",))
    assert desk.stuck == ["op_1"]
    assert await workflows.result("flaky", "op_1", SOON) is None
    assert await watchdog.look() == NOTHING
    workflows = await machine.start({"flaky": flaky.run})
    assert await workflows.unfinished() == []


async def test_a_finished_step_gives_new_attempts(machine: Machine, desk: Desk) -> None:
    flaky = Flaky(failures=SETTINGS.attempts)
    workflows = await started(machine, flaky)
    watchdog = Watchdog(workflows, machine.clock, desk.take, SETTINGS)
    await settled(workflows, flaky, 2)
    await watchdog.look()
    for attempt in range(SETTINGS.attempts):
        machine.clock.advance(timedelta(minutes=1))
        await watchdog.look()
        if attempt < SETTINGS.attempts - 1:
            await settled(workflows, flaky, 3 + attempt)
    assert await workflows.result("flaky", "op_1", SOON) == "done"
    assert desk.stuck == []


async def test_if_nobody_can_take_it_it_is_reported_again(machine: Machine, desk: Desk) -> None:
    flaky = Flaky(failures=99)
    workflows = await started(machine, flaky)
    watchdog = Watchdog(workflows, machine.clock, desk.take, WatchdogSettings(attempts=0))
    await settled(workflows, flaky, 2)
    await watchdog.look()
    machine.clock.advance(SETTINGS.idle)
    desk.failing = True
    with pytest.raises(OSError, match=r"^$"):
        await watchdog.look()
    desk.failing = False
    assert await watchdog.look() == Report(given_up=("op_1",))
    assert desk.stuck == ["op_1"]


async def test_a_workflow_of_another_version_goes_to_a_person(machine: Machine, desk: Desk) -> None:
    flaky = Flaky(hangs=1)
    workflows = await started(machine, flaky)
    await until(lambda: len(flaky.begun) == 2)
    await workflows.stop(grace=timedelta(0))
    workflows = await machine.start({"flaky": flaky.run}, version="2")
    watchdog = Watchdog(workflows, machine.clock, desk.take, WatchdogSettings(attempts=1))
    reports = []
    for _ in range(3):
        reports.append(await watchdog.look())
        machine.clock.advance(SETTINGS.queued)
    assert reports == [NOTHING, Report(resumed=("op_1",)), Report(given_up=("op_1",))]
    assert desk.stuck == ["op_1"]
    assert flaky.begun == ["first", "second"]


async def test_it_looks_again_and_again_whatever_happens(machine: Machine, desk: Desk) -> None:
    flaky = Flaky(failures=99)
    workflows = await started(machine, flaky)
    watchdog = Watchdog(
        workflows,
        machine.clock,
        desk.take,
        WatchdogSettings(every=timedelta(milliseconds=5), idle=timedelta(0), attempts=0),
    )
    await settled(workflows, flaky, 2)
    desk.failing = True
    watching = asyncio.create_task(watchdog.run())
    await asyncio.sleep(0)
    desk.failing = False
    await until(lambda: desk.stuck == ["op_1"])
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching
