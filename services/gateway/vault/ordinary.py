"""Names that are ordinary words: alone they count as a known name only where they are capitalised.

Else one word taken for a name ("first list the slots") would go missing from the whole conversation, and from the names
of the tools, which may not change.
"""

from collections.abc import Container
from functools import lru_cache
from typing import Final

from services.gateway.redaction.roster.everyday import Everyday

_ORDINARY: Final = (
    "will may april june august rose grace hope faith joy mark bill jack drew chase art sue pat rob dawn ivy iris ruby"
    " amber daisy violet lily heather jasmine olive autumn summer winter crystal pearl penny chance grant miles dean"
    " young long short small brown black white green gray grey stone wood woods banks day days field fields ford"
    " glass hall hand head hill king knight lake lane little love moon park parks price rice rich"
    " savage sharp singer snow spring street strong swift wall walls waters west east north south wise wolf best bond"
    " church cook cross fish flowers fox frost gold good case carrier doctor nurse patient the and for you are can has"
    " luz sol paz rosa flor dolores consuelo socorro esperanza alba mar leal bueno blanco moreno"
    " delgado pilar salud rico calle campos casas fuentes que los las del"
    " una por con para mañana manana today tomorrow time call back name phone date see old new"
)
_NAMES_TOO: Final = frozenset(_ORDINARY.split())


class Ordinary:
    """The everyday words of both languages, and the names of this list, which are as often words."""

    __slots__ = ("_everyday",)

    def __init__(self) -> None:
        self._everyday = Everyday()

    def __contains__(self, word: object) -> bool:
        return word in _NAMES_TOO or word in self._everyday


@lru_cache(maxsize=1)
def ordinary() -> Container[str]:
    """Return the words, read at the first call."""
    return Ordinary()
