"""The desk for notices by a service that signs no agreement: fixed words and a link, and nothing about anybody."""

from dataclasses import dataclass

from services.egress.office.memory import Memory
from services.egress.office.plain import require_random
from services.egress.office.texts import row_of, taken
from services.egress.senders.addresses import MailAddress
from services.egress.senders.errors import WrongCallback
from services.egress.senders.sendgrid.events import EventSignature, events_of
from services.egress.senders.sendgrid.send import OutgoingNotice, SendGridSender
from services.kernel.clock import Clock
from services.kernel.errands import NoticeCall, NoticeEvent, SendNotice, Taken


@dataclass(frozen=True, slots=True)
class NoticeDesk:
    """Errands about notices; without a signature's key no webhook is open."""

    sender: SendGridSender
    memory: Memory
    clock: Clock
    signature: EventSignature | None = None

    async def send(self, asked: SendNotice) -> Taken:
        """Send a notice once; the same row again, taken before, is answered as then.

        Raises:
            SealdeskError: it was not sent, or nobody knows; its code says which.
        """
        notice = OutgoingNotice(row_of(asked.id), MailAddress(asked.to), asked.language, asked.token)
        require_random(asked.token)
        before = self.memory.taken(notice.id)
        if before is not None:
            return taken(before)
        self.memory.begin(notice.id, self.clock.now())
        return taken(await self.memory.noted(notice.id, self.sender.send(notice)))

    async def read_call(self, asked: NoticeCall) -> list[NoticeEvent]:
        """Believe a call only with its signature, and say what it tells.

        Raises:
            WrongCallback: it is not SendGrid's, or cannot be read.
        """
        if self.signature is None or not self.signature.holds(asked.body, asked.timestamp, asked.signature):
            raise WrongCallback("A call's signature is not SendGrid's.", "Answer with a refusal.")
        told = events_of(asked.body)
        return [NoticeEvent(event.key, event.carrier_id, event.kind.value, event.at) for event in told]
