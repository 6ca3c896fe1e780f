"""Texts by the egress process: `MessageSender` and `MessageSource` as errands over its socket.

What is known of a message afterwards comes from the failure's code: a code that nobody knows, a connection that breaks
and an answer that does not come all mean that the message may have left.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.kernel.errands import (
    LOOK_UP_TEXT,
    NOT_SENT_CODES,
    READ_TEXT_CALL,
    RECEIVED_TEXTS,
    SEND_TEXT,
    TEXT_STATE,
    WRONG_CODES,
    AskReceived,
    AskTextState,
    Failed,
    Found,
    LookUpText,
    SendText,
    TextCall,
    TextNews,
    TextState,
)
from services.kernel.texting import ReceivedText
from services.line.client import Line
from services.line.errors import ErrandFailed, LineDown, LineError
from services.messaging.errors import (
    MessagingError,
    NotReceived,
    NotSent,
    OptedOut,
    SendRefused,
    SendUnknown,
    WrongMessage,
)
from services.messaging.ports import TextMessage, Trace

_TRACES: Final = {Found.ARRIVED: Trace.ARRIVED, Found.ABSENT: Trace.ABSENT, Found.UNSURE: Trace.UNSURE}


class EgressSender:
    """Sends texts by the egress process, which words them itself from the template and the values."""

    idempotent = False

    def __init__(self, line: Line) -> None:
        self._line = line

    async def send(self, message: TextMessage) -> None:
        """Hand the message over, once.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will. OptedOut: nor anything else to this number.
            WrongMessage: the egress process knows no such template or value.
            SendUnknown: nobody knows.
        """
        try:
            await self._line.run(SEND_TEXT, _errand(message))
        except LineError as error:
            raise error_of(error) from None

    async def look_up(self, message: TextMessage, since: datetime) -> Trace:
        """Ask the carrier, by reading only, whether it took this message."""
        try:
            answer = await self._line.run(LOOK_UP_TEXT, LookUpText(_errand(message), since))
        except LineError:
            return Trace.UNSURE
        return _TRACES[answer.found]

    async def state(self, carrier_id: str) -> TextState:
        """Ask how far a text has come that the carrier took.

        Raises:
            NotReceived: it could not be asked.
        """
        try:
            return await self._line.run(TEXT_STATE, AskTextState(carrier_id))
        except LineError as error:
            raise NotReceived(error.what, error.do) from None


class EgressSource:
    """Received texts, asked for at the carrier by the egress process: no port is open for them."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def received(self, since: datetime) -> Sequence[ReceivedText]:
        """Return the texts received at or after `since`, oldest first.

        Raises:
            NotReceived: the carrier does not answer; nothing is lost, ask again later.
        """
        try:
            return await self._line.run(RECEIVED_TEXTS, AskReceived(since))
        except LineError as error:
            raise NotReceived(error.what, error.do) from None

    async def read_call(self, url: str, form: bytes, signature: str) -> TextNews:
        """Read a call to the clinic's webhook, believed only with its signature; the egress process holds the key.

        Args:
            url: the public address, with its query, as it was called.
            form: the body just as it came.
            signature: the header X-Twilio-Signature.

        Raises:
            NotReceived: it is not the carrier's, or cannot be checked now; answer with a refusal.
        """
        try:
            return await self._line.run(READ_TEXT_CALL, TextCall(url, form, signature))
        except LineError as error:
            raise NotReceived(error.what, error.do) from None


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
