"""What a message template is: its class, its typed variables, its reviewed words in both languages."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from services.kernel.language import Language
from services.kernel.texting import MessageClass

_FORMATTER = string.Formatter()


class Kind(StrEnum):
    """What a variable holds; it decides which letters and how many pass."""

    CLINIC = "clinic"
    WHEN = "when"
    NAME = "name"
    PHONE = "phone"
    CODE = "code"
    LINK = "link"
    MONEY = "money"
    WORD = "word"
    REPLY = "reply"


LONGEST: Mapping[Kind, int] = {
    Kind.CLINIC: 40,
    Kind.WHEN: 48,
    Kind.NAME: 48,
    Kind.PHONE: 16,
    Kind.CODE: 14,
    Kind.LINK: 60,
    Kind.MONEY: 10,
    Kind.WORD: 48,
    Kind.REPLY: 1200,
}
"""The longest value of each kind, in letters."""

KINDS: Mapping[str, Kind] = {
    "clinic": Kind.CLINIC,
    "code": Kind.CODE,
    "new": Kind.WHEN,
    "old": Kind.WHEN,
    "when": Kind.WHEN,
    "provider": Kind.NAME,
    "place": Kind.NAME,
    "phone": Kind.PHONE,
    "link": Kind.LINK,
    "amount": Kind.MONEY,
    "case": Kind.WORD,
    "reason": Kind.WORD,
    "reply": Kind.REPLY,
}
"""The variables of all templates; a name means the same everywhere."""


@dataclass(frozen=True, slots=True)
class Template:
    """One message: what it must say, and parts it may add in this order; `useful` is how long it makes sense.

    `later`: an answer that may come long after it was asked for, and so keeps quiet hours. `segments`: how many SMS
    segments it may take, by language.
    """

    needed: Mapping[Language, str]
    optional: Mapping[Language, tuple[str, ...]]
    message_class: MessageClass
    useful: timedelta
    later: bool
    segments: Mapping[Language, int]


def fields_of(text: str) -> frozenset[str]:
    """Return the names of the values that a text takes."""
    return frozenset(name for _, name, _, _ in _FORMATTER.parse(text) if name)
