"""What the front desk needs from the state: the cases, the work on them, and their end."""

from datetime import datetime
from typing import Protocol

from services.handoff.task import Task
from services.scheduling.operation import Escalation
from services.scheduling.ports import ChangeTx, Escalations


class Cases(Escalations, Protocol):
    """Cases for people, as the front desk sees them."""

    def get(self, case_id: str) -> Escalation | None:
        """Return the case, open or closed, or None."""
        ...

    def open(self) -> list[Escalation]:
        """Return the cases nobody has closed, soonest due first."""
        ...

    def close(self, case_id: str, by: str, at: datetime) -> bool:
        """Close the case; False when it is closed already or unknown."""
        ...

    def closed(self, limit: int) -> list[Escalation]:
        """Return the cases that were closed last, the latest first."""
        ...

    def of_conversation(self, conversation_id: str) -> list[Escalation]:
        """Return the cases opened from this conversation, oldest first."""
        ...


class Tasks(Protocol):
    """The work on cases. A case nobody has worked on yet, and that holds no change, has none."""

    def get(self, case_id: str) -> Task | None:
        """Return the work on this case, or None."""
        ...

    def save(self, task: Task) -> bool:
        """Keep the task whose stored version is `task.version - 1` (0 where none is stored).

        Returns False, and changes nothing, when somebody else saved it meanwhile.
        """
        ...

    def unfinished(self) -> list[Task]:
        """Return the tasks that are not closed, in the order of their first saving."""
        ...


class HandoffTx(ChangeTx, Protocol):
    """A transaction that can open, decide and close cases."""

    @property
    def escalations(self) -> Cases:
        """Cases for people."""
        ...

    @property
    def tasks(self) -> Tasks:
        """The work on them."""
        ...
