"""A disk without room under the durable runtime, in a process of its own; prints as JSON what happened.

Called with a directory. A file-size limit stands for the full disk: no file grows beyond what is there already.
"""

import asyncio
import json
import resource
import sys
from datetime import timedelta
from pathlib import Path

from services.durable.errors import DurableError
from services.durable.watchdog import Watchdog, WatchdogSettings
from services.durable.workflows import DbosWorkflows
from services.kernel.clock import SystemClock
from services.kernel.steps import Steps
from services.state.sealed import durable_engine

KEY = bytes(range(32))
QUICK = WatchdogSettings(every=timedelta(milliseconds=200), idle=timedelta(milliseconds=400))


class Work:
    """Two steps; the disk has no room left from the middle of the first on."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self.ran: list[str] = []
        self.full = asyncio.Event()

    async def run(self, steps: Steps, reference: str) -> str:
        """Run out of room in the first step, whose result then cannot be kept."""
        if reference == "op_first":
            await steps.run("fill", str, self._fill)
        return await steps.run("last", str, self._last)

    async def _fill(self) -> str:
        self.ran.append("fill")
        if not self.full.is_set():
            limit(self._log.stat().st_size)
            self.full.set()
        return "x" * 500_000

    async def _last(self) -> str:
        self.ran.append("last")
        return "done"


def limit(size: int) -> None:
    """Let no file grow beyond `size` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def refused(workflows: DbosWorkflows) -> str:
    """Try to start another workflow on the full disk; return the error's name."""
    try:
        for number in range(1000):
            await workflows.start("work", f"op_{number}")
    except DurableError as error:
        return f"{type(error).__name__}: {error.what}"
    return ""


async def main(directory: Path) -> None:
    """Start, fill, try to start more, make room, and wait for the end."""
    work, clock, stuck = Work(directory / "durable.db-wal"), SystemClock(), list[str]()
    engine = durable_engine(directory / "durable.db", KEY)
    workflows = DbosWorkflows(engine, KEY, application_version="1", executor_id="desk-1", clock=clock)
    workflows.register("work", work.run)
    workflows.launch()

    async def on_stuck(reference: str) -> None:
        stuck.append(reference)

    await workflows.start("work", "op_first")
    await work.full.wait()
    error = await refused(workflows)
    while workflows.runs.get("work:op_first") is not None:  # noqa: ASYNC110 the run ends without an event
        await asyncio.sleep(0.01)
    limit(resource.RLIM_INFINITY)
    watching = asyncio.create_task(Watchdog(workflows, clock, on_stuck, QUICK).run())
    end = await workflows.result("work", "op_first", timedelta(seconds=40))
    watching.cancel()
    await workflows.stop(grace=timedelta(0))
    print(json.dumps({"error": error, "end": end, "stuck": stuck, "filled": work.ran.count("fill")}))  # noqa: T201 answer


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
