"""An inbox that is a mailbox on the clinic's own network: the egress process hands the mail to the clinic's relay.

The errand names the inbox, not an address: the egress process's settings say which mailbox it is, and it takes no relay
beyond the clinic's network. An answer that was lost is asked for again under the same id; the egress process remembers
what it handed over, and the mail's Message-ID is the same, so that a mail server can drop a second one.
"""

from services.kernel.errands import SEND_SUMMARY, WRONG_CODES, SendSummary
from services.line.client import Line
from services.line.errors import ErrandFailed, LineError
from services.summaries.errors import InboxRefused, InboxUnreachable
from services.summaries.ports import InboxMessage

_NEVER = WRONG_CODES | {"send_refused"}


class MailInbox:
    """`services.summaries.ports.ProviderInbox` over the egress process's socket."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def leave(self, message: InboxMessage) -> None:
        """Leave the message.

        Raises:
            InboxUnreachable: nobody knows that it is there; try again later.
            InboxRefused: this inbox will never take it.
        """
        asked = SendSummary(message.id, message.inbox, message.subject, message.text)
        try:
            await self._line.run(SEND_SUMMARY, asked)
        except ErrandFailed as error:
            if error.failed.code in _NEVER:
                raise InboxRefused(error.what, error.do) from None
            raise InboxUnreachable(error.what, error.do) from None
        except LineError as error:
            raise InboxUnreachable(error.what, error.do) from None
