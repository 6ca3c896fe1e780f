"""Rules for counts of units: "two weeks", "un par de días", "3 or 4 weeks", "an hour and a half"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import Duration

_WORKED: Final = {"fortnight": ("week", 2)}


def _count(match: Match, _scene: Scene) -> Duration:
    """Read one count of a unit."""
    unit, factor = _WORKED.get(match.get("UNIT"), (match.get("UNIT"), 1))
    few = match.has("FEW", "UNOS")
    count = match.get("COUPLE", "NUM", "FEW", "UNOS", "UN", "ONE", "A") or 1
    return Duration(count * factor, count * factor, unit, vague=few)


def _spread(match: Match, _scene: Scene) -> Duration | None:
    """Read "2 or 3 weeks", "a week or two"."""
    unit, factor = _WORKED.get(match.get("UNIT"), (match.get("UNIT"), 1))
    counts = match.all("NUM", "UN", "ONE", "A", "COUPLE")
    low, high = counts[0], counts[-1]
    return Duration(low * factor, high * factor, unit) if low < high else None


def _and_half(match: Match, _scene: Scene) -> Duration | None:
    """Read "an hour and a half", "hora y media"; a month and a half is about six weeks."""
    count = match.get("NUM", "UN", "ONE", "A") or 1
    if match.get("UNIT") == "month" and count == 1:
        return Duration(42, 48, "day")
    if match.get("UNIT") != "hour":
        return None
    return Duration(count * 60 + 30, count * 60 + 30, "minute")


_ONE = "(NUM|UN|ONE|A)"

RULES: Final[tuple[Rule, ...]] = (
    rule("HALFHOUR", "DUR", lambda _m, _s: Duration(30, 30, "minute")),
    rule("(A|UN) UNIT(?=(IN|OF|THAT|BETWEEN|ON))", "SKIP", lambda m, _s: m.get("UNIT") == "day" or None),
    rule(f"{_ONE} UNIT AND A? HALF|UNIT AND HALF", "DUR", _and_half),
    rule(f"{_ONE} UNIT (OR|TO) (NUM|COUPLE)(?!UNIT|AMPM)|{_ONE} (OR|TO|DASH) (NUM|COUPLE) UNIT", "DUR", _spread),
    rule("(A|UN)? COUPLE OF? MORE? UNIT|(FEW|UNOS|A FEW) MORE? UNIT", "DUR", _count),
    rule(f"(?<!LAS){_ONE} UNIT", "DUR", _count),
)
