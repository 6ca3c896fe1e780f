"""The desk for mails by the clinic's own relay, which may carry what the patient's appointment is."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.egress.office.errors import WrongErrand
from services.egress.office.memory import Memory
from services.egress.office.texts import row_of, taken
from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.invitation import Invitation
from services.egress.senders.smtp.mail import OutgoingMail
from services.egress.senders.smtp.relay import SmtpSender
from services.kernel.clock import Clock
from services.kernel.errands import SendMail, Taken, Visit
from services.kernel.interval import Interval


@dataclass(frozen=True, slots=True)
class MailDesk:
    """Errands about mails."""

    sender: SmtpSender
    memory: Memory
    clock: Clock

    async def send(self, asked: SendMail) -> Taken:
        """Send a mail once; the same row again, taken before, is answered as then.

        Raises:
            SealdeskError: it was not sent, or nobody knows; its code says which.
        """
        mail = outgoing(asked)
        before = self.memory.taken(mail.id)
        if before is not None:
            return taken(before)
        self.sender.content(mail)  # what does not fit the reviewed texts is no attempt
        self.memory.begin(mail.id, self.clock.now())
        return taken(await self.memory.noted(mail.id, self.sender.send(mail)))


def outgoing(asked: SendMail) -> OutgoingMail:
    """Return the mail to send.

    Raises:
        WrongErrand: its id, or its entry for the calendar, is none.
        WrongRequest: its address is none.
    """
    return OutgoingMail(
        row_of(asked.id),
        MailAddress(asked.to),
        asked.template,
        asked.language,
        asked.values,
        None if asked.visit is None else _invitation(asked.visit),
    )


def _invitation(visit: Visit) -> Invitation:
    try:
        interval, zone = Interval(visit.start, visit.end), ZoneInfo(visit.zone)
    except (ValueError, KeyError, OSError):  # a zone that is not there is a KeyError
        raise WrongErrand("An entry for the calendar has no such time.", "Update both processes.") from None
    return Invitation(visit.uid, visit.sequence, interval, zone, visit.summary, visit.place, visit.cancelled)
