"""SendGrid's event webhook: whether a call is SendGrid's, and what became of a notice.

Source: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features.
ECDSA on P-256 with SHA-256 over the timestamp and the body as they came. An event's `reason` is text that a stranger's
mail server wrote: it is not kept. Neither is the address.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from services.egress.senders.errors import WrongCallback

_LONGEST: Final = 2 * 1024 * 1024
_LONGEST_ID: Final = 256
_REFUSE: Final = "Answer with a refusal; SendGrid's console shows what it sent."


class EventSignature:
    """Checks signatures.

    Args:
        public_key: the verification key as SendGrid's console shows it, base64 without lines.

    Raises:
        ValueError: it is not a key on P-256.
    """

    def __init__(self, public_key: str) -> None:
        key = load_der_public_key(base64.b64decode(public_key, validate=True))
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise ValueError("SendGrid's verification key is one on the curve P-256.")  # noqa: TRY004 a setting
        self._key = key

    def holds(self, body: bytes, timestamp: str, signature: str) -> bool:
        """Tell whether SendGrid signed this body at this timestamp."""
        try:
            given = base64.b64decode(signature, validate=True)
            self._key.verify(given, timestamp.encode() + body, ec.ECDSA(SHA256()))
        except (InvalidSignature, binascii.Error, ValueError):
            return False
        return True


class EventKind(StrEnum):
    """What SendGrid reports of a mail."""

    PROCESSED = "processed"
    DEFERRED = "deferred"
    DELIVERED = "delivered"
    BOUNCE = "bounce"
    DROPPED = "dropped"
    SPAM = "spamreport"
    UNSUBSCRIBED = "unsubscribe"
    OTHER = "other"


_KINDS: Final = {kind.value: kind for kind in EventKind}


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `key` is the same for the same event told again; `carrier_id` begins with what the send returned."""

    key: str
    carrier_id: str
    kind: EventKind
    at: datetime


def events_of(body: bytes) -> list[Event]:
    """Return the events of a call, its signature checked before; an event told twice in it is returned once.

    Raises:
        WrongCallback: it is not a list of events.
    """
    if len(body) > _LONGEST:
        raise WrongCallback("A call is larger than SendGrid's are.", _REFUSE)
    try:
        told = json.loads(body)
        found = [_event(each) for each in told] if isinstance(told, list) else None
    except (ValueError, TypeError, KeyError, OverflowError, OSError, RecursionError):
        found = None
    if found is None:
        raise WrongCallback("A call is not a list of events.", _REFUSE)
    return list({event.key: event for event in reversed(found)}.values())[::-1]


def _event(told: dict[str, object]) -> Event:
    key, kind, at = told["sg_event_id"], told["event"], told["timestamp"]
    carrier_id = told.get("sg_message_id", "")
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_ID or not isinstance(at, int):
        raise TypeError
    if not isinstance(carrier_id, str) or len(carrier_id) > _LONGEST_ID:
        raise TypeError
    known = _KINDS.get(str(kind), EventKind.OTHER)
    return Event(key, carrier_id, known, datetime.fromtimestamp(at, UTC))
