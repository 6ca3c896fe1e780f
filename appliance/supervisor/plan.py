"""Which processes there are, how each is started, and which request proves that it works."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Probe:
    """A real request: a path at an address, or at a Unix socket; `status` is the answer that means healthy."""

    url: str
    socket: Path | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """One process: its name, its Python module and arguments, and how its health is proven."""

    name: str
    module: str
    probe: Probe
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def command(self) -> list[str]:
        """Return the command line: the same entry point that the systemd unit calls."""
        return [sys.executable, "-m", self.module, *self.arguments]


@dataclass(frozen=True, slots=True)
class Plan:
    """All processes of one appliance, and the folders they share."""

    run: Path
    processes: tuple[ProcessPlan, ...]

    @property
    def logs(self) -> Path:
        """Where each process writes its log."""
        return self.run / "logs"

    @property
    def own_pid(self) -> Path:
        """Where the supervisor writes its own process id."""
        return self.run / "supervisor.pid"

    def pid_file(self, process: ProcessPlan) -> Path:
        """Where the id of one process stands."""
        return self.run / f"{process.name}.pid"
