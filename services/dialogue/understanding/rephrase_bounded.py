"""English answers to what was offered: hours typed without a colon, and until when something keeps one away."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


def _kept_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "my car's in the shop till Friday" as from Friday on."""
    held, until = match.symbols
    said = held.word.removeprefix("ill be ").split()
    if scene.asked not in _WISHING or scene.language is not Language.EN or _KEPT.isdisjoint(said):
        return None
    return [held, as_cat(until, "AFTER", "after")]


def _kept_until_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read it so where a day follows: that day is free."""
    kept = _kept_until(match, scene)
    if kept is None:
        return None
    held = as_cat(kept[0], "X") if kept[0].cat == "NOT" else kept[0]
    return [held, as_cat(kept[1], "STARTING", "starting")]


_KEPT: Final = word_set(
    "sick shop closed broken repair repairs quarantine contagious hospital cast gone visiting company busy sprained ill"
    " recovering garage mechanic mechanics bedrest grounded swamped slammed booked committed stuck injured fasting"
    " antibiotics crutches isolating isolation boot"
)


def _parted_no(match: Match, _scene: Scene) -> list[Symbol]:
    """Part "no I'm away till the ninth" behind the no."""
    no = match.symbols[-1]
    return [*match.symbols, as_cat(no, "COMMA", ",")]


def _typed_clock(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "930 works", "the 1015" in answer to offers as half past nine, a quarter past ten."""
    *before, number = match.symbols
    hour, minute = divmod(number.value, 100)
    fits = 1 <= hour <= _HOURS and minute in _MINUTES and len(number.word) in {3, 4}
    if scene.asked is not Asked.OFFER or scene.language is not Language.EN or not fits:
        return None
    return [*before, Symbol("CLOCK", (hour, minute), number.first, number.last, number.word)]


_HOURS: Final = 12
_MINUTES: Final = frozenset(range(0, 60, 5))


def _in_the_morning(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the "10a" of English as ten in the morning, not as the tenth."""
    only = match.symbols[0]
    if scene.language is not Language.EN or only.word != f"{only.value}a" or not 0 < only.value <= _HOURS:
        return None
    return [
        Symbol("NUM", only.value, only.first, only.last, str(only.value)),
        Symbol("AMPM", "am", only.first, only.last, "am"),
    ]


def _that_hour(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "that same time on Thursday" as the same hour."""
    that, time = match.symbols
    if scene.asked not in _WISHING or not that.word.endswith("same") or time.word not in {"time", "hour"}:
        return None
    return [as_cat(that, "SAMETIME", "same time")]


_BEFORE_NUMBER: Final = "(FILL|X|YES|TAKE|COMMA|HELLO|NEED|WE|AVAIL|NO)*"
_BEHIND_NUMBER: Final = "(END|STOP|COMMA|WORKS|YES|THANKS|FILL|ON|WD|ONE|Q)"

RULES: Final[tuple[Rule, ...]] = (
    rule("ORD", "CLOCK", _in_the_morning),
    rule(
        "(X|FROMNOW|APPT|NOT|VISIT|FILL) UNTIL(?=(THE|WD|ORD|MON|NEXT|REL|NDATE|HOLIDAY))", "STARTING", _kept_until_day
    ),
    rule(
        "(X|FROMNOW|APPT|NOT|VISIT|FILL) UNTIL(?=(NUM|CLOCK|NOON))",
        "AFTER",
        _kept_until,
    ),
    rule("^(FILL|COMMA|HELLO)* NO(?=NOT UNTIL)", "NO", _parted_no),
    rule(
        f"^{_BEFORE_NUMBER} THE? NUM(?={_BEHIND_NUMBER})",
        "CLOCK",
        _typed_clock,
    ),
    rule("(THAT|SAME) (FILL|X)(?=(ON|BUT|COMMA|WD|END|NEXT|THE|REL|STOP|Q))", "SAMETIME", _that_hour),
)
