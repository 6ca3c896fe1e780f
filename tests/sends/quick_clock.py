"""Time that passes faster, and the same in every process of this machine: the rules wait minutes, the test seconds."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PACE = 20
"""So many seconds pass in one."""


@dataclass(frozen=True)
class QuickClock:
    """`services.kernel.clock.Clock`; `zero` is the machine's monotonic time at which `begin` was."""

    begin: datetime
    zero: float

    @classmethod
    def from_now(cls, begin: datetime) -> "QuickClock":
        return cls(begin, time.monotonic())

    def now(self) -> datetime:
        return self.begin.astimezone(UTC) + timedelta(seconds=(time.monotonic() - self.zero) * PACE)
