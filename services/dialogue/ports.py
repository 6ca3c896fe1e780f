"""What a conversation needs from the state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.audit.model import Actor
from services.dialogue.model import Chat, Line
from services.handoff.ports import HandoffTx
from services.kernel.texting import OptOut
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


class OptOuts(Protocol):
    """Which numbers said STOP to texts."""

    def opt_out(self, number: str) -> OptOut | None:
        """Return the number's newest word on texts, or None when it never said one."""
        ...


class DialogueTx(HandoffTx, WaitlistTx, Protocol):
    """A transaction of the dialogue."""

    @property
    def numbers(self) -> OptOuts:
        """Which numbers said STOP to texts."""
        ...

    @property
    def chats(self) -> Chats:
        """Conversations."""
        ...

    @property
    def attempts(self) -> Attempts:
        """Counted events."""
        ...


@dataclass(frozen=True, slots=True)
class FeeDue:
    """A fee that the patient owes for a change that was done.

    `page` names the page on which it can be paid, None where it is paid at the front desk. `texted`: the link is on its
    way by text; `may_text`: it could be, if the patient agrees to texts about fees.
    """

    cents: int
    page: str | None
    texted: bool = False
    may_text: bool = False


class Payments(Protocol):
    """What a conversation says and does about fees."""

    async def due(self, operation_id: str) -> FeeDue | None:
        """Hand the fee of a change over, once, and return it; None where nothing is asked. It never fails."""
        ...

    async def agree(self, page: str, patient: Actor) -> bool:
        """Keep that the patient agreed to texts about fees, and text the link; False where it cannot be texted."""
        ...


class NoPayments:
    """No fees: nothing is asked, nothing is texted."""

    async def due(self, operation_id: str) -> FeeDue | None:
        """Return None."""

    async def agree(self, page: str, patient: Actor) -> bool:  # noqa: ARG002 the port's shape
        """Return False."""
        return False


class Changes(Protocol):
    """The use cases of the core that the dialogue calls; `services.scheduling.service.ChangeService` has them."""

    async def request(self, wanted: Operation) -> Operation:
        """Record the change and start it; the same id again returns the first one.

        Raises:
            ChangeInProgress: Another change of the same appointment has not ended yet.
            LateInProgress: Another late change of the patient has not ended yet.
            FeeChanged: The fee is not what the patient heard.
        """
        ...

    async def outcome(self, operation_id: str, timeout: timedelta) -> Operation | None:
        """Return the operation as it stands after at most `timeout`; None when unknown."""
        ...

    async def moves_of(self, appointment_id: str) -> int:
        """Return how often this appointment was moved."""
        ...
