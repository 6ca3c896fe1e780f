"""A text as the items of a date grammar: one letter for each word, so that a regular expression can read the grammar.

The letters: `M` month, `o` a rank from 1 to 31, `a` 1 to 12 (or zero-led), `b` 13 to 31, `c` another two-digit number,
`d` a digit said by itself, `k` 19 or 20 said aloud, `Y` a year in full, `n` any other number, `w` weekday, `f` of,
`h` the, `g` the word year, `r` to or and, `/` a separator said or typed; marks stand for themselves, a line break is
`|`, all else `~`.
"""

from collections.abc import Mapping, Sequence
from itertools import compress, count, repeat
from typing import Final, NamedTuple, overload

from services.gateway.redaction.columns import Columns
from services.gateway.redaction.dates import months
from services.gateway.redaction.dates.spoken import SAID, Number, apart, ranked, read, turns
from services.gateway.redaction.view import Cut, View

YEARS: Final = range(1880, 2101)
_MARKS: Final = frozenset("/-.,'")
_RANKS: Final = months.RANKS | {"o"}
_LAST_DAY: Final = 31
_LAST_MONTH: Final = 12
_FIGURES: Final = 9
"""Of a longer number only this many digits are read."""


class Item(NamedTuple):
    """One item of the grammar.

    Attributes:
        letter: What it is.
        value: Its number, month number, or 0.
        digits: How its number would be typed, else its word.
        start: Index in the folded text of its first character.
        end: Index after its last.
    """

    letter: str
    value: int
    digits: str
    start: int
    end: int


class Items(Sequence[Item]):
    """The items of a text; each is made only when it is asked for.

    Attributes:
        letters: The letters of all items.
    """

    __slots__ = ("_columns", "_made", "letters")

    def __init__(self, columns: Columns, made: Mapping[int, Item]) -> None:
        """Keep the items' words, and those items that are more than their word."""
        self.letters = "".join(columns.letters)
        self._columns = columns
        self._made = made

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        """Return an item, or several."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        made = self._made.get(at)
        if made is not None:
            return made
        columns = self._columns
        text = columns.texts[at]
        value = int(text[:_FIGURES]) if text.isdecimal() else months.MONTHS.get(text, 0)
        return Item(self.letters[at], value, text, columns.starts[at], columns.ends[at])

    def __len__(self) -> int:
        return len(self.letters)


def items(view: View) -> Items:
    """Return the items of a text; for `View.once`."""
    words = view.once(apart)
    letters = _letters(words.texts)
    places = ranked(words, view, _RANKS)
    places = sorted({*places, *view.once(turns)}) if places else view.once(turns)
    if not places:
        return Items(Columns(letters, words.texts, words.starts, words.ends), {})
    made: dict[int, Item] = {}
    result = Columns([], [], [], [])
    broken = "\n" in view.folded.text
    at = 0
    for place in places:
        if place < at:
            continue
        result.copy(letters, words, at, place)
        before = result.ends[-1] if result.ends else None
        if broken and before is not None and "\n" in view.folded.text[before : words.starts[place]]:
            result.add("|", "", before, words.starts[place])
        item, at = _item(words, place)
        if item is None:
            result.copy(letters, words, place, at)
        else:
            made[len(result.texts)] = item
            result.add(item.letter, item.digits, item.start, item.end)
    result.copy(letters, words, at)
    return Items(result, made)


def _letters(texts: Sequence[str]) -> list[str]:
    """Return the letter of each word by itself."""
    letters = list(map(_LETTERS.get, texts, repeat("~")))
    for at in compress(count(), map(str.isdecimal, texts)):
        letters[at] = _number_letter(int(texts[at][:_FIGURES]), texts[at])
    return letters


def _item(words: Cut, at: int) -> tuple[Item | None, int]:
    """Return the item of several words, or of a number said, that begins at a word, and the index of the word after it.

    None for a word that is an item by itself.
    """
    texts = words.texts
    text = texts[at]
    if text.isdecimal():
        return _typed(words, at)
    said = read(texts, at) if text in SAID else None
    if said is None:
        return None, at + 1
    letter = "d" if said.end == at + 1 and len(said.digits) == 1 and not said.ordinal else _said_letter(said)
    return Item(letter, said.value, said.digits, words.starts[at], words.ends[said.end - 1]), said.end


def _typed(words: Cut, at: int) -> tuple[Item | None, int]:
    """Return a typed number with the rank behind it ("4th") as one."""
    text, end = words.texts[at], words.ends[at]
    value = int(text[:_FIGURES])
    ranked = at + 1 < len(words.texts) and words.starts[at + 1] == end and words.texts[at + 1] in _RANKS
    if ranked and 1 <= value <= _LAST_DAY:
        return Item("o", value, text, words.starts[at], words.ends[at + 1]), at + 2
    return None, at + 1


def _number_letter(value: int, digits: str) -> str:
    """Return the letter of a typed number."""
    if len(digits) == 4:  # noqa: PLR2004
        return "Y" if value in YEARS else "n"
    if len(digits) > 2 or digits == "0":  # noqa: PLR2004
        return "n"
    if 1 <= value <= _LAST_MONTH:
        return "a"
    return "b" if 0 < value <= _LAST_DAY else "c"


def _said_letter(said: Number) -> str:
    """Return the letter of a number of two words or more, a teen, a ten, a rank."""
    if said.ordinal:
        return "o" if said.value <= _LAST_DAY else "n"
    return "k" if said.digits in ("19", "20") else _number_letter(said.value, said.digits)


def _table() -> dict[str, str]:
    """Return the letter of each word that has one; months last, as they win."""
    letters: dict[str, str] = {mark: mark for mark in _MARKS}
    groups = (
        ("w", months.WEEKDAYS),
        ("f", months.OF),
        ("r", months.TO),
        ("h", months.THE),
        ("g", frozenset({"ano", "year"})),
        ("/", months.SLASHES),
        ("M", months.MONTHS),
    )
    for letter, group in groups:
        letters |= dict.fromkeys(group, letter)
    return letters


_LETTERS: Final = _table()
