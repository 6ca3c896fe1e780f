"""A workflow's steps that kill the process at one exact moment: the test's hand on the plug."""

import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from services.kernel.steps import Steps, Workflow

T = TypeVar("T")
MOMENTS = ("before", "after", "recorded")


@dataclass(frozen=True, slots=True)
class Plan:
    """Die in the `step`-th step (from 1) of the change `operation`: before its effect, after it, or once recorded."""

    operation: str
    step: int
    moment: str


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Protocol(Protocol):
    async def run(self, steps: Steps, operation_id: str) -> str: ...


class KillingSteps:
    """Counts the steps of one change and dies where the plan says."""

    def __init__(self, inner: Steps, plan: Plan) -> None:
        self._inner = inner
        self._plan = plan
        self._count = 0

    async def run(self, name: str, returns: type[T], step: Callable[[], Awaitable[T]]) -> T:
        """Run the step, unless this is where the process dies."""
        self._count += 1
        if self._count != self._plan.step:
            return await self._inner.run(name, returns, step)

        async def deadly() -> T:
            if self._plan.moment == "before":
                _die()
            result = await step()
            if self._plan.moment == "after":
                _die()
            return result

        result = await self._inner.run(name, returns, deadly)
        _die()
        return result

    async def pause(self, duration: timedelta) -> None:
        """Wait as the real steps do."""
        await self._inner.pause(duration)


def killing(protocol: _Protocol, plan: Plan | None) -> Workflow:
    """Return the protocol's workflow, deadly for one change."""

    async def run(steps: Steps, operation_id: str) -> str:
        if plan is not None and plan.operation == operation_id:
            return await protocol.run(KillingSteps(steps, plan), operation_id)
        return await protocol.run(steps, operation_id)

    return run
