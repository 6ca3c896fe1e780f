"""What the front desk needs from the state: the open cases, and their end."""

from datetime import datetime
from typing import Protocol

from services.scheduling.operation import Escalation
from services.scheduling.ports import ChangeTx, Escalations


class Cases(Escalations, Protocol):
    """Cases for people, as the front desk sees them."""

    def open(self) -> list[Escalation]:
        """Return the cases nobody has closed, soonest due first."""
        ...

    def close(self, case_id: str, by: str, at: datetime) -> bool:
        """Close the case; False when it is closed already or unknown."""
        ...

    def of_conversation(self, conversation_id: str) -> list[Escalation]:
        """Return the cases opened from this conversation, oldest first."""
        ...


class HandoffTx(ChangeTx, Protocol):
    """A transaction that can open and close cases."""

    @property
    def escalations(self) -> Cases:
        """Cases for people."""
        ...
