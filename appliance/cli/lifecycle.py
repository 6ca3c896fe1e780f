"""`sealdesk up`, `down` and `status`."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from appliance.key_change import KeyChange
from appliance.places import Places
from appliance.plans import APART, appliance_plan, egress_secrets, model_secrets, portal_secrets, require_accounts
from appliance.processes.quiet_logs import start_logging
from appliance.secret_files import (
    LEDGER_KEYS,
    OUR_KEYS,
    REPLACEABLE,
    STATE_KEY,
    SecretFiles,
    create_missing_keys,
    make_keys,
)
from appliance.settings.load import find_file, load
from appliance.settings.model import Settings
from appliance.supervisor.health import ProcessStatus, status_of
from appliance.supervisor.pids import read_pid
from appliance.supervisor.plan import Plan
from appliance.supervisor.supervisor import SOON, Supervisor, down, refuse_second
from services.kernel.clock import SystemClock

OK, UNHEALTHY, NOT_RUNNING = 0, 1, 2
_DETACHED_WITHIN = 60.0
_POLL = 0.2


def up(config: Path | None, *, detach: bool) -> int:
    """Run the supervisor here, or leave it running in the background once everything is healthy."""
    file = find_file(config)
    settings = load(file)
    for line in first_start(settings, SecretFiles.locate(settings.folders.secrets)):
        _say(line)
    require_accounts(settings)
    plan = appliance_plan(settings, file)
    if detach:
        return _detach(file, plan)
    start_logging()
    greeting = "Sealdesk is up; Ctrl-C stops it."
    asyncio.run(Supervisor(plan).run(lambda: _say(greeting), late=lambda error: _say(f"{error.what} {error.do}")))
    return OK


def first_start(settings: Settings, secrets: SecretFiles) -> list[str]:
    """Make the state's folder, and new keys on a machine that has no state yet; then see that every secret is there.

    Returns:
        What was made, in words.

    Raises:
        SecretsError: a secret is missing, readable by others, or of the wrong form.
    """
    said = []
    settings.folders.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = not Places.of(settings).state_file.exists()
    ours = secrets.folder == settings.folders.secrets
    if fresh and ours and create_missing_keys(secrets.folder):
        said.append(f"Made new keys in {secrets.folder}. Keep a copy of {STATE_KEY} apart from the data.")
    if ours and secrets.holds(STATE_KEY) and (made := create_missing_keys(secrets.folder, REPLACEABLE)):
        said.append(f"Made {', '.join(made)} in {secrets.folder}: it is new with this version, and seals no data.")
    if (
        ours
        and not Places.of(settings).ledger.exists()
        and (made := make_keys(secrets, LEDGER_KEYS, SystemClock().now()))
    ):
        said.append(f"Made {', '.join(made)}: the audit ledger begins. Keep copies of them apart from the data.")
    if ours and secrets.keyring_file.exists():
        finished = KeyChange(secrets.keyring(), Places.of(settings)).finish()
        said += [f"{name}: the change that was interrupted is finished." for name in finished]
    for name in OUR_KEYS:
        secrets.key(name)
    if settings.scheduling_system.smart is not None:
        secrets.read(settings.scheduling_system.smart.key_file)
    for name in (*model_secrets(settings), *egress_secrets(settings), *portal_secrets(settings)):
        secrets.read(name)
    return said


def down_(config: Path | None) -> int:
    """Stop what `up` started."""
    file = find_file(config)
    stopped = asyncio.run(down(appliance_plan(load(file), file)))
    _say("Sealdesk is stopped." if stopped else "Sealdesk was not running.")
    return OK


def status(config: Path | None, *, as_json: bool) -> int:
    """Print how each process stands."""
    file = find_file(config)
    return show_status(appliance_plan(load(file), file), as_json=as_json)


def show_status(plan: Plan, *, as_json: bool) -> int:
    """Print how each process of a plan stands; return the exit code."""
    found = asyncio.run(_statuses(plan))
    if as_json:
        _say(json.dumps({"processes": [_row(one) for one in found], "notes": same_user(found)}))
    else:
        for one in found:
            word = "healthy" if one.health.ok else "NOT healthy"
            _say(f"{one.name:8} {one.pid or '-':>8}  {word:12} {one.user or '-':16} {one.health.evidence}")
        for note in same_user(found):
            _say(note)
    if all(one.health.ok for one in found):
        return OK
    return UNHEALTHY if any(one.pid or one.health.ok for one in found) else NOT_RUNNING


def _row(one: ProcessStatus) -> dict[str, object]:
    health = one.health
    return {"name": one.name, "pid": one.pid, "user": one.user, "healthy": health.ok, "evidence": health.evidence}


def same_user(found: list[ProcessStatus]) -> list[str]:
    """Return a note for each process that should have a user of its own and shares the portal's."""
    users = {one.name: one.user for one in found if one.user is not None}
    shared = [name for name in APART if name in users and users[name] == users.get("portal")]
    return [
        f"note: {name} runs as {users[name]}, as the other processes do: only its socket keeps them apart. "
        f"Start `up` as root on a machine with the user {APART[name]}, or use its unit."
        for name in shared
    ]


async def _statuses(plan: Plan) -> list[ProcessStatus]:
    return list(await asyncio.gather(*(status_of(plan, process) for process in plan.processes)))


def _detach(file: Path, plan: Plan) -> int:
    refuse_second(plan)
    plan.run.mkdir(mode=0o700, parents=True, exist_ok=True)
    plan.logs.mkdir(mode=0o700, exist_ok=True)
    with (plan.logs / "supervisor.log").open("ab") as output:
        child = subprocess.Popen(  # noqa: S603 our own module
            [sys.executable, "-m", "appliance.cli.main", "up", "--config", str(file)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env=dict(os.environ),
        )
    return asyncio.run(_until_healthy(plan, child))


async def _until_healthy(plan: Plan, child: "subprocess.Popen[bytes]") -> int:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _DETACHED_WITHIN
    soon: float | None = None
    while loop.time() < deadline and child.poll() is None:
        found = await _statuses(plan)
        late = [one for one in found if not one.health.ok]
        soon = loop.time() + SOON if late and soon is None and not any(one.vital for one in late) else soon
        if read_pid(plan.own_pid) and (not late or (soon is not None and loop.time() > soon)):
            for one in late:
                _say(f"{one.name} is not healthy yet ({one.health.evidence}); patients are served without it.")
            _say("Sealdesk is up. `sealdesk down` stops it.")
            return OK
        await asyncio.sleep(_POLL)
    _say(f"Sealdesk did not come up. Read {plan.logs / 'supervisor.log'}.")
    return UNHEALTHY


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
