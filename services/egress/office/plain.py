"""The last look at what goes by a channel that carries no PHI: nothing in it may have the shape of an identifier.

What such a channel can say is fixed by its request's shape. This is the second look, at the few values that differ from
one request to the next: an opaque token, an opaque reference, a fixed page. The shapes are those of 45 CFR
164.514(b)(2)(i) that can be told by sight; a name cannot, which is why there is no field that could hold one.
"""

import re
from typing import Final

from services.egress.senders.errors import WrongRequest

_HEXADECIMAL: Final = re.compile("[0-9a-f]{32,64}")
_SHAPES: Final = (
    re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}"),
    re.compile(r"(?<![A-Za-z0-9])\+?1?[-. (]*[2-9][0-9]{2}[-. )]*[2-9][0-9]{2}[-. ]?[0-9]{4}(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z0-9])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![A-Za-z0-9])"),
    re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"),
    re.compile(
        r"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])[-/.](?:0?[1-9]|[12][0-9]|3[01])[-/.](?:19|20)?[0-9]{2}(?![0-9])"
    ),
    re.compile(r"(?i)(?<![a-z0-9])(?:mrn|ssn|dob|born|patient|appointment)(?![a-z0-9])"),
    re.compile(r"[^\x20-\x7e]"),
)


def require_plain(*values: str) -> None:
    """Let the values pass.

    Raises:
        WrongRequest: one of them has the shape of an identifier; nothing is sent.
    """
    if any(shape.search(value) for value in values for shape in _SHAPES):
        what = "A value for a channel without PHI looks like an identifier."
        raise WrongRequest(what, "Look for the place that made it; tokens and references are random.")


def require_random(token: str) -> None:
    """Let the token of a link pass: hexadecimal digits, in which no name and no date with its marks can be written.

    Raises:
        WrongRequest: it is anything else.
    """
    if not _HEXADECIMAL.fullmatch(token) or token.isdigit():
        raise WrongRequest("The token of a link is not a random one.", "Make it of 128 random bits, in hexadecimal.")
