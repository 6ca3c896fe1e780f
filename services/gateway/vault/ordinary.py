"""Names that are ordinary words: alone they count as a known name only where they are capitalised."""

from typing import Final

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
ORDINARY: Final = frozenset(_ORDINARY.split())
