"""Turns of phrase that stand beside a wish: "before that I'm away", "so then", "any day, but out by 3".

Like `rephrase`, before the grammar reads the times.
"""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene


def _first_only(match: Match, _scene: Scene) -> list[Symbol]:
    """Keep the first of several symbols: "en vez de a las 9"."""
    return [match.symbols[0]]


def _that_time(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "my lunch is 12 to 1, so then" as a wish for that time."""
    return [symbol for symbol in match.symbols[1:-1] if symbol.cat not in {"X", "COMMA", "STOP"}]


def _ahead_only(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out "before that I'm away" behind "after the 15th"."""
    return [match.symbols[0]]


def _after_it(match: Match, _scene: Scene) -> list[Symbol]:
    """Read the bare "any time after" behind days away as "after that"."""
    return [*match.symbols[:-1], as_cat(match.symbols[-1], "AFTERTHAT")]


def _unit_after(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "the week after that" as the week after."""
    return [*match.symbols[:-1], as_cat(match.symbols[-1], "AFTER")]


def _instead_of_hour(match: Match, _scene: Scene) -> list[Symbol]:
    """Keep "en vez de a las 9 a las 11" from being read as a stretch from nine to eleven."""
    first, *rest, last = match.symbols
    return [first, *(symbol for symbol in rest if symbol.cat not in {"TO", "AT"}), as_cat(last, "COMMA"), last]


def _any_but(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "any day but I need to be out by 3" as any day, with a bound."""
    head, last = match.symbols
    bare = last.cat in {"BY", "BEFORE"} and len(last.word.split()) <= _SHORT
    if bare or not head.word.endswith((" but", " pero")):
        return None
    return [as_cat(head, "ANYTIME"), as_cat(head, "BUT"), last]


#: "Prior to" has two words, "I need to be out by" more.
_SHORT: Final = 3


def _day_after(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the bare "pasado" of "mañana no, pasado sí" as the day after tomorrow."""
    only = match.symbols[0]
    return [Symbol("REL", 2, only.first, only.last, only.word)] if only.word == "pasado" else None


_BREAK: Final = "(STOP|COMMA|Q|BUT|END)"


def _the_other_one(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "esta semana no puedo, la otra sí" as the week after."""
    unit, last = match.symbols[1], match.symbols[-1]
    if unit.value not in {"week", "month"} or last.word not in {"la otra", "el otro"}:
        return None
    named = Symbol("UNIT", unit.value, last.first, last.first, unit.word)
    return [
        *match.symbols[:-1],
        Symbol("LA", None, last.first, last.last, "la"),
        named,
        Symbol("QUEVIENE", None, last.first, last.last, last.word),
    ]


RULES: Final[tuple[Rule, ...]] = (
    rule(
        "THIS UNIT (CANT|NO|NOT|BAD|FILL|COMMA|BUT|X|WE)* OTHERONE(?=(YES|WORKS|END|COMMA|STOP|THENWORKS|TAKE))",
        "UNIT",
        _the_other_one,
    ),
    rule(
        "INSTEAD (TO|AT)? (LAS|LA)? (NUM|CLOCK|UN) (AND (HALF|QUARTER|NUM))? (TO|AT)(?=(LAS|LA|NUM|CLOCK))",
        "INSTEAD",
        _instead_of_hour,
    ),
    rule("(NOT|AFTER) ((?!(CANT|NO|BUT|END)).)+ THENWORKS", "WIN", _that_time),
    rule(
        "(COMMA|STOP|BUT) (WE|FILL)* (BEFORE|EARLIER|BEFORETHAT) (WE|FILL)* (CANT|NOT|BAD|NO)"
        f"((?!{_BREAK}).)*(?={_BREAK})",
        "COMMA",
        _ahead_only,
    ),
    rule("(COMMA|STOP|BUT) (WE|FILL)* (NOT|CANT|BAD) BEFORETHAT", "COMMA", _ahead_only),
    rule(
        "NOT ((?!(BUT|END)).)+ (COMMA|STOP) (AVAIL|ANYTIME|SOMETIME|ANY|FILL)* (AFTER|LATER)(?=(END|STOP))",
        "AFTERTHAT",
        _after_it,
    ),
    rule("EXCEPT (NEED|AVAIL|WE|CANT|BY|BEFORE)", "BUT", _any_but),
    rule(
        "(?<=(COMMA|NO|CANT|BAD|BUT|AND|OR|NOR|INSTEADADV)) PASTADJ"
        "(?=(YES|WORKS|AVAIL|END|STOP|Q|IN|POR|TO|OF (LAS|NUM|UN)))",
        "REL",
        _day_after,
    ),
    rule("(THE|LA|EL) UNIT AFTERTHAT", "AFTER", _unit_after),
    rule("INSTEAD (TO|AT|ON|FOR|IN)", "INSTEAD", _first_only),
)
