"""Which of the offers was chosen, where some are refused beside it: "la primera no, la segunda"."""

from collections.abc import Sequence
from typing import Final

from services.dialogue.commands import ChooseOffer
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import Symbol, compile_pattern, encode
from services.dialogue.understanding.grammar.values import MINUTES_A_DAY, Window
from services.dialogue.understanding.lookahead import TIME, too
from services.dialogue.understanding.role_model import WISH

_ENDS: Final = frozenset({"COMMA", "STOP", "END", "BUT"})
_PRAISE: Final = frozenset({"CORRECT", "WORKS", "YES", "TAKE"})
_DENIALS: Final = frozenset({"NO", "NOT", "NOR", "EXCEPT", "BAD", "CANT", "OR"})

#: "la de las tres", "el del lunes": an offer by its time.
_NAMED: Final = compile_pattern(
    "THE (DAYS|WIN|MOMENT) ONE|THE ONE (ON|AT|FOR) (DAYS|WIN|MOMENT)"
    "|(LA|EL|THATONE) (OF (LA|EL|LAS|LOS|IN|POR|TO)* (DAYS|WIN|MOMENT)|WIN)"
)
#: "la de la doctora Ruiz": an offer by who it is with.
_BY_PROVIDER: Final = compile_pattern("(LA|EL|THATONE) (OF|WITH) (LA|EL)? PROV")
#: "la de la doctora, no la del doctor": nobody is named.
_BY_TITLE: Final = compile_pattern("(LA|EL|THATONE) OF (LA|EL)? (DRTITLE|VISIT)")
_ASKING: Final = ("Q", "ANY", "ALTS", "EXCEPT", "ANYPROV", "OTHERONE")


def position_chosen(symbols: Sequence[Symbol]) -> int | None:
    """Return the one position that was chosen and not refused; None when that is not clear."""
    at = [index for index, symbol in enumerate(symbols) if symbol.cat == "CHOICE"]
    corrected = _corrected(symbols, at)
    if corrected is not None:
        return corrected
    if len(at) > 1 and _all_refused(symbols, at):
        return None
    if len(at) == 1 and not any(symbol.cat in _DENIALS for symbol in symbols):
        return int(symbols[at[0]].value)
    refused = {index for index in at if _is_refused(symbols, index)}
    left = {int(symbols[index].value) for index in at if index not in refused}
    told = len(refused) > 0 or _follows_no(symbols, at[0])
    return left.pop() if len(left) == 1 and told and not _stray_denial(symbols, at) else None


def _corrected(symbols: Sequence[Symbol], at: Sequence[int]) -> int | None:
    """Return the position put in place of another: "the first one... actually no, the last one"."""
    turns = [index for index, symbol in enumerate(symbols) if symbol.cat == "CORRECT" or _stands_apart(symbols, index)]
    if len(at) != 2 or not turns or not at[0] < turns[-1] < at[1]:  # noqa: PLR2004  one taken back, one taken
        return None
    between = {symbol.cat for symbol in symbols[turns[0] : at[1]]}
    behind = {symbol.cat for symbol in symbols[at[1] :]}
    plain = between <= {"CORRECT", "NO", "COMMA", "STOP", "TAKE", "YES"} and behind.isdisjoint({"Q", *_DENIALS})
    return int(symbols[at[1]].value) if plain else None


def _stands_apart(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a "no" between commas takes back: "the second, no, the third"."""
    return symbols[at].cat == "NO" and {_cat(symbols, at - 1), _cat(symbols, at + 1)} <= {"COMMA", "STOP"}


def _all_refused(symbols: Sequence[Symbol], at: Sequence[int]) -> bool:
    """Tell whether "la primera no, la segunda tampoco", "ni la primera ni la segunda" turns every one down."""
    neither = symbols[min(at[-1] + 1, len(symbols) - 1)].word.startswith(("tampoco", "neither", "either"))
    nor = [symbol.cat for symbol in symbols if symbol.cat == "NOR"]
    return neither or len(nor) >= len(at)


def _is_refused(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a choice is ruled out: "no la primera", "la primera no", "la primera no puedo"."""
    before, after = _cat(symbols, at - 1), _cat(symbols, at + 1)
    if after in {"BAD", "CANT"} or (after in {"EARLIER", "LATER"} and too(symbols[at + 1].word)):
        return True
    if after == "CORRECT" and any(symbol.cat == "CHOICE" for symbol in symbols[at + 1 :]):
        return True
    if after == "NO":
        beyond = _cat(symbols, at + 2)
        return beyond in _ENDS or (beyond == "CHOICE" and _cat(symbols, at + 3) in _PRAISE)
    taken_over = before == "NO" and _cat(symbols, at - 2) == "CHOICE"
    return before in {"NO", "NOT", "NOR", "EXCEPT"} and not taken_over and len(symbols) > at + 2


def _follows_no(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a "no" stands apart before the choice: "no, la segunda"."""
    return _cat(symbols, at - 1) in {"COMMA", "STOP"} and _cat(symbols, at - 2) == "NO"


def _stray_denial(symbols: Sequence[Symbol], at: Sequence[int]) -> bool:
    """Tell whether a refusal stands away from every choice, or one is only an alternative."""
    near = {index + step for index in at for step in (-2, -1, 1)}
    return any(
        symbol.cat in _DENIALS and (index not in near or symbol.cat == "OR") for index, symbol in enumerate(symbols)
    )


def _cat(symbols: Sequence[Symbol], at: int) -> str:
    """Return the category at an index, or that of an end."""
    return symbols[at].cat if 0 <= at < len(symbols) else "END"


def not_the_other(symbols: Sequence[Symbol]) -> bool:
    """Tell whether the other one is ruled out behind the one that is meant: "la de la doctora Vargas, no la otra"."""
    return any(
        symbol.cat == "OTHERONE" and index > 1 and symbols[index - 1].cat in {"NO", "NOT"}
        for index, symbol in enumerate(symbols)
    )


def names_provider(facts: Facts) -> bool:
    """Tell whether an offer was named by its provider, though a wish stands before it: "quiero la de la doctora"."""
    return _BY_PROVIDER.search(encode(facts.symbols)) is not None


def names_title(facts: Facts) -> bool:
    """Tell whether an offer was named by a title alone."""
    return _BY_TITLE.search(encode(facts.symbols)) is not None


def position_meant(facts: Facts) -> int | None:
    """Return the position of the appointment that is meant: "no la primera, la segunda"."""
    cats = [symbol.cat for symbol in facts.symbols]
    at = [index for index, cat in enumerate(cats) if cat == "CHOICE"]
    refused = any({"NO", "NOT", "NOR", "EXCEPT"} & set(cats[max(index - 1, 0) : index + 2]) for index in at)
    return position_chosen(facts.symbols) if len(at) > 1 or refused else facts.choice


#: "la de las 10 no la de las 2", with no comma: either may be the one refused.
_EITHER_REFUSED: Final = compile_pattern(
    "^(LA|EL) OF (LA|EL|LAS)* (DAYS|WIN) (NO|NOT) (LA|EL) OF (LA|EL|LAS)* (DAYS|WIN)"
)


def unclear_which(facts: Facts) -> bool:
    """Tell whether the words do not say which one: of two, one is refused; all but one; "la que no es"; two."""
    text = " ".join(token.text for token in facts.tokens if token.kind != "mark")
    every = facts.has("EXCEPT", "MENOS") and (facts.has("ALLOF") or text.startswith(("todas", "todos", "all")))
    several = facts.choice is not None and position_meant(facts) is None
    which_not = text.startswith(("la que no ", "el que no ")) and not facts.has("DUNNO")
    return every or several or which_not or _EITHER_REFUSED.search(encode(facts.symbols)) is not None


def names_whose(facts: Facts) -> bool:
    """Tell whether an appointment was named by whose it is: "la de mi hijo, no la mía"."""
    mine = [symbol for symbol in facts.words if symbol.cat == "POSS" and symbol.word.startswith(("la m", "la de m"))]
    return bool(mine) or any(symbol.cat == "KIN" for symbol in facts.words)


def names_offer(facts: Facts) -> bool:
    """Tell whether an offer was named by its time ("mejor la de la tarde"), other times at most refused."""
    named = {index for found in _NAMED.finditer(encode(facts.symbols)) for index in range(found.start(), found.end())}
    wished = [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in TIME and not item.negative]
    shifts = any(symbol.cat in {"EARLIER", "LATER"} and not too(symbol.word) for symbol in facts.symbols)
    if not named or not wished or shifts or facts.has(*_ASKING):
        return False
    spans = {id(facts.symbols[index]) for index in named}
    days = sum(item.symbol.cat != "WIN" for item in wished)
    return id(wished[0].symbol) in spans and days <= 1 and len(wished) <= days + 1


_UNPLAIN: Final = ("ALTS", "AVAIL", "Q", "BAD", "CANT", "EARLIER", "LATER", "CORRECT", "BUT", "OR", "EXCEPT", "ANYTIME")


def takes_over_others(facts: Facts) -> bool:
    """Tell whether one offer was named and the others were turned down: "8:45 please, not the ten o'clock"."""
    items = [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in TIME]
    if len(items) < 2 or items[0].negative or not all(item.negative for item in items[1:]):  # noqa: PLR2004
        return False
    kinds = {item.symbol.cat for item in items}
    single = all(not getattr(item.symbol.value, "every", False) for item in items)
    points = kinds == {"DAYS"} or all(getattr(item.symbol.value, "point", False) for item in items)
    return len(kinds) == 1 and single and points and not facts.has(*_UNPLAIN)


#: "The 10:30", "the four o'clock": an hour that was offered.
_THE_HOUR: Final = compile_pattern("THE (CLOCK|NUM (OCLOCK|AMPM))")
_OTHERS: Final = ("ALTS", "EXCEPT", "OTHERONE", "EARLIER", "LATER", "NO", "NOT", "CANT", "BAD", "CORRECT", "BUT")


_ELSEWISE: Final = ("ALTS", "EXCEPT", "EARLIER", "LATER", "NOT", "CANT", "BAD", "BUT", "AVAIL", "Q")


def points_at_hour(facts: Facts) -> bool:
    """Tell whether an offer was asked for by its hour and nothing else: "can we do the 10:30?"."""
    named = _THE_HOUR.search(encode(facts.words)) is not None
    if named and facts.has("CORRECT", "OTHERONE") and not facts.has(*_ELSEWISE):
        hours = [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in TIME]
        return len(hours) == 1 and hours[0].symbol.cat == "WIN" and not hours[0].negative
    items = [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in TIME]
    return named and len(items) == 1 and not items[0].negative and not facts.has(*_OTHERS)


#: "El martes no el jueves", with no comma: either may be the one refused.
_EITHER_TIME: Final = compile_pattern(
    "^(EL|LA|LAS|OF|TO|FOR|NO)* (DAYS|WIN|MOMENT) NO (EL|LA|LAS|OF|TO)* (DAYS|WIN|MOMENT)(?=(END|STOP|THANKS|YES))"
)


def either_refused(facts: Facts) -> bool:
    """Tell whether of two times one is refused, and the words do not say which."""
    found = _EITHER_TIME.search(encode(facts.symbols))
    return found is not None and facts.scene.language == "es"


def any_choice(facts: Facts) -> Decision | None:
    """Read "the second one", said when nothing was offered that we know of."""
    if facts.choice is None or facts.count("CHOICE") > 1 or facts.has("NOT", "NO", "EXCEPT", "NEED", "BOOK", "AVAIL"):
        return None
    return [ChooseOffer(ordinal=facts.choice)], False


def changes_goal(facts: Facts) -> bool:
    """Tell whether "no, mejor cancele la del lunes" asks for something else than what the appointment is sought for."""
    goal = facts.context.goal
    return (goal == "move" and facts.has("CANCEL")) or (goal == "cancel" and facts.has("MOVE", "MOVEUP", "MOVEBACK"))


def only_then(facts: Facts) -> bool:
    """Tell whether "nomás puedo los sábados", "los lunes" says when the patient can come at all: no offer is taken."""
    words = {token.text for token in facts.tokens}
    limits = bool(words & _ONLY) and any(symbol.cat == "WORKS" and "puedo" in symbol.word for symbol in facts.words)
    items = [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in TIME]
    return limits or (
        not facts.has("ANYOFFER", "ANYTIME", "ANY")
        and any(getattr(item.symbol.value, "every", False) for item in items)
    )


_ONLY: Final = frozenset({"nomas", "solo", "solamente", "unicamente", "nada"})


#: "No el jueves", with no comma: a refusal of that day, or a no and the day wished instead.
_BARE_NO: Final = compile_pattern(
    "^NO (EL|LA|LAS|TO|FOR|IN|POR|OF)* (DAYS|WIN|MOMENT)+ (OF? (DAYS|WIN))? (THANKS|STOP|FILL)* END$"
)


def bare_no(facts: Facts) -> bool:
    """Tell whether "no el jueves" leaves open whether that day is refused or wished."""
    return facts.scene.language == "es" and _BARE_NO.search(encode(facts.symbols)) is not None


def complains(facts: Facts) -> bool:
    """Tell whether the one offer that was named is only said to be too early, too late or too far."""
    too_much = any(symbol.cat in {"EARLIER", "LATER"} and too(symbol.word) for symbol in facts.symbols)
    return facts.count("CHOICE") == 1 and too_much and not facts.has("BUT", "YES", "WORKS")


def bounds_only(facts: Facts) -> bool:
    """Tell whether only "after five", "before eleven" was said: when the patient can come, and no offer."""
    items = [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in TIME]
    windows = [item.symbol.value for item in items if isinstance(item.symbol.value, Window)]
    return bool(items) and len(windows) == len(items) and all(_is_bound(window) for window in windows)


def _is_bound(window: Window) -> bool:
    """Tell whether a window is open at one end."""
    return not window.part and not window.point and (window.low == 0) != (window.high == MINUTES_A_DAY)


def shifts(facts: Facts) -> bool:
    """Tell whether "una hora más tarde", "dos días después" was said: a wish, and no offer."""
    return any(getattr(part.value, "relative", "") == "shift" for part in facts.roles.parts(WISH))
