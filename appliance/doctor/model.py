"""What a check is, and what it finds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from services.kernel.clock import Clock


class Grade(StrEnum):
    """How a check ended."""

    GOOD = "good"
    BAD = "bad"
    NOT_USED = "not used"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: what was checked, how it ended, what shows it, and the command that mends it."""

    what: str
    grade: Grade
    evidence: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """What the checks look at: the appliance as its settings describe it."""

    settings: Settings
    secrets: SecretFiles
    clock: Clock


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `examine` returns the evidence, or raises what is wrong; `mend` is the command to run then."""

    what: str
    mend: str
    examine: Callable[[Patient], Awaitable[str]]


class NotUsed(Exception):
    """The part is switched off in the settings."""


class Wrong(Exception):
    """The check found something wrong; the text is the evidence."""
