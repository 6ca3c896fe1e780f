"""English turns of phrase about being free said plainly: "my only day off is Monday", "Friday is my only free day"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.rephrase_busy import is_busy
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language


def _days_off(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "my only day off is Monday" as every Monday."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    if scene.language is not Language.EN or not words & _FREE or words & {"is my appointment", "this", "next"}:
        return None
    days = [_habit(symbol) for symbol in match.symbols if symbol.cat in {"WD", "AND", "OR", "COMMA"}]
    return [Symbol("AVAIL", None, match.symbols[0].first, match.symbols[0].first, "only"), *days]


def _off_days(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "my day off is Wednesday" as every Wednesday."""
    return _days_off(match, scene) if "off" in match.symbols[0].word.split() else None


def _free_days(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "Friday is my only free day" as every Friday."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    if scene.language is not Language.EN or not words & _FREE or not words & {"my", "only"}:
        return None
    return [_habit(symbol) for symbol in match.symbols if symbol.cat in {"WD", "AND", "OR"}]


def _habit(symbol: Symbol) -> Symbol:
    """Return a weekday as each such day."""
    if symbol.cat != "WD":
        return symbol
    return Symbol("WDS", symbol.value, symbol.first, symbol.last, symbol.word)


_FREE: Final = word_set("off free only open")


def _off_that_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "I'm off that day" behind its day."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    return [as_cat(match.symbols[0], "COMMA", ",")] if words & _FREE and scene.asked is Asked.WHEN else None


def _elsewhere_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'm in Chicago until the 20th", "my car is in the shop until Friday" as from that day on."""
    *before, until = match.symbols
    words = {word for symbol in before for word in symbol.word.split()}
    answers = any(symbol.cat == "YES" and symbol.word != "im in" for symbol in before)
    placed = bool(words & _WHERE) and not words & _LASTING and not answers
    if scene.language is not Language.EN or not placed or not is_busy(before, scene):
        return None
    through = until.word.split()[0] in {"through", "thru"}
    stop = as_cat(until, "STOP", ".")
    return [*before, stop, as_cat(until, "AFTER" if through else "STARTING")]


_WHERE: Final = word_set("in at on with")
#: What holds until a day, before which one may well come.
_LASTING: Final = word_set(
    "insurance coverage referral prescription authorization good valid covered lasts runs medication pills refill"
    " enough sitter babysitter ride help staying visiting"
)


def _back_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "when Dr. Cho comes back on the 3rd" as from that day on."""
    _when, *kept, last = match.symbols
    words = {word for symbol in kept for word in symbol.word.split()}
    returns = words & {"back", "returns", "return", "returning"}
    if scene.language is not Language.EN or scene.asked is not Asked.WHEN or not returns:
        return None
    return [*kept, as_cat(last, "STARTING", "starting")]


def _not_for_weeks(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "not for another two weeks" as from then on."""
    head, *_small, count, unit = match.symbols
    if scene.language is not Language.EN or unit.value not in {"day", "week", "month"}:
        return None
    return [as_cat(head, "STARTING", "starting"), Symbol("IN", None, count.first, count.first, "in"), count, unit]


def _own_shift(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "after my night shift" before the hour that it ends."""
    last = match.symbols[-1]
    return [as_cat(last, "X", "shift")] if last.word == "shift" else None


RULES: Final[tuple[Rule, ...]] = (
    rule(
        "(WE|POSS|KIN|HAVEAPPT|NAMEIS|YES|FILL|X|AT|IN|ON|A|WITH|THE)+"
        " UNTIL(?=(THE|NEXT|THIS)* (ORD|WD|MON|NDATE|HOLIDAY))",
        "STARTING",
        _elsewhere_until,
    ),
    rule(
        "WHENQ (DRTITLE|VISIT|X|WE|KIN|POSS|FILL|BACKADV|FROM|PROV)+ ON(?=(THE ORD|WD|MON|NDATE|ORD))",
        "STARTING",
        _back_on,
    ),
    rule("NOT FOR (X|AT|ALTS|A|FILL|LAST)* (NUM|A|COUPLE|FEW) UNIT", "STARTING", _not_for_weeks),
    rule("(AFTER|BEFORE) (POSS|THE)? (PART|EARLY|LATE) MOVE(?=(COMMA|FILL)* (AROUND|NUM|CLOCK|AT))", "X", _own_shift),
    rule(
        "(POSS|THE) (AVAIL|FILL|X|ALLOF)* UNIT (X|HAVEAPPT|AVAIL|FILL)* (FILL|CODEIS|X)* WD ((OR|AND|COMMA)+ WD)*"
        "(?=(END|STOP|COMMA|BUT|PART|AFTER|BEFORE|IN|FILL|AT|BETWEEN))",
        "WDS",
        _days_off,
    ),
    rule("AVAIL WD ((OR|AND|COMMA)+ WD)*(?=(END|STOP|COMMA|BUT|PART|AFTER|BEFORE|IN|FILL|AT))", "WDS", _off_days),
    rule("WD ((OR|AND) WD)* (STATUS|FILL POSS|FILL THE|X) (AVAIL|X|FILL)+ UNIT X?", "WDS", _free_days),
    rule(
        "(NAMEIS|WE|AVAIL|COMMA)+ (X|AVAIL|FILL|NAMEIS)* ON? THAT UNIT(?=(END|STOP|SO|COMMA))", "COMMA", _off_that_day
    ),
)
