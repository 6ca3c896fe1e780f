"""Probes of how processes are confined: the units in force, and the users they run as."""

from pathlib import Path
from typing import Final

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.subject import Subject

_APART: Final = ("egress", "gateway", "audit", "model")
"""Processes that must not share a user with the portal: they hold or meet what it must not."""
_ROOT: Final = 0


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
    limits = sum(line.partition("=")[0] in _limits() for name in there for line in units[name].splitlines())
    return Figure(f"{len(there)} units are installed word for word as the settings make them, with {limits} limits")


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
    users = {name: user for name, pid in subject.pids.items() if (user := _user(subject.machine.proc, pid)) is not None}
    if "portal" not in users:
        raise CannotTell("the portal does not run")
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
    "each installed systemd unit of ours, compared word for word with the one that the settings make",
    "systemctl cat 'sealdesk-*'; sealdesk egress unit; sealdesk gateway unit; sealdesk model unit",
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
