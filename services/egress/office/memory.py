"""What this process remembers of the messages it was given: none of them is sent twice while it lives.

After a restart nothing is remembered; then the portal's outbox, which never repeats a text blindly, is what counts.
"""

from collections import OrderedDict
from collections.abc import Awaitable
from datetime import datetime
from typing import Final

from services.egress.senders.errors import SendUnknown
from services.egress.senders.ports import Accepted
from services.kernel.errors import SealdeskError

MOST: Final = 50_000


class Memory:
    """Messages that were taken, and messages in doubt, by the outbox row.

    Args:
        since: when this process began; before that, it knows nothing.
        most: how many taken texts are remembered.
    """

    def __init__(self, since: datetime, most: int = MOST) -> None:
        self.since = since
        self._most = most
        self._taken: OrderedDict[str, Accepted] = OrderedDict()
        self._begun: dict[str, datetime] = {}

    def taken(self, row: str) -> Accepted | None:
        """Return what the carrier said when it took this text."""
        return self._taken.get(row)

    def begun(self, row: str) -> datetime | None:
        """Return when the attempt was made whose end is not known."""
        return self._begun.get(row)

    def begin(self, row: str, at: datetime) -> None:
        """Note an attempt.

        Raises:
            SendUnknown: the end of the one before is not known; nothing was sent now.
        """
        if row in self._begun:
            raise SendUnknown("An attempt before is still in doubt.", "Look it up before any second try.")
        self._begun[row] = at

    def take(self, row: str, accepted: Accepted) -> None:
        """Note that the carrier took it."""
        self._begun.pop(row, None)
        self._taken[row] = accepted
        while len(self._taken) > self._most:
            self._taken.popitem(last=False)

    def forget(self, row: str) -> None:
        """Note that it certainly did not leave: it may be tried again."""
        self._begun.pop(row, None)

    async def noted(self, row: str, sending: Awaitable[Accepted]) -> Accepted:
        """Wait for an attempt that `begin` noted, and note how it ended; what is cut off stays in doubt."""
        try:
            accepted = await sending
        except SendUnknown:
            raise
        except SealdeskError:
            self.forget(row)
            raise
        self.take(row, accepted)
        return accepted

    def others(self, row: str) -> frozenset[str]:
        """Return the carrier's ids of the texts of all other rows."""
        return frozenset(each.carrier_id for other, each in self._taken.items() if other != row)
