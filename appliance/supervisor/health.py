"""Health is proven by traffic: a process is healthy when it answers a real request as it should."""

from dataclasses import dataclass

import httpx

from appliance.accounts import user_of
from appliance.supervisor.pids import read_pid
from appliance.supervisor.plan import Plan, Probe, ProcessPlan

_TIMEOUT = 3.0


@dataclass(frozen=True, slots=True)
class Health:
    """Whether something works, and what shows it."""

    ok: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class ProcessStatus:
    """One process as it stands."""

    name: str
    pid: int | None
    health: Health
    user: str | None = None
    vital: bool = True


async def ask(probe: Probe) -> Health:
    """Send the probe's request and judge the answer."""
    where = f"{probe.socket.name}{httpx.URL(probe.url).path}" if probe.socket else probe.url
    transport = httpx.AsyncHTTPTransport(uds=str(probe.socket) if probe.socket else None)
    try:
        async with httpx.AsyncClient(transport=transport, timeout=_TIMEOUT, trust_env=False) as client:
            answer = await client.get(probe.url, headers=dict(probe.headers))
    except httpx.HTTPError as error:
        return Health(ok=False, evidence=f"GET {where}: no answer ({type(error).__name__})")
    millis = round(answer.elapsed.total_seconds() * 1000)
    return Health(answer.status_code == probe.status, f"GET {where}: {answer.status_code} in {millis} ms")


async def status_of(plan: Plan, process: ProcessPlan) -> ProcessStatus:
    """Return how one process stands: its id if it runs, and what its probe shows."""
    pid = read_pid(plan.pid_file(process))
    running = pid.number if pid is not None and pid.alive else None
    user = user_of(running) if running is not None else None
    return ProcessStatus(process.name, running, await ask(process.probe), user, process.vital)
