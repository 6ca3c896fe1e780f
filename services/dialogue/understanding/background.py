"""Reasons that surround a wish: "my daughter has school until 3, *so after that on Friday*".

What stands before "so" or after "because" tells why, not when. Its times are no wish, except where the wish itself
leaves the day or the time open. A refusal in it ("I can't mornings, so ...") always counts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.values import MINUTES_A_DAY, Days, Moment, Window
from services.dialogue.understanding.lookahead import TIME
from services.dialogue.understanding.role_model import WISH, Item, Roles
from services.dialogue.understanding.words.tokens import Token
from services.dialogue.understanding.words.word_set import word_set

#: What introduces the wish after its reason. One space before and after each word of the message.
_SO: Final = re.compile(
    r"(?<! or)(?<! maybe)(?<! guess)(?<! hope)(?<! think)(?<! if)"
    r" (?:(?:(?<! and )so|(?<= and )so(?! (?:is|are|do|does) ))(?! (?:that|much|sorry|far|long|soon"
    r"|does (?:mon|tue|wed|thu|fri|sat|sun|the|next|late|early)"
    r"|(?:early|late)(?! (?:morning|mornings|afternoon|afternoons|evening|evenings|in|next|this))))|therefore"
    r"|asi que|asi es que|entonces|por eso|por lo tanto"
    r"|[,.;?!] (?:ok |okay |bueno )?(?:then|pues)"
    r"|(?:is|es|are|son) (?:a |an |the |un |una )*(?:dia )?"
    r"(?:holiday|holidays|fiesta|fiestas|festivo|feriado|puente))"
    r"(?= )"
)
#: "Tomorrow I have to work, Monday then".
_THEN: Final = re.compile(r" (?:,|\.)(?= (?:[^,.;?!]+ )(?:then|entonces|pues) (?:[.!] )?$)")
#: What introduces the reason after or before a wish.
_BECAUSE: Final = re.compile(
    r" (?:because|cuz|cause|coz|bc|porque|xq|pq|ya que|puesto que|debido a"
    r"|since (?=(?:i|im|ive|my|we|he|she|its|the kids) )"
    r"|por (?:la|el|mi) (?=quimio|dialisis|terapia|escuela|trabajo|chamba))"
)
#: Where a reason ends and a wish begins.
_WISHING: Final = frozenset({"AVAIL", "TAKE", "NEED", "WORKS", "YES", "BOOK", "TOW", "MOVE", "APPT", "INSTEAD", "ALTS"})
_ENDS: Final = frozenset({"STOP", "Q", "COMMA", "NEED", "AVAIL", "TAKE", "BUT"})
_REFUSING: Final = frozenset({"NOT", "NO", "CANT", "BAD", "EXCEPT", "MENOS", "NEGAVOID", "NOR", "NOEARLIER"})
#: Being free is no reason against a day.
_FREE: Final = word_set("off free libre descanso descansos open disponible available home")


def without_reasons(roles: Roles, words: Sequence[Symbol], tokens: Sequence[Token]) -> Roles:
    """Return the roles without the times that only give a reason; ambiguous ones are marked."""
    items = _after_times(roles.items)
    measured: list[int] = []
    wished = [item for item in items if item.role == WISH and item.symbol.cat in TIME]
    if len(wished) == 1 and _only_tells_why(wished[0], words, tokens):
        items = [item for item in items if item is not wished[0]]
    if len(wished) > 1:
        low, high = _reason(words, tokens)
        back = [item for item in wished if low <= item.symbol.first and item.symbol.last < high]
        fore = [item for item in wished if item not in back]
        if any(not item.negative for item in back) and fore:
            free = any(token.text in _FREE for token in tokens[low:high]) or _only_its_day(back, fore, words, high)
            if all(getattr(item.symbol.value, "relative", "") in _NEXT_PERIOD for item in fore):
                measured = [item.at for item in back]
            dropped, doubtful = _weigh([item for item in back if not item.negative], fore, free=free)
            items = [item for item in items if item not in dropped]
            roles.ambiguous = roles.ambiguous or doubtful
    items = _reaffirmed(items, words, tokens)
    roles.items = [replace(item, negative=True) if item.at in measured else item for item in items]
    return roles


#: "The week after that" measures by the day told before it, which is no wish itself.
_NEXT_PERIOD: Final = frozenset({"after_week", "after_month", "before_week", "before_month"})


#: Words of a clause: somebody who does or has something.
_CLAUSE: Final = frozenset({"WE", "NAMEIS", "HAVEAPPT", "HAVEQ", "POSS", "KIN", "VISIT", "APPT", "LAST"}) | _REFUSING


def _only_its_day(back: Sequence[Item], fore: Sequence[Item], words: Sequence[Symbol], high: int) -> bool:
    """Tell whether a bare day stands before a "so" with its hour: "tomorrow after church, so one or later"."""
    said = [symbol for symbol in words if symbol.first < high]
    bare = not any(symbol.cat in _CLAUSE for symbol in said) and sum(symbol.cat == "X" for symbol in said) <= 1
    days = len(back) == 1 and isinstance(back[0].symbol.value, Days)
    return bare and days and all(isinstance(item.symbol.value, Window) for item in fore)


def _only_tells_why(item: Item, words: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """Tell whether the one time is why something is moved: "a baby in May, so I need to change my appointment"."""
    low, high = _reason(words, tokens)
    bound = any(symbol.cat in {"UNTIL", "NOEARLIER", "STARTING"} and symbol.first < high for symbol in words)
    if item.negative or bound or not low <= item.symbol.first <= item.symbol.last < high:
        return False
    changes = any(symbol.cat in {"MOVE", "MOVEUP", "MOVEBACK", "CANCEL"} and symbol.first >= high for symbol in words)
    return changes and not any(token.text in _FREE for token in tokens[low:high])


#: A refusal that ends in these points back at the time before it: "so any day but that".
_POINTING: Final = frozenset({"that", "then", "day", "one"})


def _reaffirmed(items: Sequence[Item], words: Sequence[Symbol], tokens: Sequence[Token]) -> list[Item]:
    """Keep a refusal on its side of a "so": "I work nights, so afternoons", "I work until 5, so mornings are bad"."""
    so = _end_of_reason("".join(f" {token.text}" for token in tokens) + " ")
    refusals = [symbol for symbol in words if symbol.cat in _REFUSING or symbol.word == "out"]
    ended = bool(so) and not any(symbol.first >= so for symbol in refusals)
    back = any(symbol.word.split(" ")[-1] in _POINTING for symbol in refusals)
    told = [*refusals, *(symbol for symbol in words if symbol.cat == "HAVEAPPT")]
    begun = bool(so) and not back and not any(symbol.first < so for symbol in told)
    denied = {symbol.last + 1 for symbol in refusals}
    return [
        replace(item, negative=False)
        if (ended and item.symbol.first >= so)
        or (begun and item.symbol.last < so)
        or (_only(item, tokens) and item.symbol.first not in denied)
        else item
        for item in items
    ]


def _only(item: Item, tokens: Sequence[Token]) -> bool:
    """Tell whether "only" stands behind a time: "no Fridays, afternoons only"."""
    behind = item.symbol.last + 1
    return behind < len(tokens) and tokens[behind].text in {"only", "solamente", "nomas"}


def _reason(words: Sequence[Symbol], tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the first token of the reason and the one after its last; an empty stretch when there is none."""
    text = "".join(f" {token.text}" for token in tokens) + " "
    end = _end_of_reason(text)
    if end > 0:
        wishes = any(symbol.cat in _WISHING and symbol.first < end for symbol in words if not _answers(symbol))
        return (0, 0) if wishes else (0, end)
    because = _BECAUSE.search(text)
    if because is None:
        return 0, 0
    start = text.count(" ", 0, because.start() + 1)
    ends = (
        symbol.first
        for at, symbol in enumerate(words)
        if symbol.first > start and (symbol.cat in _ENDS or _affirmed(words[at : at + 4]))
    )
    return start, next(ends, len(tokens))


def _affirmed(words: Sequence[Symbol]) -> bool:
    """Tell whether a day that is wished begins: "because I go to church, *el sábado sí puedo*"."""
    named = words[0].cat in {"EL", "LOS", "WD"} and any(symbol.cat == "WD" for symbol in words[:2])
    return named and any(symbol.cat in {"WORKS", "YES"} and symbol.word.startswith("si") for symbol in words[1:])


#: Behind these a "then" names the second choice.
_RANKED: Final = (" 1 choice ", " first choice ", " si no hay ", " si no se puede ", " si no puede ser ")


def _end_of_reason(text: str) -> int:
    """Return the first token after the word that ends a reason; 0 or less when there is none."""
    if any(phrase in text for phrase in _RANKED):
        return 0
    so = max((found.end() for found in _SO.finditer(text)), default=0)
    then = _THEN.search(text)
    return max(text.count(" ", 0, max(so, then.end() if then else 0) + 1) - 1, 0)


def _answers(symbol: Symbol) -> bool:
    """Tell whether a yes only opens or tags the message: "..., right? OK then"."""
    return symbol.cat == "YES"


def _weigh(back: Sequence[Item], fore: Sequence[Item], *, free: bool) -> tuple[list[Item], bool]:
    """Return which times of the reason do not count, and whether that is doubtful."""
    days = any(isinstance(item.symbol.value, Days | Moment) and not item.negative for item in fore)
    times = any(isinstance(item.symbol.value, Window | Moment) and not item.negative for item in fore)
    dropped: list[Item] = []
    doubtful = False
    if any(getattr(item.symbol.value, "relative", "") for item in fore):
        return dropped, doubtful
    for item in back:
        value = item.symbol.value
        if isinstance(value, Window) and _bounds_a_part(value, fore):
            continue
        if isinstance(value, Window):
            if times or (days and value.low == 0):
                dropped.append(item)
            doubtful = doubtful or not times
        elif days and not (free and isinstance(value, Days) and value.broad):
            dropped.append(item)
        elif not free:
            doubtful = True
    return dropped, doubtful


def _bounds_a_part(value: Window, fore: Sequence[Item]) -> bool:
    """Tell whether a bound narrows the part of the day wished: "I start work at 9, so something early"."""
    open_end = not value.part and (value.low == 0) != (value.high == MINUTES_A_DAY)
    windows = [item.symbol.value for item in fore if isinstance(item.symbol.value, Window)]
    return (
        open_end
        and bool(windows)
        and all(each.part and each.low < value.high and value.low < each.high for each in windows)
    )


def _after_times(items: Sequence[Item]) -> list[Item]:
    """Turn the "after that" behind a time of day into the time after it."""
    kept: list[Item] = []
    for item in items:
        earlier = _time_before(kept)
        relative = getattr(item.symbol.value, "relative", "")
        window = earlier.symbol.value if earlier and relative in {"after_that", "before_that"} else None
        if earlier is None or not isinstance(window, Window) or window.relative:
            kept.append(item)
            continue
        kept.remove(earlier)
        beyond = _beyond(window) if relative == "after_that" else Window(0, window.low or window.high)
        symbol = Symbol("WIN", beyond, item.symbol.first, item.symbol.last, item.symbol.word)
        kept.append(replace(item, symbol=symbol, negative=False))
    return kept


def _time_before(kept: Sequence[Item]) -> Item | None:
    """Return the time that "after that" speaks of: "he gets out at 3, so tomorrow after that" means after 3."""
    times = [each for each in reversed(kept) if each.symbol.cat in TIME]
    if len(times) > 1 and times[0].symbol.cat == "DAYS" and isinstance(times[1].symbol.value, Window):
        return times[1]
    return times[0] if times else None


def _beyond(window: Window) -> Window:
    """Return the time from a point or from the end of a stretch on."""
    low = window.low if window.point or window.high == MINUTES_A_DAY else window.high
    return Window(low, MINUTES_A_DAY, loose=window.loose)
