"""A text as the items of a date grammar: one letter for each word, so that a regular expression can read the grammar.

The letters: `M` month, `o` a rank from 1 to 31, `a` 1 to 12 (or zero-led), `b` 13 to 31, `c` another two-digit number,
`d` a digit said by itself, `k` 19 or 20 said aloud, `Y` a year in full, `n` any other number, `w` weekday, `f` of,
`h` the, `g` the word year, `r` to or and, `/` a separator said or typed; marks stand for themselves, a line break is
`|`, all else `~`.
"""

from collections.abc import Sequence
from itertools import repeat
from typing import Final, NamedTuple, overload

from services.gateway.redaction.dates import months
from services.gateway.redaction.dates.spoken import SAID, Number, apart, read, texts_of, turns
from services.gateway.redaction.view import View, Word

YEARS: Final = range(1880, 2101)
_MARKS: Final = frozenset("/-.,'")
_RANKS: Final = months.RANKS | {"o"}
_LAST_DAY: Final = 31
_LAST_MONTH: Final = 12


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
    """The items of a text; those that are no numbers are made of their words only when they are asked for.

    Attributes:
        letters: The letters of all items.
    """

    __slots__ = ("_entries", "letters")

    def __init__(self, letters: str, entries: Sequence[Word | Item]) -> None:
        self.letters = letters
        self._entries = entries

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        """Return an item, or several."""
        if isinstance(at, slice):
            return list(map(_made, self.letters[at], self._entries[at]))
        return _made(self.letters[at], self._entries[at])

    def __len__(self) -> int:
        return len(self._entries)


def _made(letter: str, entry: Word | Item) -> Item:
    """Return an item, made of its word where it is no item yet."""
    if isinstance(entry, Item):
        return entry
    return Item(letter, months.MONTHS.get(entry.text, 0), entry.text, entry.start, entry.end)


def items(view: View) -> Items:
    """Return the items of a text; for `View.once`."""
    words = view.once(apart)
    letters = list(map(_LETTERS.get, texts_of(view, words), repeat("~")))
    entries: list[Word | Item] = []
    written: list[str] = []
    broken = "\n" in view.folded.text
    at = 0
    for place in view.once(turns):
        if place < at:
            continue
        entries += words[at:place]
        written += letters[at:place]
        before = entries[-1].end if entries else 0
        if broken and entries and "\n" in view.folded.text[before : words[place].start]:
            entries.append(Item("|", 0, "", before, words[place].start))
            written.append("|")
        item, at = _item(words, place)
        entries.append(item)
        written.append(item.letter)
    return Items("".join([*written, *letters[at:]]), [*entries, *words[at:]])


def _item(words: Sequence[Word], at: int) -> tuple[Item, int]:
    """Return the item that begins at a word, and the index of the word after it."""
    word = words[at]
    if word.text.isdecimal():
        return _typed(words, at)
    said = read(words, at) if word.text in SAID else None
    if said is not None:
        letter = "d" if said.end == at + 1 and len(said.digits) == 1 and not said.ordinal else _said_letter(said)
        return Item(letter, said.value, said.digits, word.start, words[said.end - 1].end), said.end
    return _made(_LETTERS.get(word.text, "~"), word), at + 1


def _typed(words: Sequence[Word], at: int) -> tuple[Item, int]:
    """Return a typed number, with the rank behind it ("4th") as one."""
    word = words[at]
    follower = words[at + 1] if at + 1 < len(words) else None
    value = int(word.text[:9])
    if follower and follower.start == word.end and follower.text in _RANKS and 1 <= value <= _LAST_DAY:
        return Item("o", value, word.text, word.start, follower.end), at + 2
    return Item(_number_letter(value, word.text), value, word.text, word.start, word.end), at + 1


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
