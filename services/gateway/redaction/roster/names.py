"""The patients' names in a text: whole, in parts, misspelt, as nicknames, spelled letter by letter."""

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.index import COMMON, FAMILY, RosterIndex
from services.gateway.redaction.roster.name_context import STRONG, context
from services.gateway.redaction.roster.name_tokens import PARTICLES, SUFFIXES
from services.gateway.redaction.roster.near import SHORTEST
from services.gateway.redaction.roster.nicknames import NICKNAMES
from services.gateway.redaction.roster.parts import parts
from services.gateway.redaction.roster.spelled import spelled
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View, Word

_SURE: Final = 6
_LIKELY: Final = 4
#: How much a word tells by itself: a name, a name that is an everyday word, a misspelt name.
_EXACT, _EVERYDAY, _NEAR, _NEAR_SHORT = 6, 3, 4, 3
#: A capital adds this to a name that is an everyday word.
_CAPITAL: Final = 2
#: Two words of one patient together must tell this much.
_TOGETHER: Final = 7
_LONG: Final = 6
_MIDDLING: Final = 5
_ALONE: Final = 4
#: Between two words of a name at most this many others, of which at most one is unknown.
_GAP: Final = 4
_ONE_PARTICLE: Final = frozenset({"van", "von", "mc", "mac"})
_TWO_PARTICLES: Final = frozenset(
    {("de", "la"), ("de", "las"), ("de", "los"), ("van", "der"), ("van", "den"), ("von", "der")}
)


@dataclass(frozen=True, slots=True)
class _Hit:
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
        words: All words: never taken for misspelt names, and names in small letters only where something tells so.
    """

    index: RosterIndex
    common: Container[str] = frozenset()
    words: Container[str] = frozenset()

    def find(self, view: View) -> list[Span]:
        """Return the patients' names in the text."""
        words = parts(view, self.index.numbers)
        hits = self._hits(view, words)
        spans = self._together(words, hits)
        taken = {at for first, last, _ in spans for at in range(first, last + 1)}
        spans += [(hit.at, hit.at, _LIKELY) for hit in hits if hit.at not in taken and self._alone(words, hit)]
        found = [self._span(view, words, each) for each in _joined(spans)]
        return found + spelled(view, words, self.index)

    def _hits(self, view: View, words: Sequence[Word]) -> list[_Hit]:
        """Return the words that may be parts of names."""
        shouted = view.raw.isupper()
        raw, folded = view.raw, view.folded
        hits = []
        for at, word in enumerate(words):
            found = self._known(word.text)
            if found is None:
                continue
            numbers, tells, exact, family = found
            start = folded.original(word.start, word.end)[0]
            capital = not shouted and raw[start].isupper()
            tells += _CAPITAL if capital and tells == _EVERYDAY else 0
            hits.append(_Hit(at, numbers, tells, exact, family, capital))
        return hits

    def _known(self, word: str) -> tuple[Collection[int], int, bool, bool] | None:
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
            return (known, _EVERYDAY if everyday else _EXACT, True, bool(roles & FAMILY)) if known else None
        if len(word) < SHORTEST or not word.isalpha() or word in self.words or word in self.common:
            return None
        alike = index.like(word)
        if not alike:
            return None
        family = any(index.roles[each] & FAMILY for each in alike)
        return alike, _NEAR if len(word) >= _MIDDLING else _NEAR_SHORT, False, family

    def _together(self, words: Sequence[Word], hits: Sequence[_Hit]) -> list[tuple[int, int, int]]:
        """Return stretches of words that two or more parts of one name make, as first, last, weight."""
        found: list[tuple[int, int, int]] = []
        for place, hit in enumerate(hits):
            for other in hits[place + 1 : place + 3]:
                if not _near_by(words, hit.at, other.at):
                    break
                if self._one_name(hit, other):
                    if found and found[-1][1] >= hit.at:
                        found[-1] = (found[-1][0], max(other.at, found[-1][1]), _SURE)
                    else:
                        found.append((hit.at, other.at, _SURE))
        return found

    def _one_name(self, hit: _Hit, other: _Hit) -> bool:
        """Tell whether two words, close together, are of one patient's name, or as good as a name anyway."""
        if hit.tells + other.tells < _TOGETHER:
            return False
        if hit.exact and other.exact and hit.family != other.family and min(hit.tells, other.tells) >= _EXACT:
            return True
        return any(self.index.paired(one, two) for one in hit.numbers for two in other.numbers)

    def _alone(self, words: Sequence[Word], hit: _Hit) -> bool:
        """Tell whether a word is a name without another part of it beside."""
        told = context(words, hit.at, hit.at)
        text = words[hit.at].text
        length = len(text)
        if not hit.exact:
            return told == STRONG or (hit.capital and length >= _LONG and told > 0)
        if hit.tells < _EXACT:
            return told == STRONG
        if hit.family and length >= _ALONE and text not in self.words:
            return True
        return hit.capital or told > 0

    def _span(self, view: View, words: Sequence[Word], stretch: tuple[int, int, int]) -> Span:
        """Return the find of a stretch of words, with initials, particles and suffixes around it."""
        first, last, weight = stretch
        first -= _particles_before(words, first)
        if last + 1 < len(words) and words[last + 1].text in SUFFIXES:
            last += 1
        return view.span(words[first].start, words[last].end, Label.NAME, weight)


def _joined(stretches: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the stretches in order, those that touch as one: "smith-gonzalez"."""
    result: list[tuple[int, int, int]] = []
    for first, last, weight in sorted(stretches):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]), max(weight, result[-1][2]))
        else:
            result.append((first, last, weight))
    return result


def _near_by(words: Sequence[Word], first: int, second: int) -> bool:
    """Tell whether two words are close enough for one name: particles, initials, a comma, one unknown word between."""
    between = [word.text for word in words[first + 1 : second]]
    if len(between) > _GAP:
        return False
    unknown = [text for text in between if text not in PARTICLES and text not in {",", "-", "."} and len(text) > 1]
    stops = any(text in {".", "?", "!", ";", ":"} for text in between[:1])
    return len(unknown) <= (0 if "," in between else 1) and not stops


def _particles_before(words: Sequence[Word], first: int) -> int:
    """Return how many words before a name are particles of it: "de la", "van der", "mc"; a lone "de" is none."""
    before = words[first - 1].text if first > 0 else ""
    if first > 1 and (words[first - 2].text, before) in _TWO_PARTICLES:
        return 2
    return 1 if before in _ONE_PARTICLE else 0
