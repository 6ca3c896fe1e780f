"""A conversation as it is kept: its transcript and the flow's state."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.kernel.language import Language


class Speaker(StrEnum):
    """Who said a line of the transcript."""

    PATIENT = "patient"
    ASSISTANT = "assistant"
    STAFF = "staff"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button under a reply: `value` is what the button sends, `label` what it shows (full, for a screen reader)."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the transcript. `number` counts from 1 within the conversation."""

    number: int
    speaker: Speaker
    text: str = field(repr=False)
    at: datetime
    choices: tuple[Choice, ...] = field(repr=False, default=())
    attachment: str | None = None
    """Opaque name of something to fetch beside the text (a calendar file), or None."""
    pay: str | None = None
    """Opaque name of the page on which a fee can be paid, or None; shown as a link on the page, never in a text."""
    unsent: bool = False
    """It stands in the transcript alone: in a conversation by text another text says it, or it is not worth one."""


@dataclass(frozen=True, slots=True)
class ByText:
    """A conversation by text: the number that writes, and its first words, which may tell the language."""

    number: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation. `state` is the flow's own JSON text (PHI); `version` rises with each save."""

    id: str
    version: int
    language: Language
    opened_at: datetime
    last_at: datetime
    state: str = field(repr=False)
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a line of the transcript, such as a calendar file (RFC 5545)."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
