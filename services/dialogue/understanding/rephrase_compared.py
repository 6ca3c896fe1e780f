"""One day against another, and what waits or opens up: "better than the 11th", "wait until January".

Like `rephrase`, before the grammar reads the times; both languages.
"""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.rephrase_narrowed import covering
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


def _words(symbol: Symbol) -> set[str]:
    """Return the single words of a symbol."""
    return set(symbol.word.split())


def _waits(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I'd rather wait until January", "prefiero esperar hasta enero" as from then on."""
    *before, until = match.symbols
    said = {word for symbol in before for word in symbol.word.split()}
    if not (said & _WAITING and said & _GLADLY) or said & {"not", "no", "dont", "cant"}:
        return None
    return [as_cat(before[0], "AVAIL", "prefer"), as_cat(until, "STARTING", "from")]


_WAITING: Final = word_set("wait waiting hold esperar esperarme esperarnos aguantar aguantarme")


_GLADLY: Final = word_set("rather prefer id can could prefiero preferiria mejor puedo podria puede podemos")


def _better_than(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the 20th would be better than the 11th" as instead of the 11th."""
    head, than = match.symbols[0], match.symbols[-1]
    if than.word != "than" or "better" not in _words(head):
        return None
    return [head, as_cat(than, "INSTEAD" if scene.asked in _OPENING else "NOT", "instead of")]


def _later_in(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "later in February" as what is left of it, not as its end."""
    head = match.symbols[0]
    return [as_cat(head, "LATERIN"), *match.symbols[1:]] if head.word.startswith("later") else None


def _any_other(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "not the 13th but any other Friday" as every Friday."""
    head, day = match.symbols
    return [as_cat(head, "ANY", "any"), day] if head.word.startswith(("any", "cualquier", "every")) else None


def _so_does(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Saturday works, so does Sunday" as one or the other."""
    head, *rest = match.symbols
    said = {word for symbol in rest for word in symbol.word.split()}
    return [as_cat(head, "OR", "or")] if "so" in said and said & {"does", "do", "is", "would", "will"} else None


def _first_after_it(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the fifteenth or the first Monday after that" as the Monday that follows."""
    rank, day, after = match.symbols
    if rank.value != 1:
        return None
    return [as_cat(rank, "THE", "the"), as_cat(rank, "FOLLOWING", "following"), covering(day, after)]


def _same_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "a same day appointment" as one for today."""
    same, unit, visit = match.symbols
    if scene.asked not in _OPENING or unit.value != "day":
        return None
    return [visit, Symbol("REL", 0, same.first, unit.last, "today")]


def _more_or_less(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out the "más o menos", "or so" behind a day."""
    return [covering(match.symbols[0], match.symbols[-1])]


def _there_until(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "nomás voy a estar hasta el martes" as until that day."""
    head, *inner = match.symbols
    words = {word for symbol in inner for word in symbol.word.split()}
    there = head.word in _ONLY and bool(words & {"estar", "estoy", "estare"})
    return [as_cat(head, "FILL"), match.symbols[-1]] if there else None


_ONLY: Final = word_set("nomas solo solamente unicamente")


def _open_slot(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "any cancellations for this afternoon" as asking what opened up."""
    head = match.symbols[0]
    noun = _words(match.symbols[-1]) & {"cancellation", "cancellations", "cancelacion", "cancelaciones"}
    return [as_cat(head, "AVAIL", "anything")] if noun and scene.asked not in {Asked.CONFIRM} else None


def _cancels_this(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I need to cancel this afternoon" as cancelling what is then."""
    head = match.symbols[0]
    if head.word.split()[:1] != ["cancel"] or head.word.split()[-1] != "this":
        return None
    return [as_cat(head, "CANCEL", "cancel"), Symbol("THIS", None, head.last, head.last, "this")]


def _whole_first(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "any time on the 5th or else the 6th before noon" as all of the fifth."""
    head, *days, link = match.symbols
    if not head.word.endswith(("time", "hora")):
        return None
    day = [symbol for symbol in days if symbol.cat != "ON"]
    return [*day, Symbol("ALLDAY", None, day[-1].last, day[-1].last, "all day"), as_cat(link, "OR", "or")]


def _works_then(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "anything but early morning works, next Tuesday" as that Tuesday without its early morning."""
    *refused, works, _comma = match.symbols
    return [*refused, as_cat(works, "AVAIL", "works")]


def _comes_late(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "el camión viene tarde" as late, not as the afternoon."""
    head, late = match.symbols
    return [head, as_cat(late, "FILL")] if head.word in _COMING and late.word == "tarde" else None


_COMING: Final = word_set("viene vienen llega llegan llego vengo sale salen salgo levanto despierto hizo acosto muy")


def _weeks_after(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a las seis semanas" as in six weeks."""
    to, _las, *count = match.symbols
    if count[-1].value not in {"week", "month", "day"}:
        return None
    return [as_cat(to, "IN", "en"), *count]


def _rest_of(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "más tarde esta semana" as what is left of it."""
    head = match.symbols[0]
    return [as_cat(head, "LATERIN", "mas adelante en")] if head.word.startswith(("mas tarde", "mas adelante")) else None


def _that_slot(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "deme el espacio del jueves" as taking that offer."""
    take, the, _slot, of = match.symbols
    return [take, as_cat(the, "LA", "la"), of] if scene.asked is Asked.OFFER else None


RULES: Final[tuple[Rule, ...]] = (
    rule(
        "(X|NEED|AVAIL|FILL|WAITLIST|PUTOFF|CORRECT)+ UNTIL(?=(EL|LA|THE|MON|WD|NEXT|NUM|ORD|UNIT|NDATE|HOLIDAY))",
        "STARTING",
        _waits,
    ),
    rule("(WORKS|YES|AVAIL|CORRECT|X|EARLIER|LATER) X(?=(THE|ON)? (ORD|NUM|WD|MON|REL|NDATE))", "NOT", _better_than),
    rule("LATE (IN|ON|THE)* (?=(MON|MAY))", "LATERIN", _later_in),
    rule("ALTS (WD|WDS)", "ANY", _any_other),
    rule("(COMMA|STOP|AND) FILL+ X?(?=(THE|ON|NEXT)* (WD|REL|PART|MON|ORD|MANANA))", "OR", _so_does),
    rule("ORD WD (AFTERTHAT|AFTER(?=(END|STOP|COMMA|Q)))", "FOLLOWING", _first_after_it),
    rule("SAME UNIT (APPT|VISIT)", "REL", _same_day),
    rule("(WD|ORD) (AROUND|ISH)(?=(END|STOP|Q))", "WD", _more_or_less),
    rule("(FILL|AVAIL|X) (X|TO|FILL|CODEIS|HERE|THERE)+ UNTIL", "UNTIL", _there_until),
    rule(
        "(ANY|A|AVAIL|X|UN|HAVEAPPT|IF|FILL)+ (CANCEL|X)(?=(FOR|ON|THIS|REL|END|Q|STOP|NEXT|EL|LA|IN|COMMA|WD))",
        "AVAIL",
        _open_slot,
    ),
    rule(
        "NEVERMIND(?=PART)",
        "CANCEL",
        _cancels_this,
    ),
    rule(
        "ANYTIME ON? (THE|EL|WD|ORD|NUM|MON|REL|MANANA|OF)+ OR",
        "ALLDAY",
        _whole_first,
    ),
    rule(
        "(EXCEPT|NOT) (EARLY|LATE|THE|LA|IN)* (PART|MANANA|TARDE) (WORKS|YES) COMMA",
        "AVAIL",
        _works_then,
    ),
    rule(
        "X TARDE(?=(END|STOP|COMMA|AND|BUT))",
        "FILL",
        _comes_late,
    ),
    rule(
        "TO LAS NUM UNIT",
        "IN",
        _weeks_after,
    ),
    rule(
        "LATER(?=THIS UNIT)",
        "LATERIN",
        _rest_of,
    ),
    rule(
        "TAKE (EL|LA|THE) (AVAIL|X) (OF|ON|FOR)(?=(EL|WD|LAS|THE|NUM|REL|MANANA))",
        "LA",
        _that_slot,
    ),
)
