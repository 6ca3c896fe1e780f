"""A look at answers to "when?": does a time only tell what somebody does, without a wish?"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.intervals import Interval
from services.dialogue.understanding.grammar.values import DAY, MINUTES_A_DAY, OPEN_DAYS, Days, Window
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import WISH
from services.dialogue.understanding.words.word_set import word_set

#: Steps where a time alone is a wish.
_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})
_CLAUSE_ENDS: Final = frozenset({"COMMA", "STOP", "BUT", "Q", "END"})
_SUBJECTS: Final = frozenset({"POSS", "KIN", "HAVEAPPT"})
_SPEAKERS: Final = word_set("i we he she they im ive were weve hes shes theyre")
_WISHES: Final = frozenset(
    {"AVAIL", "TAKE", "NEED", "WORKS", "YES", "BOOK", "BOOKAPPT", "TOW", "MOVE", "INSTEAD", "CORRECT", "ALTS"}
    | {
        "NOT",
        "NO",
        "CANT",
        "BAD",
        "EXCEPT",
        "NOEARLIER",
        "INSTEADADV",
        "SOONEST",
        "EARLIER",
        "LATER",
        "ANYTIME",
        "CANCEL",
    }
)
_ABLE: Final = word_set(
    "can could would will ill id may might able free off lets let should want so said told asked meant entonces"
    " thinking hoping preference best ideal favorite"
)


def only_tells(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A clause that tells what somebody does, and wishes nothing: "my in-laws are visiting next week"."""
    if facts.asked not in _WISHING or facts.scene.language != "en":
        return False
    kept = {
        item.symbol.first
        for item in facts.roles.items
        if item.role == WISH and not item.negative and not _is_after(item.symbol.value)
    }
    clause: list[Symbol] = []
    for symbol in facts.words:
        clause.append(symbol)
        if symbol.cat in _CLAUSE_ENDS:
            if any(each.first in kept for each in clause) and _tells(clause):
                return True
            clause = []
    return False


def _is_after(value: object) -> bool:
    """Tell whether what is wished begins where something ends: "my meeting runs until noon"."""
    if isinstance(value, Days) and value.broad and len(value.ranges) == 1:
        start, end = value.ranges[0]
        return end - start == DAY * OPEN_DAYS and start.day > 1
    return isinstance(value, Window) and value.low > 0 and value.high == MINUTES_A_DAY


def _tells(clause: Sequence[Symbol]) -> bool:
    """Tell whether somebody does something unknown in a clause without a wish."""
    telling = [two for one, two in pairwise(clause) if one.cat not in {"BEFORE", "AFTER"}] or list(clause)
    if any(symbol.cat == "X" and symbol.word.split()[0] in {"i", "we", "my"} for symbol in telling):
        return not any(symbol.cat in _WISHES for symbol in clause)
    bounds = {at + 1 for at, symbol in enumerate(clause) if symbol.cat in {"AFTER", "BEFORE"}}
    who = [at for at, each in enumerate(clause) if each.cat in _SUBJECTS or each.word in _SPEAKERS]
    who = [at for at in who if at not in bounds or clause[at].cat != "POSS"]
    who += [at for at, (one, two) in enumerate(pairwise(clause)) if one.cat == "THE" and two.cat == "X"]
    does = [at for at, symbol in enumerate(clause) if symbol.cat == "X"]
    wishes = any(symbol.cat in _WISHES or not _ABLE.isdisjoint(symbol.word.split()) for symbol in clause)
    apart = 1 if who and clause[min(who)].cat == "THE" else 0
    return bool(who) and bool(does) and min(who) + apart < does[-1] and not wishes
