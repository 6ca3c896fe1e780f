"""Spanish turns of phrase that refuse: "no salgo antes de las 4", "la próxima semana, el lunes no"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


#: Verbs of getting away, which a "no ... before" measures.
_GETS_AWAY: Final = word_set(
    "salgo salir sale salen salimos saldre desocupo desocupa desocupamos desocupar termino termina terminan terminamos"
    " terminar alcanzo alcanza alcanzamos llego llega llegamos llegar deja dejan dejaron estoy esta estamos despierto"
    " levanto abren regreso regresa regresamos vuelvo vuelve volvemos quedo queda puedo puede podemos podria libero"
    " librar libro suelta sueltan acabo acaba acabamos acabar"
)


def _not_away_before(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi jefe no me deja salir antes de las 4" as from four on."""
    bound = match.symbols[-1]
    words = {word for symbol in match.symbols[1:-1] for word in symbol.word.split()}
    if words.isdisjoint(_GETS_AWAY) or scene.asked not in _WISHING or match.symbols[0].word not in {"no", "que no"}:
        return None
    return [as_cat(bound, "NOEARLIER" if bound.cat == "BEFORE" else "BEFORE")]


def _yes_then_no(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "el lunes sí puedo el martes no" with the clauses apart."""
    last = match.symbols[-1]
    return [*match.symbols, Symbol("BUT", None, last.last, last.last, "pero")]


def _period_without(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la próxima semana, el lunes no" as that week without its Monday."""
    if scene.asked not in _WISHING:
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"WD", "WDS"})
    start = next(index for index in range(at, 0, -1) if match.symbols[index - 1].cat in _PERIOD_ENDS)
    days = [symbol for symbol in match.symbols[start:-1] if symbol.cat != "BUT"]
    head = match.symbols[start]
    rest = days[1:] if days[0].cat == "COMMA" else days
    return [*match.symbols[:start], as_cat(head, "EXCEPT", "menos"), *rest]


_PERIOD_ENDS: Final = frozenset({"UNIT", "QUEVIENE", "MON", "NEXT", "FOLLOWING"})


def _rather_this(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "prefiero la mañana a la tarde" as the morning."""
    head = match.symbols[0]
    if not head.word.startswith(("prefiero", "preferiria", "preferimos", "me gusta mas")):
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "TO")
    return list(match.symbols[:at])


_DAY: Final = "(WD|WDS|MANANA|REL|NUM|QUEVIENE|WEEKEND|WEEKENDS|TARDE|UNIT|MANANAS|PART)"
_PERIOD: Final = "(NEXT UNIT|UNIT (QUEVIENE|NEXT|FOLLOWING)|OTHERONE UNIT|THIS UNIT)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build))
    for each in (
        rule("(NO|NOT) (WE|FILL)* (X|NEVERMIND|FILL|WE|OF|IN|EL|LA|THIS|TO)+ (BEFORE|AFTER)"
             "(?=(LAS|LA|EL)? (NUM|CLOCK|NOON|UN|HALF))", "NOEARLIER", _not_away_before),
        rule(f"(?<={_DAY})(YES|WORKS)+(?=(EL|LA|LOS|LAS|POR|IN|THIS)* {_DAY} (NO|CANT|BAD)(END|STOP|COMMA))", "BUT",
             _yes_then_no),
        rule(f"{_PERIOD} COMMA? BUT? (EL|LOS)? (WD|WDS) ((COMMA|AND|NOR|EL|LOS)+ (WD|WDS))* (NO|CANT|BAD)"
             "(?=(END|STOP|REPEAT|X))", "EXCEPT", _period_without),
        rule(f"(AVAIL|WORKS|NEED) (EL|LA|LOS|LAS|POR)* {_DAY} TO (EL|LA|LOS|LAS) {_DAY}(?=(END|STOP|COMMA))", "FILL",
             _rather_this),
    )
)  # fmt: skip
