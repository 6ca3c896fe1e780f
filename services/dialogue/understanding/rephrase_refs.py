"""Which of several is meant, said plainly: "la del martes, no la del lunes", "la que sea más tarde"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.kernel.language import Language

_CHOOSING: Final = frozenset({Asked.OFFER, Asked.WHICH_APPOINTMENT})


def _refused_one(_match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "no la del lunes" beside the one that is meant."""
    return [] if scene.asked in _CHOOSING and scene.language is Language.ES else None


def _refused_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "no la de febrero" behind "la que tengo en enero"."""
    kept = list(match.symbols[: _at(match, "NO", "NOT")])
    return kept if scene.asked in _CHOOSING and scene.language is Language.ES else None


def _at(match: Match, *cats: str) -> int:
    """Return where the first symbol of these categories stands."""
    return next(index for index, symbol in enumerate(match.symbols) if symbol.cat in cats)


def _not_by_video(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "no por video" behind an offer that was taken: nobody asked how it works."""
    return [] if scene.asked is Asked.OFFER and match.symbols[-1].value in {"telehealth", "modality"} else None


def _as_proposed(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "correcto, es el 7 a las 2" as the yes with the proposed time said again, not as a correction."""
    if scene.asked is not Asked.CONFIRM or scene.language is not Language.ES:
        return None
    *before, link = match.symbols
    if link.word not in {"es", "es el", "seria", "seria el", "la cita es", "queda", "quedo", "es para"}:
        return None
    return [*before, *([as_cat(link, "EL", "el")] if link.word.endswith("el") else [])]


def _cancel_not_move(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no no la cancele, mejor cámbiemela" as the moving that is wished."""
    first = match.symbols[0]
    if first.cat == "KEEP" and not (scene.asked is Asked.CONFIRM and "cancel" in first.word):
        return None
    if not first.word.startswith(("no", "mejor no")) or match.symbols[-1].word.split()[0] in {"no", "cambio"}:
        return None
    return [as_cat(first, "NEED", "quiero"), match.symbols[-1]]


def _extreme_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la que sea más tarde" as the latest one offered."""
    last = match.symbols[-1]
    if scene.asked not in _CHOOSING or not match.symbols[0].word.startswith(("la que", "el que")):
        return None
    return [as_cat(last, "LATEST" if last.cat in {"LATER", "LATE"} else "EARLIEST")]


def _last_time(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la otra vez" as a time gone by, not as the other one."""
    return [as_cat(match.symbols[0], "X")] if match.symbols[-1].word == "vez" else None


def _coming_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la que sigue" as the first of the appointments."""
    return [as_cat(match.symbols[-1], "EARLIEST")] if scene.asked is Asked.WHICH_APPOINTMENT else None


def _dated_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la que me dieron para el 5" as the one on the 5th, not as the fifth one."""
    if scene.asked is not Asked.WHICH_APPOINTMENT:
        return None
    has, the, number = match.symbols[0], *match.symbols[-2:]
    return [has, as_cat(the, "OF", "de"), the, Symbol("ORD", number.value, number.first, number.last, number.word)]


_ONE: Final = "(LA|EL|THATONE)"
_NAMED: Final = "(WD|WDS|MANANA|REL|ORD|NUM|MON|NDATE|CLOCK|TARDE|PART|NOON|UN|HOLIDAY|VISIT|DRTITLE)"
_IN: Final = "((?!(COMMA|STOP|BUT|END|Q|NO|NOT|AND|OR|TOW|MOVE|CANCEL)).)"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        f"^(NO|NOT) (CODEIS|FILL)* {_ONE} OF {_IN}*{_NAMED} {_IN}*(COMMA|BUT|STOP)+ (CODEIS|FILL|CORRECT)*"
        f"(?={_ONE} (OF|REPEAT))",
        "FILL",
        _refused_one,
    ),
    rule(
        f"(?<={_NAMED})(COMMA|STOP|BUT)+ (NO|NOT) {_ONE} OF {_IN}*{_NAMED} {_IN}*(?=(END|STOP|COMMA))",
        "FILL",
        _refused_one,
    ),
    rule(
        f"(POSS|HAVEAPPT) {_IN}*{_NAMED} (NO|NOT) {_ONE} OF {_IN}*{_NAMED} {_IN}*(?=(END|STOP))",
        "FILL",
        _refused_after,
    ),
    rule(
        f"^{_ONE} OF {_IN}*{_NAMED} {_IN}*COMMA? (NO|NOT) COMMA? OTHERONE COMMA? (?={_ONE} OF)",
        "FILL",
        _refused_one,
    ),
    rule("(?<=.)(COMMA|BUT|AND)* (NO|NOT) TOPIC(?=(END|STOP))", "FILL", _not_by_video),
    rule(
        "^(HELLO|COMMA|FILL)* YES (COMMA|STOP|YES)* (CODEIS|HAVEAPPT|FILL)"
        "(?=(EL|LA|LAS|TO|WD|NUM|MANANA|REL|OF|MON|AMPM|AND|HALF|QUARTER|CLOCK|POR|IN|TARDE|PART|COMMA|NOON|FILL)+"
        " (END|STOP|THANKS|(YES|WORKS) (END|STOP|THANKS)))",
        "YES",
        _as_proposed,
    ),
    rule(
        "(NO|NOT|CORRECT|KEEP) (NO|NOT|COMMA|FILL|LA|WE|NEED)* CANCEL (POSS|LA|APPT|VISIT|FILL)*"
        " (COMMA|BUT|STOP|CORRECT|INSTEADADV|NEED|ONLY|WORKS)+ MOVE(?=(END|STOP|COMMA|FILL|THANKS))",
        "MOVE",
        _cancel_not_move,
    ),
    rule(
        "KEEP (COMMA|BUT|STOP|CORRECT|INSTEADADV|NEED|AVAIL|WORKS|ONLY|FILL)+ MOVE(?=(END|STOP|COMMA|FILL|THANKS))",
        "MOVE",
        _cancel_not_move,
    ),
    rule("(ANYOFFER|ANYTIME) (LATER|LATE|EARLIER|EARLY|SOONEST)", "LATEST", _extreme_one),
    rule("(HAVEAPPT|POSS) (FOR|TOW|IN)? EL NUM(?=(END|STOP|COMMA))", "ORD", _dated_one),
    rule("OTHERONE X", "X", _last_time),
    rule("LA QUEVIENE(?=(END|STOP|COMMA|THANKS|FILL))", "EARLIEST", _coming_one),
)
