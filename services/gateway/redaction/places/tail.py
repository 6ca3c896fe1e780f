"""What follows a street in an address: unit, quarter, city, State, postal code, country."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.places.lexicon import Kind, Lexicon
from services.gateway.redaction.places.parts import Parts
from services.gateway.redaction.places.states import ABBREVIATIONS, COUNTRIES, LONGEST, STATES
from services.gateway.redaction.word_list import word_set

_GAP: Final = re.compile(r"[,.|~!-]{0,5}")
_UNIT: Final = re.compile(r"(?:[U#]\.?[U#]?\.?(?:[NZLo]|n{1,3})(?:-?[NLZ]|n)?L?)|o?[U](?=[,.|~]|$)")
_QUARTER: Final = re.compile(r"Q{1,2}\.?j{0,2}[wWNoALsDP](?:j{0,2}[wWNLADQ]){0,3}")
_CODE: Final = re.compile(r"(?:L\.?L\.?|[wW]\.?)?Z(?:-N)?(?![,]?[/:])")
_SAID_CODE: Final = re.compile(r"n{2,9}")
_CAPITALS: Final = re.compile(r"[WjDsKpkBL]{0,4}[WK][WjDsKpkBL]{0,4}(?=[,.|!]|$|[AZNx])")
TOWN: Final = re.compile(r"[^\W\d_]{2,}(?:ville|ton|burgh?|boro|field|ford|port|dale|wood|mont)$")
#: Words that head the next line of a signature, not a town of the same name.
_HEADS: Final = word_set(
    "mobile desk fax phone tel office cell home email dob mrn ssn casa celular telefono trabaja trabajo ocupacion "
    "empleo empleador seguro work employer occupation insurance exp expediente tutor madre padre school parent"
)
_FOREIGN_CODE: Final = re.compile(r"[NZ](?:-?[NA]|L)?(?=[,.|~]|$)")
_SAID_ALONE: Final = re.compile(r"(?<![nN])n{3,9}(?![nNwWo])")
_BREAKS: Final = frozenset(",|~AWNZ")
#: Unit without a word right behind the street: "loop 18b".
_BARE_UNIT: Final = re.compile(r"NL(?=[x,.|~wA]|$)|n{1,2}(?=[,.|]|$)")
#: A second name between street and unit: "Souterhead Road Gregersen Prairie, Suite 445".
_BEFORE_UNIT: Final = re.compile(r"W{1,3}(?=[|,~]{1,3}U\.?[NZ])")
_MOST: Final = 12


def tail(parts: Parts, at: int, places: Lexicon) -> int:
    """Return the index after the last part of an address whose street ends at an index."""
    letters, texts = parts.letters, parts.texts[at : at + 60]
    bare = _BARE_UNIT.match(letters, at) or _BEFORE_UNIT.match(letters, at)
    end = bare.end() - at if bare and letters[at - 1] in "sSDNZK" else 0
    state = False
    for _ in range(_MOST):
        gap = _GAP.match(letters, at + end)
        after = gap.end() - at if gap else end
        said = _SAID_CODE.match(letters, at + after) if state else None
        length = said.end() - said.start() if said else 0
        if not length and after < len(texts) and _goes_on(texts, letters, at, after):
            length = _piece(texts, letters, at, after, places)
        if not length:
            break
        state = letters[at + after] in "AxjDn" or texts[after] in ABBREVIATIONS or texts[after] in STATES
        end = after + length
    return at + end


def _goes_on(texts: Sequence[str], letters: str, base: int, at: int) -> bool:
    """Return whether an address can go on: behind a blank line only with a State, country or postal code."""
    if letters[base + at - 1] != "!":
        return True
    return _CODE.match(letters, base + at) is not None or _state(texts, letters, base, at) > 0


def _piece(texts: Sequence[str], letters: str, base: int, at: int, places: Lexicon) -> int:
    """Return how many parts the next piece of an address has, 0 for none."""
    if texts[at] in _HEADS and (texts[at + 1 : at + 2] == [":"] or letters[base + at - 1] == "|"):
        return 0
    for pattern in (_UNIT, _QUARTER, _CODE):
        if found := pattern.match(letters, base + at):
            return found.end() - found.start()
    if length := _state(texts, letters, base, at):
        return length
    if (named := places.at(texts, at)) and letters[base + at] not in "xS":
        return named[0]
    if letters[base + at] in "wW" and len(texts[at]) < 20 and TOWN.match(texts[at]):  # noqa: PLR2004
        return 1
    return _loose(letters, base, at)


def _state(texts: Sequence[str], letters: str, base: int, at: int) -> int:
    """Return how many parts the name of a State or country has here."""
    for length in range(min(LONGEST, len(texts) - at), 0, -1):
        name = " ".join(texts[at : at + length])
        if name in STATES or name in COUNTRIES:
            return length
    if letters[base + at] == "A" or (
        re.fullmatch("[a-z]{2}", texts[at]) and letters[base + at + 1 : base + at + 2] == "Z"
    ):
        return 1
    # "dayton oh 45402": a State that is a word too counts before a postal code, a mark or the end.
    follower = letters[base + at + 1 : base + at + 2]
    return 1 if texts[at] in ABBREVIATIONS and at and (not follower or follower in "Z,.|n") else 0


def _loose(letters: str, base: int, at: int) -> int:
    """Return the parts of a town in capitals or a postal code of another country, behind a comma or line break."""
    place = base + at
    if letters[place - 1 : place] not in _BREAKS:
        return 0
    for pattern in (_CAPITALS, _FOREIGN_CODE):
        if found := pattern.match(letters, place):
            return found.end() - place
    return 0


def said_codes(parts: Parts, places: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield postal codes said behind a town or State: "tucson arizona eight five seven oh one"."""
    letters, texts = parts.letters, parts.texts
    if "nnn" not in letters:
        return
    for found in _SAID_ALONE.finditer(letters):
        at = found.start()
        before = " ".join(texts[max(0, at - 2) : at]), texts[at - 1]
        if any(name in STATES for name in before) or (_ends_town(texts, at, places) and found.end() - at > 2):  # noqa: PLR2004
            yield found.span()


def _ends_town(texts: Sequence[str], at: int, places: Lexicon) -> bool:
    """Return whether a town of the list, or one and the letters of its State, ends before an index."""
    for end in (at, at - 1) if texts[at - 1] in ABBREVIATIONS else (at,):
        for start in range(max(0, end - 3), end):
            named = places.at(texts, start)
            if named and start + named[0] == end and named[1] is not Kind.WORD:
                return True
    return False
