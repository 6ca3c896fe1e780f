"""What the stand-in of Twilio keeps: texts out and in, who opted out, and how it shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from services.kernel.clock import Clock

_OPEN: Final = ("queued", "accepted", "sending", "scheduled")


@dataclass(slots=True)
class Kept:
    """One message as Twilio would keep it."""

    account: str
    sid: str
    sender: str | None = field(repr=False)
    recipient: str = field(repr=False)
    body: str = field(repr=False)
    direction: str
    status: str
    created_at: datetime
    sent_at: datetime | None = None
    service: str | None = None
    code: int | None = None
    words: str = field(default="", repr=False)
    to: str = field(default="", repr=False)


class TwilioBook:
    """The messages of one account.

    Attributes:
        kept: every message by SID, oldest first.
        opted_out: numbers to which nothing is sent.
        refusals: numbers to which a send is refused with a code.
        filters: whether STOP and START are taken here, as Twilio does unless it is asked to leave them to the clinic.
        redacts: whether sent texts lose their words and the last digits of their numbers.
    """

    def __init__(self, account: str, number: str, clock: Clock) -> None:
        self._account, self._number, self._clock = account, number, clock
        self.kept: dict[str, Kept] = {}
        self.opted_out: set[str] = set()
        self.refusals: dict[str, int] = {}
        self.filters = True
        self.redacts = False

    def take(self, form: Mapping[str, str]) -> Kept:
        """Take a text to send; it waits in the queue."""
        service = form.get("MessagingServiceSid")
        return self._keep(
            Kept(
                account=self._account,
                sid=self._sid(),
                sender=None if service else self._number,
                recipient=form["To"],
                body=form["Body"],
                direction="outbound-api",
                status="accepted" if service else "queued",
                created_at=self._clock.now(),
                service=service,
                words=form["Body"],
                to=form["To"],
            )
        )

    def receive(self, sender: str, body: str) -> Kept:
        """Let a patient text the clinic; STOP and START are taken as Twilio takes them by default."""
        word = body.strip().upper() if self.filters else ""
        if word in {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}:
            self.opted_out.add(sender)
        elif word in {"START", "YES", "UNSTOP"}:
            self.opted_out.discard(sender)
        now = self._clock.now()
        text = Kept(self._account, self._sid(), sender, self._number, body, "inbound", "received", now, now)
        return self._keep(text)

    def advance(self, status: str, code: int | None = None) -> None:
        """Bring every text that waits to a state."""
        for message in self.kept.values():
            if message.direction != "inbound" and message.status in _OPEN:
                message.status, message.code, message.sent_at = status, code, self._clock.now()
                if self.redacts:
                    message.body = ""
                    message.recipient = f"{message.recipient[:-4]}XXXX"

    def messages(self) -> list[Kept]:
        """Return every message, the newest first, as Twilio lists them."""
        return list(reversed(self.kept.values()))

    def sent(self, to: str) -> list[str]:
        """Return the words of every text that was taken for a number: what a patient's phone would show."""
        return [message.words for message in self.kept.values() if message.to == to]

    def _keep(self, message: Kept) -> Kept:
        self.kept[message.sid] = message
        return message

    def _sid(self) -> str:
        return f"SM{len(self.kept) + 1:032x}"


def shown(message: Kept) -> dict[str, object]:
    """Return a message as Twilio's API shows it."""
    uri = f"/2010-04-01/Accounts/{message.account}/Messages/{message.sid}"
    return {
        "account_sid": message.account,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": format_datetime(message.created_at),
        "date_sent": format_datetime(message.sent_at) if message.sent_at else None,
        "date_updated": format_datetime(message.sent_at or message.created_at),
        "direction": message.direction,
        "error_code": message.code,
        "error_message": None,
        "from": message.sender,
        "messaging_service_sid": message.service,
        "num_media": "0",
        "num_segments": "0" if message.service else "1",
        "price": None,
        "price_unit": None,
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": message.recipient,
        "uri": f"{uri}.json",
    }
