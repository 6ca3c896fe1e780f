"""What stands around a symbol: small questions that the walk over a message asks."""

from collections.abc import Sequence
from typing import Final

from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.values import Days, Moment
from services.dialogue.understanding.words.word_set import word_set

TIME: Final = frozenset({"DAYS", "WIN", "MOMENT"})


ITEMS: Final = TIME | {"VISIT", "PROV", "PLACE"}


BREAKS: Final = frozenset({"STOP", "Q", "BUT"})


def recurs(symbol: Symbol) -> bool:
    """Tell whether a part is a habit ("Mondays", "mornings", "before 10"), not one day."""
    if symbol.cat == "WIN":
        return not symbol.value.point
    return isinstance(symbol.value, Days) and symbol.value.every


def names_appointment(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "my" belongs to an appointment: "my Tuesday one", not "my lunch"."""
    if at and symbols[at - 1].cat == "FOR":
        return False
    if any(symbol.cat == "APPT" for symbol in symbols[max(at - 3, 0) : at]):
        return True
    near = [symbol.cat for symbol in symbols[at + 1 : at + 7]]
    return (
        near[:1] == ["DAYS"]
        or bool({"APPT", "VISIT", "ONE", "PROV"} & set(near))
        or (near[:1] == ["WIN"] and _point(symbols[at + 1]))
    )


def _point(symbol: Symbol) -> bool:
    """Tell whether a window is a point in time ("my 9:30")."""
    return bool(symbol.value.point)


def takes_back(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a "no" takes back what came before: "no, Friday", "no Friday instead"; not "Thursday no, Friday"."""
    if at and symbols[at - 1].cat in TIME:
        return False
    return symbols[at + 1].cat == "COMMA" or _positive_after(symbols, at)


def _positive_after(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "no Friday instead" goes on to say what is wished."""
    for symbol in symbols[at + 1 :]:
        if symbol.cat in {"INSTEADADV", "WORKS", "YES"}:
            return True
        if symbol.cat in BREAKS or symbol.cat in {"COMMA", "AND", "END"}:
            return False
    return False


def positive_later(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "I can't Friday, Monday at 9 would work" says later in the clause that a time is fine."""
    for symbol in symbols[at + 1 :]:
        if symbol.cat in {"WORKS", "YES", "INSTEADADV", "TAKE", "AVAIL"}:
            return True
        if symbol.cat in BREAKS:
            return False
    return False


def list_goes_on(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "not Monday, Tuesday or Wednesday" is one list: a connective follows."""
    for symbol in symbols[at + 1 :]:
        if symbol.cat in {"OR", "AND", "NOR"}:
            return True
        if symbol.cat in BREAKS or symbol.cat in {"WORKS", "END", "YES", "INSTEADADV"}:
            return False
    return False


def any_but(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether an "any day but" stands before a place."""
    return any(
        symbol.cat in {"ANY", "ANYTIME"}
        or (symbol.cat == "EXCEPT" and symbol.word.startswith(("cualquier", "todos", "any", "every")))
        for symbol in symbols[:at]
    )


def goes_on(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a connective stands between two days or times of one list: "el lunes y el martes"."""
    between = at > 0 and symbols[at - 1].cat in TIME and symbols[at].cat in {"AND", "COMMA", "OR", "NOR"}
    return between and next_time(symbols, at).cat in TIME


def next_time(symbols: Sequence[Symbol], at: int) -> Symbol:
    """Return the first symbol behind a place that is no article or preposition."""
    return next((symbol for symbol in symbols[at + 1 :] if symbol.cat not in _SMALL_WORDS), symbols[-1])


#: Words that refuse what follows, or what stands before them: "tampoco", "I work".
_BEHIND: Final = word_set(
    "estoy estare estar estamos estaremos"
    " tampoco either neither trabajo trabajamos curro viajo viaja viajamos ocupado ocupada fuera viaje vacaciones"
    " guardia viajar trabajar compromiso evento boda examen examenes junta juntas reunion reuniones terapia dialisis"
    " quimio clase clases turno full fiesta fiestas paseo mudanza luto lleno llena saturado saturada copado copada gira"
    " meeting meetings class classes exam exams wedding therapy dialysis finals call"
    " working work busy away vacation town trip traveling travelling gone unavailable"
)


#: What may stand between a time and such a word: "Mondays we usually work".
_BETWEEN: Final = frozenset({"WE", "HAVEAPPT", "CODEIS", "POSS", "ALSO", "NOW", "EL"})


def refuses_behind(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "los lunes trabajo", "Monday I work", "el martes tampoco" refuses what stands before it."""
    symbol = symbols[at]
    if symbol.cat != "NOT" or symbol.word.split()[-1] not in _BEHIND:
        return False
    if next_time(symbols, at).cat in TIME and not turns_to_another(symbols, at):
        return False
    before = next((each.cat for each in reversed(symbols[:at]) if each.cat not in _BETWEEN), "")
    return before in TIME


def affirms(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a yes says that the time before it is meant, and more follows: "el 17 sí, el 18 no"."""
    return at > 0 and symbols[at - 1].cat in TIME and symbols[at + 1].cat in {"COMMA", "AND", "STOP", "BUT", "OR"}


def turns_to_another(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a refusal stands between two days or two times: "hoy no puedo mañana sí", dictated without comma."""
    before = next((each for each in reversed(symbols[:at]) if each.cat not in _BETWEEN), symbols[-1])
    after = next_time(symbols, at)
    if after.cat == "WIN":
        return before.cat == "WIN" and _praised(symbols, after)
    dated = before.cat in TIME and any(each.cat in {"DAYS", "MOMENT"} for each in symbols[:at][-3:])
    return dated and after.cat in {"DAYS", "MOMENT"} and (symbols[at].cat == "CANT" or _praised(symbols, after))


def _praised(symbols: Sequence[Symbol], time: Symbol) -> bool:
    """Tell whether a time is said to be fine right behind it."""
    rest = [each for each in symbols if each.first > time.last and each.cat not in TIME]
    return bool(rest) and rest[0].cat in {"WORKS", "YES", "AVAIL"}


_BECAUSE: Final = word_set("porque because cuz cause pq xq")


def reach(symbols: Sequence[Symbol], at: int) -> int:
    """Return where a refusal said behind its times begins: not before "because", nor at a day and time told apart.

    "The 20th in the morning the 21st I can't" refuses only the 21st.
    """
    for index in range(at - 1, 0, -1):
        if symbols[index].cat == "X" and symbols[index].word in _BECAUSE:
            return index
        bare = [symbol.cat for symbol in symbols[:index] if symbol.cat not in _SMALL_WORDS | {"COMMA"}]
        if symbols[index].cat in {"DAYS", "MOMENT"} and bare[-2:] == ["DAYS", "WIN"]:
            return index
    return 0


def busy_behind(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "el lunes tengo dentista" says that the day before is taken."""
    if symbols[at].cat not in {"HAVEAPPT", "HAVEQ"}:
        return False
    before = next((each.cat for each in reversed(symbols[:at]) if each.cat not in _BETWEEN), "")
    after = next_time(symbols, at).cat
    return before in TIME and (symbols[at].cat == "HAVEQ" or after in {"VISIT", "APPT", "X", "DRTITLE", "A", "UN"})


def denies(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a "no" or "nada" denies the time or name that follows, an article or preposition between."""
    symbol = symbols[at]
    following = [later.cat for later in symbols[at + 1 : at + 4]]
    if symbol.cat == "NO" and following[:1] == ["AT"]:
        return False
    if symbol.cat == "NO" and symbols[0].cat != "NO" and turns_to_another(symbols, at):
        return False
    if symbol.cat == "NO":
        bare = [cat for cat in following if cat not in _SMALL_WORDS]
        return following[:1] == ["WITH"] or (bool(bare) and bare[0] in ITEMS and following.index(bare[0]) < _NEAR)
    return symbol.word == "nada" and following[:1] != [] and following[0] in TIME


#: Articles and prepositions that may stand between a "no" and what it denies.
_SMALL_WORDS: Final = frozenset({"EL", "LOS", "LAS", "LA", "IN", "POR", "TO", "FOR", "ON", "AT"})
_NEAR: Final = 3


def too(word: str) -> bool:
    """Tell whether words say "too early", "muy tarde"."""
    words = word.split()
    return words[0] not in {"not", "nothing", "no", "que"} and not {"too", "muy", "demasiado"}.isdisjoint(words)


def time_follows(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a part of time follows before the clause ends."""
    for symbol in symbols[at + 1 :]:
        if symbol.cat in TIME:
            return True
        if symbol.cat in BREAKS or symbol.cat in {"COMMA", "AVAIL", "TAKE", "MOVE", "AND", "CORRECT"}:
            return False
    return False


def kind(symbol: Symbol) -> str:
    """Return whether a part is about the day, the time, or both."""
    if isinstance(symbol.value, Moment):
        return "moment"
    return {"DAYS": "day", "WIN": "time"}.get(symbol.cat, symbol.cat)


def turns_down(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a "no" right behind a provider refuses that provider: "con el doctor Lara no, con otro"."""
    following = symbols[min(at + 1, len(symbols) - 1)].cat
    ends = following in {"COMMA", "STOP", "BUT", "END", "ANYPROV"}
    refused = at < len(symbols) and symbols[at].cat in {"NO", "BAD"}
    return refused and symbols[at - 1].cat == "PROV" and ends
