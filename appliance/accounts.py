"""System users and groups, by name."""

import grp
import os
import pwd
from dataclasses import dataclass, replace
from pathlib import Path

_ROOT = 0


@dataclass(frozen=True, slots=True)
class Account:
    """A system user, its group, and further groups it is in."""

    name: str
    uid: int
    gid: int
    groups: tuple[int, ...] = ()

    def within(self, *gids: int | None) -> "Account":
        """Return the same user in further groups."""
        return replace(self, groups=(*self.groups, *(gid for gid in gids if gid is not None)))


def account(name: str) -> Account | None:
    """Return a system user, or None where there is none of that name."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


def own_account(name: str, effective: int | None = None) -> Account | None:
    """Return the user that a process of ours is to run as; None where we are not root, or there is no such user."""
    we = os.geteuid() if effective is None else effective
    return account(name) if we == _ROOT else None


def group_id(name: str | None) -> int | None:
    """Return a system group, or None where there is none of that name."""
    try:
        return grp.getgrnam(name).gr_gid if name else None
    except KeyError:
        return None


def members(gid: int) -> frozenset[int]:
    """Return the users of a group: those whose group it is, and those listed in it."""
    listed = set(grp.getgrgid(gid).gr_mem)
    return frozenset(entry.pw_uid for entry in pwd.getpwall() if entry.pw_gid == gid or entry.pw_name in listed)


def user_of(pid: int) -> str | None:
    """Return the name of a running process's effective user (proc_pid_status(5)), or its number without one."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    uid = next((int(line.split()[2]) for line in lines if line.startswith("Uid:")), None)
    if uid is None:
        return None
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
