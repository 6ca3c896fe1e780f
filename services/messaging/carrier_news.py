"""What the carrier tells, by the egress process: received texts, what became of sent ones, and its signed calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from services.kernel.errands import (
    READ_TEXT_CALL,
    RECEIVED_TEXTS,
    TEXT_STATE,
    AskReceived,
    AskTextState,
    TextCall,
    TextState,
)
from services.kernel.texting import ReceivedText
from services.line.client import Line
from services.line.errors import ErrandFailed, LineError
from services.messaging.errors import NotReceived, WrongCall
from services.messaging.ports import CallNews, SignedCall, Told
from services.scheduling.outbox import Arrival

_ARRIVALS: Final = {
    "delivered": Arrival.ARRIVED,
    "failed": Arrival.UNDELIVERED,
    "cancelled": Arrival.UNDELIVERED,
}
_FORGED: Final = frozenset({"wrong_callback"})


class EgressNews:
    """`MessageSource`, `DeliveryReports` and `CallReader` over the egress process's socket; it holds the keys."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def received(self, since: datetime) -> Sequence[ReceivedText]:
        """Return the texts received at or after `since`, oldest first; no port is open for them.

        Raises:
            NotReceived: the carrier does not answer; nothing is lost, ask again later.
        """
        try:
            return await self._line.run(RECEIVED_TEXTS, AskReceived(since))
        except ErrandFailed as error:
            seconds = error.failed.retry_after
            raise NotReceived(error.what, error.do, timedelta(seconds=seconds) if seconds else None) from None
        except LineError as error:
            raise NotReceived(error.what, error.do) from None

    async def arrival(self, carrier_id: str) -> Told:
        """Return what the carrier says now of a text that it took.

        Raises:
            NotReceived: it does not answer; ask again later.
        """
        try:
            return _told(await self._line.run(TEXT_STATE, AskTextState(carrier_id)))
        except LineError as error:
            raise NotReceived(error.what, error.do) from None

    async def read(self, call: SignedCall) -> CallNews:
        """Return what a call says, believed only with its signature.

        Raises:
            WrongCall: it is not the carrier's, or not for us.
            NotReceived: nobody can check it now; the carrier has to call again.
        """
        try:
            news = await self._line.run(READ_TEXT_CALL, TextCall(call.url, call.form, call.signature))
        except ErrandFailed as error:
            kind = WrongCall if error.failed.code in _FORGED else NotReceived
            raise kind(error.what, error.do) from None
        except LineError as error:
            raise NotReceived(error.what, error.do) from None
        state = news.state
        return CallNews(news.text, state.carrier_id if state else None, _told(state) if state else None)


def _told(state: TextState) -> Told:
    """Return what a state means for the patient; whatever is not final is on its way."""
    arrival = _ARRIVALS.get(state.state, Arrival.ON_ITS_WAY)
    return Told(arrival, state.code, opted_out=state.next == "opted_out")
