"""What a conversation needs from the state."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from services.dialogue.model import Chat, Line
from services.handoff.ports import HandoffTx
from services.scheduling.operation import Operation
from services.scheduling.waitlist.ports import WaitlistTx


class Chats(Protocol):
    """Conversations and their transcripts."""

    def add(self, chat: Chat) -> None:
        """Keep a new conversation."""
        ...

    def get(self, chat_id: str) -> Chat | None:
        """Return the conversation, or None when unknown or expired."""
        ...

    def save(self, chat: Chat, lines: Sequence[Line]) -> bool:
        """Replace the conversation whose stored version is `chat.version - 1` and append `lines`.

        Returns False, and changes nothing, when another turn was saved meanwhile (two tabs).
        """
        ...

    def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        """Return the transcript's lines with a number above `after`."""
        ...

    def turn_of(self, chat_id: str, form_id: str) -> bool:
        """Remember that the form `form_id` was taken; False when it was taken before (a replayed form)."""
        ...

    def delete(self, chat_id: str) -> None:
        """Delete the conversation with its transcript; an unknown one is no error."""
        ...

    def expire(self, before: datetime) -> list[str]:
        """Delete conversations last used before `before` with their transcripts; return their ids."""
        ...

    def count_open(self) -> int:
        """Return how many conversations are kept."""
        ...


class Attempts(Protocol):
    """Counted events for limits: identity attempts, codes sent, new chats. Keys are keyed hashes, never PHI."""

    def add(self, key: str, at: datetime) -> None:
        """Count one."""
        ...

    def count(self, key: str, since: datetime) -> int:
        """Return how many since."""
        ...

    def forget(self, before: datetime) -> None:
        """Drop counts older than `before`."""
        ...


class DialogueTx(HandoffTx, WaitlistTx, Protocol):
    """A transaction of the dialogue."""

    @property
    def chats(self) -> Chats:
        """Conversations."""
        ...

    @property
    def attempts(self) -> Attempts:
        """Counted events."""
        ...


class Changes(Protocol):
    """The use cases of the core that the dialogue calls; `services.scheduling.service.ChangeService` has them."""

    async def request(self, wanted: Operation) -> Operation:
        """Record the change and start it; the same id again returns the first one.

        Raises:
            ChangeInProgress: Another change of the same appointment has not ended yet.
        """
        ...

    async def outcome(self, operation_id: str, timeout: timedelta) -> Operation | None:
        """Return the operation as it stands after at most `timeout`; None when unknown."""
        ...

    async def moves_of(self, appointment_id: str) -> int:
        """Return how often this appointment was moved."""
        ...
