"""English turns of phrase beside a request said plainly: "so that it's before ten", "I can't until September"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, days_between
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


def _so_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "change my appointment so that it's before ten" as moving it there."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.word in {"so", "so that", "to where"})
    if scene.language is not Language.EN:
        return None
    so = match.symbols[at]
    return [*match.symbols[:at], Symbol("TO", None, so.first, so.last, "to")]


def _not_until_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I can't take time off until September, can we move my visit to then" as from September on."""
    if scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    cant, until = match.symbols[0], match.symbols[-1]
    return [as_cat(cant, "STOP", "."), as_cat(until, "STARTING", "starting")]


def _to_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "to then" of "move my visit to then": the time was said before."""
    *kept, _to, then = match.symbols
    return kept if then.word == "then" and scene.language is Language.EN else None


def _busy_with(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "my daughter has cheer on Tuesdays" as those days taken."""
    has, *_what, on = match.symbols
    if scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    return [as_cat(has, "NOT", "is busy"), as_cat(on, "ON", "on")]


def _coming_up(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I have an appointment coming up on the sixth" as telling of it, not as asking."""
    return [match.symbols[0]] if match.symbols[-1].word in {"coming up", "up"} else None


def _earliest_is(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "earliest would be 10" as from then on, "latest would be 3" as until then."""
    head, *small = match.symbols
    is_time = any(symbol.word in _IS for symbol in small)
    if not is_time or scene.asked is not Asked.WHEN or head.word.split()[-1] not in {"earliest", "latest"}:
        return None
    early = head.word.split()[-1] == "earliest"
    return [as_cat(head, "AFTER" if early else "BEFORE", "after" if early else "before")]


def _rest_of_week(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "Tuesday or later next week" as that week from its Tuesday on."""
    day, bound, *_small, which, unit = match.symbols
    if unit.value != "week" or scene.language is not Language.EN:
        return None
    start = scene.monday + WEEK * (which.cat == "NEXT")
    low, high = (day.value, _WEEK_DAYS) if bound.cat == "ONWARD" else (0, day.value + 1)
    found = days_between(max(start + DAY * low, scene.today), start + DAY * high, broad=True)
    return [Symbol("DAYS", found, day.first, unit.last)] if found.ranges[0][0] < found.ranges[0][1] else None


_WEEK_DAYS: Final = 7


def _before_it_at(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "before I go to work at 11" as before that hour."""
    part, *rest = match.symbols
    bound = part.word.split()[0]
    said_at = rest[0].word in {"at", "@"}
    if scene.language is not Language.EN or bound not in {"before", "after"} or not said_at:
        return None
    return [as_cat(part, bound.upper(), bound), *(symbol for symbol in rest if symbol.cat in {"NUM", "CLOCK", "NOON"})]


_IS: Final = word_set("is be would its will")

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "MOVE (POSS|THE|KIN|FILL)* (APPT|VISIT) FILL THAT? (NAMEIS|WE|FILL|X)*"
        "(?=(BEFORE|AFTER|AT|ON|IN|BETWEEN|LATER|EARLIER|NEXT|NOEARLIER|BY))",
        "TO",
        _so_that,
    ),
    rule(
        "CANT (X|FILL|TAKE|AVAIL|NOT)* UNTIL(?=(THE|NEXT|WD|MON|ORD|NDATE|HOLIDAY) .*(MOVE|MOVEBACK))",
        "STARTING",
        _not_until_then,
    ),
    rule("MOVE (POSS|THE|KIN)* (APPT|VISIT|WE)* (TO|FOR|UNTIL) FILL(?=(END|STOP|Q|FILL|THANKS))", "MOVE", _to_then),
    rule("WD (ONWARD|ORBEFORE) (IN|OF|ON)? (NEXT|THIS) UNIT", "DAYS", _rest_of_week),
    rule("PART AT (NUM|CLOCK|NOON)", "BEFORE", _before_it_at),
    rule("HAVEAPPT (A|THE|POSS|FILL)* X+ ON(?=WDS)", "NOT", _busy_with),
    rule("(APPT|VISIT) STATUS(?=(ON|THE|AT|WD|NEXT|THIS|REL|MON|IN))", "APPT", _coming_up),
    rule("(SOONEST|EARLIEST|LATEST|BY|LAST) FILL+(?=(NUM|CLOCK|NOON|AROUND))", "AFTER", _earliest_is),
)
