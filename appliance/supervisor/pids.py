"""Process ids that cannot be mistaken: an id counts only together with the moment its process started.

An id alone may meanwhile belong to a stranger; Linux gives each process a start time (proc_pid_stat(5), field 22).
"""

import contextlib
import os
import signal
from dataclasses import dataclass
from pathlib import Path

_START_TIME = 22
_STATE = 3


@dataclass(frozen=True, slots=True)
class Pid:
    """A process that we started: its id and its start time in clock ticks since boot."""

    number: int
    started: int

    @property
    def alive(self) -> bool:
        """Tell whether this very process still runs (a zombie does not)."""
        return _look(self.number) == self.started

    def send(self, number: signal.Signals) -> bool:
        """Send a signal to this very process; False when it is gone."""
        if not self.alive:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.number, number)
            return True
        return False


def pid_of(number: int) -> Pid | None:
    """Return the running process with this id, or None."""
    started = _look(number)
    return Pid(number, started) if started is not None else None


def write_pid(path: Path, pid: Pid) -> None:
    """Keep a process id; the file appears whole or not at all."""
    beside = path.with_suffix(".new")
    beside.write_text(f"{pid.number} {pid.started}\n", encoding="ascii")
    beside.replace(path)


def read_pid(path: Path) -> Pid | None:
    """Return the process that the file names, or None when there is none or the file says nothing sensible."""
    try:
        number, started = path.read_text(encoding="ascii").split()
        return Pid(int(number), int(started))
    except (OSError, ValueError):
        return None


def _look(number: int) -> int | None:
    try:
        text = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the second field is the name, in brackets, and may hold anything
    if fields[0] == "Z":
        return None
    return int(fields[_START_TIME - _STATE])
