"""Runs six-step workflows in a process of its own, which dies at a step it is told, or is killed from outside.

Called with a directory, how many workflows to have, and `<reference> <step> <moment>` of its own death, or nothing.
Every effect is one line in `effects` and one line printed. When all are done it prints a JSON line: each end, and the
seconds from the start to the first effect.
"""

import asyncio
import json
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from services.durable.watchdog import Watchdog
from services.durable.workflows import DbosWorkflows
from services.kernel.clock import SystemClock
from services.kernel.steps import Steps
from services.state.sealed import durable_engine

KEY = bytes(range(32))
STEPS = 6
STARTED = time.monotonic()


def die_here(wanted: list[str], reference: str, step: int, moment: str) -> None:
    """Die like a process that lost its power, when this is the place."""
    if wanted == [reference, str(step), moment]:
        os.kill(os.getpid(), signal.SIGKILL)


class Effects:
    """A side file: what really happened, whatever the database says."""

    def __init__(self, directory: Path, death: list[str]) -> None:
        self._file = os.open(directory / "effects", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self._death = death
        self.first: float | None = None

    async def work(self, steps: Steps, reference: str) -> str:
        """Do six things."""
        for step in range(STEPS):
            done = await steps.run(f"step-{step}", str, lambda step=step: self._effect(reference, step))  # type: ignore[misc]
            die_here(self._death, reference, step, "recorded")
            if done != f"{reference} {step}":
                return "wrong"
        return "done"

    async def _effect(self, reference: str, step: int) -> str:
        die_here(self._death, reference, step, "before")
        os.write(self._file, f"{reference} {step}\n".encode())
        print(reference, step, flush=True)  # noqa: T201 the parent counts them
        self.first = self.first or time.monotonic() - STARTED
        die_here(self._death, reference, step, "after")
        return f"{reference} {step}"


async def nobody(reference: str) -> None:
    """Nothing may get stuck here."""
    raise AssertionError(reference)


async def main(directory: Path, count: int, death: list[str]) -> None:
    """Start every workflow, also those of the process before, and wait for their ends."""
    effects = Effects(directory, death)
    clock = SystemClock()
    engine = durable_engine(directory / "durable.db", KEY)
    workflows = DbosWorkflows(engine, KEY, application_version="1", executor_id="desk-1", clock=clock)
    workflows.register("work", effects.work)
    workflows.launch()
    watching = asyncio.create_task(Watchdog(workflows, clock, nobody).run())
    references = [f"op_{number}" for number in range(count)]
    await asyncio.gather(*(workflows.start("work", reference) for reference in references))
    ends = await asyncio.gather(*(workflows.result("work", r, timedelta(seconds=60)) for r in references))
    watching.cancel()
    await workflows.stop()
    print(json.dumps({"ends": ends, "first": effects.first}), flush=True)  # noqa: T201 the answer


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
