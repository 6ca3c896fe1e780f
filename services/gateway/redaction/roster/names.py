"""The patients' names in a text: whole, in parts, misspelt, as nicknames, spelled letter by letter."""

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from typing import Final, NamedTuple

from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.lexicon import own_words
from services.gateway.redaction.names.wordlike import wordlike
from services.gateway.redaction.roster.index import COMMON, FAMILY, RosterIndex
from services.gateway.redaction.roster.name_context import STRONG, WEAK, context
from services.gateway.redaction.roster.name_tokens import PARTICLES, SUFFIXES
from services.gateway.redaction.roster.near import SHORTEST
from services.gateway.redaction.roster.nicknames import NICKNAMES
from services.gateway.redaction.roster.parts import parts
from services.gateway.redaction.roster.spelled import spelled
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import Cut, View

_SURE: Final = 6
_LIKELY: Final = 2
_TELLING: Final = 5
#: How much a word tells by itself: a name, a name that is an everyday word, a misspelt name.
_EXACT, _EVERYDAY, _NEAR, _NEAR_SHORT = 6, 3, 4, 3
#: A function word ("her", "to", "le") that some patient is called: a name only in the order of that patient's name.
_FUNCTION: Final = 1
#: A capital adds this to a name that is an everyday word.
_CAPITAL: Final = 2
_CAPITALISED: Final = _EVERYDAY + _CAPITAL
#: Two words of one patient together must tell this much.
_TOGETHER: Final = 7
#: Where something before them tells of a name, this is enough.
_TOLD: Final = 6
_MIDDLING: Final = 5
_ALONE: Final = 4
#: Between two words of a name at most this many others, of which at most one is unknown.
_GAP: Final = 4
_ENDS: Final = frozenset('.!?:;"\u00bf\u00a1')
#: What makes even a function word a name.
_ANNOUNCING: Final = frozenset({"mr", "mrs", "ms", "apellido", "surname", "family"})
_PARTED: Final = 2
#: Words, written together, that no lexicon has.
_SENTENCE: Final = frozenset({"im", "ive", "hes", "shes", "its"})
_ONE_PARTICLE: Final = frozenset({"van", "von", "mc", "mac"})
_TWO_PARTICLES: Final = frozenset(
    {("de", "la"), ("de", "las"), ("de", "los"), ("van", "der"), ("van", "den"), ("von", "der")}
)


_Known = tuple[Collection[int], int, bool, bool]
"""The roster's words that a word may be, how much it tells, whether it is written so, whether as a family name."""


class _Hit(NamedTuple):
    """A word that may be part of a patient's name.

    Attributes:
        at: Which word of the text.
        numbers: The roster's words it may be.
        tells: How much it tells by itself.
        exact: Whether it is written as in the roster.
        family: Whether a patient's family name is written so.
        capital: Whether it begins with a capital while the text has small letters too.
    """

    at: int
    numbers: Collection[int]
    tells: int
    exact: bool
    family: bool
    capital: bool


@dataclass(frozen=True, slots=True)
class RosterNames:
    """Finds the patients' names.

    Attributes:
        index: The roster.
        common: Everyday words, folded: no names by themselves.
        function: Function words and particles, folded.
        words: All words: never taken for misspelt names, and names in small letters only where something tells so.
    """

    index: RosterIndex
    common: Container[str] = frozenset()
    words: Container[str] = frozenset()
    function: Container[str] = field(default_factory=lambda: own_words("never") | PARTICLES)
    _plain: set[str] = field(default_factory=set, repr=False)  # words of the dictionary met so far, no patient's name

    def find(self, view: View) -> list[Span]:
        """Return the patients' names in the text."""
        words = parts(view, self.index.numbers)
        hits = self._hits(view, words)
        spans = self._together(view, words, hits)
        taken = {at for first, last, _ in spans for at in range(first, last + 1)}
        spans += self._single(view, words, [hit for hit in hits if hit.at not in taken])
        found = [self._span(view, words, each) for each in _joined(spans)]
        return found + spelled(view, words, self.index)

    def _hits(self, view: View, words: Cut) -> list[_Hit]:
        """Return the words that may be parts of names."""
        shouted = view.shouted
        raw, folded = view.raw, view.folded
        hits = []
        same, texts = words is view.cut, words.texts
        met = {
            text: known
            for text in (view.places.keys() if same else set(texts)) - self._plain
            if len(text) > 1 and (known := self._known(text))
        }
        for at in view.at(met) if same else compress(count(), map(met.__contains__, texts)):
            numbers, tells, exact, family = met[texts[at]]
            start = folded.original(words.starts[at], words.ends[at])[0]
            capital = not shouted and raw[start].isupper() and not (tells < _EXACT and _begins(view, words, at))
            tells += _CAPITAL if capital and tells == _EVERYDAY else 0
            hits.append(_Hit(at, numbers, tells, exact, family, capital))
        return hits

    def _known(self, word: str) -> _Known | None:
        """Return the roster's words that a word may be, how much that tells, and whether exactly, as a family name."""
        index = self.index
        number = index.numbers.get(word)
        others = NICKNAMES.get(word)
        if number is not None or others is not None:
            known = [each for name in others or () if (each := index.numbers.get(name)) is not None]
            if number is not None:
                known.append(number)
            roles = index.roles[number] if number is not None else 0
            everyday = word in self.common or bool(roles & COMMON) or word in PARTICLES
            tells = _FUNCTION if word in self.function else _EVERYDAY if everyday else _EXACT
            return (known, tells, True, bool(roles & FAMILY)) if known else None
        if word in self.words or word in self.common:
            self._plain.add(word)
            return None
        if len(word) < SHORTEST or not word.isalpha():
            return None
        alike = index.like(word)
        if not alike:
            return None
        family = any(index.roles[each] & FAMILY for each in alike)
        return alike, _NEAR if len(word) >= _MIDDLING else _NEAR_SHORT, False, family

    def _together(self, view: View, words: Cut, hits: Sequence[_Hit]) -> list[tuple[int, int, int]]:
        """Return stretches of words that two or more parts of one name make, as first, last, weight."""
        found: list[tuple[int, int, int]] = []
        for place, hit in enumerate(hits):
            for other in hits[place + 1 : place + 3]:
                unknown = self._between(view, words, hit.at, other.at)
                if unknown > 1:
                    break
                if self._one_name(words, hit, other, unknown):
                    if found and found[-1][1] >= hit.at:
                        found[-1] = (found[-1][0], max(other.at, found[-1][1]), _SURE)
                    else:
                        found.append((hit.at, other.at, _SURE))
        return found

    def _between(self, view: View, words: Cut, first: int, second: int) -> int:
        """Return how many unknown words stand between two, 2 for anything that parts two names.

        Particles, initials, a hyphen, and a comma (if nothing else) part nothing.
        """
        texts = words.texts[first + 1 : second]
        if len(texts) > _GAP or "\n" in view.folded.text[words.ends[first] : words.starts[second]]:
            return _PARTED
        if not texts:
            return 0
        unknown = [text for text in texts if text not in PARTICLES and (len(text) > 1 or text not in "-,.")]
        initials = [text for text in unknown if len(text) == 1 and text.isalpha()]
        if "." not in texts and any(text in "aeoy" for text in initials):
            return _PARTED
        strange = len(unknown) - len(initials)
        if ("." in texts and not initials) or ("," in texts and strange):
            return _PARTED
        others = [text for text in unknown if text not in initials]
        told = any(not text.isalpha() or text in self.words or text in _SENTENCE for text in others)
        return _PARTED if told else strange

    def _one_name(self, words: Cut, hit: _Hit, other: _Hit, unknown: int) -> bool:
        """Tell whether two words, close together, are of one patient's name, or as good as a name anyway."""
        if _FUNCTION in (hit.tells, other.tells) and not _in_order(words, hit, other):
            return False
        told = hit.tells + other.tells
        if told < _TOGETHER and (told < _TOLD or not context(words.texts, hit.at, other.at)):
            return False
        exact = hit.exact and other.exact and not unknown
        if exact and hit.family != other.family and min(hit.tells, other.tells) >= _CAPITALISED:
            return True
        return any(self.index.paired(one, two) for one in hit.numbers for two in other.numbers)

    def _single(self, view: View, words: Cut, hits: Sequence[_Hit]) -> list[tuple[int, int, int]]:
        """Return the words that are names alone, each with a family name right behind it."""
        found: list[tuple[int, int, int]] = []
        for hit in hits:
            after = found[-1][1] == hit.at - 1 if found else False
            owner = view.folded.text.startswith("'s", words.ends[hit.at])
            if after and hit.exact and hit.family and hit.tells > _EVERYDAY and found[-1][2] == _TELLING:
                found[-1] = (found[-1][0], hit.at, _LIKELY)
            elif told := self._alone(words, hit, owner=owner):
                last = hit.at + (not owner and self._strange(view, words, hit.at))
                found.append((hit.at, last, _TELLING if told == STRONG else _LIKELY))
        return found

    def _strange(self, view: View, words: Cut, at: int) -> bool:
        """Tell whether right behind a name comes a word that no dictionary has: a family name nobody knows."""
        if at + 1 >= len(words.texts) or view.folded.text[words.ends[at] : words.starts[at + 1]] != " ":
            return False
        text, raw, folded = words.texts[at + 1], view.raw, view.folded
        if len(text) < _ALONE or not text.isalpha() or text in self.words or text in self.common or wordlike(text):
            return False
        first, second = (
            raw[folded.original(words.starts[each], words.ends[each])[0]].isupper() for each in (at, at + 1)
        )
        return second or not first

    def _alone(self, words: Cut, hit: _Hit, *, owner: bool) -> int:
        """Tell whether a word is a name without another part beside: 0, or how strongly the words around it say so."""
        told = context(words.texts, hit.at, hit.at) or (WEAK if owner else 0)
        text = words.texts[hit.at]
        if hit.tells == _FUNCTION:
            return told if hit.at and words.texts[hit.at - 1] in _ANNOUNCING else 0
        if not hit.exact:
            return told if told == STRONG or (hit.capital and len(text) >= _MIDDLING) else 0
        if hit.tells < _EXACT:
            return told if told == STRONG or hit.capital else 0
        sure = hit.capital or (hit.family and len(text) >= _ALONE and text not in self.words)
        return told or (WEAK if sure else 0)

    def _span(self, view: View, words: Cut, stretch: tuple[int, int, int]) -> Span:
        """Return the find of a stretch of words, with initials, particles and suffixes around it."""
        first, last, weight = stretch
        first -= _particles_before(words, first)
        if last + 1 < len(words.texts) and words.texts[last + 1] in SUFFIXES:
            last += 1
        return view.span(words.starts[first], words.ends[last], Label.NAME, weight)


def _begins(view: View, words: Cut, at: int) -> bool:
    """Tell whether a word begins a sentence or a line: its capital says nothing then."""
    if at == 0 or words.texts[at - 1] in _ENDS:
        return True
    return "\n" in view.folded.text[words.ends[at - 1] : words.starts[at]]


def _in_order(words: Cut, hit: _Hit, other: _Hit) -> bool:
    """Tell whether two words side by side are "given family" or "family, given", written alike."""
    if hit.capital != other.capital or not (hit.exact and other.exact):
        return False
    if other.at == hit.at + 1:
        return other.family if other.tells == _FUNCTION else not hit.family
    return hit.family and other.at == hit.at + 2 and words.texts[hit.at + 1] == ","


def _joined(stretches: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the stretches in order, those that touch as one: "smith-gonzalez"."""
    result: list[tuple[int, int, int]] = []
    for first, last, weight in sorted(stretches):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]), max(weight, result[-1][2]))
        else:
            result.append((first, last, weight))
    return result


def _particles_before(words: Cut, first: int) -> int:
    """Return how many words before a name are particles of it: "de la", "van der", "mc"; a lone "de" is none."""
    before = words.texts[first - 1] if first > 0 else ""
    if first > 1 and (words.texts[first - 2], before) in _TWO_PARTICLES:
        return 2
    return 1 if before in _ONE_PARTICLE else 0
