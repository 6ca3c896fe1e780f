"""What keeps somebody busy until a time: "I'm in a meeting until noon" wishes what comes after it."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_STEPS: Final = frozenset({None, Asked.WHAT, Asked.WHEN, Asked.OFFER, Asked.CONFIRM})
#: Not busy, rather the opposite; or no doing at all.
_AT_HAND: Final = word_set(
    "free off here around home available open flexible libre disponible aqui casa descanso town if si only solo"
    " anything something algo anytime whatever wait esperar"
)
_SPEAKS: Final = word_set(
    "i im ive my we were weve our he she his her estoy ando doy voy tengo trabajo estare andare mi sigo"
)
_DOING: Final = "(WE|POSS|KIN|HAVEAPPT|NAMEIS|NO|NOT|CANT|FILL|X|AT|IN|ON|UN|A|APPT|OTHERONE|WITH|THE|LA|EL|TO|OF)"
_TIME: Final = "(NUM|CLOCK|NOON|AMPM|AND|HALF|QUARTER|LAS|LA|EL|UN|THE|OF|OCLOCK|MINUTES)"


def is_busy(symbols: list[Symbol], scene: Scene) -> bool:
    """Tell whether somebody does something, which is no being at hand."""
    words = [word for symbol in symbols for word in symbol.word.split()]
    denied = any(symbol.cat in {"NO", "NOT", "CANT"} for symbol in symbols)
    does = any(symbol.cat == "X" for symbol in symbols) and (denied or _AT_HAND.isdisjoint(words))
    told = any(symbol.cat in {"WE", "POSS", "KIN", "HAVEAPPT", "NAMEIS"} for symbol in symbols)
    return scene.asked in _STEPS and does and (told or not _SPEAKS.isdisjoint(words))


def _until_it_ends(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'm in a meeting until noon" as after noon."""
    *before, last = match.symbols
    return [*before, as_cat(last, "AFTER")] if is_busy(before, scene) else None


def _until_then_busy(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "until two I've got the kids" as after two."""
    first, *rest = match.symbols
    doing = [symbol for symbol in rest if symbol.cat not in {"NUM", "CLOCK", "NOON", "AMPM", "HALF", "QUARTER"}]
    return [as_cat(first, "AFTER"), *rest] if is_busy(doing, scene) else None


def _not_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I can't do anything until Thursday" as from Thursday on."""
    last = match.symbols[-1]
    return [as_cat(last, "NOEARLIER", "not until")] if scene.asked in _STEPS - {None, Asked.WHAT} else None


RULES: Final[tuple[Rule, ...]] = (
    rule("UNTIL AFTER", "AFTER", lambda m, _s: [m.symbols[-1]]),
    rule(
        f"(WE|FILL)* (CANT|NO|NOT) (FILL|X|NO|ANY|ANYTIME|WE|TAKE|AVAIL|WORKS|TO|MOVE|NEED|AT|IN|SOMETIME)*"
        f" UNTIL(?=({_TIME}|AFTER|BEFORE|WD|ORD|MON|NEXT|REL|MANANA|HOLIDAY))",
        "UNTIL",
        _not_until,
    ),
    rule(f"{_DOING}+ UNTIL(?={_TIME})", "UNTIL", _until_it_ends),
    rule(
        f"(?<!(NUM|CLOCK|NOON|WORKS|AVAIL|WD|TAKE|YES))UNTIL {_TIME}+ COMMA? {_DOING}* X {_DOING}*"
        "(?=(END|STOP|COMMA|BUT))",
        "UNTIL",
        _until_then_busy,
    ),
)
