"""An audit trail in memory."""

from services.audit.model import AuditEvent


class MemoryTrail:
    """`services.audit.courier.FiledTrail` that keeps its events; can be told to fail, or to get no acknowledgement."""

    def __init__(self) -> None:
        self.events: list[AuditEvent] = []
        self.broken: Exception | None = None
        self.down: Exception | None = None
        self.unacknowledged: Exception | None = None

    def record(self, event: AuditEvent) -> None:
        if self.broken is not None:
            raise self.broken
        self.events.append(event)

    def require(self) -> None:
        if self.down is not None:
            raise self.down

    async def filed(self) -> None:
        if self.unacknowledged is not None:
            raise self.unacknowledged
