"""The durable-execution port: a workflow is a function whose steps are remembered across a crash."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol, TypeVar

T = TypeVar("T")


class Steps(Protocol):
    """Runs the steps of one workflow; a finished step is never run again, its result is replayed.

    A step that was interrupted runs again: steps are at-least-once and must be idempotent.
    """

    async def run(self, name: str, returns: type[T], step: Callable[[], Awaitable[T]]) -> T:
        """Run `step` once to its end and remember its result.

        Args:
            name: stable name of the step, without PHI.
            returns: the type of the result (a dataclass, a union of them, or a JSON type), for storage.
            step: the work; it returns problems as values, it does not raise expected errors.
        """
        ...

    async def pause(self, duration: timedelta) -> None:
        """Wait; the waiting survives a restart."""
        ...


Workflow = Callable[[Steps, str], Awaitable[str]]
"""A workflow takes its steps and one opaque reference (never PHI) and returns a short final word."""


class Workflows(Protocol):
    """Starts workflows and brings interrupted ones to their end."""

    def register(self, name: str, workflow: Workflow) -> None:
        """Make a workflow known; all are registered before the runtime starts."""
        ...

    async def start(self, name: str, reference: str) -> None:
        """Start the workflow for `reference`; starting it twice starts it once."""
        ...

    async def result(self, name: str, reference: str, timeout: timedelta) -> str | None:
        """Return the final word, or None when it is not there after `timeout`."""
        ...
