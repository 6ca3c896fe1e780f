"""The desk for mails to the clinic's officers: the audit log's root, uses of emergency access; nothing of a patient."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from services.egress.office.errors import WrongErrand
from services.egress.office.memory import Memory
from services.egress.office.texts import row_of, taken
from services.egress.senders.addresses import MailAddress
from services.egress.senders.letter import Letter
from services.egress.senders.ports import Accepted
from services.kernel.errands import SendOfficerMail, Taken

Words = Callable[[str, Mapping[str, str]], tuple[str, str]]
"""Returns subject and text of a mail from its template's name and its values, or refuses."""


class LetterSender(Protocol):
    """A channel that takes letters: the clinic's relay, or SendGrid."""

    async def letter(self, letter: Letter) -> Accepted:
        """Hand a letter over, once.

        Raises:
            SendersError: it was not sent, or nobody knows; its code says which.
        """
        ...


@dataclass(frozen=True, slots=True)
class OfficerDesk:
    """Errands about officers. `officers` are the only addresses there are, by the names that errands give."""

    sender: LetterSender
    officers: Mapping[str, MailAddress] = field(repr=False)
    words: Words
    memory: Memory
    channel: str = "smtp"

    async def send(self, asked: SendOfficerMail) -> Taken:
        """Send a mail; the same one again, taken before, is answered as then.

        One whose answer was lost is sent again: a root that comes twice is better than one that never comes.

        Raises:
            WrongErrand: there is no such officer.
            SealdeskError: it was not sent, or nobody knows; its code says which.
        """
        row, to = row_of(asked.id), self.officers.get(asked.officer)
        if to is None:
            raise WrongErrand("There is no such officer in the settings.", "Name the address in audit.officers.")
        before = self.memory.taken(row)
        if before is not None:
            return taken(before)
        accepted = await self.sender.letter(Letter(row, to, *self.words(asked.template, asked.values)))
        self.memory.take(row, accepted)
        return taken(accepted)
