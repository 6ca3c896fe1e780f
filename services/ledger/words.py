"""The words of the segment that is written to: each has a number, kept in memory while it is in use."""

from typing import Any, Final

_MOST: Final = 50_000


class Words:
    """Numbers words; new ones are collected for the commit."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 the driver has no types
        self._connection = connection
        self._known: dict[str, int] = {}
        self._new: list[tuple[int, str]] = []
        (self._last,) = connection.execute("SELECT coalesce(max(id), 0) FROM words").fetchone()

    def number(self, word: str) -> int:
        """Return a word's number, a new one where it was never used."""
        known = self._known.get(word)
        return self._look_up(word) if known is None else known

    def _look_up(self, word: str) -> int:
        row = self._connection.execute("SELECT id FROM words WHERE word = ?", (word,)).fetchone()
        if row is not None:
            number = int(row[0])
        else:
            self._last += 1
            number = self._last
            self._new.append((number, word))
        self._known[word] = number
        return number

    def write(self) -> None:
        """Write the new words down, within the transaction that uses them."""
        if self._new:
            self._connection.executemany("INSERT INTO words VALUES (?, ?)", self._new)
            self._new = []

    def trim(self) -> None:
        """Forget all when there are too many; they are looked up again. Only between transactions."""
        if len(self._known) > _MOST:
            self._known = {}
