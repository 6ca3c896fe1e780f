"""More words that mean something else in their place: "I only have afternoons free", "out of there by three"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set


def _only_have(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I only have afternoons free" as what suits, not as an appointment that stands."""
    only, have = match.symbols
    return [only] if only.word in {"only", "solo", "nomas"} and have.word.split()[-1] in {"have", "tengo"} else None


def _make_it_later(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "make the appointment later" as moving it, not as a new one."""
    head, *rest = match.symbols
    if not head.word.startswith(("make the", "make my", "make that")):
        return None
    return [as_cat(head, "MOVE", "move"), as_cat(head, "APPT", "appointment"), *rest]


def _nothing_before(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "is there nothing sooner than the tenth" as a wish for what is sooner."""
    *before, denied, bound = match.symbols
    return [*before, bound] if denied.word in {"nothing", "nada", "no"} else None


def _out_by(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "as long as I'm out of there by three" as a bound."""
    head, last = match.symbols[0], match.symbols[-1]
    return [as_cat(last, "BEFORE", "before")] if head.word.endswith("out") else None


def _that_day_is_out(match: Match, _scene: Scene) -> list[Symbol]:
    """Part "an evening next week, Tuesday is out" at its comma."""
    return [as_cat(symbol, "STOP") if symbol.cat == "COMMA" else symbol for symbol in match.symbols]


def _of_that_month(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "in August, but after the 12th" as after the 12th of August."""
    return [symbol for symbol in match.symbols if symbol.cat not in {"BUT", "COMMA"}]


_BACK: Final = word_set("vuelva vuelvo volver regrese regreso regresar regresemos volvamos llegue vengo venga")


def _back_from(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "ya que vuelva de vacaciones" as being back, not as being away."""
    head, away = match.symbols
    return [head, as_cat(away, "FILL")] if head.word in _BACK else None


def _any_but_her(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "con otra doctora que no sea la Beltrán" as anyone without that one."""
    _any, but, title, name = match.symbols
    return [as_cat(but, "EXCEPT"), as_cat(title, "DRTITLE", "la doctora"), name]


def _parted(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Part what runs on without a comma: "afternoons I can't I work from three"."""
    *before, last = match.symbols
    told = before[-1].word in {"tampoco", "neither", "either"} or last.word.split()[0] in _WORKING
    if before[-1].cat == "NOT" and not told:
        return None
    return [*before, as_cat(last, "COMMA"), last]


_WORKING: Final = word_set("trabajo trabajamos estoy tengo i im we la el los las")


def _cancel_all(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cancelar todo lo que tenga antes de Navidad" as cancelling, not as taking back what was asked for."""
    head = match.symbols[0]
    if scene.asked not in {None, Asked.WHAT} or not head.word.startswith("cancel"):
        return None
    return [as_cat(head, "CANCEL", "cancelar"), as_cat(head, "ALLOF", "todo")]


def _cancel_alone(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cancelar todo", "cancel this" before anything was asked as cancelling: nothing is there to take back."""
    head = match.symbols[-1]
    every = "todo" in head.word.split()
    if every and scene.asked is Asked.WHICH_APPOINTMENT:
        return [as_cat(head, "ALLOF")]
    if not head.word.startswith("cancel") or scene.asked not in {None, Asked.WHAT}:
        return None
    return [*match.symbols[:-1], as_cat(head, "CANCEL", "cancel"), as_cat(head, "ALLOF" if every else "THATONE")]


def _drop_all(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "call everything off", "scrap all of it" as cancelling all."""
    verb, every, *off = match.symbols
    if scene.asked not in {None, Asked.WHAT, Asked.ANYTHING_ELSE} or verb.word not in _DROPPING:
        return None
    return [as_cat(verb, "CANCEL", "cancel"), every] if off or verb.word not in {"call", "take"} else None


_DROPPING: Final = word_set("call scrap take drop wipe nix clear ditch remove delete erase kill axe")


def _put_off_until_after(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "put Thursday's off until after the 15th" with the Thursday before and the 15th to come."""
    *before, until, after = match.symbols
    return [*before, as_cat(until, "TOW"), after]


def _not_the_other(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "not the two o'clock" behind "cancel the four fifteen"."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NOT", "NO"})
    named = {symbol.cat for symbol in match.symbols[:at]} & {"NUM", "WD", "ORD", "CLOCK", "MANANA", "REL", "NDATE"}
    return list(match.symbols[:at]) if named and match.symbols[at].word in {"no", "not"} else None


def _a_later_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a later hour" as later."""
    _a, later, unit = match.symbols
    return [as_cat(later, "LATER")] if unit.value in {"hour", "day"} and later.word == "later" else None


RULES: Final[tuple[Rule, ...]] = (
    rule("AVAIL HAVEAPPT(?=(PART|WD|WDS|MANANAS|LAS|LOS|THE|EL|AFTER|BEFORE))", "HAVEAPPT", _only_have),
    rule("BOOKAPPT (LATER|EARLIER|LATERIN)", "BOOKAPPT", _make_it_later),
    rule("AVAIL NOT BEFORE", "NOT", _nothing_before),
    rule("(?<=(FILL|NEED|TO))NOT OF? (FILL|X|WE)* (BY|BEFORE)", "NOT", _out_by),
    rule(
        "(?<!(WD|WDS|ORD|NUM|REL|MANANA|NDATE))COMMA (THE|EL|LOS)? (WD|WDS|REL|MANANA) (BAD|CANT)",
        "BAD",
        _that_day_is_out,
    ),
    rule("ANY (MANANA|TARDE|PART) COMMA (THE|EL|LOS)? (WD|WDS|REL) (BAD|CANT)", "BAD", _that_day_is_out),
    rule("MON (BUT|COMMA)+ (AFTER|BEFORE) (THE|EL)? (ORD|NUM)(?=(END|STOP))", "MON", _of_that_month),
    rule("X NOT", "NOT", _back_from),
    rule(
        "(CANCEL|MOVE) ((?!(END|NOT|NO|STOP|BUT|TO|TOW|FOR)).)+ (NOT|NO) (THE|LA|EL|LAS)"
        " (NUM|WD|ORD|ONE|OCLOCK|AMPM|OF|CLOCK|MON|LA|LAS|EL)+(?=(END|STOP))",
        "NOT",
        _not_the_other,
    ),
    rule("(A|UN) LATERIN UNIT", "LATERIN", _a_later_hour),
    rule(
        "NEVERMIND (ANYTIME|REPEAT|HAVEAPPT|FILL|X)*(?=(BEFORE|AFTER|IN|OF|UNTIL|THIS|FROM|ON))",
        "NEVERMIND",
        _cancel_all,
    ),
    rule("^(HELLO|COMMA|STOP|FILL|NEED|WE|YES|TO)* NEVERMIND(?=(END|STOP|COMMA|THANKS|FILL))", "CANCEL", _cancel_alone),
    rule("X ALLOF (FROMNOW|X)?(?=(END|STOP|COMMA|THANKS|FILL|HAVEAPPT))", "CANCEL", _drop_all),
    rule("(MOVE|MOVEBACK) ((?!(END|UNTIL)).)+ UNTIL AFTER", "UNTIL", _put_off_until_after),
    rule("(PART|TARDE|MANANAS|MANANA|WD|WDS|REL) (CANT|BAD) NOT", "NOT", _parted),
    rule("UNIT NO (LA|EL)(?=(QUEVIENE|FOLLOWING|NEXT|OTHERONE))", "NO", _parted),
    rule("(QUEVIENE|FOLLOWING|UNIT|WD) NOT (LA|EL|THE)(?=(QUEVIENE|FOLLOWING|NEXT|OTHERONE|ONE|WD))", "NOT", _parted),
    rule("ANYPROV (EXCEPT|BUT) (LA|EL) X", "ANYPROV", _any_but_her),
)
