"""Runs a whole plan: clears what a killed supervisor left, starts everything, waits for health, stops everything."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable

from appliance.errors import ProcessError
from appliance.supervisor.child import Child
from appliance.supervisor.health import ask
from appliance.supervisor.pids import Pid, pid_of, read_pid, write_pid
from appliance.supervisor.plan import Plan, ProcessPlan

log = logging.getLogger(__name__)

_POLL = 0.1
_GRACE = 15.0
SOON = 20.0
PASS_THROUGH = 0o011


class Supervisor:
    """Keeps the processes of a plan up, in the foreground.

    `soon` is how long, in seconds, those without which patients are served all the same may take before all is ready.
    """

    def __init__(self, plan: Plan, soon: float = SOON) -> None:
        self.plan = plan
        self._soon = soon
        self.children = [Child(plan, process) for process in plan.processes]
        self._stopping = asyncio.Event()

    async def run(
        self,
        ready: Callable[[], None],
        ready_within: float = 60.0,
        late: Callable[[ProcessError], None] | None = None,
    ) -> None:
        """Start everything, call `ready` once all are healthy, and stay until a signal or `stop`.

        Args:
            ready: called once.
            ready_within: seconds.
            late: called when a process is not healthy in time, and everything stays up; without it, that is an error.

        Raises:
            ProcessError: another supervisor runs this plan, or a process was not healthy in time.
        """
        await self._claim()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.stop)
        keepers = [asyncio.create_task(child.keep()) for child in self.children]
        try:
            await self._greet(ready, ready_within, late)
            await self._stopping.wait()
        finally:
            for last in (False, True):
                await asyncio.gather(*(child.stop() for child in self.children if child.process.outlives is last))
            await asyncio.gather(*keepers)
            self.plan.own_pid.unlink(missing_ok=True)

    async def _greet(
        self, ready: Callable[[], None], within: float, late: Callable[[ProcessError], None] | None
    ) -> None:
        try:
            if await self._healthy(within):
                ready()
        except ProcessError as error:
            if late is None:
                raise
            late(error)

    def stop(self) -> None:
        """Begin to stop; `run` returns when every process has ended."""
        self._stopping.set()

    async def _claim(self) -> None:
        self.plan.run.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.plan.shared:
            self.plan.run.chmod(self.plan.run.stat().st_mode | PASS_THROUGH)
        self.plan.logs.mkdir(mode=0o700, exist_ok=True)
        refuse_second(self.plan)
        await stop_all([pid for process in self.plan.processes if (pid := read_pid(self.plan.pid_file(process)))])
        if (own := pid_of(os.getpid())) is not None:
            write_pid(self.plan.own_pid, own)

    async def _healthy(self, within: float) -> bool:
        """Wait until every probe is answered; False when told to stop meanwhile."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + within
        for process in sorted(self.plan.processes, key=lambda each: not each.vital):
            if not process.vital:
                deadline = min(deadline, clock() + self._soon)
            while not (health := await ask(process.probe)).ok:
                if self._stopping.is_set():
                    return False
                if clock() > deadline:
                    self._late(process, health.evidence)
                    break
                await asyncio.sleep(_POLL)
        return True

    def _late(self, process: ProcessPlan, evidence: str) -> None:
        """Say that a process is late.

        Raises:
            ProcessError: nobody is served without it.
        """
        error = self._too_late(process, evidence)
        if process.vital:
            raise error
        log.warning("%s %s Patients are served without it.", error.what, error.do)

    def _too_late(self, process: ProcessPlan, evidence: str) -> ProcessError:
        log_file = self.plan.logs / f"{process.name}.log"
        return ProcessError(f"The process {process.name} did not become healthy: {evidence}.", f"Read {log_file}.")


def refuse_second(plan: Plan) -> None:
    """Make sure that no other supervisor runs this plan.

    Raises:
        ProcessError: one does.
    """
    other = read_pid(plan.own_pid)
    if other is not None and other.alive and other.number != os.getpid():
        msg = f"Sealdesk is running already in {plan.run} (process {other.number})."
        raise ProcessError(msg, "Run `sealdesk down` first.")


async def stop_all(pids: list[Pid], within: float = _GRACE) -> None:
    """End these very processes: ask first, then insist."""
    left = [pid for pid in pids if pid.send(signal.SIGTERM)]
    deadline = asyncio.get_running_loop().time() + within
    while any(pid.alive for pid in left) and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110 no event
        await asyncio.sleep(_POLL)
    for pid in left:
        pid.send(signal.SIGKILL)


async def down(plan: Plan) -> bool:
    """Stop the supervisor of this plan, and with it its processes; False when none was running."""
    supervisor = read_pid(plan.own_pid)
    running = supervisor is not None and supervisor.alive
    if supervisor is not None:
        await stop_all([supervisor], within=2 * _GRACE)
    leftovers = [pid for process in plan.processes if (pid := read_pid(plan.pid_file(process))) and pid.alive]
    await stop_all(leftovers)
    for path in (plan.own_pid, *(plan.pid_file(process) for process in plan.processes)):
        path.unlink(missing_ok=True)
    return running or bool(leftovers)
