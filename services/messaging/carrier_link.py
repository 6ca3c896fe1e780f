"""Texts by the egress process: sending, receiving, arrivals and the carrier's calls, as errands over its socket.

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
    WrongCall,
    WrongMessage,
)
from services.messaging.ports import CallNews, SignedCall, TextMessage, Told, Trace
from services.scheduling.outbox import Arrival

_WRONG_CALLS: Final = frozenset({"wrong_callback", *WRONG_CODES})
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
            return (await self._line.run(SEND_TEXT, _errand(message))).carrier_id
        except LineError as error:
            raise error_of(error) from None

    async def look_up(self, message: TextMessage, since: datetime) -> Trace:
        """Ask the carrier, by reading only, whether it took this message."""
        try:
            answer = await self._line.run(LOOK_UP_TEXT, LookUpText(_errand(message), since))
        except LineError:
            return Trace.UNSURE
        return _TRACES[answer.found]


class EgressReports:
    """Asks the carrier what became of a text: `DeliveryReports`."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def arrival(self, carrier_id: str) -> Told:
        """Ask how far a text has come that the carrier took.

        Raises:
            NotReceived: it could not be asked.
        """
        try:
            return told_of(await self._line.run(TEXT_STATE, AskTextState(carrier_id)))
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


class EgressReader:
    """Reads the carrier's calls: `CallReader`. The egress process checks each signature; it holds the key."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def read(self, call: SignedCall) -> CallNews:
        """Read a call, believed only with its signature.

        Raises:
            WrongCall: it is not the carrier's, or not for this clinic.
            NotReceived: it cannot be checked now.
        """
        try:
            news = await self._line.run(READ_TEXT_CALL, TextCall(call.url, call.form, call.signature))
        except ErrandFailed as error:
            kind = WrongCall if error.failed.code in _WRONG_CALLS else NotReceived
            raise kind(error.what, error.do) from None
        except LineError as error:
            raise NotReceived(error.what, error.do) from None
        if news.state is None:
            return CallNews(news.text)
        return CallNews(news.text, news.state.carrier_id, told_of(news.state))


def told_of(state: TextState) -> Told:
    """Return what a state of a text means for whether it arrived."""
    if state.state == "delivered":
        return Told(Arrival.ARRIVED)
    if state.state in ("failed", "cancelled"):
        return Told(Arrival.UNDELIVERED, state.code, opted_out=state.next == "opted_out")
    return Told(Arrival.ON_ITS_WAY)


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
