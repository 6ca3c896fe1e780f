"""An audit trail in memory."""

from services.audit.model import AuditEvent


class MemoryTrail:
    """`services.audit.ports.AuditTrail` that keeps its events; can be told to fail."""

    def __init__(self) -> None:
        self.events: list[AuditEvent] = []
        self.broken: Exception | None = None

    def record(self, event: AuditEvent) -> None:
        if self.broken is not None:
            raise self.broken
        self.events.append(event)
