"""The words round a place that tell it from a name or a word of the same spelling."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.places.states import COUNTRIES, STATES
from services.gateway.redaction.places.vocabulary import STOPS
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

#: Before a place, when it is no common word.
WEAK_BEFORE: Final = word_set(
    "in from near to outside around en hacia hasta toward towards desde leaving left downtown greater"
)
#: Behind a place: "the Salem office".
OFFICES: Final = word_set(
    "office clinic location branch campus hospital airport area suburbs metro site center centre facility store"
)
#: Behind a name that is an eponym or a thing then, no place.
EPONYMS: Final = word_set(
    "syndrome disease virus scale score chromosome collar brace criteria classification coma protocol "
    "strip fever fire method procedure test heart association stain tube position maneuver sign agent "
    "grade system study diet style sindrome enfermedad fiebre escala agente pie terrier shepherd "
    "retriever sauce cheese steak time ankle knee rules rule roja rojo mundial interior"
)
COUNTY_WORDS: Final = word_set("county parish borough condado municipio co") - {"co"}
#: Words of `_HOME`; the prefilter.
HOMES: Final = word_set(
    "live lives lived living reside resides grew raised born moved moving relocated relocating originally "
    "city town vivo vive vivimos viven vivia resido reside naci nacio creci crecio soy somos mude mudo "
    "mudamos ciudad pueblo municipio flew fly flying travel traveling travelling trip drove driving "
    "returned went based im i'm am we're came come comes m county parish condado borough village hometown "
    "radico hometown"
)
_HOME: Final = re.compile(
    r"(?<!\w)(?:(?:live[sd]?|living|reside[sd]?|residing|based|located|stay(?:ed|ing|s)?|grew up|raised|born|"
    r"(?:moved?|moving|"
    r"relocat(?:ed?|ing))(?:\s(?:back|here|down|up|out|away))?|visiting|clinic|office|location|hospital|branch|"
    r"house|home|apartment|"
    r"originally|i'm|im|we're|hail|hails|drive|driving|travel(?:ing|ling)?|flying|fly|commut(?:e|ing)|works?|"
    r"working|family|sister|"
    r"brother|mom|daughter|son|store|pharmacy)\s(?:all the way\s)?(?:in|to|from|near|outside(?:\sof)?|at|"
    r"over in|out in|down in|up in)|"
    r"(?:city|town|village|suburbs?|outskirts|hometown)\s(?:of|is)|"
    r"(?:vivo|vive|vivimos|viven|vivia|reside?|resido|radico|radica|naci|nacio|creci|crecio|estoy|estamos|"
    r"clinica|hospital|oficina|"
    r"consultorio|sucursal|sede|trabajo|trabaja|casa|farmacia)\s(?:en|de|por)|"
    r"(?:mude|mudo|mudamos|mudaron|visita|bus|autobus|camion|llego|llegue|soy|somos|es|vengo|viene|venimos|"
    r"ciudad|municipio|pueblo|cerca|afuera|fuera|lejos|originari[oa]|"
    r"residente|centro|afueras)\s"
    r"(?:de|en)|(?:mude|mudo|mudamos|mudando|mudar|voy|vamos|viajo|viajar|viaje|viaja|viajan|viajamos|fui|fue|ir|llegar|regreso|regresar|"
    r"manejar)\s(?:a|para|hasta))"
    r"\s$"
)
#: What `_HOME` ends with; the look before it.
_LASTS: Final = word_set("in to from near outside of at is en de por a para hasta")
_LAST_REACH: Final = 9
_UNKNOWN: Final = re.compile(
    r"(?<!\w)(?:(?:lives?|lived|living|resid(?:e|es|ing)|grew up|raised|was born|moved|moving|relocated|"
    r"relocating)\s(?:back\s)?(?:in|to|"
    r"from|near)|originally from|(?:i'm|i am|we're|she's|he's) from|(?:city|town|village) of|hometown is|"
    r"(?:flew|fly|flying|travel(?:l?ing)?|trip|drove|driving|returned|went back)\s(?:to|from|in)|home (?:city|"
    r"town)(?: is| of)?|based in|"
    r"(?:i'm|i am|we're|we are) (?:currently )?in|moved here from|(?:came|come|comes) here from|"
    r"(?:vivo|vive|vivimos|viven|vivia|resido|radico|naci|nacio|creci|crecio)\s(?:en|cerca de)|(?:soy|somos) de|"
    r"(?:me mude|nos mudamos|se mudo)\sa|(?:ciudad|pueblo|municipio) de)\s"
)
#: Of `_UNKNOWN`'s words, one at least stands in every text in which it matches; in Spanish one of each set.
_ENGLISH: Final = word_set("in to from near of is home")
_SPANISH: Final = word_set("en de a")
_SPANISH_HOMES: Final = word_set(
    "vivo vive vivimos viven vivia resido radico naci nacio creci crecio soy somos mude mudamos mudo ciudad pueblo "
    "municipio"
)
#: What one lives in that is no place, and people's origin that is none.
_NOT_PLACES: Final = (
    STOPS
    | STATES
    | COUNTRIES
    | word_set(
        "constant pain fear peace house home apartment assisted nursing senior group hospice care town "
        "downtown city country countryside suburbs area neighborhood united puerto new saudi south north west "
        "east hope general la el los las uno dos texas medicare medicaid medicina surgery school college "
        "church work bed shelter spanish english america africa asia europe europa fever american mexicano "
        "mexicana hispanic latino latina casa departamento apartamento campo centro estados parte alla aca "
        "aqui otro otra cirugia tipo alto bajo icu er ed pt ot picu nicu recovery therapy labor treatment "
        "rehab isolation quarantine remission person charge cardiology oncology surgery menopause dialysis "
        "room line class traffic trouble court jail spain kindergarten sangre piel diabetes nuevo nueva san "
        "santa mi miedo dolor paz pareja familia dr dra mr mrs ms the"
    )
)
_CLAUSE_ENDS: Final = word_set(". , ! ? ; and but so now y pero ahora since")
_LONGEST_NAME: Final = 5
_JOINTS: Final = word_set("de del la las los da do di du des der am an sur upon of")


def at_home(text: str, start: int) -> bool:
    """Return whether "live in", "clinic in", "vivo en" and the like stand right before an index of a folded text."""
    before = text[max(0, start - _LAST_REACH) : start].split()
    return bool(before) and before[-1] in _LASTS and _HOME.search(text, max(0, start - 40), start) is not None


def unknown(view: View, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield towns of no list: the words behind "live in", "originally from", "vivo en".

    In a text with capitals, words in capitals; in one without, the one word that ends the clause.
    """
    letters = view.runs
    if _ENGLISH.isdisjoint(letters) and (_SPANISH.isdisjoint(letters) or _SPANISH_HOMES.isdisjoint(letters)):
        return
    starts, ends = view.cut.starts, view.cut.ends
    plain = view.raw.islower() or view.shouted
    for found in _UNKNOWN.finditer(view.folded.text):
        at = bisect_left(starts, found.end())
        if at == len(starts) or starts[at] != found.end():
            continue
        end = _ends(texts, at) if plain else _capitals(view, texts, at)
        if end > at:
            yield starts[at], ends[end - 1]


def _capitals(view: View, texts: Sequence[str], at: int) -> int:
    """Return the index after the words in capitals from a word on that can be a town's name."""
    end = at
    while end < len(texts) and end - at < _LONGEST_NAME:
        capital = view.capital(end)
        if not capital and end > at and texts[end] in _JOINTS and end + 1 < len(texts):
            capital = view.capital(end + 1)
        if (
            not capital
            or (end == at and texts[at] in _NOT_PLACES)
            or (texts[end] in STOPS and texts[end] not in _JOINTS)
        ):
            break
        end += 1
    name = " ".join(texts[at:end])
    return at if name in _NOT_PLACES else end


def _ends(texts: Sequence[str], at: int) -> int:
    """Return the index after one word that ends its clause and is no common noun, else the same index."""
    word = texts[at]
    after = texts[at + 1] if at + 1 < len(texts) else "."
    if not word.isalpha() or len(word) < 4 or word in _NOT_PLACES:  # noqa: PLR2004
        return at
    return at + 1 if after in _CLAUSE_ENDS else at
