"""The reviewed words of a message that is about to leave the building, its values checked once more.

The egress process words each message itself, by this. Whoever asks it can choose among reviewed templates and give
values of their kinds, and nothing else: a value that is none of the template's, or not of its kind, is refused.
"""

import re
from collections.abc import Mapping
from typing import Final

from services.kernel.language import Language
from services.messaging.errors import WrongMessage
from services.messaging.template_model import KINDS, LONGEST, Kind
from services.messaging.templates import render, taken_by

_ONE_LINE: Final = re.compile(r"[^\x00-\x1f\x7f]*")
_SHAPES: Final[Mapping[Kind, re.Pattern[str]]] = {
    Kind.PHONE: re.compile(r"[0-9+(). /x*#-]*"),
    Kind.CODE: re.compile(r"[A-Za-z0-9]*(?:-[A-Za-z0-9]+)*"),
    Kind.LINK: re.compile(r"(?:(?:https://|http://(?:127\.0\.0\.1|localhost)[:/])[\x21-\x7e]*)?"),
    Kind.MONEY: re.compile(r"[$0-9.,\x20\xa0USD]*"),
    Kind.REPLY: re.compile(r"[^\x00-\x09\x0b-\x1f\x7f]*"),
}
_SLACK: Final = 4
"""Wording cuts a value that is somewhat too long; one that is many times too long is no value of its kind."""


def leaving(name: str, language: Language, values: Mapping[str, str]) -> str:
    """Return the text of a template with values that were checked.

    Raises:
        WrongMessage: there is no such template, or a value is missing, not the template's, or not of its kind.
    """
    strange = sorted(set(values) - taken_by(name))
    if strange:
        raise WrongMessage(f"The message {name} has no place for a value it was given.", "Update both processes.")
    for key, value in values.items():
        kind = KINDS.get(key, Kind.WORD)
        if len(value) > _SLACK * LONGEST[kind] or not _SHAPES.get(kind, _ONE_LINE).fullmatch(value):
            raise WrongMessage(f"The value {key} of the message {name} is no {kind.value}.", "Look where it is made.")
    return render(name, language, values)
