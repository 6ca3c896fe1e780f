"""What the appliance keeps about a telephone number and the texts that come from it.

Numbers are PHI (45 CFR 164.514(b)(2)(i)(D)): `repr` hides them. They are kept in E.164 form, +1 and ten digits.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.kernel.language import Language


class MessageClass(StrEnum):
    """Why a message goes out; the class decides which rules it must keep.

    REPLY answers what the patient asked. REMINDER_OR_OFFER is unsolicited and exempt as health care
    (47 CFR 64.1200(a)(9)(iv)). BILLING is not exempt. CONTROL confirms STOP, START or HELP. STAFF goes to the clinic.
    """

    REPLY = "reply"
    REMINDER_OR_OFFER = "reminder_or_offer"
    BILLING = "billing"
    CONTROL = "control"
    STAFF = "staff"


class Source(StrEnum):
    """Where a consent or an opt-out comes from."""

    TEXT = "text"
    CARRIER = "carrier"
    CHAT = "chat"
    STAFF = "staff"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class OptOut:
    """Whether a number said STOP; `at` is when the newest word on it was said, which wins over older ones."""

    number: str = field(repr=False)
    stopped: bool
    at: datetime
    source: Source


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether the owner of a number agreed to one class of messages."""

    number: str = field(repr=False)
    message_class: MessageClass
    given: bool
    at: datetime
    source: Source


@dataclass(frozen=True, slots=True)
class SentMark:
    """One message that left, or may have left, to a number: what the caps count."""

    message_id: str
    number: str = field(repr=False)
    message_class: MessageClass
    at: datetime


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """A text from a patient; `id` is the carrier's and the same however often it is delivered."""

    id: str
    sender: str = field(repr=False)
    to: str = field(repr=False)
    body: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Reminded:
    """The newest reminder of a number, which a digit may answer until `until`; `appointment_id` is what it is about."""

    message_id: str
    appointment_id: str
    at: datetime
    until: datetime
    language: Language


@dataclass(frozen=True, slots=True)
class Lane:
    """The ordered conversation with one number: its chat, and how far its lines were texted.

    `id` is opaque. `chat_id` is None between conversations. `reminded` waits for a digit.
    """

    number: str = field(repr=False)
    id: str
    language: Language
    used_at: datetime
    chat_id: str | None = None
    last_line: int = 0
    reminded: Reminded | None = None
