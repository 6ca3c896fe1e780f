"""Reads the sentence forms: `slot = filler|filler` and `command:slot command > sentence with {slot}`."""

from dataclasses import dataclass
from pathlib import Path

Fillers = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Book:
    """The forms of one language.

    Attributes:
        fillers: What may stand in each slot; blanks at the ends count.
        sentences: Commands as the model should answer them, and a sentence that means them.
    """

    fillers: Fillers
    sentences: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, path: Path) -> "Book":
        """Return the book in a file."""
        fillers: Fillers = {}
        sentences: list[tuple[str, str]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            wanted, means, sentence = line.partition(" > ")
            if means:
                sentences.append((wanted, sentence))
            elif line and not line.startswith("#"):
                name, _, listed = line.partition(" = ")
                fillers[name] = tuple(listed.split("|"))
        return cls(fillers, tuple(sentences))
