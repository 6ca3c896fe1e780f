"""Which processes there are, how each is started, and which request proves that it works."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from appliance.accounts import Account


@dataclass(frozen=True, slots=True)
class Probe:
    """A real request: a path at an address, or at a Unix socket; `status` is the answer that means healthy."""

    url: str
    socket: Path | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """A folder that belongs to a process's user; it is made before the process starts.

    One that is there and not `ours` alone (the settings may name any) is left as it is.
    """

    path: Path
    mode: int = 0o700
    ours: bool = True


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """One process.

    Attributes:
        name: What people call it.
        module: Its Python module.
        probe: The request that proves its health.
        arguments: The module's arguments.
        environment: Variables on top of the supervisor's own.
        vital: Without it nobody is served; `up` waits for it.
        outlives: It is stopped after the others, which need it to their end.
        account: The system user it runs as; None is the supervisor's own.
        folders: Folders of its own.
        secrets: The secrets it may read, by file name; where it has an account, copies of these and of no others.
    """

    name: str
    module: str
    probe: Probe
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    vital: bool = True
    outlives: bool = False
    account: Account | None = None
    folders: tuple[OwnFolder, ...] = ()
    secrets: tuple[str, ...] = ()

    def command(self) -> list[str]:
        """Return the command line: the same entry point that the systemd unit calls."""
        return [sys.executable, "-m", self.module, *self.arguments]


@dataclass(frozen=True, slots=True)
class Plan:
    """All processes of one appliance, and the folders they share."""

    run: Path
    processes: tuple[ProcessPlan, ...]
    secrets: Path = Path("/etc/sealdesk/secrets")

    @property
    def logs(self) -> Path:
        """Where each process writes its log."""
        return self.run / "logs"

    @property
    def own_pid(self) -> Path:
        """Where the supervisor writes its own process id."""
        return self.run / "supervisor.pid"

    @property
    def shared(self) -> bool:
        """Whether other users must pass through the run folder, because processes have users of their own."""
        return any(process.account for process in self.processes)

    def credentials(self, process: ProcessPlan) -> Path:
        """Where a process with a user of its own finds its secrets."""
        return self.run / f"{process.name}.credentials"

    def pid_file(self, process: ProcessPlan) -> Path:
        """Where the id of one process stands."""
        return self.run / f"{process.name}.pid"
