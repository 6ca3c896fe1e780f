"""Texts by the egress process: `MessageSender` as errands over its socket.

What is known of a message afterwards comes from the failure's code: a code that nobody knows, a connection that breaks
and an answer that does not come all mean that the message may have left.
"""

from datetime import datetime
from typing import Final

from services.kernel.errands import (
    LOOK_UP_TEXT,
    NOT_SENT_CODES,
    SEND_TEXT,
    WRONG_CODES,
    Failed,
    Found,
    LookUpText,
    SendText,
)
from services.line.client import Line
from services.line.errors import ErrandFailed, LineDown, LineError
from services.messaging.errors import MessagingError, NotSent, OptedOut, SendRefused, SendUnknown, WrongMessage
from services.messaging.ports import TextMessage, Trace

_TRACES: Final = {Found.ARRIVED: Trace.ARRIVED, Found.ABSENT: Trace.ABSENT, Found.UNSURE: Trace.UNSURE}


class EgressSender:
    """Sends texts by the egress process, which words them itself from the template and the values."""

    idempotent = False

    def __init__(self, line: Line) -> None:
        self._line = line

    async def send(self, message: TextMessage) -> str:
        """Hand the message over, once; return the carrier's id for it.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will. OptedOut: nor anything else to this number.
            WrongMessage: the egress process knows no such template or value.
            SendUnknown: nobody knows.
        """
        try:
            taken = await self._line.run(SEND_TEXT, _errand(message))
        except LineError as error:
            raise error_of(error) from None
        return taken.carrier_id

    async def look_up(self, message: TextMessage, since: datetime) -> Trace:
        """Ask the carrier, by reading only, whether it took this message."""
        try:
            answer = await self._line.run(LOOK_UP_TEXT, LookUpText(_errand(message), since))
        except LineError:
            return Trace.UNSURE
        return _TRACES[answer.found]


def error_of(error: LineError) -> MessagingError:
    """Return what an errand's failure means for the message."""
    if isinstance(error, LineDown):
        return NotSent(error.what, error.do)
    if isinstance(error, ErrandFailed):
        return _by_code(error.failed)
    return SendUnknown(error.what, error.do)


def _by_code(failed: Failed) -> MessagingError:
    kinds: dict[str, type[MessagingError]] = {
        **dict.fromkeys(NOT_SENT_CODES, NotSent),
        **dict.fromkeys(WRONG_CODES, WrongMessage),
        "opted_out": OptedOut,
        "send_refused": SendRefused,
    }
    return kinds.get(failed.code, SendUnknown)(failed.what, failed.do)


def _errand(message: TextMessage) -> SendText:
    return SendText(message.id, message.to, message.template, message.language, message.values)
