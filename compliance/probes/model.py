"""What a probe is, and what it finds. A probe that cannot tell says so; it never passes for lack of evidence."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compliance.probes.subject import Subject


class Verdict(StrEnum):
    """How a probe ended."""

    PASS = "pass"  # noqa: S105 no password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was seen, in words and numbers; `at` is what it dates from, None for this moment."""

    words: str
    at: datetime | None = None


class NotShown(Exception):
    """The probe saw that something is not as it must be; the text says what, with its figure."""


class NotApplicable(Exception):
    """There is nothing to look at here, and nothing is missing; the text says why."""


class CannotTell(Exception):
    """The probe could not look; the text says why."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One probe.

    `looks_at` says what it looks at, `command` how anybody looks at the same thing by hand, `mend` what to do where it
    does not pass. `examine` returns the figure, or raises what it found instead.
    """

    id: str
    what: str
    looks_at: str
    command: str
    mend: str
    examine: "Callable[[Subject], Awaitable[Figure]]"


@dataclass(frozen=True, slots=True)
class Result:
    """What a probe found. `at` is the instant that the evidence dates from, `examined` when the probe looked."""

    probe: str
    verdict: Verdict
    figure: str
    at: datetime
    examined: datetime
    what: str = ""
    looks_at: str = ""
    command: str = ""
    mend: str = ""
