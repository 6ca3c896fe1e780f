"""Spanish turns of phrase of being away, and of which day is meant: "vuelvo el 20", "el jueves que sigue, no este"."""

from typing import Final

from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _words(match: Match) -> set[str]:
    """Return all words of a match."""
    return {word for symbol in match.symbols for word in symbol.word.split()}


def _not_this_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "el jueves que sigue, no este" as the Thursday after the coming one."""
    day = coming(match.get("WD"), scene.today + DAY)
    day += WEEK if day <= scene.monday + DAY * 6 else DAY * 0
    return [Symbol("DATE", one_day(day), match.symbols[0].first, match.symbols[-1].last, "dia")]


def _week_of_the(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cualquier día de la semana del 24" with its week."""
    head = match.symbols[0]
    if not head.word.endswith("la semana"):
        return None
    return [as_cat(head, "ANY"), as_cat(head, "LA", "la"), Symbol("UNIT", "week", head.last, head.last, "semana")]


def _back_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "regreso el 20" behind a journey as from then on."""
    back = match.symbols[0]
    if back.word.split()[-1] not in _BACK or scene.asked not in {*_OPENING, Asked.WHEN, Asked.OFFER}:
        return None
    return [as_cat(back, "COMMA", ","), as_cat(match.symbols[-1], "STARTING", "a partir de")]


_BACK: Final = word_set("regreso regresamos vuelvo volvemos regresa vuelve regresan vuelven regresare volvere vuelta")


def _leaves_and_returns(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "salgo el 7" before "y regreso el 12"."""
    leaves, back = match.symbols[0].word.split(), match.symbols[-1]
    if not _LEAVING & set(leaves) or back.word.split()[-1] not in _BACK:
        return None
    return [back]


_LEAVING: Final = word_set("salgo voy viajo salimos vamos sale viajamos")


def _away_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "ando fuera de la ciudad hasta el 25" as after then."""
    away = {
        "fuera",
        "viaje",
        "vacaciones",
        "viajando",
        "incapacitado",
        "incapacitada",
        "ocupado",
        "ocupada",
        "internado",
    }
    said = _words(match)
    elsewhere = "ando" in said and "en" in said and said.isdisjoint({"ciudad", "casa", "aqui"})
    if (away.isdisjoint(said) and not elsewhere) or scene.asked not in {*_OPENING, Asked.WHEN, Asked.OFFER}:
        return None
    return [as_cat(match.symbols[0], "COMMA", ","), as_cat(match.symbols[-1], "AFTER", "despues de")]


def _the_one_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "el viernes no puedo, cámbieme para el que sigue" as the Friday after the coming one."""
    if scene.asked not in _OPENING:
        return None
    day = coming(match.get("WD"), scene.today + DAY) + WEEK
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"FOR", "TO"})
    last = match.symbols[-1]
    return [*match.symbols[: at + 1], Symbol("DATE", one_day(day), last.first, last.last, "dia")]


def _how_do_i(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "ago" of "komo le ago" as a verb, not as August."""
    return [match.symbols[0], as_cat(match.symbols[1], "FILL")] if match.symbols[1].word == "ago" else None


RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("EL (NEXT WD|WD (QUEVIENE|NEXT)) (COMMA|BUT|AND)* (NO|NOT|EXCEPT) (EL|FOR)? THIS WD?(?=(END|STOP"
             "|COMMA))", "DATE", _not_this_one),
        rule("(X|NOT|AFTER|WE|FILL|HAVEAPPT) (FILL|OF|X|TO)* EL NUM (OF MON)? (AND|COMMA)+ (X|FILL)", "X",
             _leaves_and_returns),
        rule("ANYTIME(?=(OF EL? (NUM|MON)|QUEVIENE|FOLLOWING))", "ANY", _week_of_the),
        rule("(X|FILL|AFTER|BACK|AVAIL) (FILL|OF|TO|X|COMMA)* (UNTIL|IN)?(?=(EL (NUM|WD)|WD))", "STARTING", _back_on),
        rule("(X|FILL|NOT|WE|HAVEAPPT|THIS|AVAIL|BAD|CANT) ((?!(END|COMMA|STOP|NUM|WD|MON|UNTIL)).)*"
             " UNTIL(?=(EL|LA|NEXT) )(?!.*(AFTERTHAT|AFTER|LATER|LATERIN))", "AFTER",
             _away_until),
        rule("(EL|THIS) WD ((?!(END|WD|NUM|MON)).)* (FOR|TO) (EL (QUEVIENE|FOLLOWING|NEXT)|OTHERONE)(?=(END"
             "|STOP|THANKS))", "DATE",
             _the_one_after),
        rule("(WE|FILL|NO) MON(?!NUM)", "FILL", _how_do_i),
    )
)  # fmt: skip
