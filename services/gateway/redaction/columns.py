"""Words with a letter for each, which regular expressions of a grammar read: columns, so that no word is an object."""

from collections.abc import Sequence

from services.gateway.redaction.view import Cut


class Columns:
    """Words in order, each with its letter.

    Attributes:
        letters: The letters.
        texts: The words.
        starts: Where each begins in the folded text.
        ends: Where each ends.
    """

    __slots__ = ("ends", "letters", "starts", "texts")

    def __init__(self, letters: list[str], texts: list[str], starts: list[int], ends: list[int]) -> None:
        self.letters = letters
        self.texts = texts
        self.starts = starts
        self.ends = ends

    def copy(self, letters: Sequence[str], words: Cut, first: int, last: int | None = None) -> None:
        """Add words as they are, from one to the one before another."""
        self.letters += letters[first:last]
        self.texts += words.texts[first:last]
        self.starts += words.starts[first:last]
        self.ends += words.ends[first:last]

    def add(self, letter: str, text: str, start: int, end: int) -> None:
        """Add one word."""
        self.letters.append(letter)
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append(end)
