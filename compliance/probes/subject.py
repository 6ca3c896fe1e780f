"""What the probes look at: one appliance, as `appliance.wiring` hands it over. Everything can be replaced in a test."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import Distribution
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from services.accounts.times import SessionTimes
from services.audit.chain import Verdict as ChainVerdict
from services.audit.reading import Found, LedgerQuery
from services.egress.allow_list import AllowList
from services.egress.register import FolderRegister
from services.kernel.clock import Clock
from services.state.store import StateStore


@dataclass(frozen=True, slots=True)
class Checked:
    """One finding of `sealdesk doctor`: `grade` is good, bad or not used."""

    what: str
    grade: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Seal:
    """What seals the keys: its kind (`systemd`, `pkcs11`, `credential`, `file`), how, and the keys outside of it."""

    kind: str
    how: str = ""
    plain: tuple[str, ...] = ()

    @property
    def holds_off_the_disk(self) -> bool:
        """Tell whether the disk alone does not open the keys: a chip or a token has to be there too."""
        return not self.plain and (self.kind == "pkcs11" or (self.kind == "systemd" and "tpm2" in self.how))


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the appliance keeps things: its folders of data, the state's file, the folder of secrets, the settings."""

    folders: tuple[Path, ...]
    state_file: Path
    secrets: Path
    settings: Path | None = None
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """Something of ours that listens for people: `certificate` is the chain's file, None for plain HTTP."""

    name: str
    host: str
    port: int
    certificate: Path | None = None
    behind_tls: bool = False


@dataclass(frozen=True, slots=True)
class Peer:
    """A system that the appliance talks to, by its address; `tried` names the doctor's check that connects to it."""

    name: str
    url: str
    tried: str = "door"


@dataclass(frozen=True, slots=True)
class ClockState:
    """What the kernel says of its clock (adjtimex(2)): whether something keeps it, and by how much it may be off."""

    kept: bool
    most_off_seconds: float


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command of the machine ended."""

    code: int
    out: str


class Commands(Protocol):
    """Runs a command of the machine."""

    async def run(self, *words: str) -> Ran | None:
        """Return how it ended, None where there is no such command."""
        ...


@dataclass(frozen=True, slots=True)
class Installed:
    """Units and rules: as the settings make them, and where the machine keeps those in force."""

    units: Mapping[str, str]
    folder: Path
    firewall: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest checkpoint of the ledger that somebody outside the machine has signed or taken."""

    at: datetime
    size: int
    by: str


@dataclass(frozen=True, slots=True)
class BackupSeen:
    """The newest backup, or the newest restore drill: when, whether its content was checked, and what it was."""

    at: datetime
    checked: bool
    words: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Parts of the appliance that may not be there yet; None says so."""

    anchor: Callable[[], Awaitable[Anchor]] | None = None
    backup: Callable[[], Awaitable[BackupSeen]] | None = None
    drill: Callable[[], Awaitable[BackupSeen]] | None = None


@dataclass(frozen=True, slots=True)
class Logs:
    """How the processes' log lines are made, and where they are."""

    formatter: logging.Formatter
    folder: Path


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine below: its commands, its clock, its kernel's files, and the software that is installed."""

    commands: Commands
    clock_state: Callable[[], ClockState]
    packages: Callable[[], Iterable[Distribution]]
    proc: Path = Path("/proc")
    sys: Path = Path("/sys")


class LedgerRecords(Protocol):
    """The ledger, asked for events with their bodies; `services.audit_line.reading.LineReader`."""

    def stream(self, query: LedgerQuery) -> AsyncIterator[Found]:
        """Yield every fitting event.

        Raises:
            AuditLineError: it ended before its end.
        """
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """One appliance.

    `checked` holds the doctor's findings by name; `trails` checks the chain of each process that has an audit file, and
    returns None where there is none yet; `pids` has every process that is planned, None for one that does not run.
    `ledger_log` is the folder of the ledger's log, `ledger` asks it for what the state keeps no more; None where the
    appliance keeps no ledger.
    """

    clock: Clock
    zone: ZoneInfo
    store: StateStore
    stored: Stored
    times: SessionTimes
    allow_list: AllowList
    register: FolderRegister
    installed: Installed
    logs: Logs
    machine: Machine
    checked: Mapping[str, Checked] = field(default_factory=dict)
    trails: Mapping[str, Callable[[], ChainVerdict | None]] = field(default_factory=dict)
    faces: tuple[Face, ...] = ()
    peers: tuple[Peer, ...] = ()
    pids: Mapping[str, int | None] = field(default_factory=dict)
    ledger_log: Path | None = None
    ledger: Callable[[], LedgerRecords] | None = None
    neighbours: Neighbours = field(default_factory=Neighbours)
