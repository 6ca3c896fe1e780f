"""Texts from patients: asked for (the default, no port is open) or told by Twilio's webhook; each is taken once.

What was seen is kept by the caller, in the commit that acts on the text: here nothing is remembered.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import parse_qsl

from services.egress.senders.errors import WrongCallback
from services.egress.senders.twilio.account import TwilioAccount
from services.egress.senders.twilio.listing import TwilioListing, instant
from services.egress.senders.twilio.resource import TwilioMessage, is_sid

OVERLAP: Final = timedelta(minutes=10)
"""How far each poll looks behind the newest text it has seen, for texts that are listed late."""
_LONGEST_FORM: Final = 64 * 1024
_REFUSE: Final = "Answer with a refusal; Twilio's console shows what it sent."


@dataclass(frozen=True, slots=True)
class InboundText:
    """A text from a patient. `carrier_id` is Twilio's MessageSid: the same text has the same one, however it came."""

    carrier_id: str
    sender: str = field(repr=False)
    body: str = field(repr=False)
    received_at: datetime
    media: int = 0


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a poll brought: new texts, the oldest first, and from when to ask next."""

    texts: tuple[InboundText, ...]
    since: datetime


class TwilioInbox:
    """Asks for texts to the clinic's number.

    Args:
        listing: the account's messages.
        account: the number that patients write to.
    """

    def __init__(self, listing: TwilioListing, account: TwilioAccount) -> None:
        self._listing, self._account = listing, account

    async def poll(self, since: datetime, seen: Container[str]) -> Inbox:
        """Return the texts since a moment that are not among those seen.

        Args:
            since: what the last poll returned; at the start, the moment from which texts matter.
            seen: the carrier ids of the texts taken before, at least of the last `OVERLAP` before `since`.

        Raises:
            ReadFailed: the list could not be read whole; ask again from the same moment.
            CredentialsRefused: the key is not accepted.
        """
        filters = (("To", self._account.number.digits), ("DateSent>", instant(since)))
        listed = [_received(each, since) for each in await self._listing.messages(filters) if self._is_ours(each)]
        new = sorted((text for text in listed if text.carrier_id not in seen), key=_order)
        newest = max((text.received_at for text in listed), default=since)
        return Inbox(tuple(new), max(since, newest - OVERLAP))

    def _is_ours(self, message: TwilioMessage) -> bool:
        return message.inbound and message.recipient == self._account.number.digits


def form_of(body: bytes) -> list[tuple[str, str]]:
    """Return the fields of a call's form just as they came: no blank is trimmed, or the signature would not match.

    Raises:
        WrongCallback: it is no form.
    """
    if len(body) > _LONGEST_FORM:
        raise WrongCallback("A call is larger than Twilio's are.", _REFUSE)
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        raise WrongCallback("A call's form cannot be read.", _REFUSE) from None


def single(fields: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return the fields by name.

    Raises:
        WrongCallback: a name stands twice; the signature does not say which one counts.
    """
    named = dict(fields)
    if len(named) != len(fields):
        raise WrongCallback("A call names a field twice.", _REFUSE)
    return named


def text_of(form: Mapping[str, str], account: TwilioAccount, at: datetime) -> InboundText:
    """Return the text that Twilio's webhook tells, its signature checked before.

    Raises:
        WrongCallback: it is not a text to this number of this account.
    """
    ours = form.get("AccountSid") == account.account and form.get("To") == account.number.digits
    media = form.get("NumMedia", "")
    if not ours or not is_sid(form.get("MessageSid")) or not form.get("From") or "Body" not in form:
        raise WrongCallback("A call is not a text to the clinic's number.", _REFUSE)
    count = int(media) if media.isascii() and media.isdigit() else 0
    return InboundText(form["MessageSid"], form["From"], form["Body"], at, count)


def _received(message: TwilioMessage, since: datetime) -> InboundText:
    at = message.sent_at or message.created_at or since
    return InboundText(message.sid, message.sender, message.body, at, message.media)


def _order(text: InboundText) -> tuple[datetime, str]:
    return text.received_at, text.carrier_id
