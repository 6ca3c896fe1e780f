"""Turns of phrase about the appointment that stands, said another way: "la tengo hasta el 30", "I can't until May".

Like `rephrase`, before the grammar reads the times.
"""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


_HOLDING: Final = word_set("la lo dieron toca tocaba agendaron pusieron citaron cita agendada programada programaron")


def _held_until(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la tengo hasta el 30": it is not before that day."""
    head, last = match.symbols[0], match.symbols[-1]
    held = not _HOLDING.isdisjoint(head.word.split()) and last.word == "hasta"
    return list(match.symbols[:-1]) if held else None


#: Verbs that move to a later day by themselves.
_LATER: Final = (
    "corr", "recorr", "retras", "aplaz", "pospo", "atras", "poster", "push", "bump", "postp", "delay", "diferi",
    "demor",
)  # fmt: skip


def _some_days(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "correr mi cita unos días" as later, without a day."""
    head, last = match.symbols[0], match.symbols[-1]
    if match.get("UNIT") not in {"day", "week"}:
        return None
    kept = [symbol for symbol in match.symbols if symbol.cat not in {"UNOS", "FEW", "A", "UNIT", "COUPLE", "OF"}]
    later = head.cat == "MOVEBACK" or any(word.startswith(_LATER) for word in head.word.split())
    return [*kept, as_cat(last, "LATER", "later")] if later else kept


def _bring_forward(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "bring my appointment forward" as moving it up."""
    head, last = match.symbols[0], match.symbols[-1]
    if head.word not in {"bring", "bringing", "pull", "pulling", "move", "get"} or last.word != "forward":
        return None
    return [as_cat(head, "MOVEUP"), *match.symbols[1:-1]]


def _sooner_than_mine(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "anything sooner than what I have now" as earlier than the appointment that stands."""
    head, have = match.symbols[0], next(symbol for symbol in match.symbols if symbol.cat in {"HAVEAPPT", "HAVEQ"})
    return [as_cat(head, "EARLIER", "sooner"), have]


def _has_visit(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "mi marido tiene consulta" as an appointment that stands."""
    has = next(symbol for symbol in match.symbols if symbol.cat == "AVAIL")
    if has.word not in {"tiene", "tienen"}:
        return None
    return [as_cat(symbol, "HAVEAPPT") if symbol is has else symbol for symbol in match.symbols]


def _away_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "hasta el jueves no puedo", "hasta el mes que entra porque ando fuera" as from then on."""
    if scene.asked not in _WISHING and match.symbols[-1].cat == "CANT":
        return None
    period = match.has("UNIT") or (match.has("MON") and not match.has("NUM", "ORD"))
    inner = [symbol for symbol in match.symbols[1:-1] if symbol.cat not in {"COMMA", "X", "WE"}]
    return [as_cat(match.symbols[0], "STARTING" if period else "AFTER"), *inner]


def _not_until(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I can't until next week", "no puedo hasta diciembre" as from then on, that week or month included."""
    head, last = match.symbols[0], match.symbols[-1]
    if last.cat == "UNTIL":
        return [as_cat(last, "STARTING")]
    return [as_cat(head, "STARTING")] if head.word.split()[-1] in {"hasta", "until", "till"} else None


def _but_cannot(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "es el martes pero no puedo" as a refusal, not as an exception."""
    head, last = match.symbols[0], match.symbols[-1]
    able = last.word.startswith(("pued", "podr", "podem"))
    return [as_cat(head, "BUT"), as_cat(last, "CANT")] if head.word == "pero no" and able else None


def _is_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the "es el lunes" behind "¿puedo cambiar mi cita?" as the day of that appointment."""
    head = match.symbols[0]
    opening = scene.asked in {None, Asked.WHAT}
    return [as_cat(head, "HAVEAPPT")] if opening and head.word in {"es", "es el", "es para el"} else None


_PERIOD: Final = "(LA|EL|THE)? (NEXT|THIS)? (UNIT QUEVIENE|NEXT UNIT|MON(?!(NUM|ORD|THE))|UNIT NEXT)"
_UNTIL_DAY: Final = (
    "UNTIL (EL|LA|LOS|LAS|THE|ON|OF|WD|WDS|NUM|ORD|MON|MANANA|REL|PART|TARDE|IN|POR|AT|TO|THIS|NEXT|QUEVIENE|CLOCK"
    "|UNIT|HOLIDAY|FOLLOWING)+"
)

RULES: Final[tuple[Rule, ...]] = (
    rule("(HAVEAPPT|HAVEQ) APPT? UNTIL", "HAVEAPPT", _held_until),
    rule("(?<=(Q|STOP|COMMA)) CODEIS(?=EL? (WD|MANANA|REL|NUM OF MON|ORD))", "HAVEAPPT", _is_on),
    rule("EXCEPT FILL* (WORKS|AVAIL)", "CANT", _but_cannot),
    rule(f"(CANT|BAD|NOT) WE? UNTIL(?={_PERIOD})|AFTER(?={_PERIOD})", "STARTING", _not_until),
    rule(
        "(MOVE|MOVEBACK|MOVEUP) (POSS|LA|EL|THE|APPT|VISIT|WE|FILL)* (UNOS|A? FEW|COUPLE OF?)"
        " UNIT(?=(STOP|COMMA|Q|BUT|END))",
        "MOVE",
        _some_days,
    ),
    rule(
        "(X|MOVE) (POSS|THE|THAT|THIS|WE|VISIT|THATONE)* (APPT|VISIT|WE|THATONE)? (ONWARD|AHEADADV)",
        "MOVEUP",
        _bring_forward,
    ),
    rule("(BEFORE|EARLIER) (REPEAT|WE|LA|EL|FILL|THE|ONE|POSS)* (HAVEAPPT|HAVEQ) NOW?", "EARLIER", _sooner_than_mine),
    rule("POSS X? AVAIL (UN|A)? (APPT|VISIT|HAVEQ)|AVAIL (UN|A)? (APPT|VISIT) (?=POSS)", "HAVEAPPT", _has_visit),
    rule(f"{_UNTIL_DAY} (COMMA|WE)* (CANT|BAD)|{_UNTIL_DAY} COMMA? X WE? (NOT|CANT)", "AFTER", _away_until),
)
