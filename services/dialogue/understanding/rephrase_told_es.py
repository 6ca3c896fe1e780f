"""Spanish turns of phrase of a day that is told about: "antes de que entre a trabajar a las 9", "los dos días"."""

from collections.abc import Sequence
from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})
_BOTH: Final = 2


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _or_by(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "el jueves o a más tardar el viernes" as one of two days, not as all the days until then."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "OR")
    bound, day = next(symbol for symbol in match.symbols if symbol.cat in {"BY", "ORBEFORE"}), match.symbols[-1]
    if day is bound:
        *rest, day = match.symbols[at:-1]
        return [*rest, Symbol(day.cat, day.value, day.first, bound.last, day.word)]
    return [match.symbols[at], Symbol(day.cat, day.value, bound.first, day.last, day.word)]


def _until_after(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "hasta después del 15 no puedo" as from then on."""
    return [
        as_cat(match.symbols[0], "AFTER"),
        *(symbol for symbol in match.symbols[2:] if symbol.cat not in {"CANT", "NOT", "BAD", "COMMA", "WE"}),
    ]


def _after_after(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "no puedo hasta después del 15" as after the 15th."""
    one, two = match.symbols
    return [Symbol("AFTER", None, one.first, two.last, two.word)] if one.word.endswith(" hasta") else None


#: What people do every day at an hour.
_LEAVING: Final = word_set("salga salgo salgan salir termine termino terminen terminar desocupe desocupo recoja recojo")
_DOING: Final = _LEAVING | word_set(
    "entre entro entren entrar empiece empiezo empezar dejar deje dejo llevar lleve llevo recoger comer almorzar coma"
    " desayunar trabajar llegar llegue ir vaya pasar pase inicie iniciar comience comenzar abrir acabar acabe salgamos"
)


def _words(symbols: Sequence[Symbol]) -> set[str]:
    """Return the words of some symbols."""
    return {word for symbol in symbols for word in symbol.word.split()}


def _daily_event(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "antes de que entre a trabajar a las 9" as before nine, "cuando salga a las 6" as after six."""
    head = match.symbols[0]
    if head.cat == "PART":
        return _hour_of_event(match)
    at = next(len(match.symbols) - 1 - index for index, symbol in enumerate(reversed(match.symbols))
              if symbol.cat in {"LAS", "LA"})  # fmt: skip
    told = _words(match.symbols[1:at])
    if told.isdisjoint(_LEAVING if head.cat == "WHENQ" else _DOING):
        return None
    return [as_cat(head, "AFTER") if head.cat == "WHENQ" else head, *match.symbols[at:]]


def _hour_of_event(match: Match) -> list[Symbol] | None:
    """Read "cuando salga del trabajo a las 6", "después de recoger a los niños a las 3" as after that hour."""
    head = match.symbols[0]
    if not head.word.startswith(("cuando sal", "cuando term", "despues de", "saliendo")):
        return None
    return [as_cat(head, "AFTER"), *(each for each in match.symbols[1:] if each.cat not in {"AROUND", "TO", "COMMA"})]


def _both(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "los dos días", "cualquiera de los dos" behind the two days."""
    *days, _los, number = [symbol for symbol in match.symbols if symbol.cat not in {"UNIT", "ANYTIME", "ANY"}]
    if number.value != _BOTH:
        return None
    while days[-1].cat in {"COMMA", "OF", "AND", "REPEAT", "FILL"}:
        days.pop()
    return days


def _ambos(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "ambos días" behind the two days."""
    symbols = list(match.symbols)
    both = next(at for at, symbol in enumerate(symbols) if symbol.cat in {"X", "ALLOF"})
    if symbols[both].word not in {"ambos", "ambas"}:
        return None
    return symbols[: both - 1] if symbols[both - 1].cat == "COMMA" else symbols[:both]


def _both_of_us(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "dos citas, las dos el sábado" as two appointments, not as two o'clock."""
    *before, _las, number = match.symbols
    words = [word for symbol in before for word in symbol.word.split()]
    pair = any(symbol.cat == "NUM" and symbol.value == _BOTH for symbol in before) or words.count("para") > 1
    if scene.asked not in _OPENING or number.value != _BOTH or not pair:
        return None
    return before


def _wrong_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me equivoqué de día, la quería para el jueves" as moving to that day."""
    head, *rest = match.symbols
    if "equivoque" not in head.word or scene.asked not in _OPENING:
        return None
    last = rest[-1]
    return [as_cat(head, "MOVE", "cambiar"), Symbol("APPT", None, last.first, last.last, "cita"), last]


def _by_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "en mayo ya, este mes no puedo" as the wish and what is refused."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "COMMA")
    days = [symbol for symbol in match.symbols[:at] if symbol.cat != "NOW"]
    first = match.symbols[at + 1]
    if first.cat == "REL" and first.value != 0:
        return None
    return [*days, as_cat(match.symbols[at], "BUT", "pero"), *match.symbols[at + 1 :]]


def _because_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "luego" of "porque luego trabajo", which asks for nothing later."""
    because, _then = match.symbols
    return [because] if because.word in {"porque", "pq", "xq", "que", "ya que"} else None


def _the_other_unit(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "esta semana ando llena, mejor la otra" as the week after."""
    unit, last = match.symbols[1], match.symbols[-1]
    if unit.value not in {"week", "month"} or last.word not in {"la otra", "el otro", "otra", "otro"}:
        return None
    comes = [Symbol("UNIT", unit.value, last.first, last.first, unit.word), as_cat(last, "QUEVIENE", "que viene")]
    return [*match.symbols[:2], as_cat(match.symbols[1], "CANT", "no puedo"), as_cat(match.symbols[-2], "BUT"),
            as_cat(last, "LA"), *comes]  # fmt: skip


def _my_free_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "son mi día libre así que" between a weekday and the wish."""
    free = {"libre", "libres", "descanso", "franco"} & _words(match.symbols)
    return [as_cat(match.symbols[0], "COMMA", ",")] if free else None


def _when_it_is_there(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "cuando ya me hayan dado los resultados" behind the time wished."""
    day = match.symbols[0]
    return [day] if scene.asked is Asked.WHEN else None


#: How often somebody is busy, which changes nothing: "los jueves casi siempre trabajo".
_OFTEN: Final = word_set("casi siempre normalmente generalmente usualmente regularmente")


def _often(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out how often somebody is busy."""
    return [] if match.symbols[0].word in _OFTEN else None


def _leaves_at(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "a las 5 salgo" as after five."""
    *_to, the, hour, leaves = match.symbols
    if leaves.word not in {"salgo", "termino", "salimos", "terminamos"} or scene.asked is not Asked.WHEN:
        return None
    return [as_cat(match.symbols[0], "AFTER"), the, hour]


#: How the other appointment stays: "cancelar la del lunes y dejar la del jueves".
_STAYS: Final = ("dej", "manten", "conserv", "qued")


def _other_stays(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the appointment that stays beside the one that is cancelled."""
    at = next(len(match.symbols) - 1 - index for index, symbol in enumerate(reversed(match.symbols))
              if symbol.cat == "KEEP")  # fmt: skip
    if scene.asked not in _OPENING or not match.symbols[at].word.startswith(_STAYS):
        return None
    return list(match.symbols[: at - 1])


def _better_the_other(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi cita es en la clínica del norte pero me queda mejor la otra" as moving to the other one."""
    *before, works, other = match.symbols
    named = {"PLACE", "PERSON", "PLACEW"} & {symbol.cat for symbol in before}
    if scene.asked not in _OPENING or not named:
        return None
    place = Symbol("PLACE", "other", other.first, other.last, other.word)
    return [*before, as_cat(works, "MOVE", "cambiar"), Symbol("TOW", None, works.last, works.last, "a"), place]


_DAY: Final = "(WD|NUM|MON|MANANA|REL|QUEVIENE|WEEKEND|UNIT)"
_TOLD: Final = (
    "(REPEAT|FILL|X|NEVERMIND|POSS|KIN|LA|LAS|LOS|EL|TO|WE|OF|IN|BETWEEN|FOR|AND|AVAIL|VISIT|PERSON|AROUND|NOT|COMMA)"
)

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule(f"(?<={_DAY})COMMA? OR (BY|ORBEFORE) (EL|LA)? (WD|MANANA|REL|NUM)", "OR", _or_by),
        rule(f"(?<={_DAY})COMMA? OR (EL|LA)? (WD|MANANA|REL|NUM) (BY|ORBEFORE)(?=(END|COMMA|STOP|Q))", "OR", _or_by),
        rule(f"UNTIL (AFTER|PASTADJ) (LA|EL|THIS|NEXT)? {_DAY} (OF|MON|QUEVIENE)* (COMMA|WE)* (CANT|NOT|BAD)", "AFTER",
             _until_after),
        rule("UNTIL (AFTER|PASTADJ) HOLIDAY (COMMA|WE)* (CANT|NOT|BAD)", "AFTER", _until_after),
        rule("AFTER AFTER", "AFTER", _after_after),
        rule(f"(BEFORE|AFTER|WHENQ) {_TOLD}+? (AROUND|TO|COMMA)* (LAS (NUM|CLOCK)|LA UN)(?!(HALF|AND HALF)? OR)",
             "AFTER", _daily_event),
        rule("WD (OR|AND) (EL|LOS)? WD (COMMA|AND|REPEAT)* ((ANYTIME|ANY) OF?)? LOS NUM UNIT?", "WD", _both),
        rule("WD (OR|AND) (EL|LOS)? WD COMMA? (X|ALLOF) UNIT?", "WD", _ambos),
        rule("^.* LAS NUM(?=(EL|LOS|FOR|COMMA|SAMETIME|TO LA SAME|IN|THIS|NEXT|LA|END|X))", "FILL", _both_of_us),
        rule("CORRECT (OF (EL|LA)? (UNIT|X|APPT|FILL))? (COMMA|REPEAT)* (WE|NEED|X|LA|APPT)+ FOR"
             "(?=(EL|LA)? (WD|NUM|MANANA|REL))", "MOVE", _wrong_day),
        rule("^(NOW|FILL|YES|WE|COMMA)* (IN|FOR|EL|LA)* (MON|WD|MANANA|OTHERONE UNIT|NEXT UNIT|UNIT QUEVIENE) NOW?"
             " COMMA (THIS UNIT|REL) (NOW|WE)? (CANT|NOT|NO|BAD)", "WORKS", _by_then),
        rule("THIS UNIT ((?!(Q|END|UNIT|WD|NUM|YES|WORKS)).)+ (CORRECT|INSTEADADV) (OTHERONE|X)(?=(END|STOP|COMMA))",
             "UNIT", _the_other_unit),
        rule("(X|REPEAT|FILL) (LATER|AFTER)(?=(NOT|CANT|HAVEAPPT|X|WE))", "FILL", _because_then),
        rule("PART (COMMA|TO|AROUND)+ (LAS (NUM|CLOCK)|LA UN)(?!(HALF|AND HALF)? OR)", "AFTER", _daily_event),
        rule("(FILL|X|CODEIS) POSS UNIT (AVAIL|OF|X|NOT|WORKS|FILL|REPEAT|COMMA)+", "COMMA", _my_free_day),
        rule(f"{_DAY} COMMA? WHENQ (NOW|WE|X|LOS|LAS|LA|POSS|FILL|HAVEAPPT|AVAIL)* OTHERFLOW", "UNIT",
             _when_it_is_there),
        rule("X(?=X? (NOT|CANT|BAD))", "FILL", _often),
        rule("TO (LAS|LA) (NUM|UN|CLOCK) X(?=(END|COMMA|STOP))", "AFTER", _leaves_at),
        rule("CANCEL ((?!(STOP|Q|END|KEEP)).)+ (AND|BUT|COMMA) KEEP ((?!(STOP|Q|END)).)*", "CANCEL", _other_stays),
        rule("^.* POSS APPT .* BUT WORKS OTHERONE", "MOVE", _better_the_other),
    )
)  # fmt: skip
