"""Signs and tests named after people, as notes write them: "Homans neg", "Foley out"."""

import re
from typing import Final

from services.gateway.redaction.names.lexicon import own_words
from services.gateway.redaction.shadow import folded
from services.gateway.redaction.spans import Span
from services.gateway.redaction.word_list import word_set

_REACH: Final = 60
_WORD: Final = re.compile(r"[^\W\d_]+")
#: What a sign is found to be.
FINDINGS: Final = word_set("""
    positive positives pos negative neg negatives positivo positiva positivos positivas negativo negativa negativos
    negativas downgoing upgoing absent present ausente ausentes presente presentes intact intacto equivocal midline
    lateralizes lateralized lateraliza bilaterally bilateral bilat tender nontender reactive normal abnormal anormal
    wnl nl elicited doloroso dolorosa indoloro done deferred brisk dudoso dudosa limitrofe
""")
#: What happens to a catheter, monitor, drain or boot, and what it does.
_HANDLED: Final = word_set("""
    changed removed placed inserted draining draining drained drains out in dc'd patent flushed intact replaced
    exchanged     discontinued clamped care kept remains leaking clogged bag retirada colocada cambiada
    drenando permeable worn
    applied returned size fr french x fell came irrigated pulled gait performed
""")
_DEVICES: Final = word_set(
    "foley holter trendelenburg jackson penrose hemovac unna swan epley mohs whipple hickman groshong dobhoff yankauer"
)
#: Signs whose names hardly ever are a patient's.
_RARE: Final = word_set("""
    babinski romberg lachman mcmurray phalen phalens tinel tinels homans mcburney kernig brudzinski rinne snellen
    spurling     finkelstein ortolani lasegue rovsing trendelenburg hoffmann neer apgar glasgow mallampati
    chvostek trousseau faber
    thessaly dix-hallpike hallpike epley foley achilles obturator psoas murphys hawkins-kennedy froment ober
    jobe yergason kehr courvoisier virchow nikolsky auspitz
""")
SIGNS: Final = _DEVICES | _RARE
"""Devices, and these signs."""
_JOIN: Final = r"(?:\s?(?:,|&|/|\+)\s?|\s(?:and|or|y|e|o|ni|nor)\s)"
_NEXT: Final = re.compile(
    rf"(?:'s)?(?P<join>{_JOIN})?\s?(?P<word>[^\W\d_]+(?:'d)?|[-+]|\(?[+-]\)?|\d{{1,3}}(?![\d\-/]))"
)
_NUMBERED: Final = word_set(
    "glasgow apgar snellen bishop ballard braden wells norton morse mallampati gleason child pugh foley gustilo ranson "
    "capurro schirmer weber killip forrester hinchey tanner fitzpatrick epworth alvarado centor bosniak garden "
    "rome wagner outerbridge kellgren modic pfirrmann meyerding fontaine rutherford hurley rankin ashworth karnofsky "
    "brackmann harris tinetti barthel katz lawton"
)
_GRADE: Final = re.compile(r"i{1,3}|iv|vi{0,3}|[abc]")
_SIGNED: Final = frozenset({"+", "-", "(+)", "(-)"})
_BEFORE: Final = re.compile(
    r"(?<![^\W\d_])(?:positive|negative|pos|neg|negativo|positivo|negativa|positiva|equivocal|"
    r"signo de|maniobra de|prueba de|"
    r"test de|tests?|signs?|no|sin|\+|normal|absent|present|bilateral)\s?(?:for |de |para |:)?$"
)
_SIDE: Final = re.compile(r"\s(?:to|a)\s(?:the |la )?(?:left|right|[lr]|izquierda|derecha)(?!\w)")
_OF: Final = re.compile(r"\s(?:for|para|to|al?|covid|flu|strep)(?!\w)")
_STEPS: Final = 4


def sign(raw: str, span: Span) -> bool:
    """Return whether a find is the name of a sign, test or device, with what was found of it or done to it."""
    words = _WORD.findall(folded(raw[span.start : span.end]))
    named = [
        each
        for each in words
        if each not in FINDINGS
        and each not in {"and", "y", "or", "o", "ni", "sign", "test", "ac"}
        and not _GRADE.fullmatch(each)
    ]
    if not named or not all(_is_sign(each) for each in named):
        return False
    rest = [each for each in words if each not in named]
    if rest and words[0] in named and (named[-1] in _NUMBERED or not all(map(_GRADE.fullmatch, rest))):
        return True
    return _found(folded(raw[span.end : span.end + _REACH]), named[-1]) or _told(raw, span, named)


def _is_sign(word: str) -> bool:
    """Return whether medicine has taken a name."""
    known = own_words("eponyms")
    return word in known or word.removesuffix("s") in known or word in _RARE or word in _DEVICES


def is_device(word: str) -> bool:
    """Return whether a word is a device or sign that hardly anybody is called after: "foley", "babinski"."""
    return word in _DEVICES or word in _RARE


def _told(raw: str, span: Span, named: list[str]) -> bool:
    """Return whether the words before a find tell of a sign; a list of signs goes back to its first."""
    before = folded(raw[max(0, span.start - _REACH) : span.start])
    if _BEFORE.search(before.rstrip() if before.endswith(" ") else before):
        return True
    rest = re.sub(rf"{_JOIN}$", "", before)
    last = _WORD.findall(rest)[-2:] if rest != before else []
    return bool(last) and named[0] in _RARE and any(_is_sign(each) or each in FINDINGS for each in last)


def _stated(word: str, name: str, *, joined: bool, of: bool) -> bool | None:
    """Return whether a word behind a name makes it a sign's; None where it says nothing."""
    if word in FINDINGS or word in _SIGNED:
        return name in _RARE or not (joined or of)
    if word.isdecimal() or _GRADE.fullmatch(word):
        return name in _NUMBERED and not joined
    return (name in _DEVICES or name in _RARE) if word in _HANDLED and not joined else None


def _found(after: str, name: str) -> bool:
    """Return whether a finding follows, also behind further signs: "and Barlow negative"."""
    if _SIDE.match(after):
        return name in {"weber", "rinne", "hallpike"}
    at = 0
    for _ in range(_STEPS):
        found = _NEXT.match(after, at)
        if found is None:
            return False
        word = found["word"]
        stated = _stated(word, name, joined=bool(found["join"]), of=_OF.match(after, found.end()) is not None)
        if stated is not None:
            return stated
        if not _is_sign(word) and word not in {"sign", "signs", "test", "tests", "r", "l", "right", "left", "bilat"}:
            return False
        at, name = found.end(), word if _is_sign(word) else name
    return False
