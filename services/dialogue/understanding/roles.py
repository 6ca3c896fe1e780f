"""Who is who: which words of time speak of the appointment that stands, and which of the wished one.

A small state machine walks over the symbols. Verbs, possessives and prepositions say what the next part is about:
"move my *Tuesday* cleaning to *Friday*". Negation colours the parts that follow it, or, said behind them ("Mondays
don't work"), those before it in the same clause.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.terms import Part
from services.dialogue.understanding.grammar.values import Days, Moment
from services.dialogue.understanding.model import Asked

TARGET: Final = "target"
WISH: Final = "wish"

_TIME: Final = frozenset({"DAYS", "WIN", "MOMENT"})
_ITEMS: Final = _TIME | {"VISIT", "PROV", "PLACE"}
_BREAKS: Final = frozenset({"STOP", "Q", "BUT"})
_TO_TARGET: Final = frozenset(
    {"CANCEL", "MOVE", "MOVEUP", "MOVEBACK", "STATUS", "MISSED", "HAVEAPPT", "HAVEQ", "POSS", "INSTEAD", "KEEP"}
)
_TO_WISH: Final = frozenset({"TOW", "AVAIL", "TAKE", "BOOK", "ALTS", "WITHNEW", "INSTEADADV"})
_LINKS: Final = frozenset({"AND", "OR", "COMMA", "NOR", "ALSO"})
_REFUSALS: Final = frozenset({"CANT", "BAD", "NO"})
_NEGATORS: Final = frozenset({"NOT", "EXCEPT", "NEGAVOID", "MENOS"})
_FLOW: Final = frozenset({"CANCEL", "MOVE", "MOVEUP", "MOVEBACK"})
#: Steps at which "I can't Tuesday" is about a wish, not about the appointment that stands.
_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


@dataclass(slots=True)
class Item:
    """A part of time, a visit kind, a provider or a place, with its role."""

    symbol: Symbol
    at: int
    role: str
    negative: bool
    link: str
    clause: int


@dataclass(slots=True)
class Roles:
    """All items of a message, and what the walk noticed."""

    items: list[Item] = field(default_factory=list)
    cant_target: bool = False
    corrected: bool = False
    ambiguous: bool = False

    def parts(self, role: str) -> list[Part]:
        """Return the parts of time of one role."""
        return [
            Part(item.symbol.value, item.link, item.negative)
            for item in self.items
            if item.role == role and item.symbol.cat in _TIME
        ]

    def value(self, role: str, cat: str) -> Any:  # noqa: ANN401  a name
        """Return the last value of a category in one role, or None."""
        return next(
            (i.symbol.value for i in reversed(self.items) if i.role == role and i.symbol.cat == cat and not i.negative),
            None,
        )


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


def assign(symbols: Sequence[Symbol], asked: Asked | None) -> Roles:
    """Return every item with its role."""
    roles = Roles()
    walk = _Walk(asked)
    for at, symbol in enumerate(symbols):
        if symbol.cat in _ITEMS:
            _take(roles, walk, symbol, at)
        else:
            _step(roles, walk, symbols, at)
    _mark_named(symbols, roles, walk)
    _apply_correction(roles, walk)
    return roles


def _take(roles: Roles, walk: _Walk, symbol: Symbol, at: int) -> None:
    """Record an item with the role of the moment."""
    role = WISH if getattr(symbol.value, "relative", "") else walk.role or WISH
    if walk.cant and role == TARGET and _recurs(symbol):
        role, walk.negative = WISH, True
    roles.items.append(Item(symbol, at, role, walk.negative and role == WISH, walk.link, walk.clause))
    roles.cant_target = roles.cant_target or (walk.cant and role == TARGET)
    if symbol.cat in _TIME:
        walk.link = ""


def _recurs(symbol: Symbol) -> bool:
    """Tell whether a part is a habit ("Mondays", "mornings", "before 10"), not one day."""
    if symbol.cat == "WIN":
        return not symbol.value.point
    return isinstance(symbol.value, Days) and symbol.value.every


def _step(roles: Roles, walk: _Walk, symbols: Sequence[Symbol], at: int) -> None:
    """Change state at a symbol that is no item."""
    cat = symbols[at].cat
    following = symbols[at + 1].cat if at + 1 < len(symbols) else "END"
    if cat in _BREAKS:
        _break(walk, cat)
    elif cat in _LINKS:
        _link(roles, walk, symbols, at)
    elif cat == "CORRECT" or (cat == "NO" and _takes_back(symbols, at)):
        _correct(roles, walk, at)
    elif cat in _NEGATORS or _denies(symbols[at], following):
        walk.negative = True
    elif cat in _REFUSALS or (cat in {"EARLIER", "LATER"} and _too(symbols[at].word)):
        _cannot(roles, walk, symbols, at)
    elif cat != "POSS" or _names_appointment(symbols, at):
        _turn(walk, cat, following)


def _names_appointment(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "my" belongs to an appointment: "my Tuesday one", not "my lunch"."""
    if any(symbol.cat == "APPT" for symbol in symbols[max(at - 3, 0) : at]):
        return True
    near = [symbol.cat for symbol in symbols[at + 1 : at + 7]]
    return (
        near[:1] == ["DAYS"]
        or bool({"APPT", "VISIT", "ONE", "PROV"} & set(near))
        or (near[:1] == ["WIN"] and _point(symbols[at + 1]))
    )


def _point(symbol: Symbol) -> bool:
    """Tell whether a window is a point in time ("my 9:30")."""
    return bool(symbol.value.point)


def _takes_back(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a "no" takes back what came before: "no, Friday", "no Friday instead"; not "Thursday no, Friday"."""
    if at and symbols[at - 1].cat in _TIME:
        return False
    return symbols[at + 1].cat == "COMMA" or _positive_after(symbols, at)


def _positive_after(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "no Friday instead" goes on to say what is wished."""
    for symbol in symbols[at + 1 :]:
        if symbol.cat in {"INSTEADADV", "WORKS", "YES"}:
            return True
        if symbol.cat in _BREAKS or symbol.cat in {"COMMA", "AND", "END"}:
            return False
    return False


def _break(walk: _Walk, cat: str) -> None:
    """Start a new clause."""
    walk.clause += 1
    walk.negative = walk.cant = False
    walk.link = "but" if cat == "BUT" else ","
    walk.possessive = False
    if walk.role == TARGET:
        walk.role = WISH


def _list_goes_on(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "not Monday, Tuesday or Wednesday" is one list: a connective follows."""
    for symbol in symbols[at + 1 :]:
        if symbol.cat in {"OR", "AND", "NOR"}:
            return True
        if symbol.cat in _BREAKS or symbol.cat in {"WORKS", "END", "YES", "INSTEADADV"}:
            return False
    return False


def _link(roles: Roles, walk: _Walk, symbols: Sequence[Symbol], at: int) -> None:
    """Note a connective; a comma before something that is not a time ends a negation."""
    cat, following = symbols[at].cat, symbols[min(at + 1, len(symbols) - 1)].cat
    walk.link = {"OR": "or", "NOR": "or", "ALSO": "or"}.get(cat, walk.link or ("and" if cat == "AND" else ","))
    if cat == "COMMA" and walk.negative and following in _TIME and not _list_goes_on(symbols, at):
        walk.negative = False
        relative = getattr(symbols[at + 1].value, "relative", "")
        roles.ambiguous = roles.ambiguous or not (walk.denied or relative)
    if cat in {"AND", "COMMA"} and following not in _TIME:
        walk.negative = walk.cant = False
        walk.clause += 1
        if walk.role == TARGET and following not in {"THE", "POSS", "AT", "ON", "OF", "EL", "LA"}:
            walk.role = WISH
    if cat == "NOR":
        walk.negative = True


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
    if symbols[at].cat == "CANT" and _time_follows(symbols, at):
        if walk.asked in _WISHING:
            walk.role, walk.negative = WISH, True
        else:
            walk.role, walk.cant = TARGET, True
        return
    for item in roles.items:
        if item.clause == walk.clause and item.symbol.cat in _TIME and item.role == WISH:
            item.negative = True
    walk.clause += 1
    walk.link = "but"


def _denies(symbol: Symbol, following: str) -> bool:
    """Tell whether a "no" or "nada" denies what follows at once."""
    if symbol.cat == "NO":
        return following in _ITEMS or following == "WITH"
    return symbol.word == "nada" and following in _TIME


def _too(word: str) -> bool:
    """Tell whether words say "too early", "muy tarde"."""
    words = word.split()
    return words[0] not in {"not", "nothing", "no", "que"} and not {"too", "muy", "demasiado"}.isdisjoint(words)


def _time_follows(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a part of time follows before the clause ends."""
    for symbol in symbols[at + 1 :]:
        if symbol.cat in _TIME:
            return True
        if symbol.cat in _BREAKS or symbol.cat in {"COMMA", "AVAIL", "TAKE", "MOVE", "AND", "CORRECT"}:
            return False
    return False


def _turn(walk: _Walk, cat: str, following: str) -> None:
    """Change role at verbs, possessives and prepositions."""
    if cat == "FOR" and walk.verb in _FLOW and following in _TIME:
        walk.role, walk.negative = WISH, False
    elif cat in _FLOW:
        walk.verb, walk.role = cat, TARGET
    elif cat in _TO_WISH or cat == "WORKS":
        walk.role, walk.negative, walk.cant = WISH, False, False
    elif cat == "NEED":
        walk.role = WISH if not walk.verb else walk.role
    elif cat == "HAVEAPPT" and walk.asked in _WISHING:
        return
    elif cat in _TO_TARGET:
        walk.role = TARGET
        walk.negative = False
    elif cat == "FROMT":
        walk.role = TARGET


_INDEFINITE: Final = frozenset({"A", "UN", "ANY", "AVAIL", "BOOK"})


def _mark_named(symbols: Sequence[Symbol], roles: Roles, walk: _Walk) -> None:
    """Make "the Tuesday appointment", "the 3pm one" a target; "a Tuesday appointment" stays a wish."""
    if walk.asked in {Asked.OFFER, Asked.CONFIRM, Asked.WHEN}:
        return
    for item in roles.items:
        if item.symbol.cat not in _TIME or item.role == TARGET:
            continue
        after = item.at + 1
        while after < len(symbols) and (symbols[after].cat in _TIME or symbols[after].cat == "VISIT"):
            after += 1
        if symbols[min(after, len(symbols) - 1)].cat not in {"APPT", "ONE"}:
            continue
        before = [symbol.cat for symbol in symbols[: item.at]]
        if not _INDEFINITE & set(before[-4:]):
            item.role = TARGET


def _apply_correction(roles: Roles, walk: _Walk) -> None:
    """Drop the wishes that were taken back; times of day stay when only the day is new."""
    if walk.correction < 0:
        return
    later = [item for item in roles.items if item.at > walk.correction and item.role == WISH]
    if not any(item.symbol.cat in _TIME for item in later):
        roles.corrected = False
        return
    kinds = {_kind(item) for item in later}
    roles.items = [
        item
        for item in roles.items
        if item.role != WISH or item.at > walk.correction or (_kind(item) not in kinds and "moment" not in kinds)
    ]


def _kind(item: Item) -> str:
    """Return whether an item is about the day, the time, or both."""
    if isinstance(item.symbol.value, Moment):
        return "moment"
    return {"DAYS": "day", "WIN": "time"}.get(item.symbol.cat, item.symbol.cat)
