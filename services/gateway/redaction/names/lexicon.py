"""The lexicons of names and words, in one table that a token costs one look into.

An entry is one small integer: how common a word is as a given name and as a surname (0 to 15, one more for each
doubling from a hundred bearers), how much it is a word, and what it does beside a name. Entries are shared, so that a
word costs its text and its place in the table (about 30 MB in all).
"""

import gzip
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from services.gateway.redaction.word_list import word_set

_DATA: Final = Path(__file__).resolve().parents[1] / "data"
_OWN: Final = _DATA / "own"

GIVEN: Final = 0xF
"""Mask of the level as a given name."""
SURNAME_SHIFT: Final = 4
SURNAME: Final = 0xF << SURNAME_SHIFT
"""Mask of the level as a surname."""
CLASS_SHIFT: Final = 8
CLASS: Final = 3 << CLASS_SHIFT
"""Mask of the class: 0 no word, 1 a word, 2 an everyday word, 3 never a name by itself."""
WORD: Final = 1 << CLASS_SHIFT
COMMON: Final = 2 << CLASS_SHIFT
NEVER: Final = 3 << CLASS_SHIFT
CUE: Final = 1 << 10
"""The last word of a cue: "name is", "soy", "my son"."""
TITLE: Final = 1 << 11
PARTICLE: Final = 1 << 12
CITY: Final = 1 << 13
"""A city, State, country or brand: alone it isn't a person."""
VERB: Final = 1 << 14
"""A name that is a verb before a pronoun or an article: "will you", "mark it"."""
MONTH: Final = 1 << 15
WORK: Final = 1 << 16
"""Begins the search for an employer: "work", "trabajo"."""
FIRM: Final = 1 << 17
"""What a business calls itself after its owner's name: "construction", "e hijos"."""
MARK: Final = NEVER | 1 << 20
"""The entry of a number or a mark."""

#: Everyday words that are given names, and verbs where a pronoun or an article follows.
_VERBS: Final = word_set("""
    will may mark hope bill chase grant drew chuck rob sue skip pat nick pierce trace reed faith rich jack can
    do see wish dawn pray bless art ray gene sandy rusty misty stormy fell broke bit hit cut lost burst marco leo
""")
_MONTHS: Final = word_set("""
    april may june july august abril mayo junio julio agosto marzo
""")
_PARTICLES: Final = word_set("""
    de del la las los van von der den di da dos das el al bin ibn ben abu st san santa le du mac mc y
""")
_TITLES: Final = word_set("""
    dr dra doctor doctora mr mrs ms miss mister senor senora srta sr sra senorita don dona prof profesor
    profesora professor rev reverend nurse enfermera enfermero pastor lic licenciada licenciado doc drs sres
    dres hermana sister rabbi father padre missus
""")
_FIRMS: Final = word_set("""
    inc llc ltd corp construction plumbing roofing landscaping trucking freight electric bakery foods logistics
    realty hijos sons hermanos bros plomeria panaderia alimentos carniceria taqueria construcciones constructora
    transportes ferreteria lavanderia electrica muebleria textiles staffing enterprises industries associates
    dulceria refaccionaria abarrotes jardineria mudanzas techos works ironworks
    empacadora tortilleria rosticeria llantera vidrieria
""")
_WORKS: Final = word_set("""
    work works worked working hr humanos drive drives retired shift shifts nights trabajo trabaja trabajaba
    trabajando employed employer employers empleado empleada empleador jobs job hired fired boss patron patrona
    limpio limpia limpiamos shop lastime accidente accident started empece mando call
    cashier teacher janitor welder mechanic bartender server waitress waiter stocker barista cajera cajero
    maestra maestro mesera mesero chofer obrero obrera
""")


def own_lines(name: str) -> list[str]:
    """Return the lines of one of our own lists, comments left out."""
    lines = (_OWN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=32)
def own_words(name: str) -> frozenset[str]:
    """Return the words of one of our own lists."""
    return frozenset(word for line in own_lines(name) for word in line.split())


def _built(name: str) -> Iterator[tuple[str, int]]:
    """Yield name and level of a built file; words have the level 0."""
    with gzip.open(_DATA / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            word, _, level = line.rstrip("\n").partition("\t")
            yield word, int(level or 0)


@lru_cache(maxsize=1)
def lexicon() -> dict[str, int]:
    """Return the table of all words, read at the first call of the process (0.4 s)."""
    table: dict[str, int] = {}
    shared = list(range(1 << (CLASS_SHIFT + 2)))
    table.update(_built("given"))
    for word, level in _built("surnames"):
        table[word] = shared[table.get(word, 0) | level << SURNAME_SHIFT]
    for word, _ in _built("words"):
        table[word] = shared[table.get(word, 0) | WORD]
    _own_classes(table)
    _roles(table)
    return table


def _own_classes(table: dict[str, int]) -> None:
    """Set the classes our own lists give."""
    mostly = own_words("mostly_names")
    for name in ("eponym_nouns", "plan_words", "departments", "employers", "drugs"):
        for word in own_words(name):
            entry = table.get(word, 0)
            if word not in mostly and entry & GIVEN < 10:  # noqa: PLR2004 - "jackson" and "yasmin" are people first
                table[word] = (entry & ~CLASS) | COMMON
    for name, what in (("common", COMMON), ("never", NEVER)):
        table.update({word: (table.get(word, 0) & ~CLASS) | what for word in own_words(name)})


def _roles(table: dict[str, int]) -> None:
    """Set what words do beside names; the cues add theirs."""
    for words, role in (
        (_VERBS, VERB),
        (_MONTHS, MONTH),
        (_PARTICLES, PARTICLE),
        (_TITLES, TITLE),
        (_WORKS, WORK),
        (_FIRMS, FIRM),
    ):
        table.update({word: table.get(word, 0) | role for word in words})
    places = own_words("cities") | frozenset(line for line in own_lines("regions") if " " not in line)
    table.update({word: table.get(word, 0) | CITY for word in places | own_words("employers")})
