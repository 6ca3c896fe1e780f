"""The characters that split a message; MSH-1 and MSH-2 say them (HL7 v2.8.2, 2.5.4)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from services.bridge.hl7v2.errors import WrongDelimiters

HEADERS: Final = frozenset({"MSH", "FHS", "BHS"})
_NAMED: Final = 5
_SEGMENT_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class Delimiters:
    """How a message is split. One that MSH-2 leaves out is empty, and then splits nothing.

    `declared` is MSH-2 as it stands, which may be longer than what has a meaning.
    """

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    subcomponent: str = "&"
    truncation: str = ""
    declared: str = "^~\\&"


STANDARD: Final = Delimiters()


@lru_cache(maxsize=256)
def delimiters_of(field: str, declared: str) -> Delimiters:
    """Return the delimiters of a header's first two fields. One that is declared twice counts once.

    Raises:
        WrongDelimiters: they do not say how the message is split.
    """
    named = "".join(dict.fromkeys(declared))[:_NAMED]
    if not named or field in named or any(not _may_split(each) for each in field + named):
        raise WrongDelimiters
    component, repetition, escape, subcomponent, truncation = (named[at : at + 1] for at in range(_NAMED))
    return Delimiters(field, component, repetition, escape, subcomponent, truncation, declared)


def _may_split(character: str) -> bool:
    return character.isprintable() and not character.isalnum() and not character.isspace()


def read_delimiters(header: str) -> Delimiters:
    """Return the delimiters that a header segment declares.

    Raises:
        WrongDelimiters: they do not say how the message is split.
    """
    field = header[_SEGMENT_NAME : _SEGMENT_NAME + 1]
    if not field:
        raise WrongDelimiters
    return delimiters_of(field, header[_SEGMENT_NAME + 1 :].split(field, 1)[0])
