"""A message as Twilio shows it: the fields that we use of its Message resource, checked."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_SID: Final = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}", re.ASCII)
_STATUSES: Final = frozenset(
    {
        "queued",
        "sending",
        "sent",
        "failed",
        "delivered",
        "undelivered",
        "receiving",
        "received",
        "accepted",
        "scheduled",
        "read",
        "partially_delivered",
        "canceled",
    }
)


@dataclass(frozen=True, slots=True)
class TwilioMessage:
    """One message. `sent_at` is None while it waits; `code` is why it failed; `body` is empty once discarded."""

    sid: str
    status: str
    inbound: bool
    sender: str = field(repr=False)
    recipient: str = field(repr=False)
    body: str = field(repr=False)
    created_at: datetime | None
    sent_at: datetime | None
    code: int | None
    media: int = 0


def is_sid(value: object) -> bool:
    """Tell whether a value is the SID of a message."""
    return isinstance(value, str) and _SID.fullmatch(value) is not None


def is_status(value: object) -> bool:
    """Tell whether a value is one of Twilio's states of a message."""
    return isinstance(value, str) and value in _STATUSES


def message_of(shown: object) -> TwilioMessage | None:
    """Return what a Message resource says; None where it has no SID or no state that is known."""
    if not isinstance(shown, dict) or not is_sid(shown.get("sid")) or not is_status(shown.get("status")):
        return None
    code = shown.get("error_code")
    media = _word(shown.get("num_media"))
    return TwilioMessage(
        sid=shown["sid"],
        status=shown["status"],
        inbound=shown.get("direction") == "inbound",
        sender=_word(shown.get("from")),
        recipient=_word(shown.get("to")),
        body=_word(shown.get("body")),
        created_at=_moment(shown.get("date_created")),
        sent_at=_moment(shown.get("date_sent")),
        code=code if isinstance(code, int) and not isinstance(code, bool) else None,
        media=int(media) if media.isascii() and media.isdigit() else 0,
    )


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    """Read a date of RFC 2822; one without a zone means UTC."""
    try:
        moment = parsedate_to_datetime(value) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
