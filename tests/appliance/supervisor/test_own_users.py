"""A process with a user, folders and secrets of its own. Without root, that user is the tests' own."""

import os
import pwd
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from appliance.accounts import Account
from appliance.errors import SecretsError
from appliance.supervisor.child import Child
from appliance.supervisor.plan import OwnFolder, Plan, Probe, ProcessPlan
from appliance.supervisor.prepare import prepare
from appliance.supervisor.supervisor import Supervisor
from tests.appliance.supervisor.test_supervisor import free_port, plan_of

OTHER = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
ACCOUNT = Account(OTHER.pw_name, OTHER.pw_uid, OTHER.pw_gid)
SAYS = "id -u; id -G; cat $CREDENTIALS_DIRECTORY/model.key; ls $CREDENTIALS_DIRECTORY; touch {folder}/made"


@dataclass(frozen=True, slots=True)
class Shell(ProcessPlan):
    """A process that is a line of shell."""

    def command(self) -> list[str]:
        return ["/bin/sh", "-c", self.module]


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Return a folder that other users may pass through; those that pytest makes are closed to them."""
    with tempfile.TemporaryDirectory(prefix="own-users-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o700)
    for name in ("model.key", "state.key"):
        (folder / name).write_text(f"{name} is secret\n")
        (folder / name).chmod(0o400)
    return folder


def plan_for(tmp_path: Path, secrets: Path, account: Account | None) -> Plan:
    probe = Probe(f"http://127.0.0.1:{free_port()}/")
    folders = (OwnFolder(tmp_path / "run/own", 0o711), OwnFolder(tmp_path / "there", ours=False))
    shell = Shell(
        "shell",
        SAYS.format(folder=tmp_path / "run/own"),
        probe,
        account=account,
        folders=folders,
        secrets=("model.key",),
    )
    plan = Plan(tmp_path / "run", (shell,), secrets)
    plan.logs.mkdir(parents=True)
    plan.run.chmod(0o711)
    return plan


async def once(child: Child) -> int | None:
    """Run a child's process once, without its being started again."""
    return await child._run()  # noqa: SLF001


async def test_it_runs_as_its_user_with_its_folders_and_its_secrets_alone(tmp_path: Path, secrets: Path) -> None:
    (tmp_path / "there").mkdir(mode=0o700)
    plan = plan_for(tmp_path, secrets, ACCOUNT if os.geteuid() == 0 else None)
    given = prepare(plan, plan.processes[0])
    environment = {"CREDENTIALS_DIRECTORY": str(secrets)} if not given else {}
    shell = replace(plan.processes[0], environment=environment)
    code = await once(Child(Plan(plan.run, (shell,), secrets), shell))
    said = (plan.logs / "shell.log").read_text().splitlines()
    assert code == 0, said
    assert said[0] == str(ACCOUNT.uid)
    assert said[2] == "model.key is secret"
    assert (tmp_path / "run/own/made").stat().st_uid == ACCOUNT.uid
    assert (tmp_path / "there").stat().st_uid == os.geteuid()
    if os.geteuid() == 0:
        assert said[1] == str(ACCOUNT.gid)
        assert said[3:] == ["model.key"]
    assert not plan.credentials(shell).exists() or given == {}


def test_copies_of_secrets_are_the_users_and_nobody_elses(
    tmp_path: Path, secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    plan = plan_for(tmp_path, secrets, ACCOUNT)
    (process,) = plan.processes
    for _ in range(2):
        given = prepare(plan, process)
    folder = Path(given["CREDENTIALS_DIRECTORY"])
    assert [path.name for path in folder.iterdir()] == ["model.key"]
    for path, mode in ((folder, 0o700), (folder / "model.key", 0o400)):
        status = path.stat()
        assert (stat.S_IMODE(status.st_mode), status.st_uid) == (mode, ACCOUNT.uid)


def test_without_a_user_of_its_own_the_secrets_stay_where_they_are(tmp_path: Path, secrets: Path) -> None:
    plan = plan_for(tmp_path, secrets, None)
    assert prepare(plan, plan.processes[0]) == {}
    assert not plan.credentials(plan.processes[0]).exists()
    assert (tmp_path / "run/own").is_dir()


async def test_a_missing_secret_is_told_and_tried_again(
    tmp_path: Path, secrets: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (secrets / "model.key").unlink()
    plan = plan_for(tmp_path, secrets, ACCOUNT)
    with pytest.raises(SecretsError, match=r"model\.key cannot be opened"):
        prepare(plan, plan.processes[0])
    child = Child(plan, plan.processes[0])
    assert await once(child) is None
    assert "shell cannot be prepared" in caplog.text
    assert child.starts == 0


@pytest.mark.parametrize(("account", "mode"), [(ACCOUNT, 0o711), (None, 0o700)])
async def test_the_run_folder_is_passed_through_only_where_it_must_be(
    tmp_path: Path, account: Account | None, mode: int
) -> None:
    plan = Plan(tmp_path / "run", tuple(replace(each, account=account) for each in plan_of(tmp_path, "x").processes))
    await Supervisor(plan)._claim()  # noqa: SLF001
    assert stat.S_IMODE(plan.run.stat().st_mode) == mode


async def test_up_does_not_wait_for_what_nobody_needs(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    plan = plan_of(tmp_path, "honest")
    silent = Shell("silent", "exec sleep 60", Probe(f"http://127.0.0.1:{free_port()}/"), vital=False)
    supervisor = Supervisor(Plan(plan.run, (silent, *plan.processes)), soon=0.0)
    await supervisor.run(supervisor.stop)
    assert "silent did not become healthy" in caplog.text
    assert "Patients are served without it." in caplog.text
