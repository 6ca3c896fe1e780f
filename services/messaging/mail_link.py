"""Mails and notices by the egress process, as errands over its socket."""

from services.kernel.errands import (
    READ_NOTICE_CALL,
    SEND_MAIL,
    SEND_NOTICE,
    NoticeCall,
    NoticeEvent,
    SendMail,
    SendNotice,
    Taken,
)
from services.line.client import Line
from services.line.errors import LineError
from services.messaging.carrier_link import error_of
from services.messaging.errors import NotReceived


class EgressMail:
    """Sends mails by the clinic's own relay, with what the appointment is and an entry for the calendar."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def send(self, mail: SendMail) -> Taken:
        """Hand the mail over, once.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will.
            WrongMessage: the egress process knows no such template or value.
            SendUnknown: nobody knows; a relay cannot be asked, so a person decides.
        """
        try:
            return await self._line.run(SEND_MAIL, mail)
        except LineError as error:
            raise error_of(error) from None


class EgressNotices:
    """Sends notices by a service that signs no agreement: fixed words and a link that ends in a random token."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def send(self, notice: SendNotice) -> Taken:
        """Hand the notice over, once.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will.
            WrongMessage: its token is not a random one.
            SendUnknown: nobody knows; the service cannot be asked, so a person decides.
        """
        try:
            return await self._line.run(SEND_NOTICE, notice)
        except LineError as error:
            raise error_of(error) from None

    async def read_call(self, body: bytes, timestamp: str, signature: str) -> list[NoticeEvent]:
        """Read a call with events, believed only with its signature.

        Raises:
            NotReceived: it is not the service's, or cannot be checked now; answer with a refusal.
        """
        try:
            return await self._line.run(READ_NOTICE_CALL, NoticeCall(body, timestamp, signature))
        except LineError as error:
            raise NotReceived(error.what, error.do) from None
