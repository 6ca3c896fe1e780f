"""Spanish turns of phrase about which day and hour: "cuatro y media mañana", "este finde imposible el que viene sí"."""

from typing import Final

from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, days_between, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _half_past_tomorrow(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cuatro y media mañana" as half past four tomorrow, not as mid-morning."""
    *before, part = match.symbols
    if part.word == "media tarde":
        return [*before, Symbol("HALF", None, part.first, part.first, "media"),
                as_cat(part, "OF", "de"), as_cat(part, "LA", "la"),
                Symbol("TARDE", None, part.last, part.last, "tarde")]  # fmt: skip
    if part.word != "media manana":
        return None
    return [*before, Symbol("HALF", None, part.first, part.first, "media"),
            Symbol("MANANA", 1, part.last, part.last, "manana")]  # fmt: skip


def _these_days(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "en estos tres días" like "en los próximos tres días"."""
    *lead, this, number, unit = match.symbols
    return [*lead, as_cat(this, "LOS", "los"), as_cat(this, "NEXT", "proximos"), number, unit]


def _by_its_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "a más tardar el lunes", said on a Monday, as by the Monday to come."""
    if match.get("WD") != scene.today.weekday():
        return None
    bound = next(symbol for symbol in match.symbols if symbol.cat == "BY")
    weekday = next(symbol for symbol in match.symbols if symbol.cat == "WD")
    day = Symbol("DATE", one_day(scene.today + WEEK), weekday.first, weekday.last, weekday.word)
    return [Symbol("BY", None, match.symbols[0].first, match.symbols[0].first, bound.word), day]


def _any_day_after(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "mañana no, cualquier otro día después" as the days after tomorrow."""
    day = next(symbol for symbol in match.symbols if symbol.cat in {"MANANA", "REL", "WD"})
    any_ = next(symbol for symbol in match.symbols if symbol.cat in {"ANYTIME", "ALTS"})
    later = match.symbols[-1].word in {"despues", "mas tarde", "luego", "mas adelante", "posterior", "mas despues"}
    if not later or not set(any_.word.split()) & {"dia", "dias", "otro", "fecha"}:
        return None
    return [as_cat(day, "AFTER", "despues de"), day]


def _or_a_bit_later(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "tipo mediodía o un poquito después" as up to an hour later."""
    after = match.symbols[-1]
    hour = next(symbol for symbol in match.symbols if symbol.cat in {"NUM", "NOON"})
    rest = list(match.symbols[: match.symbols.index(hour)])
    value = 12 if hour.cat == "NOON" else hour.value
    if not 1 <= value <= _NOON or not _words(match) & _LITTLE:
        return None
    later = Symbol("NUM", value % _NOON + 1, after.first, after.last, after.word)
    the = as_cat(after, "LAS", "las")
    low = [hour] if hour.cat == "NOON" else [the, hour]
    lead = [symbol for symbol in rest if symbol.cat not in {"TO", "LAS", "AROUND", "LA"}]
    return [*lead, as_cat(after, "BETWEEN", "entre"), *low, as_cat(after, "AND", "y"), the, later]


_NOON: Final = 12
_LITTLE: Final = word_set("poquito poco pelin ratito rato tantito poquitin algo pelito")


def _words(match: Match) -> set[str]:
    """Return all words of a match."""
    return {word for symbol in match.symbols for word in symbol.word.split()}


def _works_all_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "porque trabajo todo el día" behind what is wished."""
    why = {"porque", "ya", "que", "pues", "pq", "xq", "como"} & set(match.symbols[0].word.split())
    busy = {"trabajo", "trabajamos", "trabaja", "estudio", "chambeo", "laboro", "ocupado", "ocupada", "clases"}
    return [] if why and _words(match) & busy else None


def _except_its_week(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "en julio excepto la primera semana" as without that month's first week."""
    month = next(symbol for symbol in match.symbols if symbol.cat == "MON")
    last = match.symbols[-1]
    if match.get("UNIT") != "week":
        return None
    return [*match.symbols, as_cat(last, "OF", "de"), Symbol("MON", month.value, last.last, last.last, month.word)]


def _this_or_the_other(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "esta semana o la otra" like "esta semana o la siguiente"."""
    *before, other = match.symbols
    plain = other.word in {"la otra", "el otro", "otra", "otro"}
    return [*before, as_cat(other, "LA", "la"), as_cat(other, "FOLLOWING", "siguiente")] if plain else None


def _weekend_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "este finde imposible, el que viene sí" as the weekend after the coming one."""
    start = coming(5, scene.today) + WEEK
    last = match.symbols[-1]
    return [Symbol("DAYS", days_between(start, start + DAY * 2), match.symbols[0].first, last.last, last.word)]


def _weekday_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "este viernes imposible, el que viene sí" as the Friday after the coming one."""
    day = coming(match.get("WD"), scene.today) + WEEK
    return [Symbol("DATE", one_day(day), match.symbols[0].first, match.symbols[-1].last, "dia")]


def _later_that_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "algo un poquito más tarde ese mismo día" in answer to an offer: what is later is on that day anyway."""
    if scene.asked is not Asked.OFFER or match.get("UNIT") != "day":
        return None
    return [next(symbol for symbol in match.symbols if symbol.cat in {"LATER", "EARLIER"})]


def _the_one_with(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la que es con la doctora Núñez" in answer to offers as the choice of hers."""
    if scene.asked is not Asked.OFFER or match.symbols[0].word not in _WHICH_IS:
        return None
    head, *_with, title = match.symbols
    return [as_cat(head, "LA", "la"), as_cat(head, "OF", "de"), title]


_WHICH_IS: Final = frozenset({"la que es", "la que", "el que es", "el que", "la que esta", "la que era"})


_REFUSED: Final = "(WE|FILL|COMMA|YES)* (NO|CANT|BAD|NOT) (COMMA|BUT|STOP|AND|FILL)*"
_NEXT_ONE: Final = "(OTHERONE|(EL|LA) (FOLLOWING|QUEVIENE|NEXT|OTHERONE)|REPEAT QUEVIENE)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("(NUM|UN) AND PART(?=(END|STOP|COMMA|FILL|THANKS|OR))", "HALF", _half_past_tomorrow),
        rule("(IN|FOR|ON)? THIS NUM UNIT", "NEXT", _these_days),
        rule("BY EL WD(?!(QUEVIENE|NUM))|EL WD BY", "BY", _by_its_weekday),
        rule("EL? (MANANA|REL|WD) (NO|CANT|BAD) (COMMA|BUT|STOP|AND)* (ANYTIME|ALTS) (AFTER|LATER)"
             "(?=(TO|AROUND|END|STOP|IN|POR|LAS))", "AFTER", _any_day_after),
        rule("(TO|LAS|AROUND|LA)* (NUM|NOON) (OR|AND) (UN|AVAIL|X)* (AFTER|LATER)(?=(END|STOP|COMMA|FILL|THANKS))",
             "BETWEEN", _or_a_bit_later),
        rule("(X|FILL|REPEAT)+ (WE|FILL|X)* NOT? (WE|X)* ALLDAY(?=(END|STOP|COMMA))", "FILL", _works_all_day),
        rule("(MON|IN MON) (EXCEPT|MENOS|BUT) LA (ORD|LAST) UNIT(?=(END|STOP|COMMA|FILL|THANKS))", "OF",
             _except_its_week),
        rule("THIS UNIT (OR|AND) OTHERONE(?=(END|STOP|COMMA|FILL|THANKS|IN|POR|TO|BUT))", "FOLLOWING",
             _this_or_the_other),
        rule(f"(EL|THIS|NEXT)? WEEKEND QUEVIENE? {_REFUSED} {_NEXT_ONE} (YES|WORKS)?", "DAYS", _weekend_after),
        rule(f"(THIS WD|EL WD QUEVIENE) {_REFUSED} {_NEXT_ONE} (YES|WORKS)", "DATE", _weekday_after),
        rule("(UN|X|AVAIL)* (LATER|EARLIER) (OF|EL|IN|ON)* (THAT|SAME) (SAME)? UNIT|(OF|EL|IN|ON)* (THAT|SAME) SAME?"
             " UNIT (BUT|COMMA|AVAIL|UN|X)* (LATER|EARLIER)", "LATER", _later_that_day),
        rule("POSS (WITH|OF) DRTITLE", "OF", _the_one_with),
    )
)  # fmt: skip
