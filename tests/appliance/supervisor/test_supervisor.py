import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.errors import ProcessError
from appliance.supervisor import child as child_module
from appliance.supervisor.health import ask, status_of
from appliance.supervisor.pids import Pid, pid_of, read_pid, write_pid
from appliance.supervisor.plan import Plan, Probe, ProcessPlan
from appliance.supervisor.supervisor import Supervisor, down, stop_all

TOYS = "tests.appliance.supervisor.toys"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def plan_of(folder: Path, *kinds: str) -> Plan:
    processes = []
    for kind in kinds:
        port = free_port()
        probe = Probe(f"http://127.0.0.1:{port}/health")
        processes.append(ProcessPlan(kind, TOYS, probe, (kind, str(port), str(folder))))
    return Plan(folder / "run", tuple(processes))


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 another process changes it
        await asyncio.sleep(0.02)


class Running:
    """A supervisor running in this test's loop."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.supervisor = Supervisor(plan)
        self.ready = asyncio.Event()
        self.task = asyncio.create_task(self.supervisor.run(self.ready.set, ready_within=30))

    async def up(self) -> None:
        waiting = asyncio.create_task(self.ready.wait())
        await asyncio.wait({waiting, self.task}, return_when=asyncio.FIRST_COMPLETED)
        if self.task.done():
            waiting.cancel()
            self.task.result()

    async def stop(self) -> None:
        self.supervisor.stop()
        await self.task

    def pid(self, name: str) -> Pid:
        found = read_pid(self.plan.run / f"{name}.pid")
        assert found is not None
        return found


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(child_module, "STOP_WITHIN", 2.0)


async def test_up_means_that_every_process_answers(tmp_path: Path) -> None:
    running = Running(plan_of(tmp_path, "honest", "other"))
    await running.up()
    found = [await status_of(running.plan, process) for process in running.plan.processes]
    assert all(one.health.ok and one.pid for one in found)
    assert "200 in" in found[0].health.evidence
    pids = [running.pid("honest"), running.pid("other")]
    await running.stop()
    assert not any(pid.alive for pid in pids)
    assert list(running.plan.run.glob("*.pid")) == []


async def test_a_crashed_process_is_started_again(tmp_path: Path) -> None:
    running = Running(plan_of(tmp_path, "honest"))
    await running.up()
    first = running.pid("honest")
    os.kill(first.number, signal.SIGKILL)
    await until(lambda: (again := read_pid(tmp_path / "run/honest.pid")) is not None and again != first)
    await until(lambda: running.supervisor.children[0].starts == 2)
    await running.stop()


async def test_a_process_that_fails_at_first_is_tried_again_until_it_works(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    running = Running(plan_of(tmp_path, "crashes-twice"))
    await running.up()
    assert running.supervisor.children[0].starts == 3
    assert f"Read {tmp_path / 'run/logs/crashes-twice.log'}" in caplog.text
    await running.stop()


async def test_a_process_that_will_not_stop_is_ended(tmp_path: Path) -> None:
    running = Running(plan_of(tmp_path, "stubborn"))
    await running.up()
    pid = running.pid("stubborn")
    await running.stop()
    assert not pid.alive


async def test_a_second_supervisor_is_refused(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "honest")
    other = await asyncio.create_subprocess_exec("sleep", "60")
    pid = pid_of(other.pid)
    assert pid is not None
    plan.run.mkdir()
    write_pid(plan.own_pid, pid)
    with pytest.raises(ProcessError, match="is running already"):
        await Supervisor(plan).run(lambda: None)
    assert other.returncode is None
    other.kill()
    await other.wait()


async def test_what_a_killed_supervisor_left_behind_is_cleared(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "honest")
    left = await asyncio.create_subprocess_exec("sleep", "60")
    pid = pid_of(left.pid)
    assert pid is not None
    plan.run.mkdir()
    write_pid(plan.run / "honest.pid", pid)
    running = Running(plan)
    await running.up()
    assert await left.wait() == -signal.SIGTERM
    await running.stop()


async def test_a_strangers_process_with_the_same_number_is_left_alone(tmp_path: Path) -> None:
    stranger = await asyncio.create_subprocess_exec("sleep", "60")
    pid = pid_of(stranger.pid)
    assert pid is not None
    plan = plan_of(tmp_path, "honest")
    plan.run.mkdir()
    write_pid(plan.run / "honest.pid", Pid(pid.number, pid.started - 1))
    assert await down(plan) is False
    assert stranger.returncode is None
    stranger.kill()
    await stranger.wait()


async def test_a_process_that_never_answers_is_named_with_its_log(tmp_path: Path) -> None:
    port = free_port()
    silent = ProcessPlan(
        "silent", TOYS, Probe(f"http://127.0.0.1:{port}/nowhere"), ("silent", str(port), str(tmp_path))
    )
    plan = Plan(tmp_path / "run", (silent,))
    with pytest.raises(ProcessError, match="silent did not become healthy") as caught:
        await Supervisor(plan).run(lambda: None, ready_within=1.0)
    assert "silent.log" in caught.value.do
    assert read_pid(plan.pid_file(silent)) is None


async def test_a_log_that_has_grown_large_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "LARGEST_LOG", 10)
    plan = plan_of(tmp_path, "honest")
    plan.logs.mkdir(parents=True)
    (plan.logs / "honest.log").write_text("x" * 11)
    running = Running(plan)
    await running.up()
    await running.stop()
    assert (plan.logs / "honest.old").read_text() == "x" * 11
    assert (plan.logs / "honest.log").stat().st_size < 10


async def test_nothing_running_is_no_error_to_stop(tmp_path: Path) -> None:
    assert await down(plan_of(tmp_path, "honest")) is False


async def test_an_address_where_nothing_answers_is_unhealthy() -> None:
    health = await ask(Probe(f"http://127.0.0.1:{free_port()}/health"))
    assert not health.ok
    assert "no answer (ConnectError)" in health.evidence


async def test_stop_all_insists(tmp_path: Path) -> None:
    ready = tmp_path / "stubborn.starts"
    port = str(free_port())
    stubborn = await asyncio.create_subprocess_exec(sys.executable, "-m", TOYS, "stubborn", port, str(tmp_path))
    await until(ready.exists)
    await until_answers(int(port))
    pid = pid_of(stubborn.pid)
    assert pid is not None
    await stop_all([pid], within=0.2)
    assert await stubborn.wait() == -signal.SIGKILL


async def until_answers(port: int) -> None:
    while not (await ask(Probe(f"http://127.0.0.1:{port}/health"))).ok:  # noqa: ASYNC110 another process
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("text", ["", "x y", "1", "1 2 3"])
def test_a_spoilt_pid_file_names_nobody(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.pid"
    path.write_text(text)
    assert read_pid(path) is None
