"""Is an unknown token a word after all (a form of one, a misspelt one), or a misspelt name?"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from services.gateway.redaction.names.lexicon import CLASS, GIVEN, SURNAME, SURNAME_SHIFT, lexicon, own_words

_FEWEST: Final = 4
_LONGEST: Final = 24
_COMMON_NAME: Final = 10
_RUN: Final = re.compile(r"(.)\1{2,}")
_VOWEL: Final = re.compile(r"[aeiouy]")
#: English and Spanish endings, and what stands in their place in a dictionary ("-" is nothing).
_ENDINGS: Final = """
    s: -; es: - e; ed: - e; ing: - e; er: - e; ly: -; ness: -; a: o ar er ir; as: o ar er ir; os: o; o: ar er
    ir; e: ar er ir; i: er ir; an: ar er ir; en: ar er ir; amos: ar; emos: er ar; imos: ir er; ando: ar; iendo: er ir;
    endo: er ir; ado: ar; ada: ar; ido: er ir; ida: er ir; aba: ar; aban: ar; ia: er ir; ian: er ir; io: er ir;
    aron: ar; ieron: er ir; aste: ar; iste: er ir; ara: ar; ria: r; rian: r; riamos: r; re: r; ra: r; ran: r;
    remos: r; me: - r; se: - r; lo: - r; la: - r; le: - r; nos: - r; te: - r; melo: - r; mela: - r; selo: - r;
    mente: - o; ito: o -; ita: a -; itos: o; itas: a; ces: z; que: car; quen: car; ue: ar; uen: ar; ies: y; ied:
    y; n't: -
"""
_LONGEST_ENDING: Final = 6


@lru_cache(maxsize=1)
def _stems() -> dict[str, tuple[str, ...]]:
    """Return what each ending may stand for."""
    rows = (row.partition(":") for row in _ENDINGS.split(";"))
    return {ending.strip(): tuple(stem.replace("-", "") for stem in stems.split()) for ending, _, stems in rows}


def wordlike(token: str) -> bool:
    """Return whether an unknown token is no name: a form of a word, an everyday word misspelt, or letters only."""
    if len(token) < _FEWEST:
        return _VOWEL.search(token) is None or len(token) <= 2  # noqa: PLR2004
    if len(token) > _LONGEST or _VOWEL.search(token) is None:
        return True
    shorter = _RUN.sub(r"\1", token) if len(set(token)) < len(token) - 1 else token
    return (shorter != token and shorter in lexicon()) or form_of_word(token) or _near(token, _near_words())


def form_of_word(token: str) -> bool:
    """Return whether a token is a word of the dictionary with an ending."""
    table, stems = lexicon(), _stems()
    for length in range(1, min(_LONGEST_ENDING, len(token) - 2) + 1):
        for instead in stems.get(token[-length:], ()):
            if any(table.get(stem + instead, 0) & CLASS for stem in _stem_forms(token[:-length])):
                return True
    return False


def _stem_forms(stem: str) -> tuple[str, ...]:
    """Return a stem and, for Spanish verbs that change it, what it comes from ("cierr" from "cerr")."""
    if "ie" in stem or "ue" in stem:
        return stem, stem.replace("ie", "e").replace("ue", "o")
    return (stem,)


def misspelt_name(token: str) -> bool:
    """Return whether one letter wrong, missing, too many or swapped makes a token a common given name or surname."""
    return _FEWEST <= len(token) <= _LONGEST and _near(token, _near_names()) and not wordlike(token)


def deletions(word: str) -> Iterable[str]:
    """Yield a word without each of its letters."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _near(token: str, index: frozenset[str]) -> bool:
    """Return whether a token and a word of an index are one letter apart."""
    return token in index or any(shorter in index for shorter in deletions(token))


@lru_cache(maxsize=1)
def _near_words() -> frozenset[str]:
    """Return everyday words of five letters or more, and these without one letter each."""
    chosen = [word for word in lexicon_words() if len(word) > _FEWEST and word.isalpha()]
    return frozenset(chosen) | frozenset(shorter for word in chosen for shorter in deletions(word))


@lru_cache(maxsize=1)
def _near_names() -> frozenset[str]:
    """Return common names of four letters or more that aren't words, and these without one letter each."""
    chosen = [
        name
        for name, entry in lexicon().items()
        if len(name) >= _FEWEST
        and not entry & CLASS
        and (entry & GIVEN > _COMMON_NAME or (entry & SURNAME) >> SURNAME_SHIFT > _COMMON_NAME)
    ]
    return frozenset(chosen) | frozenset(
        shorter for name in chosen if len(name) > _FEWEST for shorter in deletions(name)
    )


@lru_cache(maxsize=1)
def lexicon_words() -> frozenset[str]:
    """Return the everyday words of our own lists."""
    return own_words("common") | own_words("never")
