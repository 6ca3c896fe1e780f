"""One supervised process: started, watched, started again after a crash with a growing pause, stopped on request."""

import asyncio
import logging
import os
import signal
from pathlib import Path
from typing import BinaryIO, TypedDict

from appliance.accounts import Account
from appliance.supervisor.pids import pid_of, write_pid
from appliance.supervisor.plan import Plan, ProcessPlan
from appliance.supervisor.prepare import clear_away, prepare
from services.kernel.errors import SealdeskError

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
STOP_WITHIN = 15.0
LARGEST_LOG = 10_000_000


class _User(TypedDict, total=False):
    user: int
    group: int
    extra_groups: tuple[int, ...]


class Child:
    """Keeps one process of the plan running until it is told to stop."""

    def __init__(self, plan: Plan, process: ProcessPlan) -> None:
        self.process = process
        self.starts = 0
        self._plan = plan
        self._stopping = asyncio.Event()
        self._running: asyncio.subprocess.Process | None = None

    async def keep(self) -> None:
        """Start the process, and start it again whenever it ends, until `stop`."""
        pause = FIRST_PAUSE
        clock = asyncio.get_running_loop().time
        while not self._stopping.is_set():
            began = clock()
            code = await self._run()
            if self._stopping.is_set():
                break
            pause = FIRST_PAUSE if clock() - began > STEADY_AFTER else pause
            log.warning(
                "%s ended with code %s; starting it again in %.1f s. Read %s", self.process.name, code, pause, self._log
            )
            await self._wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    @property
    def _log(self) -> Path:
        return self._plan.logs / f"{self.process.name}.log"

    async def stop(self) -> None:
        """Ask the process to end, and end it when it does not within 15 seconds."""
        self._stopping.set()
        running = self._running
        if running is None or running.returncode is not None:
            return
        running.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(running.wait(), STOP_WITHIN)
        except TimeoutError:
            running.kill()
            await running.wait()

    async def _run(self) -> int | None:
        pid_file = self._plan.pid_file(self.process)
        try:
            given = prepare(self._plan, self.process)
        except (SealdeskError, OSError) as error:
            log.error("%s cannot be prepared: %s", self.process.name, error)  # noqa: TRY400 paths and names only
            return None
        with _log_file(self._log) as output:
            self._running = running = await asyncio.create_subprocess_exec(
                *self.process.command(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.process.environment, **given},
                start_new_session=True,
                **_as(self.process.account),
            )
        self.starts += 1
        if (pid := pid_of(running.pid)) is not None:
            write_pid(pid_file, pid)
        try:
            return await running.wait()
        finally:
            pid_file.unlink(missing_ok=True)
            clear_away(self._plan, self.process)

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


def _as(account: Account | None) -> _User:
    """Return how a process is started as another user: with that user's groups, and none of ours."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": account.groups}


def _log_file(path: Path) -> BinaryIO:
    """Open a process's log; one that has grown large makes room and is kept once as `.old`."""
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".old"))
    return path.open("ab")
