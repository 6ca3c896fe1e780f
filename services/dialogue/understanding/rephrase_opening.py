"""English turns of phrase that open a conversation, said plainly: "I'm away until the 22nd", "would Monday work?"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


def _away_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "move it because I'm away until the 22nd" as wishing a day from then on."""
    *kept, away, until = match.symbols
    if scene.language is not Language.EN or scene.asked not in _OPENING or not set(away.word.split()) & _AWAY:
        return None
    while kept and (kept[-1].word in _BECAUSE or kept[-1].cat in {"COMMA", "FILL", "WE", "AND", "STOP"}):
        kept.pop()
    through = until.word.split()[0] in {"through", "thru"}
    return [*kept, as_cat(away, "STOP", "."), as_cat(until, "AFTER" if through else "STARTING")]


_AWAY: Final = word_set(
    "away town vacation traveling travelling gone trip busy leave country state abroad city unavailable out"
)
_BECAUSE: Final = word_set("because since as cause cuz coz bc")


def _back_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "because I won't be back until the 22nd" as from then on, not as a refusal."""
    head, start = match.symbols
    if scene.language is not Language.EN or head.word not in _BECAUSE or len(start.word.split()) < 2:  # noqa: PLR2004
        return None
    return [as_cat(head, "STOP", "."), start]


def _asks_another(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I can't come Friday, would Monday work" with Monday asked for."""
    if scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.word in _ASKING)
    return [*match.symbols[:at], as_cat(match.symbols[at], "AVAIL", "is there"), *match.symbols[at + 1 :]]


_ASKING: Final = frozenset(
    {"is", "are", "would", "does", "will", "could", "can", "may", "how about", "what about", "hows", "might", "do"}
)


def _mornings_rather(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'd rather come in the morning than the afternoon on my Thursday visit" as that day's morning."""
    than = next((symbol for symbol in match.symbols if symbol.word == "than"), None)
    if than is None or scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    return [match.symbols[0], as_cat(than, "INSTEADADV", "instead"), *match.symbols[-2:]]


def _at_another_place(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I want my next visits at the other location" as moving them there."""
    if scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    need, *rest = match.symbols
    return [as_cat(need, "MOVE", "move"), *rest[:-1], as_cat(rest[-1], "TO", "to")]


_TIMED: Final = "(WD|REL|ORD|NUM|MON|NDATE|PART|CLOCK|AMPM|UNIT|APPT|OCLOCK|NOON|VISIT)"
_ON: Final = "(THE|ON|AT|NEXT|THIS|SOMETIME|IN)*"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "(MOVE|MOVEBACK|CANT) ((?!(STOP|UNTIL|CANCEL|Q)).)* NOT UNTIL(?=(THE|NEXT|WD|MON|ORD|NDATE|HOLIDAY|AFTER))",
        "STOP",
        _away_until,
    ),
    rule("(X|STARTING|FILL) STARTING", "STARTING", _back_then),
    rule(
        f"(CANT|CANCEL|MISSED) ((?!(STOP|Q|BUT|AVAIL|TAKE|BOOK|BOOKAPPT|NEED|WORKS|MOVE)).)* {_TIMED} COMMA?"
        f" FILL (WE|FILL|X|TAKE)* (?={_ON} (WD|REL|ORD|MON|NUM|NDATE|PART|CLOCK))",
        "AVAIL",
        _asks_another,
    ),
    rule("PART X THE? PART (ON|FOR|OF|WITH|AT) POSS", "PART", _mornings_rather),
    rule(
        "NEED POSS (NEXT|FILL|ALLOF|COMING|SKIP)* (APPT|VISIT) (TO|FILL)* (AT|IN)(?=PLACE)", "MOVE", _at_another_place
    ),
)
