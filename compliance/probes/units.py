"""Probes of how processes are confined: the units in force, and the users they run as."""

from pathlib import Path
from typing import Final

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.subject import Ran, Subject

_APART: Final = ("egress", "gateway", "audit", "model")
"""Processes that must not share a user with the portal: they hold or meet what it must not."""
_ROOT: Final = 0
_ASKED: Final = ("ActiveState", "NeedDaemonReload", "DropInPaths")


async def _hardened(subject: Subject) -> Figure:
    units, folder = subject.installed.units, subject.installed.folder
    there = [name for name in units if (folder / name).is_file()]
    if not there:
        raise CannotTell(
            f"none of {len(units)} units is installed in {folder}: `sealdesk up` runs without their limits"
        )
    differing = [name for name in there if (folder / name).read_text(encoding="utf-8") != units[name]]
    missing = sorted(set(units) - set(there))
    if differing or missing:
        raise NotShown(
            f"not as the settings make them: {', '.join(differing) or 'none'}; missing: {', '.join(missing)}"
        )
    await _in_force(subject, there)
    limits = sum(line.partition("=")[0] in _limits() for name in there for line in units[name].splitlines())
    return Figure(
        f"{len(there)} units are installed word for word as the settings make them, with {limits} limits; systemd runs "
        "them so, with nothing added"
    )


async def _in_force(subject: Subject, names: list[str]) -> None:
    """Ask systemd whether it runs these units as their files say (systemctl(1), `show`).

    Raises:
        CannotTell: systemd does not say, or one does not run.
        NotShown: something was added to one, or its file was changed since it was read.
    """
    ran = await subject.machine.commands.run("systemctl", "show", f"--property={','.join(_ASKED)}", *names)
    told = [dict(line.split("=", 1) for line in part.splitlines() if "=" in line) for part in _parts(ran)]
    if len(told) != len(names) or not all(set(_ASKED) <= said.keys() for said in told):
        raise CannotTell("the units are installed, but systemd does not say whether it runs them")
    by_name = dict(zip(names, told, strict=True))
    added = [f"{name} ({said['DropInPaths']})" for name, said in by_name.items() if said.get("DropInPaths")]
    old = [name for name, said in by_name.items() if said.get("NeedDaemonReload") != "no"]
    if added or old:
        raise NotShown(
            f"added to from outside: {', '.join(added) or 'none'}; changed since systemd read them: "
            f"{', '.join(old) or 'none'}"
        )
    idle = [name for name, said in by_name.items() if said.get("ActiveState") != "active"]
    if idle:
        raise CannotTell(f"not running by their units now: {', '.join(idle)}")


def _parts(ran: Ran | None) -> list[str]:
    """Return what `systemctl show` says of each unit; nothing where it did not answer."""
    return [part for part in ran.out.split("\n\n") if part.strip()] if ran is not None and not ran.code else []


def _limits() -> frozenset[str]:
    return frozenset(
        (
            *(
                "NoNewPrivileges",
                "CapabilityBoundingSet",
                "ProtectSystem",
                "ProtectHome",
                "PrivateTmp",
                "PrivateDevices",
            ),
            *("ProtectKernelTunables", "ProtectKernelModules", "ProtectKernelLogs", "ProtectControlGroups"),
            *("ProtectClock", "ProtectHostname", "ProtectProc", "RestrictSUIDSGID", "RestrictRealtime"),
            *("RestrictNamespaces", "LockPersonality", "RestrictAddressFamilies", "SystemCallArchitectures"),
            *("IPAddressDeny", "PrivateNetwork", "LimitCORE", "MemoryMax", "MemorySwapMax"),
        )
    )


async def _separate(subject: Subject) -> Figure:
    seen = {name: None if pid is None else _user(subject.machine.proc, pid) for name, pid in subject.pids.items()}
    users = {name: user for name, user in seen.items() if user is not None}
    unseen = sorted(seen.keys() - users.keys())
    if "portal" not in users or unseen:
        raise CannotTell(
            f"{', '.join(unseen) or 'the portal'} does not run below `sealdesk up`, so its user is not seen"
        )
    shared = [name for name in _APART if users.get(name) == users["portal"]]
    root = [name for name, user in users.items() if user == _ROOT]
    if shared:
        raise NotShown(f"run as the portal's own user: {', '.join(shared)}")
    if root:
        raise NotShown(f"run as root: {', '.join(root)}")
    return Figure(f"{len(users)} processes run as {len(set(users.values()))} users, none as root")


def _user(proc: Path, pid: int) -> int | None:
    """Return the effective user of a process (proc_pid_status(5)), None where it is gone."""
    try:
        lines = (proc / str(pid) / "status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[2]) for line in lines if line.startswith("Uid:")), None)


HARDENED: Final = Probe(
    "units.hardened",
    "Every process runs with the limits of its unit",
    "each installed systemd unit of ours, compared word for word with the one that the settings make, and whether "
    "systemd runs it so: nothing added to it, nothing changed since it was read",
    "systemctl cat 'sealdesk-*'; sealdesk audit unit; sealdesk egress unit; sealdesk gateway unit; sealdesk model unit",
    "Install the units again from those verbs, then systemctl daemon-reload.",
    _hardened,
)
SEPARATE: Final = Probe(
    "processes.separate",
    "What meets the outside runs as a user of its own",
    "the effective user of each running process of ours",
    "ps -o user,cmd -p PID",
    "Make the users sealdesk-egress and sealdesk-gateway, and start again.",
    _separate,
)
UNITS: Final = (HARDENED, SEPARATE)
