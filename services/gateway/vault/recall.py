"""Finds again, in later texts, what the vault already knows: whole values, and single parts of names.

Only hashes of words are kept (Python's keyed string hash), so this index holds no text.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.gateway.vault.canonical import name_tokens, tokens

_TOKEN: Final = re.compile(r"[^\W_]+")
_SHORTEST_PART: Final = 3
_SHORTEST_NUMBER: Final = 5
_WIDEST_GAP: Final = 3
_WEIGHT: Final = 3
#: Names that are words: alone they count as a name only where they are capitalised.
_ORDINARY: Final = (
    "will may april june august rose grace hope faith joy mark bill jack drew chase art sue pat rob dawn ivy iris ruby"
    " amber daisy violet lily heather jasmine olive autumn summer winter crystal pearl penny chance grant miles dean"
    " young long short small brown black white green gray grey stone wood woods banks brooks day days field fields ford"
    " glass hall hand head hill king knight lake lane little love marsh moon moore park parks parker price rice rich"
    " savage sharp singer snow spring street strong swift wall walls waters west east north south wise wolf best bond"
    " church cook cross fish flowers fox frost gold good case carrier doctor nurse patient the and for you are can has"
    " luz sol paz rosa flor mercedes dolores consuelo socorro esperanza alba mar cruz reyes leal bueno blanco moreno"
    " rubio delgado nieves pilar salud santos iglesias rico calle campos casas fuentes rios torres vega que los las del"
    " una por con para mañana manana today tomorrow time call back name phone date see old new"
)
_WORDS_TOO: Final = frozenset(_ORDINARY.split())
_WHOLE: Final = frozenset({Label.EMAIL, Label.URL, Label.IP, Label.PLACE})


@dataclass(slots=True)
class Recall:
    """An index over the values of one conversation."""

    _sequences: dict[int, list[tuple[tuple[int, ...], Label]]] = field(default_factory=lambda: defaultdict(list))
    _parts: dict[int, bool] = field(default_factory=dict)

    def learn(self, label: Label, text: str) -> None:
        """Remember a value; short and ordinary words are not remembered."""
        words = tokens(text)
        if label is Label.NAME:
            self._learn_name(name_tokens(text))
        if words and _worth(label, words):
            sequence = tuple(hash(word) for word in words)
            if (sequence, label) not in self._sequences[sequence[0]]:
                self._sequences[sequence[0]].append((sequence, label))

    def _learn_name(self, parts: list[str]) -> None:
        for part in parts:
            if len(part) >= _SHORTEST_PART and not part.isdigit():
                self._parts[hash(part)] = part in _WORDS_TOO

    def find(self, view: View) -> list[Span]:
        """Return where known values stand in a text."""
        if not self._sequences and not self._parts:
            return []
        words = [(hash(each[0]), each.start(), each.end()) for each in _TOKEN.finditer(view.folded.text)]
        spans = [span for at in range(len(words)) for span in self._sequences_at(view, words, at)]
        return spans + self._names(view, words)

    def _sequences_at(self, view: View, words: list[tuple[int, int, int]], at: int) -> list[Span]:
        found = []
        for sequence, label in self._sequences.get(words[at][0], ()):
            last = at + len(sequence) - 1
            if last < len(words) and _follows(words, at, sequence):
                found.append(view.span(words[at][1], words[last][2], label, _WEIGHT))
        return found

    def _names(self, view: View, words: list[tuple[int, int, int]]) -> list[Span]:
        """Return single parts of names; neighbouring ones are one name."""
        joined: list[tuple[int, int]] = []
        for hashed, start, end in words:
            if hashed not in self._parts or (self._parts[hashed] and not _capital(view, start, end)):
                continue
            if joined and start - joined[-1][1] <= _WIDEST_GAP - 1:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return [view.span(start, end, Label.NAME, _WEIGHT) for start, end in joined]

    def forget(self) -> None:
        """Drop everything."""
        self._sequences.clear()
        self._parts.clear()


def _worth(label: Label, words: list[str]) -> bool:
    """Tell whether a value is particular enough to be looked for by its words alone."""
    if label is Label.NAME:
        return len(words) > 1
    if label in _WHOLE:
        return sum(map(len, words)) > _SHORTEST_PART
    if label in {Label.DATE, Label.AGE}:
        return False
    joined = "".join(words)
    return len(joined) >= _SHORTEST_NUMBER and any(each.isdigit() for each in joined)


def _follows(words: list[tuple[int, int, int]], at: int, sequence: tuple[int, ...]) -> bool:
    """Tell whether the words from `at` on are the sequence, with no more than punctuation between them."""
    for offset in range(1, len(sequence)):
        hashed, start, _ = words[at + offset]
        if hashed != sequence[offset] or start - words[at + offset - 1][2] > _WIDEST_GAP:
            return False
    return True


def _capital(view: View, start: int, end: int) -> bool:
    first, last = view.folded.original(start, end)
    word = view.raw[first:last]
    return word[:1].isupper()
