"""The desk for providers' summaries, which leave by a relay on the clinic's own network and by no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.egress.model import Location
from services.egress.office.errors import WrongErrand
from services.egress.office.memory import Memory
from services.egress.office.texts import row_of, taken
from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.relay import SmtpSender
from services.kernel.errands import SendSummary, Taken

INSIDE: Final = frozenset({Location.LAN, Location.LOOPBACK})
"""Where a relay may lie that takes summaries."""
_LONGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class SummaryDesk:
    """Errands about summaries. `inboxes` are the only addresses there are, by the names that errands give."""

    sender: SmtpSender
    inboxes: Mapping[str, MailAddress]
    memory: Memory

    async def send(self, asked: SendSummary) -> Taken:
        """Send a summary; the same one again, taken before, is answered as then.

        One whose answer was lost is sent again: its Message-ID is the same, and a summary that comes twice is better
        than one that never comes.

        Raises:
            WrongErrand: there is no such inbox, or it is no summary.
            SealdeskError: it was not sent, or nobody knows; its code says which.
        """
        row, to = row_of(asked.id), self.inboxes.get(asked.inbox)
        if to is None or len(asked.text) > _LONGEST:
            raise WrongErrand("There is no such inbox for summaries.", "Name it in summaries.mail.")
        before = self.memory.taken(row)
        if before is not None:
            return taken(before)
        accepted = await self.sender.hand_over(row, to, self.sender.summary(row, to, asked.subject, asked.text))
        self.memory.take(row, accepted)
        return taken(accepted)
