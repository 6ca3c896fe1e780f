"""Which of several wished days comes first: "Wednesday, if not Tuesday", "I'd prefer Tuesday but Monday works too"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from services.dialogue.understanding.grammar.intervals import Interval, at, merged, without
from services.dialogue.understanding.grammar.terms import Composed
from services.dialogue.understanding.grammar.values import DAY, MINUTES_A_DAY, Days
from services.dialogue.understanding.role_model import WISH, Roles
from services.dialogue.understanding.words.tokens import Token

_RANKING: Final = re.compile(
    r"\b(?:if not|if you are open|otherwise|or else|failing that|second choice|first choice|ideally|preferably|si no"
    r"|de preferencia|preferiblemente|idealmente|primera opcion|en su defecto|de lo contrario|si abren)\b"
)
#: What stands before the day that is preferred, wherever it is said.
_PREFERRING: Final = frozenset({"prefer", "prefiero", "preferiria", "rather", "preferably", "ideally"})
_LONGEST: Final = DAY * 7


def preferred_first(wish: Composed, roles: Roles, tokens: Sequence[Token]) -> Composed:
    """Return the wish with the preferred day first, where words rank the days."""
    days = [
        item
        for item in roles.items
        if item.role == WISH
        and not item.negative
        and isinstance(item.symbol.value, Days)
        and not item.symbol.value.broad
    ]
    if len(days) < 2 or wish.unsure or any(end - start > _LONGEST for start, end in wish.intervals):  # noqa: PLR2004
        return wish
    prefers = next((index for index, token in enumerate(tokens) if token.text in _PREFERRING), None)
    if prefers is None and not _RANKING.search(" ".join(token.text for token in tokens)):
        return wish
    first = next((item for item in days if item.symbol.first > (prefers if prefers is not None else -1)), days[0])
    pieces = [each for interval in wish.intervals for each in _daily(interval)]
    wanted = merged(each for each in pieces if _is_on(first.symbol.value, each))
    return replace(wish, intervals=(*wanted, *without(wish.intervals, wanted))) if wanted else wish


def _daily(interval: Interval) -> list[Interval]:
    """Return an interval cut at each midnight."""
    start, end = interval
    pieces: list[Interval] = []
    while start < end:
        midnight = min(at(start.date(), MINUTES_A_DAY), end)
        pieces.append((start, midnight))
        start = midnight
    return pieces


def _is_on(days: Days, piece: Interval) -> bool:
    """Tell whether a stretch of one day lies in the days."""
    day = (piece[1] - timedelta(minutes=1)).date()
    return any(low <= day < high for low, high in days.ranges) if days.ranges else day.weekday() in days.weekdays
