"""An appointment lies on one day: of two days said of it, the later said is where it shall go, or a question is due."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from services.dialogue.commands import Command, StartCancel, StartMove, StartStatus
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.values import WEEK, Days, Moment, Window
from services.dialogue.understanding.lookahead import TIME
from services.dialogue.understanding.role_model import TARGET, WISH, Item, Roles

_MOVES: Final = frozenset({"MOVE", "MOVEUP", "MOVEBACK"})
_BETWEEN: Final = frozenset({"AND", "OR", "LA", "EL", "LOS", "OF", "ON", "THE", "POSS", "APPT", "ONE"})
#: Behind these begins what is wished.
_BREAKS: Final = frozenset(
    {"COMMA", "STOP", "BUT", "NEED", "AVAIL", "WORKS", "ANY", "ANYTIME", "TO", "TOW", "FOR", "AND"}
)


def moved_on(roles: Roles, symbols: Sequence[Symbol]) -> Roles:
    """Take what is said behind the appointment's day for the wish: "my visit on the 18th, any day after the 23rd"."""
    _refused_with_its_day(roles)
    days = _days(roles, TARGET)
    if len(days) < 2 or _days(roles, WISH) or _listed(days, symbols):  # noqa: PLR2004  the old day and the new one
        return roles
    away = any(symbol.cat == "HAVEAPPT" for symbol in symbols) and _stretch(days[1])
    if not (away or any(symbol.cat in _MOVES for symbol in symbols)) or any(
        symbol.cat == "CANCEL" for symbol in symbols
    ):
        return roles
    if not any(symbol.cat in _BREAKS for symbol in symbols[days[0].at + 1 : days[1].at]):
        return roles
    for item in roles.items:
        if item.at > days[0].at and item.symbol.cat in TIME:
            item.role = WISH
    return roles


def _stretch(item: Item) -> bool:
    """Tell whether an item is a long stretch: "my visit is the 21st, I'm away until the 25th"."""
    value = item.symbol.value
    return isinstance(value, Days) and bool(value.ranges) and value.ranges[-1][1] - value.ranges[-1][0] > WEEK


def _refused_with_its_day(roles: Roles) -> None:
    """Keep the part of the day with the appointment's day: "I can't make it Monday morning, can we do Wednesday"."""
    for day, part in pairwise(roles.items):
        beside = part.at == day.at + 1 and isinstance(part.symbol.value, Window) and isinstance(day.symbol.value, Days)
        if beside and day.role == TARGET and part.role == WISH and part.negative:
            part.role, part.negative = TARGET, False


def mixes_days(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether an appointment is said to lie on two days that are no list."""
    days = _days(facts.roles, TARGET)
    started = any(isinstance(command, StartMove | StartCancel | StartStatus) for command in commands)
    return started and len(days) > 1 and not _listed(days, facts.symbols)


def _days(roles: Roles, role: str) -> list[Item]:
    """Return the items of one role that name days, in the order said."""
    named = [item for item in roles.items if item.role == role and isinstance(item.symbol.value, Days | Moment)]
    named = [item for item in named if not item.negative and not getattr(item.symbol.value, "relative", "")]
    dated = [item for item in named if not _around(item, named)]
    return [item for at, item in enumerate(dated) if not at or item.link or item.at > dated[at - 1].at + 1]


def _around(item: Item, named: Sequence[Item]) -> bool:
    """Tell whether an item is the week or month of a day said: "I have two this month, cancel Friday's"."""
    return getattr(item.symbol.value, "broad", False) and any(
        getattr(each.symbol.value, "weekdays", None) or _holds(item.symbol.value, each.symbol.value) for each in named
    )


def _holds(period: Days, value: object) -> bool:
    """Tell whether a single day lies in a period: "tengo dos en agosto, quite la del doce"."""
    if not isinstance(value, Days) or value.broad or len(value.ranges) != 1 or len(period.ranges) != 1:
        return False
    (low, high), (start, end) = value.ranges[0], period.ranges[0]
    return start <= low and high <= end


def _listed(days: Sequence[Item], symbols: Sequence[Symbol]) -> bool:
    """Tell whether nothing but "and" stands between the days: "Monday and Wednesday"."""
    return all(
        two.link in {"and", "or"} and {symbol.cat for symbol in symbols[one.at + 1 : two.at]} <= _BETWEEN
        for one, two in pairwise(days)
    )
