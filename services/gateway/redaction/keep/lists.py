"""The lists of the keep-list: terms, plans, feasts, eponyms, and every word that stands in any of them."""

import re
from functools import lru_cache
from typing import Final

from services.gateway.redaction.keep.signs import FINDINGS, SIGNS
from services.gateway.redaction.names.lexicon import own_lines, own_words
from services.gateway.redaction.word_list import word_set

_WORD: Final = re.compile(r"[^\W\d_]+")
VERBS: Final = frozenset({"will", "may", "can", "hope", "mark", "bill", "grant"})
"""Names that begin a sentence as its verb."""
MONTHS: Final = frozenset({"may", "april", "june", "july", "august", "julio", "abril", "junio", "mayo"})
"""Months that people are called, too."""
LIMITS: Final = frozenset({"max", "maximum", "mac"})
"""What is said of amounts ("out of pocket max") and devices ("mac address")."""
TIERS: Final = word_set(
    "health healthcare silver gold bronze platinum plata oro bronce platino ppo hmo epo pos medicare medicaid complete "
    "choice plus open access simple balanced care premier select preferred advantage basic basico basica catastrophic "
    "minimum coverage network options option ii iii core secure classic essential essentials standard value max elite "
    "pathway marketplace exchange salud plan planes familiar individual of texas california florida arizona illinois "
    "michigan"
)
METALS: Final = word_set("silver gold bronze platinum plata oro bronce platino ppo hmo epo")
FEASTS: Final = frozenset(
    {
        "domingo de ramos",
        "santa claus",
        "san valentin",
        "san juan",
        "virgen de guadalupe",
        "ave maria",
        "semana santa",
        "dia de los santos",
        "saint patrick",
        "john doe",
        "jane doe",
        "uncle sam",
        "mother nature",
        "christmas eve",
        "roux-en-y",
        "roux en y",
        "poison ivy",
        "poison oak",
        "new year's eve",
        "new years eve",
        "mutual of omaha",
        "blue cross of",
        "city of hope",
        "mount sinai",
    }
)
LONG_FEASTS: Final = tuple(feast for feast in FEASTS if " " in feast)


@lru_cache(maxsize=1)
def plain_terms() -> frozenset[str]:
    """Return whole terms that are harmless alone."""
    lists = ("drugs", "departments", "regions", "plans", "plan_words")
    return frozenset(line for name in lists for line in own_lines(name)) | frozenset(
        word for name in ("drugs", "departments", "plan_words") for word in own_words(name)
    )


@lru_cache(maxsize=1)
def plan_names() -> frozenset[str]:
    """Return the insurers and plans, each as written."""
    return frozenset(own_lines("plans"))


@lru_cache(maxsize=1)
def people_plans() -> frozenset[str]:
    """Return plans whose names also are people's: harmless only where insurance is spoken of."""
    return frozenset(
        {
            "molina",
            "oscar",
            "kaiser",
            "scan",
            "clover",
            "guardian",
            "meridian",
            "empire",
            "independence",
            "oxford",
            "providence",
            "tufts",
            "superior",
        }
    )


@lru_cache(maxsize=1)
def eponym_pairs() -> dict[str, list[tuple[str, ...]]]:
    """Return the eponyms of several names by their first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in map(str.split, own_lines("eponym_pairs")):
        found.setdefault(words[0], []).append(tuple(words))
    return found


@lru_cache(maxsize=1)
def eponyms() -> frozenset[str]:
    """Return the names that medicine has taken."""
    return own_words("eponyms")


@lru_cache(maxsize=1)
def surest_eponyms() -> frozenset[str]:
    """Return eponyms that are nobody's surname but after a title, or after "name"."""
    return word_set("""
    parkinson parkinsons crohn crohns alzheimer alzheimers hodgkin hodgkins sjogren sjogrens raynaud raynauds
    hashimoto hashimotos meniere menieres tourette tourettes asperger aspergers papanicolaou tinel phalen babinski
    romberg lachman mcmurray mcburney blumberg dupuytren dupuytrens guillain chiari behcet kegel
    achilles aquiles doppler
""")


@lru_cache(maxsize=1)
def telling_eponyms() -> frozenset[str]:
    """Return eponyms that hardly ever are a patient's surname."""
    return word_set("""
    parkinson parkinsons crohn crohns alzheimer alzheimers hodgkin hodgkins foley holter epley apgar pap
    papanicolaou raynaud raynauds hashimoto hashimotos cushing cushings addison addisons achilles aquiles lyme
    asperger aspergers tourette tourettes sjogren sjogrens meniere menieres kegel kegels huntington huntingtons
    barrett barretts marfan marfans turner bell bells baker bakers graves basedow chagas down chiari behcet
    wilson paget pagets dupuytren dupuytrens kawasaki mohs heimlich glasgow colles gleason babinski romberg
    wegener doppler whipple coumadin roux nissen billroth kussmaul
""")


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """Return a word of everything that stands in a list: a term's first, a feast's last, an eponym with an s, too."""
    firsts = {_WORD.findall(term)[0] for term in (*plain_terms(), *eponym_pairs()) if _WORD.search(term)}
    lasts = {_WORD.findall(feast)[-1] for feast in FEASTS}
    named = eponyms() | SIGNS
    others = LIMITS | VERBS | MONTHS | TIERS | METALS | FINDINGS | people_plans() | own_words("abbreviations")
    return frozenset(firsts | lasts | named | {f"{word}s" for word in named} | others | {"cross", "shield"})


def listed(text: str) -> bool:
    """Return whether a folded text has a word that leads into any list: what has none is on no list."""
    return not _listed().isdisjoint(_WORD.findall(text))
