"""Which words are everyday words: no names by themselves, and never taken for misspelt names."""

from collections.abc import Container
from typing import Final

from services.gateway.redaction.names.lexicon import CLASS, lexicon, own_words

#: Names and pronouns both.
_PRONOUNS: Final = frozenset({"ella"})


class Words:
    """The words of both languages, as the lexicon of names has them; read at the first use, then shared.

    Attributes:
        names: Words that are names nearly every time a patient writes them ("baker", "rosa").
    """

    __slots__ = ("_table", "names")

    def __init__(self) -> None:
        self._table = lexicon()
        self.names: Container[str] = own_words("mostly_names") - _PRONOUNS

    def __contains__(self, word: object) -> bool:
        return self._table.get(word, 0) & CLASS != 0  # type: ignore[call-overload,no-any-return]  # a container's own


class Everyday(Words):
    """The words of both languages less those that are mostly names."""

    __slots__ = ()

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) and word not in self.names
