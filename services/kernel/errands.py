"""What the other processes may ask of the egress process: each errand, its answer, and how a failure is told.

These shapes cross a Unix socket as JSON. There is no field for free words to a patient: a message goes as a template's
name and its values. Both ends refuse a field that is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Final, Generic, TypeVar

from services.kernel.language import Language
from services.kernel.texting import ReceivedText

T = TypeVar("T")


class Shape:
    """The base of what crosses the socket; says to pydantic, which the kernel does not know, how strict it is."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Mapping[str, str]] = {
        "extra": "forbid",
        "ser_json_bytes": "base64",
        "val_json_bytes": "base64",
    }


@dataclass(frozen=True, slots=True)
class SendText(Shape):
    """Send a text; `id` is the outbox row's, the same at every attempt."""

    id: str
    to: str = field(repr=False)
    template: str
    language: Language
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Taken(Shape):
    """A carrier took a message: its own id for it, and its own word for where it stands."""

    carrier_id: str
    status: str


@dataclass(frozen=True, slots=True)
class LookUpText(Shape):
    """Find out whether this text left at or after `since`; nothing is sent."""

    text: SendText
    since: datetime


class Found(StrEnum):
    """What is known of a text that may have left."""

    ARRIVED = "arrived"
    ABSENT = "absent"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class TextFound(Shape):
    """The answer to a look-up; `carrier_id` is empty where nothing was found."""

    found: Found
    carrier_id: str = ""


@dataclass(frozen=True, slots=True)
class AskTextState(Shape):
    """Ask how far a text has come that the carrier took."""

    carrier_id: str


@dataclass(frozen=True, slots=True)
class TextState(Shape):
    """How far a text has come.

    Attributes:
        carrier_id: the carrier's id.
        state: waiting, sent, delivered, failed or cancelled.
        final: whether nothing can follow.
        code: the carrier's error code of a failed one.
        next: what follows a failed one: retry, never, opted_out, setup, key, unknown or nothing.
    """

    carrier_id: str
    state: str
    final: bool
    code: int | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class AskReceived(Shape):
    """Ask for the texts received at or after a moment."""

    since: datetime


@dataclass(frozen=True, slots=True)
class TextCall(Shape):
    """A call to the clinic's webhook for texts, just as it came; `url` is the public address that was called."""

    url: str
    form: bytes = field(repr=False)
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TextNews(Shape):
    """What a signed call says: a text from a patient, how far one of ours has come, or neither."""

    text: ReceivedText | None = field(default=None, repr=False)
    state: TextState | None = None


@dataclass(frozen=True, slots=True)
class Visit(Shape):
    """An entry for the patient's calendar (RFC 5545).

    Attributes:
        uid: the appointment's, the same in every mail about it, and opaque.
        sequence: higher than in the mail before.
        start: when it begins.
        end: when it ends.
        zone: the clinic's, such as America/Chicago.
        summary: one line.
        place: where.
        cancelled: whether it is off.
    """

    uid: str
    sequence: int
    start: datetime = field(repr=False)
    end: datetime = field(repr=False)
    zone: str
    summary: str = field(repr=False)
    place: str = field(repr=False)
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class SendMail(Shape):
    """Send a mail by the clinic's relay; `id` is the outbox row's."""

    id: str
    to: str = field(repr=False)
    template: str
    language: Language
    values: Mapping[str, str] = field(repr=False)
    visit: Visit | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SendSummary(Shape):
    """Leave a provider's summary in an inbox on the clinic's own network; `id` is the summary's.

    It goes to an inbox by its name; which address that is, the egress process's own settings say. The words are
    `services.summaries.templates`', which name nobody.
    """

    id: str
    inbox: str
    subject: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SendOfficerMail(Shape):
    """Mail one of the clinic's officers; `id` is the mail's, the same at every attempt.

    It goes to an officer by a name in the settings; the words are `services.officers.words`', which name no patient.
    """

    id: str
    officer: str
    template: str
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SendNotice(Shape):
    """Send fixed words and a link that ends in an opaque token; there is no field for anything else."""

    id: str
    to: str = field(repr=False)
    language: Language
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoticeCall(Shape):
    """A call with events of notices, just as it came."""

    body: bytes = field(repr=False)
    timestamp: str
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoticeEvent(Shape):
    """What became of a notice; `key` is the same for the same event told again."""

    key: str
    carrier_id: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenPayment(Shape):
    """Open a hosted payment page: the request just as it leaves, but for the key."""

    method: str
    host: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaymentAnswer(Shape):
    """What the payment service answered."""

    status: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed(Shape):
    """An errand that was not done: a code that decides what follows, what happened, what to do; free of PHI.

    `reason` is the carrier's code or the door's word; `retry_after` is in seconds.
    """

    code: str
    what: str
    do: str = ""
    reason: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Errand(Generic[T]):
    """One errand: its name in the path, the shape that is asked, the shape that is told."""

    name: str
    asks: type[Any]
    tells: Any


SEND_TEXT: Final[Errand[Taken]] = Errand("send_text", SendText, Taken)
LOOK_UP_TEXT: Final[Errand[TextFound]] = Errand("look_up_text", LookUpText, TextFound)
TEXT_STATE: Final[Errand[TextState]] = Errand("text_state", AskTextState, TextState)
RECEIVED_TEXTS: Final[Errand[list[ReceivedText]]] = Errand("received_texts", AskReceived, list[ReceivedText])
READ_TEXT_CALL: Final[Errand[TextNews]] = Errand("read_text_call", TextCall, TextNews)
SEND_MAIL: Final[Errand[Taken]] = Errand("send_mail", SendMail, Taken)
SEND_SUMMARY: Final[Errand[Taken]] = Errand("send_summary", SendSummary, Taken)
SEND_OFFICER_MAIL: Final[Errand[Taken]] = Errand("send_officer_mail", SendOfficerMail, Taken)
SEND_NOTICE: Final[Errand[Taken]] = Errand("send_notice", SendNotice, Taken)
READ_NOTICE_CALL: Final[Errand[list[NoticeEvent]]] = Errand("read_notice_call", NoticeCall, list[NoticeEvent])
OPEN_PAYMENT: Final[Errand[PaymentAnswer]] = Errand("open_payment", OpenPayment, PaymentAnswer)
ERRANDS: Final[tuple[Errand[Any], ...]] = (
    SEND_TEXT,
    LOOK_UP_TEXT,
    TEXT_STATE,
    RECEIVED_TEXTS,
    READ_TEXT_CALL,
    SEND_MAIL,
    SEND_SUMMARY,
    SEND_OFFICER_MAIL,
    SEND_NOTICE,
    READ_NOTICE_CALL,
    OPEN_PAYMENT,
)
"""Every errand."""

NOT_SENT_CODES: Final = frozenset(
    {
        "not_sent",
        "credentials_refused",
        "setup_refused",
        "tls_missing",
        "not_allowed",
        "not_audited",
        "channel_off",
        "not_reached",
    }
)
"""Codes after which certainly nothing left, and it may be tried again. A code that nobody knows means: unknown."""
CLOSED_CODES: Final = frozenset({"not_allowed", "channel_off"})
"""Of these, the ones by which the way is closed until somebody changes the settings."""
WRONG_CODES: Final = frozenset({"wrong_request", "wrong_message", "wrong_errand"})
"""Codes after which it can never be sent as it is."""
