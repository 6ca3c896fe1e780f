"""The workflow fake dies where it is told to, forgets nothing it recorded, and goes on."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from services.kernel.steps import Steps
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.workflows import MemoryWorkflows

SOON = timedelta(seconds=5)
THREE = ["first", "second", "third"]


class Counted:
    """A workflow of three steps that counts how often each really ran."""

    def __init__(self) -> None:
        self.effects: list[str] = []

    async def __call__(self, steps: Steps, reference: str) -> str:
        words = [await steps.run(name, str, self.effect(name)) for name in THREE]
        return f"{reference}:{'-'.join(words)}"

    def effect(self, name: str) -> Callable[[], Awaitable[str]]:
        async def step() -> str:
            self.effects.append(name)
            return name[0]

        return step


@pytest.fixture
def workflow() -> Counted:
    return Counted()


@pytest.fixture
def runtime(workflow: Counted) -> MemoryWorkflows:
    runtime = MemoryWorkflows()
    runtime.register("change", workflow)
    return runtime


async def test_a_workflow_started_twice_runs_once(runtime: MemoryWorkflows, workflow: Counted) -> None:
    await runtime.start("change", "op_1")
    await runtime.start("change", "op_1")
    assert await runtime.result("change", "op_1", SOON) == "op_1:f-s-t"
    assert workflow.effects == THREE
    assert runtime.steps == THREE


async def test_the_result_of_what_was_never_started_is_none(runtime: MemoryWorkflows) -> None:
    assert await runtime.result("change", "op_9", SOON) is None


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_death_before_a_step_repeats_nothing(runtime: MemoryWorkflows, workflow: Counted, number: int) -> None:
    runtime.crash_before(number)
    await runtime.start("change", "op_1")
    assert await runtime.result("change", "op_1", SOON) is None
    assert (runtime.dead, workflow.effects) == (True, THREE[: number - 1])
    await runtime.resume()
    assert await runtime.result("change", "op_1", SOON) == "op_1:f-s-t"
    assert workflow.effects == THREE


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_death_after_the_effect_repeats_that_step(
    runtime: MemoryWorkflows, workflow: Counted, number: int
) -> None:
    runtime.crash_after(number)
    await runtime.start("change", "op_1")
    await runtime.settle()
    assert await runtime.result("change", "op_1", SOON) is None
    await runtime.resume()
    assert await runtime.result("change", "op_1", SOON) == "op_1:f-s-t"
    assert workflow.effects == [*THREE[:number], *THREE[number - 1 :]]


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_death_after_the_record_repeats_nothing(runtime: MemoryWorkflows, workflow: Counted, number: int) -> None:
    runtime.crash_after(number, recorded=True)
    await runtime.start("change", "op_1")
    await runtime.settle()
    await runtime.resume()
    assert await runtime.result("change", "op_1", SOON) == "op_1:f-s-t"
    assert workflow.effects == THREE


async def test_a_dead_process_carries_no_workflow_on(runtime: MemoryWorkflows, workflow: Counted) -> None:
    runtime.crash_before(2)
    await runtime.start("change", "op_1")
    await runtime.start("change", "op_2")
    await runtime.settle()
    assert len(workflow.effects) == 1
    await runtime.resume()
    assert await runtime.result("change", "op_1", SOON) == "op_1:f-s-t"
    assert await runtime.result("change", "op_2", SOON) == "op_2:f-s-t"


async def test_pauses_take_no_real_time_and_happen_once() -> None:
    clock = ManualClock()
    runtime = MemoryWorkflows(clock)

    async def patient(steps: Steps, reference: str) -> str:
        await steps.pause(timedelta(hours=1))
        return await steps.run("end", str, Counted().effect(reference))

    runtime.register("wait", patient)
    runtime.crash_before(2)
    await runtime.start("wait", "op_1")
    await runtime.settle()
    await runtime.resume()
    assert await runtime.result("wait", "op_1", SOON) == "o"
    assert runtime.pauses == [timedelta(hours=1)]
    assert clock.now() == MONDAY_MORNING + timedelta(hours=1)


async def test_a_step_that_returns_another_type_than_declared_fails(runtime: MemoryWorkflows) -> None:
    async def wrong(steps: Steps, reference: str) -> str:
        await steps.run("number", int, Counted().effect(reference))  # type: ignore[arg-type]
        return "never"

    runtime.register("wrong", wrong)
    await runtime.start("wrong", "op_1")
    with pytest.raises(AssertionError, match="not what it declares"):
        await runtime.result("wrong", "op_1", SOON)


async def test_a_workflow_that_takes_another_way_on_replay_fails() -> None:
    runtime, names = MemoryWorkflows(), iter(["one", "two"])

    async def fickle(steps: Steps, reference: str) -> str:
        await steps.run(next(names), str, Counted().effect(reference))
        await steps.run("last", str, Counted().effect(reference))
        return "never"

    runtime.register("fickle", fickle)
    runtime.crash_before(2)
    await runtime.start("fickle", "op_1")
    await runtime.settle()
    await runtime.resume()
    with pytest.raises(AssertionError, match="Replay differs"):
        await runtime.result("fickle", "op_1", SOON)
