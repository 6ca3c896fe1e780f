"""JSON read so that nothing of it is lost: most readers take the last of two fields with one name, and round numbers.

What they drop would never be looked at, and would still be passed on with a text that is passed on as it was written.
"""

import json
from typing import Final

from services.gateway.refusals import TooLarge

_EXACT_DIGITS: Final = 15
"""Digits that every reader keeps (IEEE 754 binary64)."""


class _SaysMore(Exception):
    """The text says more than a reader of it sees."""


def says_all(raw: str) -> bool:
    """Tell whether a JSON text, once read, says all that is written in it: no field twice, no number cut.

    Raises:
        TooLarge: it nests deeper than is read.
    """
    try:
        json.loads(raw, object_pairs_hook=_once, parse_int=_kept, parse_float=_kept)
    except _SaysMore:
        return False
    except RecursionError:
        raise TooLarge("JSON nests deeper than is read.", "Send it flatter.") from None
    return True


def exactly(raw: str) -> object:
    """Return a JSON text read with its whole numbers in full; of fields with one name the last counts."""
    return json.loads(raw)


def written_exactly(value: object) -> str:
    """Return a value as JSON, with its whole numbers in full."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _once(pairs: list[tuple[str, object]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise _SaysMore


def _kept(written: str) -> None:
    if sum(each.isdigit() for each in written) > _EXACT_DIGITS:
        raise _SaysMore
