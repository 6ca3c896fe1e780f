"""One way to write a telephone number, so that what one room keeps under it another room finds: ITU-T E.164."""

import re

_NORTH_AMERICAN = re.compile(r"1?([2-9][0-9]{2}[2-9][0-9]{6})", re.ASCII)
_ABROAD = re.compile(r"[1-9][0-9]{7,14}", re.ASCII)
_WRITTEN = re.compile(r"(?:tel:)?(\+?)([0-9 ().\-/\u00a0\u2010-\u2013]+)", re.ASCII)


def e164(written: str) -> str | None:
    """Return a number as + and digits, a North American one with its 1; None for what cannot be dialled as it stands.

    Without a + it is taken for a North American number. One with an extension takes no texts, and is None too.
    """
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    digits = re.sub(r"[^0-9]", "", found.group(2))
    local = _NORTH_AMERICAN.fullmatch(digits)
    if local is not None and (not found.group(1) or digits.startswith("1")):
        return f"+1{local.group(1)}"
    abroad = found.group(1) and not digits.startswith("1") and _ABROAD.fullmatch(digits)
    return f"+{digits}" if abroad else None
