"""Days that speak of the appointment that stands, though no verb says so.

"El jueves no puedo ir, me la cambia para el viernes": the Thursday is the appointment's. "Move my Friday appointment,
that day I travel": the second mention of its day is no wish.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.values import DAY, MINUTES_A_DAY, Days, Moment
from services.dialogue.understanding.lookahead import BREAKS, TIME, recurs
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET, WISH, Item, Roles
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})
_FLOW: Final = frozenset({"MOVE", "MOVEUP", "MOVEBACK", "CANCEL"})
_REFUSED: Final = frozenset({"CANT", "BAD", "NOT"})
_BECAUSE: Final = word_set("porque because cuz cause coz bc xq pq since")
#: What may stand between a day and the "I have an appointment" that it belongs to.
_SMALL: Final = frozenset({"WE", "POSS", "X", "ALSO", "NOW", "A", "UN"})


def settled(roles: Roles, symbols: Sequence[Symbol], asked: Asked | None) -> Roles:
    """Return the roles with the days of the appointment that stands taken for what they are."""
    _drop_hints(roles)
    _liked(roles, symbols)
    if asked is Asked.WHICH_APPOINTMENT and not _moves_on(symbols):
        _which_and_where(roles, symbols)
    if asked not in _OPENING:
        _drop_reason(roles, symbols)
        return roles
    for item in roles.items:
        if item.role == WISH and item.symbol.cat in TIME and _before_appointment(symbols, item.at):
            item.role = TARGET
    _drop_why(roles, symbols)
    for item in roles.items:
        if item.role == TARGET and _away(item) and _behind_because(symbols, item.at):
            item.role, item.negative = WISH, True
    if not _dated(roles):
        _missed_day(roles, symbols)
    _singled_out(roles, symbols)
    roles.cant_target = roles.cant_target or _cannot_keep(roles, symbols)
    _drop_repeats(roles, symbols)
    return roles


def _which_and_where(roles: Roles, symbols: Sequence[Symbol]) -> None:
    """Take the times of one answer together, unless a "to" leads from the one that is meant to the new time."""
    leads = [at for at, symbol in enumerate(symbols) if symbol.cat == "TOW"]
    if not leads:
        _all_of_one(roles)
    for item in roles.items:
        item.role = TARGET if leads and item.at < leads[0] else item.role


def _drop_why(roles: Roles, symbols: Sequence[Symbol]) -> None:
    """Drop the day of a reason behind the appointment's: "cancel Tuesday's, because I leave on Monday"."""
    dated = [item for item in roles.items if item.role == TARGET and _one_day(replace(item, role=WISH))]
    why = [item for item in dated if _behind_because(symbols, item.at)]
    if len(why) < len(dated):
        roles.items = [item for item in roles.items if item not in why]
    elif why and not any(symbol.cat in {"CANT", "BAD"} for symbol in symbols):
        roles.items = [item for item in roles.items if not _hour_of(item, why)]


def _hour_of(item: Item, why: Sequence[Item]) -> bool:
    """Tell whether an item is the hour of what keeps the patient away: "because of a recital on the 12th at 4"."""
    return item.role == TARGET and item.symbol.cat == "WIN" and any(abs(item.at - each.at) == 1 for each in why)


def _singled_out(roles: Roles, symbols: Sequence[Symbol]) -> None:
    """Keep only the one to be changed of several: "una el lunes y otra el jueves, cancele la del jueves"."""
    single = [
        item for item in roles.items if item.role == TARGET and item.symbol.cat in TIME and _the_one(symbols, item.at)
    ]
    if len(single) == 1 and _one_day(replace(single[0], role=WISH)):
        roles.items = [
            item
            for item in roles.items
            if item.role != TARGET or item.at >= single[0].at or not _one_day(replace(item, role=WISH))
        ]


def _the_one(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "cancel the one on" stands before a day."""
    before = [symbol.cat for symbol in symbols[max(at - 4, 0) : at] if symbol.cat != "EL"]
    if {"EXCEPT", "MENOS"} & set(before):
        return False
    return before[-2:] in (["LA", "OF"], ["ONE", "ON"]) and not _FLOW.isdisjoint(before[:-2])


def _cannot_keep(roles: Roles, symbols: Sequence[Symbol]) -> bool:
    """Tell whether "can't" stands behind the appointment: "tengo cita el 15 pero no puedo ese día"."""
    has = next((at for at, symbol in enumerate(symbols) if symbol.cat in {"HAVEQ", "HAVEAPPT"}), len(symbols))
    days = [item.at for item in roles.items if item.role == TARGET and item.symbol.cat in TIME]
    return any(
        symbol.cat in {"CANT", "BAD"} and has < at and days and max(days) < at and not _day_follows(symbols, at)
        for at, symbol in enumerate(symbols)
    )


#: Hints, which any time said beside them settles: "not too early, after 9:30".
_HINTS: Final = frozenset({"not_early", "not_late"})


def _drop_hints(roles: Roles) -> None:
    """Drop "not too early" where a time of day was said too."""
    windows = [item for item in roles.items if item.symbol.cat == "WIN" and not item.negative]
    if any(item.symbol.value.part == "" and item.symbol.value.high == MINUTES_A_DAY for item in windows):
        worked = [item for item in windows if item.symbol.value.part == "after_work"]
        roles.items = [item for item in roles.items if item not in worked]
    if any(item.symbol.value.part not in _HINTS for item in windows):
        roles.items = [item for item in roles.items if item not in windows or item.symbol.value.part not in _HINTS]


def _liked(roles: Roles, symbols: Sequence[Symbol]) -> None:
    """Take a time that "works better" for the wish: "I need to move my physical, June works better"."""
    for item in roles.items:
        beside = symbols[item.at + 1].cat if item.at + 1 < len(symbols) else ""
        before = symbols[item.at - 1].cat if item.at else ""
        apart = item.role == TARGET and item.symbol.cat in TIME and before in {"COMMA", "STOP", "AND"}
        if apart and (beside == "WORKS" or (beside == "BAD" and item.symbol.cat == "WIN" and recurs(item.symbol))):
            item.role, item.negative = WISH, beside == "BAD"


def _moves_on(symbols: Sequence[Symbol]) -> bool:
    """Tell whether an answer to "which appointment?" goes on to the new time: "move the Friday one to Monday"."""
    cats = [symbol.cat for symbol in symbols]
    moves = next((at for at, cat in enumerate(cats) if cat in _FLOW - {"CANCEL"}), len(cats))
    return "TOW" in cats[moves:] and any(cat in TIME for cat in cats[moves:])


def _all_of_one(roles: Roles) -> None:
    """Take every time in answer to "which appointment?" for that appointment's: "the Friday one, at four twenty"."""
    for item in roles.items:
        if item.symbol.cat in TIME:
            item.role = TARGET


def _dated(roles: Roles) -> bool:
    """Tell whether the appointment that stands has a day already."""
    return any(item.role == TARGET and item.symbol.cat in {"DAYS", "MOMENT"} for item in roles.items)


def _before_appointment(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "I have an appointment" follows: "mañana tengo cita a las 9"."""
    rest = [symbol for symbol in symbols[at + 1 : at + 6] if symbol.cat not in _SMALL | TIME]
    if not rest or rest[0].cat not in {"HAVEQ", "HAVEAPPT"}:
        return False
    return rest[0].cat == "HAVEQ" or (len(rest) > 1 and rest[1].cat in {"APPT", "VISIT"})


def _away(item: Item) -> bool:
    """Tell whether an item is a stretch of days: "because I'm away from the 10th to the 20th"."""
    value = item.symbol.value
    return isinstance(value, Days) and any(end - start > DAY for start, end in value.ranges)


def _one_day(item: Item) -> bool:
    """Tell whether an item is one wished or refused day, no habit and no stretch."""
    value = item.symbol.value
    single = isinstance(value, Moment) or (
        isinstance(value, Days)
        and not (value.every or value.broad or value.relative or len(value.weekdays) > 1)
        and all(end - start <= DAY for start, end in value.ranges)
    )
    return item.role == WISH and single


def _missed_day(roles: Roles, symbols: Sequence[Symbol]) -> None:
    """Take the day on which the patient cannot come for the day of the appointment."""
    cats = {symbol.cat for symbol in symbols}
    books = cats & {"BOOK", "BOOKAPPT"} or (asks_for_one(symbols) and not cats & _FLOW)
    if books or not (cats & (_FLOW | {"APPT"}) or any(_attends(symbol) for symbol in symbols)):
        return
    days = [item for item in roles.items if _one_day(item)]
    excepts = bool(cats & {"EXCEPT", "MENOS", "NEGAVOID", "ANYTIME", "TARGET"}) or _dated(roles)
    for item in days:
        busy = item.negative and not excepts and bool(cats & {"MOVE", "MOVEBACK"})
        no_more = busy or (item.negative and any(symbol.word in _NO_MORE for symbol in symbols))
        if no_more or _cannot_behind(symbols, item.at) or (cats & _FLOW and _behind_because(symbols, item.at)):
            item.role, item.negative = TARGET, False
            _take_time(roles, item)
            roles.cant_target = True
            return


#: Verbs of coming, which say that there is something to come to.
_COMING: Final = word_set(
    "llegar ir asistir acudir venir llevar llevarlo llevarla llego make it come attend there miss"
)


_NO_MORE: Final = frozenset({"anymore", "any more", "any longer", "after all"})


def _attends(symbol: Symbol) -> bool:
    """Tell whether words say that the patient cannot come, or can no longer: "no voy a llegar", "ya no puedo"."""
    if symbol.word.startswith("ya no") or symbol.word in {"anymore", "any more", "any longer", "after all"}:
        return True
    return symbol.cat == "CANT" and not _COMING.isdisjoint(symbol.word.split())


def asks_for_one(symbols: Sequence[Symbol]) -> bool:
    """Tell whether "an appointment" is spoken of, not "the" or "my" appointment."""
    return any(one.cat in {"A", "UN"} and two.cat in {"APPT", "VISIT"} for one, two in pairwise(symbols))


def _take_time(roles: Roles, day: Item) -> None:
    """Let the time right behind such a day be that of the appointment."""
    for item in roles.items:
        if item.at == day.at + 1 and item.symbol.cat == "WIN":
            item.role, item.negative = TARGET, False


def _cannot_behind(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "can't" stands behind a day, perhaps after its reason: "Tuesday I work and can't come"."""
    for index in range(at + 1, len(symbols)):
        cat = symbols[index].cat
        if cat in _REFUSED:
            return not _day_follows(symbols, index)
        if cat in BREAKS or cat in TIME - {"WIN"} or cat in _FLOW | {"NEED", "AVAIL", "TAKE", "WORKS"}:
            return False
    return False


def _day_follows(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a refusal goes on to a day of its own: "Tuesday I work and can't come on Wednesday"."""
    for symbol in symbols[at + 1 :]:
        if symbol.cat in {"DAYS", "MOMENT"}:
            return True
        if symbol.cat in BREAKS or symbol.cat in _FLOW | {"COMMA", "AVAIL", "TAKE", "AND", "CORRECT", "NEED"}:
            return False
    return False


def _behind_because(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a day stands in a reason: "because Friday I have to work"."""
    for symbol in reversed(symbols[:at]):
        if symbol.cat == "X" and symbol.word in _BECAUSE:
            return not any(later.cat in {"WORKS", "AVAIL"} for later in symbols[at + 1 : at + 4])
        if symbol.cat in BREAKS or symbol.cat in {"COMMA", "AVAIL", "TAKE", "NEED"} or symbol.cat in TIME - {"WIN"}:
            return False
    return False


def _drop_repeats(roles: Roles, symbols: Sequence[Symbol]) -> None:
    """Drop a second mention of the appointment's own day that wishes nothing."""
    own = [item.symbol.value for item in roles.items if item.role == TARGET and item.symbol.cat == "DAYS"]
    if not own:
        return
    wished = [item for item in roles.items if item.role == WISH and item.symbol.cat in TIME]
    excepts = any(symbol.cat in {"EXCEPT", "MENOS"} for symbol in symbols)
    timed = any(item.symbol.cat == "WIN" and (excepts or not item.negative) for item in wished)
    shifted = any(symbol.cat in {"EARLIER", "LATER", "SAMETIME", "TOW"} for symbol in symbols)
    for item in wished:
        refused = item.negative or _behind_because(symbols, item.at)
        if _repeats(item, own, refused=refused, free=timed or shifted):
            roles.items.remove(item)
            roles.cant_target = roles.cant_target or refused


def _repeats(item: Item, own: Sequence[object], *, refused: bool, free: bool) -> bool:
    """Tell whether an item only says the appointment's day again."""
    value = item.symbol.value
    if not isinstance(value, Days):
        return False
    if value.relative == "that_day":
        return refused or not free
    return refused and any(replace(value, every=False) == each for each in own)


def _drop_reason(roles: Roles, symbols: Sequence[Symbol]) -> None:
    """Drop a time that tells why an offer was chosen: "the first one, because I start work at 11"."""
    if not any(symbol.cat == "CHOICE" for symbol in symbols):
        return
    roles.items = [item for item in roles.items if item.symbol.cat not in TIME or not _behind_because(symbols, item.at)]
