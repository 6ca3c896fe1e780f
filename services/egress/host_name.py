"""Exact host names: the letters, digits and hyphens of RFC 1123 section 2.1, in lower case, without a final dot."""

import re
from typing import Final

_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LONGEST: Final = 253


def host_name(text: str) -> str | None:
    """Return the name in lower case; None where it is no host name.

    An address is none: its last label would have to begin with a digit, which no top-level domain does.
    """
    name = text.lower() if text.isascii() else ""
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        return None
    return None if name.rpartition(".")[2][0].isdigit() else name
