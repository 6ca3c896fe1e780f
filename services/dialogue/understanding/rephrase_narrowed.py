"""Days and hours narrowed or passed on, said plainly: "or two if one is taken", "all of Wednesday", "or later".

Like `rephrase`, before the grammar reads the times; both languages.
"""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})
_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


_PAUSES: Final = frozenset({"COMMA", "STOP", "BUT", "AND"})


_DAYWORD: Final = "(WD|REL|MANANA|NDATE|HOLIDAY|MON|ORD|NUM)"
_PAUSE: Final = "(END|STOP|COMMA|Q|THANKS|FILL|INSTEADADV|BUT)"


def _if_taken(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "at one, or two if one is taken", "o a las dos si la una está cogida" as both, the first one first."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    if not (words & {"if", "si", "in", "case"} and words & _TAKEN):
        return None
    end = next(at for at, symbol in enumerate(match.symbols) if symbol.word.split()[:1] in (["if"], ["si"]))
    link, *second = [symbol for symbol in match.symbols[:end] if symbol.cat != "COMMA"]
    if second and second[0].cat == "NUM":
        second.insert(0, as_cat(link, "AT", "at"))
    if not second:
        return None
    second[-1] = covering(second[-1], match.symbols[-1])
    return [as_cat(link, "OR", "or"), *second]


def covering(symbol: Symbol, last: Symbol) -> Symbol:
    """Return a symbol that covers the words up to the end of another."""
    return Symbol(symbol.cat, symbol.value, symbol.first, last.last, symbol.word)


_TAKEN: Final = word_set(
    "taken booked full gone unavailable busy cogida cogido ocupada ocupado tomada tomado llena lleno agarrada agarrado"
)


def _ten_ish(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "ten-ish" like "tenish"."""
    return [symbol for symbol in match.symbols if symbol.cat != "DASH"]


def _whole_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "todo el miércoles y el jueves en la mañana" as all of Wednesday."""
    head, the, day, link = match.symbols
    whole = as_cat(day, "ALLDAY", "todo el dia")
    return [the, day, whole, as_cat(link, "OR", "o")] if head.word.startswith(("todo", "all", "whole")) else None


def _same_week_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the same day and time but the week after" as a week later."""
    same = [symbol for symbol in match.symbols if symbol.cat == "SAMETIME"]
    unit = [symbol for symbol in match.symbols if symbol.cat == "UNIT"]
    if scene.asked not in {Asked.WHEN, Asked.OFFER} or unit[-1].value != "week" or unit[0].value not in {"day", "week"}:
        return None
    last = match.symbols[-1]
    later = [Symbol(cat, value, last.first, last.last, word) for cat, value, word in _A_WEEK_LATER]
    return [*same, *([as_cat(same[-1], "COMMA", ",")] if same else []), *later]


_A_WEEK_LATER: Final = (("NUM", 1, "1"), ("UNIT", "week", "week"), ("LATERIN", None, "later"))


def _the_week_behind(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "no la semana que viene sino la otra" as the week after the next."""
    unit, last = match.get("UNIT"), match.symbols[-1]
    if unit != "week" or last.word not in _THE_OTHER:
        return None
    return [Symbol("FOLLOWINGWEEK", None, match.symbols[0].first, last.last, last.word)]


_THE_OTHER: Final = frozenset({"la otra", "otra", "la que sigue", "la de despues", "la siguiente", "la de mas alla"})


def _days_from(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "para mañana en una semana" as a week from tomorrow."""
    head, *the, day, _in, count, unit = match.symbols
    return [head, *the, count, unit, as_cat(_in, "FROM", "from"), day]


def _past_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "pasada la Semana Santa", "pasando el quince", "once Easter is over" as after it."""
    head, *rest = match.symbols
    return [as_cat(head, "AFTER", "after"), *rest] if head.word in _PAST else None


_PAST: Final = word_set("pasada pasado pasadas pasados pasando")


def _day_before_break(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Wednesday before the holiday" as that Wednesday."""
    day, last = match.symbols[0], match.symbols[-1]
    return [covering(day, last)] if last.word in _HOLIDAY else None


_HOLIDAY: Final = word_set("holiday holidays break vacation puente festivo")


def _day_after_it(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "Monday or Tuesday after would work" as the following ones."""
    first, *rest = match.symbols[:-1]
    after = match.symbols[-1]
    return [as_cat(after, "FOLLOWING", "following"), first, *rest]


def _or_later(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "twenty fifth or later" as from that day on."""
    day, onward = match.symbols
    return [as_cat(day, "STARTING", "from"), as_cat(day, "THE", "the"), covering(day, onward)]


def _back_on(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "after we get back on the 24th" as after that day."""
    head, link = match.symbols
    return (
        [as_cat(head, "AFTER", "after"), link]
        if {"back", "return", "regrese", "vuelva"} & set(head.word.split())
        else None
    )


def _once_back(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "away from the 24th to the 4th, ... for when I'm back" as after that."""
    *before, when, back = match.symbols
    if not (when.word.endswith("cuando") and back.word.startswith(("regres", "volv", "vuelv"))):
        return None
    return [*before, Symbol("AFTERTHAT", None, when.first, back.last, "despues de eso")]


def _only_days(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "solo viernes" as every Friday: with an article it would be the coming one."""
    head, *days = match.symbols
    if scene.asked not in {*_OPENING, *_WISHING} or head.word not in _ONLY:
        return None
    return [head, as_cat(head, "LOS", "los"), *days]


_ONLY: Final = word_set("solo solamente unicamente nomas puros puro nada")


def _only_hour_of_one(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Monday and Tuesday, but Tuesday only after one" as all of Monday, and Tuesday after one."""
    days = [symbol for symbol in match.symbols if symbol.cat == "WD"]
    first, second, again = days
    if again.value not in {first.value, second.value}:
        return None
    other = second if again.value == first.value else first
    whole = Symbol("ALLDAY", None, other.last, other.last, other.word)
    return [other, whole, Symbol("OR", None, again.first, again.first, "or"), again]


def _except_week_of(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "junio, que no sea la primera semana" as June without its first week."""
    month = next(symbol for symbol in match.symbols if symbol.cat == "MON")
    unit = match.symbols[-1]
    named = Symbol("MON", month.value, unit.last, unit.last, month.word)
    return [*match.symbols, as_cat(unit, "OF", "de"), named]


RULES: Final[tuple[Rule, ...]] = (
    rule(
        "COMMA? OR (AT|TO|LAS|LA|EL|THE|ON)* (NUM|CLOCK|UN|WD|ORD) AMPM? X (THE|LA|EL|LAS|NUM|ONE|UN|THAT|WD"
        "|ORD|CLOCK|THATONE|WE|FILL|ESTA|THIS|X|CODEIS)*",
        "OR",
        _if_taken,
    ),
    rule("(NUM|CLOCK|ORD|NOON) DASH ISH", "ISH", _ten_ish),
    rule("ALLOF (EL|THE|LA) (WD|MANANA|REL) (AND|OR|COMMA)", "ALLDAY", _whole_day),
    rule(
        "(THE|EL)? SAME UNIT (AND|OF|COMMA|THE|OR|OF)* SAMETIME (BUT|COMMA|FILL|JUST)*"
        " (THE|LA)? (UNIT (AFTER|FOLLOWING)|FOLLOWING UNIT|UNIT LATERIN|A UNIT LATERIN)(?=(END|STOP|COMMA|Q|FILL))",
        "LATER",
        _same_week_after,
    ),
    rule("(NO|NOT) LA? UNIT QUEVIENE (COMMA|BUT)+ OTHERONE", "FOLLOWINGWEEK", _the_week_behind),
    rule("(FOR|TOW|ON) (EL|THE)? (MANANA|WD|REL) IN (UN|NUM|A) UNIT", "FROM", _days_from),
    rule("(PASTADJ|X) (EL|LA|LOS|LAS)? (?=(HOLYWEEK|HOLIDAY|NUM (OF MON)?(END|STOP|COMMA)))", "AFTER", _past_then),
    rule("WD BEFORE (THE|EL) X", "WD", _day_before_break),
    rule("WD (OR|AND) WD AFTER(?=(WORKS|YES|FILL))", "FOLLOWING", _day_after_it),
    rule("AVAIL WD ((AND|OR|COMMA) WD)*(?=(END|STOP|COMMA|FILL|IN|POR))", "LOS", _only_days),
    rule(
        "WD (AND|OR|COMMA) (EL|THE|ON)? WD COMMA? BUT FILL* (EL|THE|ON)? WD (AVAIL|FILL|NEED|X|CODEIS)*"
        "(?=(AFTER|BEFORE|STARTING|UNTIL|IN|PART|AT|BETWEEN|BY))",
        "WD",
        _only_hour_of_one,
    ),
    rule(
        "MON (COMMA|BUT|STOP|WORKS|ANYTIME|AVAIL|FILL|YES)* (EXCEPT|NOT|NEGAVOID|MENOS) (THE|LA|DURING|ON|IN"
        "|EL)* (ORD|LAST) UNIT(?!OF)",
        "UNIT",
        _except_week_of,
    ),
    rule("AFTERTHAT (ON|EL|THE|IN)", "AFTER", _back_on),
    rule(
        "NOT (OF|FROM) (EL|THE|NUM|ORD|OF|MON)+ (TO|UNTIL) (EL|THE|NUM|ORD|OF|MON)+ (COMMA|STOP|AND) ((?!END).)*"
        " WHENQ X",
        "AFTERTHAT",
        _once_back,
    ),
    rule("ORD ONWARD", "AFTER", _or_later),
)
