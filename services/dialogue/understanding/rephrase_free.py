"""English turns of phrase about being free said plainly: "my only day off is Monday", "Friday is my only free day"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
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


RULES: Final[tuple[Rule, ...]] = (
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
