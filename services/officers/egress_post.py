"""The way out for mails to officers: the egress process, which holds their addresses and words each mail itself."""

from services.accounts.officer_mail import OfficerMail
from services.kernel.errands import SEND_OFFICER_MAIL, SendOfficerMail
from services.line.client import Line
from services.line.errors import ErrandFailed, LineError
from services.officers.errors import NotMailed


class EgressPost:
    """`services.officers.ports.Post` over the egress process's socket."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def send(self, mail: OfficerMail) -> None:
        """Hand a mail over; the same one again after it was taken is not sent again.

        Raises:
            NotMailed: it is not known to have left.
        """
        asked = SendOfficerMail(mail.id, mail.officer, mail.letter.value, mail.values)
        try:
            await self._line.run(SEND_OFFICER_MAIL, asked)
        except ErrandFailed as error:
            raise NotMailed(error.failed.code, error.what, error.do) from None
        except LineError as error:
            raise NotMailed(error.code, error.what, error.do) from None
