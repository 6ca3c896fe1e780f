"""Who is who: which words of time speak of the appointment that stands, and which of the wished one.

A small state machine walks over the symbols. Verbs, possessives and prepositions say what the next part is about:
"move my *Tuesday* cleaning to *Friday*". Negation colours the parts that follow it, or, said behind them ("Mondays
don't work"), those before it in the same clause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.dialogue.understanding import lookahead
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.lookahead import BREAKS, ITEMS, TIME
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET, WISH, Item, Roles, hour_behind, hour_of_them
from services.dialogue.understanding.spared import spare

_TO_TARGET: Final = frozenset(
    {"CANCEL", "MOVE", "MOVEUP", "MOVEBACK", "STATUS", "MISSED", "HAVEAPPT", "HAVEQ", "POSS", "INSTEAD", "KEEP"}
)
_TO_WISH: Final = frozenset({"TOW", "AVAIL", "TAKE", "BOOK", "BOOKAPPT", "ALTS", "WITHNEW", "INSTEADADV"})
_LINKS: Final = frozenset({"AND", "OR", "COMMA", "NOR", "ALSO"})
_REFUSALS: Final = frozenset({"CANT", "BAD", "NO"})
_NEGATORS: Final = frozenset({"NOT", "EXCEPT", "NEGAVOID", "MENOS"})
_FLOW: Final = frozenset({"CANCEL", "MOVE", "MOVEUP", "MOVEBACK"})
#: Steps where "I can't Tuesday" is about a wish.
_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


@dataclass(slots=True)
class _Walk:
    """The state of the walk."""

    asked: Asked | None
    role: str = ""
    negative: bool = False
    verb: str = ""
    link: str = ""
    clause: int = 0
    possessive: bool = False
    correction: int = -1
    cant: bool = False
    denied: bool = False
    replaced: set[str] | None = None


def assign(symbols: Sequence[Symbol], asked: Asked | None) -> Roles:
    """Return every item with its role."""
    roles = Roles()
    walk = _Walk(asked)
    roles.ambiguous = any(symbol.cat == "TOW" and symbol.value for symbol in symbols)
    for at, symbol in enumerate(symbols):
        if symbol.cat in ITEMS:
            _take(roles, walk, symbol, at)
        else:
            _step(roles, walk, symbols, at)
    for item in roles.items:
        item.negative = item.negative or lookahead.turns_down(symbols, item.at + 1)
    _mark_named(symbols, roles, walk)
    spare(symbols, roles.items)
    _apply_correction(roles, walk)
    return roles


def _take(roles: Roles, walk: _Walk, symbol: Symbol, at: int) -> None:
    """Record an item with the role of the moment."""
    relative = getattr(symbol.value, "relative", "")
    if walk.asked is Asked.WHICH_APPOINTMENT and walk.negative:
        return
    if walk.replaced is not None and symbol.cat in TIME:
        walk.role = WISH if symbol.cat in walk.replaced else walk.role
        walk.replaced.add(symbol.cat)
    role = WISH if relative else walk.role or WISH
    walk.negative = walk.negative and relative not in {"after_that", "before_that"}
    if walk.cant and role == TARGET and lookahead.recurs(symbol):
        role, walk.negative = WISH, True
    roles.items.append(Item(symbol, at, role, walk.negative and role == WISH, walk.link, walk.clause))
    roles.cant_target = roles.cant_target or (walk.cant and role == TARGET)
    if symbol.cat in TIME:
        walk.link = ""


def _step(roles: Roles, walk: _Walk, symbols: Sequence[Symbol], at: int) -> None:
    """Change state at a symbol that is no item."""
    cat = symbols[at].cat
    following = symbols[at + 1].cat if at + 1 < len(symbols) else "END"
    walk.clause += cat == "YES" and lookahead.affirms(symbols, at)
    if cat in BREAKS:
        _break(walk, cat)
    elif cat in _LINKS:
        _link(roles, walk, symbols, at)
    elif cat == "CORRECT" or (cat == "NO" and lookahead.takes_back(symbols, at)):
        _correct(roles, walk, at)
    elif cat == "ANYTIME" and walk.negative and roles.items:
        walk.negative = False
    elif (
        cat in _NEGATORS
        or lookahead.denies(symbols, at)
        or (walk.asked in _WISHING and lookahead.busy_behind(symbols, at))
    ):
        _deny(roles, walk, symbols, at)
    elif cat in _REFUSALS or (cat in {"EARLIER", "LATER"} and lookahead.too(symbols[at].word)):
        _cannot(roles, walk, symbols, at)
    elif cat != "POSS" or lookahead.names_appointment(symbols, at):
        _turn(walk, "TOW" if _leads_away(roles, walk, symbols, at) else cat, following)


def _leads_away(roles: Roles, walk: _Walk, symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a "para" behind "I can't come tomorrow" leads to the new time."""
    refused = symbols[at].cat == "FOR" and walk.cant and _names_a_day(roles)
    return refused and lookahead.next_time(symbols, at).cat in TIME


def _deny(roles: Roles, walk: _Walk, symbols: Sequence[Symbol], at: int) -> None:
    """Refuse what follows, or what came before: "los lunes trabajo"."""
    if (lookahead.refuses_behind(symbols, at) or lookahead.busy_behind(symbols, at)) and any(
        item.clause == walk.clause for item in roles.items
    ):
        _refuse(roles, walk, lookahead.reach(symbols, at))
    else:
        if symbols[at].cat in {"EXCEPT", "MENOS"} and walk.verb in _FLOW - {"CANCEL"}:
            walk.role = walk.role if any(symbol.cat == "TOW" for symbol in symbols[at:]) else WISH
        walk.negative = True


def _break(walk: _Walk, cat: str) -> None:
    """Start a new clause."""
    walk.clause += 1
    walk.negative = walk.cant = False
    walk.link = "but" if cat == "BUT" else ","
    walk.possessive = False
    if walk.role == TARGET:
        walk.role = WISH


def _link(roles: Roles, walk: _Walk, symbols: Sequence[Symbol], at: int) -> None:
    """Note a connective; a comma before something that is not a time ends a negation."""
    cat, following = symbols[at].cat, symbols[min(at + 1, len(symbols) - 1)].cat
    walk.link = {"OR": "or", "NOR": "or", "ALSO": "or"}.get(cat, walk.link or ("and" if cat == "AND" else ","))
    if (
        lookahead.goes_on(symbols, at)
        and following not in TIME
        and not (walk.negative and lookahead.positive_later(symbols, at))
    ):
        if cat == "COMMA" and walk.negative:
            _end_list(roles, walk, symbols, at)
        return
    if cat == "COMMA" and walk.negative and following in TIME:
        _end_list(roles, walk, symbols, at)
    if (
        cat == "COMMA"
        and walk.cant
        and walk.role == TARGET
        and following in TIME
        and lookahead.positive_later(symbols, at)
    ):
        walk.role, walk.cant = WISH, False
    if cat in {"AND", "COMMA"} and following not in TIME:
        walk.negative = walk.cant = False
        walk.clause += 1
        if walk.role == TARGET and following not in {"THE", "POSS", "AT", "ON", "OF", "EL", "LA"}:
            walk.role = WISH
    _wish_behind(walk, symbols, at)
    if cat == "NOR":
        walk.negative = True


def _wish_behind(walk: _Walk, symbols: Sequence[Symbol], at: int) -> None:
    """Turn to the wish at a comma: "instead of Wednesday, early", "Thursday's appointment earlier, like 9"."""
    shifted = at > 0 and symbols[at - 1].cat in {"EARLIER", "LATER"} and walk.verb in _FLOW - {"CANCEL"}
    if symbols[at].cat == "COMMA" and (walk.replaced or shifted):
        walk.role, walk.replaced = WISH, None


def _end_list(roles: Roles, walk: _Walk, symbols: Sequence[Symbol], at: int) -> None:
    """End a refusal at a comma, unless a connective shows that the list goes on."""
    run = any(item.negative and getattr(item.symbol.value, "first", -1) >= 0 for item in roles.items[-1:])
    if lookahead.list_goes_on(symbols, at) and not run:
        return
    walk.negative = False
    behind = lookahead.next_time(symbols, at)
    relative = getattr(behind.value, "relative", "")
    refused = sum(item.negative for item in roles.items)
    told = walk.denied or relative or run or refused > 1 or lookahead.positive_later(symbols, at)
    told = (
        told
        or (hour_behind(roles.items, behind) and lookahead.any_but(symbols, at))
        or (bool(roles.items) and _is_period(roles.items[-1].symbol) and _is_period(behind))
    )
    roles.ambiguous = roles.ambiguous or not (told or hour_of_them(roles.items, behind))


def _is_period(symbol: Symbol) -> bool:
    """Tell whether a part of time is a week or a month: two of them side by side are no list of refusals."""
    return bool(getattr(symbol.value, "broad", False))


def _correct(roles: Roles, walk: _Walk, at: int) -> None:
    """Note that what was wished before is taken back."""
    if any(item.role == WISH for item in roles.items):
        walk.correction = at
        roles.corrected = True
    walk.clause += 1
    walk.negative = False
    if walk.role == TARGET and walk.verb:
        walk.role = WISH if any(item.role == WISH for item in roles.items) else TARGET


def _cannot(roles: Roles, walk: _Walk, symbols: Sequence[Symbol], at: int) -> None:
    """Handle "can't" and "doesn't work": about what follows in the clause, else about what came before."""
    if symbols[at].cat == "NO" and symbols[min(at + 1, len(symbols) - 1)].cat == "NOT":
        walk.denied = True
        return
    follows = lookahead.time_follows(symbols, at) and not lookahead.turns_to_another(symbols, at)
    if symbols[at].cat == "CANT" and (symbols[at + 1].cat != "NOR" or _names_a_day(roles)) and follows:
        if walk.asked in _WISHING or (symbols[at + 1].cat == "NOR" and _names_a_day(roles)):
            walk.role, walk.negative = WISH, True
        else:
            walk.role, walk.cant = TARGET, True
        return
    _refuse(roles, walk, lookahead.reach(symbols, at))


def _names_a_day(roles: Roles) -> bool:
    """Tell whether the appointment that stands has its day: "la del lunes, no puedo ni lunes ni martes"."""
    return any(item.role == TARGET and item.symbol.cat in TIME for item in roles.items)


def _refuse(roles: Roles, walk: _Walk, since: int) -> None:
    """Refuse the times said before in the clause, from a place on."""
    for item in roles.items:
        if item.clause == walk.clause and item.at >= since and item.symbol.cat in TIME and item.role == WISH:
            item.negative = True
    walk.negative = False
    walk.clause += 1
    walk.link = "but"


#: "para el viernes", "a la clínica de Doral" behind a verb of moving.
_LEADING: Final = {("TO", "PLACE"), *(("FOR", time) for time in TIME)}


def _turn(walk: _Walk, cat: str, following: str) -> None:
    """Change role at verbs, possessives and prepositions."""
    if walk.verb in _FLOW - {"CANCEL"} and (cat, following) in _LEADING:
        walk.role, walk.negative = WISH, False
    elif cat in _FLOW:
        walk.verb, walk.role = cat, WISH if walk.asked in _WISHING and cat != "CANCEL" else TARGET
    elif cat in _TO_WISH or cat == "WORKS":
        walk.role, walk.negative, walk.cant = WISH, False, False
    elif cat == "NEED":
        walk.role = WISH if not walk.verb else walk.role
    elif cat == "HAVEAPPT" and walk.asked in _WISHING:
        return
    elif cat in _TO_TARGET:
        walk.role = TARGET
        walk.negative = False
        walk.replaced = set() if cat == "INSTEAD" else None
    elif cat == "FROMT":
        walk.role = TARGET


_INDEFINITE: Final = frozenset({"A", "UN", "ANY", "AVAIL", "BOOK", "NEED"})


def _mark_named(symbols: Sequence[Symbol], roles: Roles, walk: _Walk) -> None:
    """Make "the Tuesday appointment", "the 3pm one" a target; "a Tuesday appointment" stays a wish."""
    if walk.asked in {Asked.OFFER, Asked.CONFIRM, Asked.WHEN}:
        return
    for item in roles.items:
        if item.symbol.cat not in TIME or item.role == TARGET:
            continue
        after = item.at + 1
        while after < len(symbols) and (symbols[after].cat in TIME or symbols[after].cat == "VISIT"):
            after += 1
        if symbols[min(after, len(symbols) - 1)].cat not in {"APPT", "ONE"}:
            continue
        before = [symbol.cat for symbol in symbols[: item.at]]
        if not _INDEFINITE & set(before[-4:]) and before[-1:] != ["TOW"]:
            item.role = TARGET


def _apply_correction(roles: Roles, walk: _Walk) -> None:
    """Drop the wishes that were taken back; times of day stay when only the day is new."""
    if walk.correction < 0:
        return
    later = [item for item in roles.items if item.at > walk.correction and item.role == WISH]
    if not any(item.symbol.cat in TIME for item in later):
        roles.corrected = False
        return
    kinds = {lookahead.kind(item.symbol) for item in later}
    roles.items = [
        item
        for item in roles.items
        if item.role != WISH
        or item.at > walk.correction
        or (lookahead.kind(item.symbol) not in kinds and "moment" not in kinds)
    ]
