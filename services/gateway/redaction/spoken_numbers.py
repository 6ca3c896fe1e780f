"""Reading a number said in words: "twenty three", "nineteen eighty", "mil novecientos ochenta y cinco"."""

from collections.abc import Sequence

from services.gateway.redaction.spoken_words import HUNDREDS, ORDINALS, TEENS, TENS, UNITS

Read = tuple[int, int]
"""A value and the index after its last word."""

_CENTURIES = (18, 19, 20)
#: What may stand between tens and units: "cuarenta y, este, tres".
_BETWEEN = frozenset({"-", "y", "este", "pues", "eh", "mmm", "uh", "um"})
_MOST_BETWEEN = 3
_PAIRED = frozenset({("o", "sea"), ("you", "know"), ("i", "mean")})


def number_at(words: Sequence[str], at: int) -> Read | None:
    """Return the number of two or more digits that begins at word `at`, if one does.

    The words are a window that ends with the text; single digits ("five") are not numbers here.
    """
    if _word(words, at + 1) in (_MANY if words[at] in UNITS else _FOLLOWERS):
        return _several(words, at)
    value = _ALONE.get(words[at])
    return (value, at + 1) if value is not None else None


def _several(words: Sequence[str], at: int) -> Read | None:
    """Return the longest number of one word or more that begins with a word."""
    return _thousands(words, at) or _year(words, at) or _hundreds(words, at) or _tens(words, at)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _tens(words: Sequence[str], at: int) -> Read | None:
    """Read 10 to 99; "twenty third" is 23."""
    word = _word(words, at)
    if word in TEENS:
        return TEENS[word], at + 1
    if word not in TENS:
        return None
    after = at + 1
    while after - at <= _MOST_BETWEEN:
        if _word(words, after) in _BETWEEN:
            after += 1
        elif (_word(words, after), _word(words, after + 1)) in _PAIRED:
            after += 2
        else:
            break
    unit = _word(words, after)
    value = UNITS.get(unit) or ORDINALS.get(unit)
    return (TENS[word] + value, after + 1) if value else (TENS[word], at + 1)


def _year(words: Sequence[str], at: int) -> Read | None:
    """Read a year said as two halves: "nineteen eighty five", "twenty twenty", "nineteen oh four"."""
    word = _word(words, at)
    century = TEENS.get(word) or TENS.get(word)
    if century not in _CENTURIES or word in {"veinte", "diecinueve", "dieciocho"}:
        return None
    if _word(words, at + 1) in {"oh", "o"} and _word(words, at + 2) in UNITS:
        return century * 100 + UNITS[words[at + 2]], at + 3
    rest = _tens(words, at + 1)
    return (century * 100 + rest[0], rest[1]) if rest else None


def _rest(words: Sequence[str], at: int) -> Read:
    """Read what follows hundreds; a unit only where no digit is said after it ("eight hundred five five five")."""
    after = at + 1 if _word(words, at) == "and" else at
    below = _tens(words, after)
    if below:
        return below
    if _word(words, after) in UNITS and _word(words, after + 1) not in UNITS:
        return UNITS[words[after]], after + 1
    return 0, at


def _hundreds(words: Sequence[str], at: int) -> Read | None:
    word = _word(words, at)
    if word in HUNDREDS:
        rest = _rest(words, at + 1)
        return HUNDREDS[word] + rest[0], rest[1]
    if _word(words, at + 1) != "hundred" or (word not in UNITS and word not in TEENS):
        return None
    rest = _rest(words, at + 2)
    return (UNITS.get(word) or TEENS.get(word, 0)) * 100 + rest[0], rest[1]


def _thousands(words: Sequence[str], at: int) -> Read | None:
    if _word(words, at) == "mil":
        many: Read = (1, at)
    else:
        found = _hundreds(words, at) or _tens(words, at)
        many = found or (UNITS.get(_word(words, at), 0), at + 1)
    if not many[0] or _word(words, many[1]) not in {"thousand", "mil"}:
        return None
    after = many[1] + 1
    rest = _hundreds(words, after) or _rest(words, after)
    return many[0] * 1000 + rest[0], rest[1]


_SAID = frozenset({*UNITS, *TEENS, *TENS, *HUNDREDS, "mil"})
#: What may go on with a number behind a unit, and behind any other first word.
_MANY = frozenset({"hundred", "thousand", "mil"})
_FOLLOWERS = _SAID | frozenset(
    {*ORDINALS, *_BETWEEN, *(first for first, _ in _PAIRED), "hundred", "thousand", "and", "oh"}
)
#: What each word comes to by itself.
_ALONE = {word: read[0] for word in _SAID if (read := _several([word], 0))}
