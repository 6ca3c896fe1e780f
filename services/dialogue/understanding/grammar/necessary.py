"""What a pattern over categories cannot do without: a quick look that spares most searches.

A pattern is read as it is written, before its categories become characters. What stands outside every `?`, `*`,
look-around and alternative must be in a sequence that matches; of alternatives, one of them must.
"""

import re
from typing import Final

_PART: Final = re.compile(r"[A-Z][A-Z0-9_]*|\(\?<?[=!]|[()|?*+.^$]|\{[^}]*\}")
_OPTIONAL: Final = frozenset({"?", "*"})

Needs = list[frozenset[str]]


#: Categories that most messages hold, of little use for telling patterns apart.
_COMMON: Final = frozenset(
    {"EL", "LA", "LAS", "THE", "WD", "NUM", "FILL", "X", "WE", "FOR", "TO", "OF", "IN", "END", "COMMA", "STOP", "AND",
     "NEED", "AVAIL", "APPT", "NO", "REPEAT", "MANANA", "POSS"}
)  # fmt: skip
_WEIGHT: Final = 8


def necessary(pattern: str) -> frozenset[str]:
    """Return categories of which a matching sequence holds at least one: the rarest such set; empty when unknown."""
    parts = _PART.findall(pattern)
    needs, end = _sequence(parts, 0)
    return min(needs, key=_frequency) if needs and end == len(parts) else frozenset()


def _frequency(cats: frozenset[str]) -> int:
    """Return how often one of these categories is met, as a rough weight."""
    return sum(_WEIGHT if cat in _COMMON else 1 for cat in cats)


def _sequence(parts: list[str], at: int) -> tuple[Needs, int]:
    """Read alternatives up to a closing bracket or the end; return what all of them need and the place behind."""
    branches: list[Needs] = [[]]
    while at < len(parts) and parts[at] != ")":
        if parts[at] == "|":
            branches.append([])
            at += 1
            continue
        needs, at = _element(parts, at)
        branches[-1].extend(needs)
    return _any_of(branches), at


def _element(parts: list[str], at: int) -> tuple[Needs, int]:
    """Read one category or group with its repetition."""
    part = parts[at]
    needs: Needs = []
    if part[0].isalpha():
        needs, at = [frozenset({part})], at + 1
    elif part[0] == "(":
        inner, at = _sequence(parts, at + 1)
        at += 1
        needs = inner if part == "(" else []
    else:
        return [], at + 1
    optional = at < len(parts) and (parts[at] in _OPTIONAL or parts[at].startswith("{0"))
    return ([] if optional else needs), at


def _any_of(branches: list[Needs]) -> Needs:
    """Return what alternatives need: all that one needs, or one of the smallest need of each."""
    if len(branches) == 1:
        return branches[0]
    if not all(branches):
        return []
    return [frozenset().union(*(min(branch, key=_frequency) for branch in branches))]
