"""Turns of phrase said plainly that were heard on the telephone: "any time but I have to ...", "from Wednesday on"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene


def _any_time_however(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "any time, but I have to be gone by eleven" with a new clause, not with an exception."""
    free, *rest = match.symbols
    if not free.word.endswith(" but"):
        return None
    return [as_cat(free, "ANYTIME", "any time"), as_cat(free, "COMMA", ","), *rest]


def _on_in_that_week(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "de miércoles en adelante la semana que viene" as in "la semana que viene desde el miércoles"."""
    *first, onward = match.symbols[: next(i for i, s in enumerate(match.symbols) if s.cat == "ONWARD") + 1]
    day = first[-1]
    week = match.symbols[len(first) + 1 :]
    return [*week, as_cat(onward, "STARTING", "desde"), as_cat(first[0], "EL", "el"), day]


RULES: Final[tuple[Rule, ...]] = (
    rule("EXCEPT (HAVEAPPT|WE|NEED)", "EXCEPT", _any_time_however),
    rule(
        "(OF|FROM) (EL)? WD ONWARD COMMA? (OF|IN)? (LA|THE)? (NEXT|FOLLOWING)? UNIT (QUEVIENE|COMING|NEXT)?",
        "ONWARD",
        _on_in_that_week,
    ),
)
