"""The audit port: small, explicit, called by each use case in the same commit as the change."""

from typing import Protocol

from services.audit.model import AuditEvent


class AuditTrail(Protocol):
    """Takes audit events inside a transaction."""

    def record(self, event: AuditEvent) -> None:
        """Append `event`; if it cannot be kept, the whole transaction fails and the action does not happen."""
        ...


class AuditTx(Protocol):
    """A transaction that can be audited."""

    @property
    def audit(self) -> AuditTrail:
        """The trail of this transaction."""
        ...
