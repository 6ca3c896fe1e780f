"""`sealdesk staff`: who may sign in to the staff console."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from appliance.cli.opening import opened_state, settings_of, staff_actor
from appliance.settings.model import Settings
from services.accounts.enrolling import VALID, Enrolling
from services.accounts.errors import WrongAccount
from services.accounts.model import Account, Role
from services.accounts.permissions import MEANINGS, Permission, roles_with
from services.kernel.clock import SystemClock

T = TypeVar("T")
_HOURS = int(VALID.total_seconds() // 3600)


def add(config: Path | None, account: str, staff: str, name: str, roles: Sequence[str]) -> int:
    """Make an account and print how its person enrols."""
    settings, actor = settings_of(config), staff_actor(staff)
    if not set(roles) <= set(Role):
        raise WrongAccount("There is no such role.", f"Give one or more of: {', '.join(Role)}.")
    wanted = {Role(role) for role in roles}
    _invite(settings, _with(settings, lambda accounts: accounts.add(account, name, wanted, actor)))
    return 0


def reset(config: Path | None, account: str, staff: str) -> int:
    """Take password and second factor away, and print how the person enrols anew."""
    settings, actor = settings_of(config), staff_actor(staff)
    _invite(settings, _with(settings, lambda accounts: accounts.reset(account, actor)))
    return 0


def disable(config: Path | None, account: str, staff: str) -> int:
    """Let nobody in under this name any more."""
    settings, actor = settings_of(config), staff_actor(staff)
    _with(settings, lambda accounts: accounts.disable(account, actor))
    sys.stdout.write("Disabled. Open sessions have ended.\n")
    return 0


def link(config: Path | None, account: str, subject: str, staff: str) -> int:
    """Let the person in through the clinic's directory from now on."""
    settings, actor = settings_of(config), staff_actor(staff)
    _with(settings, lambda accounts: accounts.link(account, subject, actor))
    sys.stdout.write("Linked. The person signs in by the clinic's directory from now on; open sessions have ended.\n")
    return 0


def may(*, as_json: bool) -> int:
    """Print which role may do what."""
    rows = [
        {"permission": each, "words": MEANINGS[each].words, "phi": MEANINGS[each].phi, "roles": roles_with(each)}
        for each in Permission
    ]
    if as_json:
        sys.stdout.write(json.dumps({"permissions": rows}) + "\n")
        return 0
    for each in Permission:
        meaning = MEANINGS[each]
        marks = f"{'PHI' if meaning.phi else '':4}{'2nd factor again' if meaning.step_up else ''}"
        sys.stdout.write(f"{each:20} {marks:21} {', '.join(roles_with(each))}\n{'':20} {meaning.words}\n")
    return 0


def list_all(config: Path | None, *, as_json: bool) -> int:
    """Print every account."""
    settings = settings_of(config)
    everybody = _with(settings, lambda accounts: accounts.everybody())
    if as_json:
        rows = [{"id": a.id, "name": a.name, "roles": sorted(a.roles), "state": _state(a)} for a in everybody]
        sys.stdout.write(json.dumps({"staff": rows}) + "\n")
        return 0
    for one in everybody:
        sys.stdout.write(f"{one.id:20} {one.name:30} {', '.join(sorted(one.roles)):24} {_state(one)}\n")
    if not everybody:
        sys.stdout.write("Nobody has an account. `sealdesk staff add` makes one.\n")
    return 0


def _state(account: Account) -> str:
    now = SystemClock().now()
    if account.disabled:
        return "disabled"
    if account.password:
        return "ready"
    return "invited" if account.invitation and account.invitation.until > now else "invitation ran out"


def _invite(settings: Settings, code: str) -> None:
    console = settings.console
    where = "the console"
    if console is not None:
        secure = console.tls is not None or console.behind_tls
        port = "" if console.behind_tls else f":{console.port}"
        where = f"{'https' if secure else 'http'}://{console.public_hosts[0]}{port}/enrol"
    sys.stdout.write(
        f"Invitation code (shown once, good for {_HOURS} hours):\n\n  {code}\n\n"
        f"The person opens {where} and types it there.\n"
    )


def _with(settings: Settings, work: Callable[[Enrolling], Awaitable[T]]) -> T:
    async def run() -> T:
        async with opened_state(settings) as store:
            return await work(Enrolling(store, SystemClock()))

    return asyncio.run(run())
