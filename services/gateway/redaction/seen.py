"""Values found once in a conversation are found again in all its later texts, whole and in part.

A part is a given name, a family name, or the last four digits of a number. Only hashes are kept (Python's keyed string
hash), so this index holds no text; it belongs to one conversation and goes with it.
"""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from services.gateway.errors import TooMuchSeen
from services.gateway.redaction.digit_runs import Run, digit_runs, windows
from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.name_tokens import PARTICLES
from services.gateway.redaction.shadow import fold
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

_WORD: Final = re.compile(r"[^\W_]+")
_TITLES: Final = word_set("mr mrs ms miss mx sir sr sra srta senor senora senorita don dona dr dra doctor doctora jr")
_NUMBERS: Final = frozenset(
    {Label.PHONE, Label.FAX, Label.SSN, Label.MRN, Label.HEALTH_PLAN, Label.ACCOUNT, Label.LICENSE, Label.ID}
)
_NEVER: Final = frozenset({Label.AGE})
_WEIGHT: Final = 3
_SHORTEST_PART: Final = 3
_SHORTEST_NUMBER: Final = 5
_LAST: Final = 4
_HAS_LAST_FOUR: Final = 7
_WIDEST_GAP: Final = 3
_LIMIT: Final = 8192

_Word = tuple[int, int, int]


class Seen:
    """What one conversation has shown so far; a layer like the others.

    Not to be shared between threads: a conversation is served by one at a time.
    """

    __slots__ = ("_common", "_last", "_limit", "_names", "_numbers", "_sequences")

    def __init__(self, common: Container[str] = frozenset(), limit: int = _LIMIT) -> None:
        """Begin with nothing seen.

        Args:
            common: Everyday words, folded: a name that is one counts alone only where it has a capital.
            limit: How many values and parts are kept at most.
        """
        self._common = common
        self._limit = limit
        self._sequences: dict[int, dict[tuple[int, ...], Label]] = {}
        self._names: dict[int, bool] = {}
        self._numbers: dict[int, dict[int, Label]] = {}
        self._last: dict[int, Label] = {}

    def learn(self, label: Label, text: str) -> None:
        """Remember a value and its parts.

        Raises:
            TooMuchSeen: No room is left; the text is refused, since the value would not be found again.
        """
        words = _WORD.findall(fold(text).text)
        if not words or label in _NEVER:
            return
        if self._size() >= self._limit:
            raise TooMuchSeen(self._limit)
        if label is Label.NAME:
            self._learn_name(words)
        elif label in _NUMBERS:
            self._learn_number(label, "".join(words))
        if _particular(label, words):
            hashes = tuple(map(hash, words))
            self._sequences.setdefault(hashes[0], {})[hashes] = label

    def _size(self) -> int:
        """Return how many values and parts are kept."""
        return len(self._sequences) + len(self._names) + len(self._last)

    def _learn_name(self, words: Sequence[str]) -> None:
        """Remember the parts of a name."""
        for word in words:
            if len(word) >= _SHORTEST_PART and word.isalpha() and word not in _TITLES and word not in PARTICLES:
                self._names[hash(word)] = word in self._common

    def _learn_number(self, label: Label, joined: str) -> None:
        """Remember a number's digits in any grouping, and its last four."""
        digits = "".join(each for each in joined if each.isdecimal())
        if len(digits) >= _SHORTEST_NUMBER and digits.isascii():
            self._numbers.setdefault(len(digits), {})[hash(digits)] = label
        if len(digits) >= _HAS_LAST_FOUR:
            self._last[hash(digits[-_LAST:])] = label

    def may_be_in(self, words: frozenset[int], *, numbers: bool) -> bool:
        """Tell whether `find` could find anything in a text with these words (hashes, folded), without reading it.

        Args:
            words: The text's runs of letters and digits.
            numbers: Whether it has a number of four digits or more.
        """
        if (numbers and self._numbers) or not words.isdisjoint(self._names):
            return True
        begun = [first for first in self._sequences if first in words]
        return any(words.issuperset(whole) for first in begun for whole in self._sequences[first])

    def find(self, view: View) -> list[Span]:
        """Return where known values and their parts stand in a text."""
        spans: list[Span] = []
        if self._sequences or self._names:
            words = [(hash(each[0]), each.start(), each.end()) for each in _WORD.finditer(view.folded.text)]
            spans += self._whole(view, words)
            spans += self._parts(view, words)
        if self._numbers:
            spans += [span for run in view.once(digit_runs) for span in self._digits(run)]
        return spans

    def _whole(self, view: View, words: Sequence[_Word]) -> Iterator[Span]:
        """Yield whole values, whatever punctuation stands between their words."""
        for at, (hashed, start, _end) in enumerate(words):
            for sequence, label in self._sequences.get(hashed, {}).items():
                last = at + len(sequence) - 1
                if last < len(words) and _follows(words, at, sequence):
                    yield view.span(start, words[last][2], label, _WEIGHT)

    def _parts(self, view: View, words: Sequence[_Word]) -> Iterator[Span]:
        """Yield single parts of names; neighbours are one name."""
        first = last = -1
        for hashed, start, end in words:
            everyday = self._names.get(hashed)
            if everyday is None or (everyday and not _capital(view, start, end)):
                continue
            if last >= 0 and start - last < _WIDEST_GAP:
                last = end
                continue
            if last >= 0:
                yield view.span(first, last, Label.NAME, _WEIGHT)
            first, last = start, end
        if last >= 0:
            yield view.span(first, last, Label.NAME, _WEIGHT)

    def _digits(self, run: Run) -> Iterator[Span]:
        """Yield known numbers in a row of digits, and four digits alone that are the last of one."""
        if len(run.digits) == _LAST and (label := self._last.get(hash(run.digits))):
            yield run.span(0, _LAST, label, _WEIGHT)
        for length, known in self._numbers.items():
            for start, digits in windows(run, length):
                if label := known.get(hash(digits)):
                    yield run.span(start, start + length, label, _WEIGHT)

    def forget(self) -> None:
        """Drop everything."""
        for kept in (self._sequences, self._names, self._numbers, self._last):
            kept.clear()


def _particular(label: Label, words: Sequence[str]) -> bool:
    """Tell whether a value is particular enough to be looked for by its words."""
    if label is Label.NAME:
        return len(words) > 1
    letters = sum(map(len, words))
    if label in {Label.DATE, Label.DOB}:
        return len(words) > 2  # noqa: PLR2004  day, month and year
    if label in {Label.PLACE, Label.EMAIL, Label.URL, Label.IP}:
        return letters > _SHORTEST_PART
    return letters >= _SHORTEST_NUMBER and (len(words) > 1 or any(each.isdecimal() for each in words[0]))


def _follows(words: Sequence[_Word], at: int, sequence: Sequence[int]) -> bool:
    """Tell whether the words from `at` on are the sequence, with no more than punctuation between them."""
    for offset in range(1, len(sequence)):
        hashed, start, _end = words[at + offset]
        if hashed != sequence[offset] or start - words[at + offset - 1][2] > _WIDEST_GAP:
            return False
    return True


def _capital(view: View, start: int, end: int) -> bool:
    """Tell whether a word of the folded text is written with a capital in a text that is not all capitals."""
    first, _last = view.folded.original(start, end)
    return view.raw[first].isupper() and not view.shouted
