"""Spanish turns of phrase in answer to a proposal: "la que está en la tarde", "y el jueves", "no, la primera"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.kernel.language import Language

_PROPOSED: Final = frozenset({Asked.OFFER, Asked.CONFIRM, Asked.WHICH_APPOINTMENT})


def _proposed(build: Builder) -> Builder:
    """Return a builder that leaves other languages and questions alone."""
    return lambda match, scene: (
        build(match, scene) if scene.language is Language.ES and scene.asked in _PROPOSED else None
    )


def _the_one(head: Symbol) -> list[Symbol]:
    """Return "la de"."""
    return [as_cat(head, "LA", "la"), as_cat(head, "OF", "de")]


def _later_than(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la que es más tarde de las tres" as the one after three; "la más tarde de las tres" is the last of them."""
    head, hour = match.symbols[0], match.symbols[-1]
    if hour.cat == "NUM" and hour.value <= _FEW and "que" not in head.word.split():
        return None
    return [*_the_one(head), as_cat(head, "AFTER" if head.cat == "LATEST" else "BEFORE"), *match.symbols[2:]]


_FEW: Final = 3


def _before_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la de antes de mediodía" as the one before noon, not as the one that stood before."""
    head = match.symbols[0]
    return [*_the_one(head), as_cat(head, "BEFORE", "antes de")] if head.word.endswith("de antes") else None


def _which_is(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la que está en la tarde", "el que cae en jueves" as the one then."""
    told = [symbol.word for symbol in match.symbols[1:]]
    return _the_one(match.symbols[0]) if told in _WHICH_IS else None


_WHICH_IS: Final = [
    [que, verb] for que in ("que", "q") for verb in ("esta", "cae", "queda", "toca", "es", "va", "empieza", "seria")
]


def _and_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "¿y el jueves?", "y en la tarde" in answer to offers as a question for that time."""
    return [as_cat(match.symbols[-1], "AVAIL", "hay")] if scene.asked is Asked.OFFER else None


def _said_not(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "no dije martes, dije miércoles" as a refusal and a wish."""
    said = [at for at, symbol in enumerate(match.symbols) if symbol.cat == "X"]
    words = {match.symbols[at].word for at in said}
    if len(said) != 2 or len(words) > 1 or not words <= _SAID:  # noqa: PLR2004  said twice
        return None
    middle = [symbol for symbol in match.symbols[said[0] + 1 : said[1]] if symbol.cat not in {"COMMA", "BUT", "STOP"}]
    return [as_cat(match.symbols[0], "NOT"), *middle, as_cat(match.symbols[said[1]], "BUT")]


def _but_to(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la del lunes, pero para el martes" as which one and where to."""
    *rest, to = match.symbols
    return [*rest, as_cat(to, "TOW")] if scene.asked is Asked.WHICH_APPOINTMENT else None


def _of_these(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "de esos tres" before the one that is taken."""
    number = match.get("NUM")
    return [] if number is None or number <= _FEW + 1 else None


def _and_yes(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "y sí, qué le vamos a hacer" as a yes."""
    head, *rest = match.symbols
    agrees = scene.asked is Asked.CONFIRM and head.word == "y si"
    return [as_cat(head, "YES", "si"), *rest] if agrees else None


def _this_not_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quiero la de las nueve, no la de las diez" as the first one alone."""
    head = match.symbols[0]
    asks = scene.asked in {Asked.OFFER, Asked.CONFIRM} and (head.cat != "X" or head.word in _SAID | _LIKED)
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NO", "NOT"})
    return [symbol for symbol in match.symbols[:at] if symbol.cat != "COMMA"] if asks else None


def _not_this_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no la del 20, la del 22" as the second one alone."""
    at = [index for index, symbol in enumerate(match.symbols) if symbol.cat in {"LA", "EL"}]
    last = next(index for index in reversed(at) if match.symbols[index + 1].cat == "OF")
    return list(match.symbols[last:]) if scene.asked is Asked.WHICH_APPOINTMENT else None


def _not_of_this(_match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "no la de este" behind "la del jueves que viene"."""
    return [] if scene.asked is Asked.WHICH_APPOINTMENT else None


def _next_in_line(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la de antes", "la siguiente" in answer to "which one?" as the first of them."""
    last = match.symbols[-1]
    plain = last.cat != "KEEP" or last.word.endswith("de antes")
    return [as_cat(last, "EARLIEST")] if scene.asked is Asked.WHICH_APPOINTMENT and plain else None


_LIKED: Final = frozenset({"queria", "escogi", "elegi", "quedamos", "prefiero", "quiero", "seria", "era"})


def _others(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "¿hay más?", "las que siguen", "otra" in answer to offers as a wish for others."""
    said = [symbol for symbol in match.symbols if symbol.cat not in {"COMMA", "AND"}]
    text = " ".join(symbol.word for symbol in said)
    return [as_cat(said[0], "ALTS", "otras")] if scene.asked is Asked.OFFER and text in _MORE else None


_MORE: Final = frozenset(
    {
        "hay mas", "tiene mas", "tienen mas", "tienes mas", "no hay mas", "no tiene mas", "no tienen mas", "otra",
        "otro", "siguiente", "siguientes", "las siguientes", "los siguientes", "las que siguen",
        "los que siguen", "despues de esas", "despues de esos", "las demas", "los demas", "mas",
        "mas por favor", "mas porfa",
    }
)  # fmt: skip


def _better_than(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "a las once mejor que a las diez" as eleven alone."""
    better, than = match.symbols[:2]
    rather = "mejor" in better.word.split() and than.word in {"que", "q"}
    return [better] if scene.language is Language.ES and rather else None


def _other_choice(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no, mejor la primera" in answer to "shall I?" as another of the offers."""
    number = match.get("ORD")
    if scene.asked is not Asked.CONFIRM or (number is not None and number > _FEW + 1):
        return None
    the = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"LA", "EL"})
    last = match.symbols[the + 1]
    choice = Symbol("CHOICE", -1 if last.cat == "LAST" else number, last.first, last.last, last.word)
    return [*match.symbols[:the], choice]


_SAID: Final = frozenset({"dije", "dijimos", "puse", "pedi", "pidio", "quise", "decia"})


def _with_minutes(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "las nueve con quince" as 9:15, as it is said in Mexico and Central America."""
    hour, minute = match.symbols[0], match.symbols[-1]
    spoken = scene.language is Language.ES and 0 < hour.value <= _HOURS and minute.value in _MINUTES
    if not spoken or match.symbols[1].word != "con":
        return None
    return [Symbol("CLOCK", (hour.value, minute.value), hour.first, minute.last, hour.word)]


_HOURS: Final = 12
_MINUTES: Final = frozenset(range(5, 60, 5))
_TIME: Final = "(WD|NUM|ORD|TARDE|MANANA|PART|CLOCK|NOON|UN|REL|OF MON|AND HALF|AND QUARTER|OF LA (MANANA|TARDE))+"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "(?<=(WD|NUM|TARDE|MANANA|PART|CLOCK|HALF|QUARTER|REL|ORD|MON)) (CORRECT|WORKS|INSTEADADV) (REPEAT|FILL)"
        f" (TO|EL|LA|LAS|IN|POR|OF|FOR)* {_TIME}(?=(END|STOP|COMMA|THANKS))",
        "CORRECT",
        _better_than,
    ),
    rule("(?<=(LAS|LA|AROUND|AT|WD)) NUM WITH NUM(?!(UNIT|KIN|X|PERSON|APPT))", "CLOCK", _with_minutes),
    *(
        Rule(each.pattern, each.cat, _proposed(each.build), each.needs)
        for each in (
        rule(f"(NEED|TAKE|CORRECT|X|WORKS|INSTEADADV) (LA|EL) OF (EL|LA|LAS)? {_TIME} COMMA? (NO|NOT) (LA|EL) OF"
             f" (EL|LA|LAS)? {_TIME}(?=(END|STOP|THANKS|COMMA|FILL))", "NEED", _this_not_that),
        rule("^(FILL|NO|COMMA|STOP|CORRECT|INSTEADADV|NEED|YES|BUT|X|TAKE)+ (LA|EL) (ORD|LAST) (OPTION|REPEAT|FILL)*"
             "(?=(END|STOP|THANKS|COMMA))", "CHOICE", _other_choice),
        rule(f"^(NO|NOT) (LA|EL) OF (EL|LA|LAS)? {_TIME} (COMMA|BUT|FILL)* (LA|EL) OF (?=(EL|LA|LAS)? {_TIME})",
                 "LA", _not_this_one),
            rule("COMMA? (NO|NOT) (LA|EL) OF THIS(?=(END|STOP))", "FILL", _not_of_this),
            rule("^(FILL|COMMA|YES)* (KEEP|(LA|EL) FOLLOWING)(?=(END|STOP|THANKS))", "EARLIEST", _next_in_line),
            rule("^(COMMA|AND)* (AVAIL|NO|NOT|LA|LAS|EL|LOS|REPEAT|X|FILL|FOLLOWING|AFTER|OTHERONE|LATER)+"
                 "(?=(END|STOP|Q|THANKS|COMMA))", "ALTS", _others),
            rule("^(FILL|COMMA|YES)* OF (THAT|THATONE|LAS|LOS|X|ALTS) (NUM|ALLOF)? (UNIT|OPTION|X)? COMMA?"
             "(?=(LA|EL|THE) (OF|ORD|LAST|NUM|ONE))", "FILL", _of_these),
        rule("AVAIL COMMA? (RESIGN|END|STOP|YES|WORKS)", "YES", _and_yes),
        rule("(BUT|COMMA|AND) (FILL|CORRECT|NEED|MOVE|WE)* (FOR|TO)(?=(EL|LA|WD|LAS|MANANA|REL|MON|NEXT))", "TOW",
             _but_to),
        rule("(NO|NOT) X (EL|LA|LAS|TO|FOR)* (WD|NUM|ORD|MANANA|REL) (OF MON|AMPM)? (COMMA|BUT|STOP)* X"
             "(?=(EL|LA|LAS|TO|FOR)* (WD|NUM|ORD|MANANA|REL))", "NOT", _said_not),
        rule("(LATEST|EARLIEST) OF (LAS|LA|EL)* (NUM|NOON|CLOCK|UN)", "AFTER", _later_than),
        rule("KEEP OF?(?=(LAS|LA|NOON|EL|PART|NUM|CLOCK))", "BEFORE", _before_then),
        rule("(LA|EL|THATONE) REPEAT (THIS|X|CODEIS|FILL|AVAIL|HAVEAPPT)"
             "(?=(IN|POR|TO|LAS|LA|EL|PART|AFTER|BEFORE|WITH|FOR|WD|AROUND|NOON|MON))", "LA", _which_is),
        rule("^(FILL|COMMA|STOP)* AND(?=(EL|IN|POR|TO|FOR|WD|NEXT|THIS|MANANA|AFTER|BEFORE|WEEKEND|LOS|PASTADJ|EARLIER"
             "|LATER) )(?!.*(YES|WORKS|OR|NOT|NO|CHOICE))", "AVAIL", _and_then),
        )
    ),
)  # fmt: skip
