"""Inboxes in memory, which fail on demand."""

from collections import deque
from dataclasses import dataclass, field

from services.summaries.errors import InboxRefused
from services.summaries.ports import InboxMessage


@dataclass
class MemoryInbox:
    """`services.summaries.ports.ProviderInbox`; `fail` holds errors with whether the message arrived all the same."""

    messages: dict[str, InboxMessage] = field(default_factory=dict)
    fail: deque[tuple[BaseException, bool]] = field(default_factory=deque)
    tries: int = 0

    async def leave(self, message: InboxMessage) -> None:
        self.tries += 1
        if "/" in message.inbox:
            raise InboxRefused("A provider's inbox has no plain name.")
        error, arrived = self.fail.popleft() if self.fail else (None, True)
        if arrived:
            self.messages.setdefault(message.id, message)
        if error is not None:
            raise error

    async def count(self, inbox: str) -> int:
        """Return how many messages the inbox holds."""
        return sum(message.inbox == inbox for message in self.messages.values())
