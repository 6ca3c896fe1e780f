"""What summaries need: an inbox on the clinic's own network."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from services.scheduling.ports import ChangeTx

SummaryTx = ChangeTx
"""A transaction of summaries: notices, changes, and the audit trail."""


@dataclass(frozen=True, slots=True)
class InboxMessage:
    """A summary ready to be left in an inbox. `id` makes leaving it idempotent."""

    id: str
    inbox: str
    subject: str
    text: str = field(repr=False)
    at: datetime


class ProviderInbox(Protocol):
    """An inbox of a provider or a team, inside the clinic's network. It never leads beyond it."""

    async def leave(self, message: InboxMessage) -> None:
        """Leave the message; the same id left again is there once.

        Raises:
            InboxUnreachable: nothing was left; try again later.
            InboxRefused: this inbox will never take it.
        """
        ...
