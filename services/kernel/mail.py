"""Mail addresses as RFC 5321 writes them, without quotes or letters beyond ASCII."""

import re
from typing import Final

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+", re.ASCII)
_LONGEST_MAIL: Final = 254
_LONGEST_LOCAL: Final = 64


def is_mail_address(value: str) -> bool:
    """Tell whether mail can be sent to this: one address, nothing around it."""
    local = value.partition("@")[0]
    return len(value) <= _LONGEST_MAIL and len(local) <= _LONGEST_LOCAL and _MAIL.fullmatch(value) is not None
