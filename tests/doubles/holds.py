"""Legal holds in memory: their file, what is recorded of them, and the desk without a socket."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.audit.holding import Hold, HoldDesk
from services.audit.model import Actor, AuditEvent
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from tests.doubles.ids import CountingIds


@dataclass
class MemoryHolds:
    """`HoldFile` in memory."""

    kept: dict[str, Hold] = field(default_factory=dict)

    def hold(self, hold: Hold) -> None:
        self.kept.setdefault(hold.id, hold)

    def lift(self, hold_id: str, by: str, at: datetime, reason: str) -> bool:
        hold = self.kept.get(hold_id)
        if hold is None or hold.lifted is not None:
            return False
        self.kept[hold_id] = replace(hold, lifted_by=by, lifted=at, lift_reason=reason)
        return True

    def holds(self) -> list[Hold]:
        return list(self.kept.values())


@dataclass
class Said:
    """`HoldRecorder` in memory; `full` refuses."""

    events: list[tuple[AuditEvent, str | None]] = field(default_factory=list)
    full: bool = False

    def record(self, event: AuditEvent, patient: str | None = None) -> None:
        if self.full:
            raise OSError
        self.events.append((event, patient))


class DirectHolds:
    """`services.portal.compliance.ports.HoldKeeper`: the audit process's own desk, without its socket."""

    def __init__(self, clock: Clock) -> None:
        self.said = Said()
        self.file = MemoryHolds()
        self.refuses: SealdeskError | None = None
        """Raised by whatever is asked, while it is there."""
        self._desk = HoldDesk(self.file, self.said, clock, CountingIds())

    async def place(self, actor: Actor, reason: str, patient: str | None = None) -> Hold:
        self._well()
        return self._desk.place(actor, patient, reason)

    async def lift(self, actor: Actor, hold_id: str, reason: str) -> Hold:
        self._well()
        return self._desk.lift(actor, hold_id, reason)

    async def list(self, actor: Actor) -> list[Hold]:
        self._well()
        return self._desk.shown(actor)

    def _well(self) -> None:
        if self.refuses is not None:
            raise self.refuses
