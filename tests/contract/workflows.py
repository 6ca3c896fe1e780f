"""What every durable runtime promises.

A test module gives a fixture `launch`, which registers workflows by name and starts the runtime with them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.kernel.interval import Interval
from services.kernel.steps import Steps, Workflow, Workflows

Launch = Callable[[Mapping[str, Workflow]], Awaitable[Workflows]]
SOON = timedelta(seconds=30)
AT_ONCE = timedelta(milliseconds=20)


@dataclass(frozen=True, slots=True)
class Taken:
    """One of two results with the same fields."""

    by: str


@dataclass(frozen=True, slots=True)
class Free:
    """The other one."""

    by: str


@dataclass(frozen=True, slots=True)
class Found:
    """A result with everything that is hard to store."""

    interval: Interval
    names: tuple[str, ...]
    marks: frozenset[str]
    nothing: str | None = None


FOUND = Found(
    Interval(datetime(2027, 3, 1, 9, tzinfo=UTC), datetime(2027, 3, 1, 10, tzinfo=UTC)), ("Ñ", "b"), frozenset({"x"})
)


class Counting:
    """A workflow of three steps that counts how often each ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    async def run(self, steps: Steps, reference: str) -> str:
        async def take(name: str) -> str:
            self.ran.append(f"{reference} {name}")
            return name

        words = [await steps.run(name, str, lambda name=name: take(name)) for name in ("one", "two", "three")]  # type: ignore[misc]
        return " ".join(words)


class WorkflowsContract:
    """Every runtime passes this."""

    async def test_a_workflow_runs_its_steps_in_order_to_its_final_word(self, launch: Launch) -> None:
        counting = Counting()
        workflows = await launch({"count": counting.run})
        await workflows.start("count", "op_1")
        assert await workflows.result("count", "op_1", SOON) == "one two three"
        assert counting.ran == ["op_1 one", "op_1 two", "op_1 three"]

    async def test_starting_twice_starts_once(self, launch: Launch) -> None:
        counting = Counting()
        workflows = await launch({"count": counting.run})
        await asyncio.gather(*(workflows.start("count", "op_1") for _ in range(5)))
        assert await workflows.result("count", "op_1", SOON) == "one two three"
        await workflows.start("count", "op_1")
        assert await workflows.result("count", "op_1", SOON) == "one two three"
        assert len(counting.ran) == 3

    async def test_references_and_names_are_kept_apart(self, launch: Launch) -> None:
        counting, other = Counting(), Counting()
        workflows = await launch({"count": counting.run, "other": other.run})
        for name, reference in (("count", "op_1"), ("count", "op_2"), ("other", "op_1")):
            await workflows.start(name, reference)
        for name, reference in (("count", "op_1"), ("count", "op_2"), ("other", "op_1")):
            assert await workflows.result(name, reference, SOON) == "one two three"
        assert (len(counting.ran), len(other.ran)) == (6, 3)

    async def test_what_was_never_started_has_no_result(self, launch: Launch) -> None:
        workflows = await launch({"count": Counting().run})
        assert await workflows.result("count", "op_9", AT_ONCE) is None

    async def test_while_it_runs_there_is_no_result(self, launch: Launch) -> None:
        go_on = asyncio.Event()

        async def waiting(steps: Steps, _: str) -> str:
            async def wait() -> bool:
                return await go_on.wait()

            return "done" if await steps.run("wait", bool, wait) else "not"

        workflows = await launch({"waiting": waiting})
        await workflows.start("waiting", "op_1")
        assert await workflows.result("waiting", "op_1", AT_ONCE) is None
        go_on.set()
        assert await workflows.result("waiting", "op_1", SOON) == "done"

    async def test_results_come_back_as_their_declared_types(self, launch: Launch) -> None:
        seen: list[object] = []

        async def give(value: object) -> object:
            return value

        async def typed(steps: Steps, _: str) -> str:
            seen.append(await steps.run("found", Found, lambda: give(FOUND)))
            seen.append(await steps.run("taken", Taken | Free, lambda: give(Taken("x"))))  # type: ignore[arg-type]
            seen.append(await steps.run("free", Taken | Free, lambda: give(Free("x"))))  # type: ignore[arg-type]
            seen.append(await steps.run("maybe", Found | None, lambda: give(None)))  # type: ignore[arg-type]
            seen.append(await steps.run("list", list[int], lambda: give([1, 2])))
            seen.append(await steps.run("flag", bool, lambda: give(False)))  # noqa: FBT003
            return "done"

        workflows = await launch({"typed": typed})
        await workflows.start("typed", "op_1")
        assert await workflows.result("typed", "op_1", SOON) == "done"
        assert seen == [FOUND, Taken("x"), Free("x"), None, [1, 2], False]

    async def test_a_pause_goes_by(self, launch: Launch) -> None:
        async def pausing(steps: Steps, _: str) -> str:
            await steps.pause(timedelta(milliseconds=5))
            return "rested"

        workflows = await launch({"pausing": pausing})
        await workflows.start("pausing", "op_1")
        assert await workflows.result("pausing", "op_1", SOON) == "rested"

    async def test_a_workflow_may_start_another(self, launch: Launch) -> None:
        counting = Counting()
        known: list[Workflows] = []

        async def starting(steps: Steps, reference: str) -> str:
            async def start() -> bool:
                await known[0].start("count", reference)
                return True

            await steps.run("start", bool, start)
            return "started"

        workflows = await launch({"count": counting.run, "starting": starting})
        known.append(workflows)
        await workflows.start("starting", "op_1")
        assert await workflows.result("starting", "op_1", SOON) == "started"
        assert await workflows.result("count", "op_1", SOON) == "one two three"
