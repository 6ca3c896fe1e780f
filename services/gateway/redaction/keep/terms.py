"""Words on the keep-list: eponyms, drugs, plans, departments, States, countries, feasts named after people."""

import re
from typing import Final

from services.gateway.redaction import shadow
from services.gateway.redaction.keep.lists import (
    FEASTS,
    LONG_FEASTS,
    METALS,
    TIERS,
    eponym_pairs,
    eponyms,
    people_plans,
    plain_terms,
    plan_names,
    surest_eponyms,
    telling_eponyms,
)
from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.lexicon import own_words
from services.gateway.redaction.spans import Span

_REACH: Final = 48
_NEAR: Final = 12
_TOLD: Final = 3
_MOST_WORDS: Final = 5
_MOST_DIGITS: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+")
_AFTER: Final = re.compile(r"^(?:'s?|s'|s)?[\s-]+([^\W\d_]+)")
#: What stands before an eponym that no noun follows: "diagnosed with parkinson", "the foley", "tengo crohn".
_ILL: Final = re.compile(
    r"(?:\b(?:s/p|status post|the|a|an|my|his|her|have|has|had|got|with|hx|h/o|r/o|hx of|history of|diagnosed with"
    r"|suffers? from|is this"
    r"|it'?s|it is|for|like|of|has been|diagnosed in \w+(?: \w+)? with|enfermedad|sindrome|paralisis|quiste"
    r"|esofago|maniobra|sonda|monitor|prueba|signo|linfoma|tiroiditis|mal|tendon|una?|y|and|fenomeno|escala|reflejo"
    r"|angina|hernia|triada|ulcera|clasificacion|criterios|test|examen|celulas|cuerpos|padece|padecen|sufren"
    r"|que es|what is|explain|fractura|el|la"
    r"|tengo|tiene|padece|padezco"
    r"|descartar|descarte|r/o|rule out|confirmar|posible|possible|probable|suspected|sospecha de|y/o [fm],"
    r"|esto es|es|con|tuvo|tenia|tuvieron|sufro|sufre|por|para)(?: (?:de|del|of|the|la|el|una?))?)\s+$"
)
_COVERED: Final = re.compile(
    r"\b(?:plans?|insurance|insured|insurer|payor|payer|coverage|accepts?|take|takes|covers?|covered|supplement|network"
    r"|carrier|eligibility|ppo|hmo|policy|seguros?|aseguranza|aseguradora|cubre|cubren|aceptan?|poliza|plan medico"
    r"|switched to|cambie a|referrals?|referido|referidos|appeal|apelacion|denied|denies my|ins card|claim|reclamo"
    r"|member|miembro|folio)\b|\"plan\"|\"payer\"|\"insurance"
)
_ARTICLE: Final = re.compile(r"^(?:an?|the|el|la|un|una) ")
_PLAN_FIELD: Final = re.compile(
    r'"(?:plan|payer|insurance|insurer|coverage)"\s?:\s?(?:\{\s?"(?:name|display)"\s?:\s?)?"$'
)
_SCORE: Final = re.compile(r"^[\s:]*(?:(?:of|de|was|is|es|score)\s){0,2}\d{1,2}\b")
_ILLNESS: Final = re.compile(
    r"enfermedad|sindrome|signo|escala|prueba|test|paralisis|quiste|esofago|sonda|maniobra|monitor|prueba|diagnosed|history|hx|disease"
)
_PERSON: Final = re.compile(
    r"\b(?:mr|mrs|ms|dr|dra|sr|sra|srta|don|dona|senor|senora|name|named|nombre|apellido|surname|llamo|llama|am|i'?m|soy|"
    r"habla|nurse|doctora?|called|call|this is|for|para|and|y)[.:]?\s(?:is\s|es\s|de\s)?$"
)

_ACTS: Final = re.compile(
    r"^,?\s?(?:called|calls|wants|needs|says|said|asks|denies|reports|states|here|will|can|is (?:here|late|out|back|on)"
    r"|llamo|quiere|necesita|dice|pregunta|niega|refiere|aqui)\b"
)
#: "out of pocket max": a limit, and nobody called Max.
_LIMIT: Final = re.compile(
    r"\b(?:pocket|network|copay|deductible|benefit|annual|yearly|lifetime|dental|dose|daily|family|individual|plan)"
    r"\s(?:max|maximum)$"
)
#: "max 8 in 24 hours", "mac address 00:1b:44": no Max and no Mac.
_MOST: Final = re.compile(
    r"^max\s?[:.]?\s(?:of\s|de\s)?(?:\$?\d|dose|daily|dosis|diaria|heart|effort|assist|out)"
    r"|^mac\s?:?\s?(?:(?:address|addr|id|is|es|de)\s?:?\s?){0,3}(?:[0-9a-f]{2}[:\-]){2}|^mac\s(?:address|addr)"
)
_CASES: Final = 5


def folded(text: str) -> str:
    """Return a stretch of the original as the lists have it."""
    return shadow.folded(text).strip()


def plain_term(raw: str, span: Span) -> bool:
    """Return whether a find is a drug, a department, a State, a country, a plan or a feast, and nothing more."""
    written = folded(raw[span.start : span.end])
    text = written if written in plain_terms() else _ARTICLE.sub("", written)
    if text in people_plans():
        return False
    if span.label is Label.NAME and text in own_words("regions"):
        return False  # "georgia", "virginia": the layers of names knew why
    if text in plain_terms() or text in FEASTS:
        return True
    if text in {"max", "mac"} and span.weight < _TOLD and _MOST.match(folded(raw[span.start : span.end + _REACH])):
        return True
    around = folded(raw[max(0, span.start - _REACH) : span.end])
    return around.endswith(LONG_FEASTS) or _LIMIT.search(around) is not None


def plan(raw: str, span: Span) -> bool:
    """Return whether a find is a health plan's name, with no number, where insurance is spoken of."""
    text = folded(raw[span.start : span.end])
    if _sold(raw, span, text):
        return True
    first, _, rest = text.partition(" ")
    if first not in people_plans() or (rest and text not in plain_terms() and not _tiers(rest)):
        return False
    if METALS.intersection(rest.split()):
        return True
    around = folded(raw[max(0, span.start - _REACH) : span.end + _REACH])
    return _COVERED.search(around) is not None or raw[span.end : span.end + 8].lower().startswith(
        (" health", " ppo", " hmo", " medicar", " pay for", " pays fo", " paga ")
    )


def _sold(raw: str, span: Span, text: str) -> bool:
    """Return whether a find is an insurer nobody is called after, with the names of its plans: "Blue Shield Oro 80"."""
    if text.split(" ", maxsplit=1)[0] in {"cross", "shield"}:
        text = (folded(raw[max(0, span.start - _NEAR) : span.start]).split() or [""])[-1] + " " + text
    words = text.split()
    sure = span.label is Label.HEALTH_PLAN or (len(words) > 1 and not METALS.isdisjoint(words))
    if sure and words and words[0].isalpha() and _tiers(text):
        return True
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        head = " ".join(words[:count])
        if head in plain_terms() and head in plan_names() and (count > 1 or head not in people_plans()):
            rest = " ".join(words[count:])
            return _tiers(rest) and (count > 1 or head in own_words("plan_words") or not rest)
    return False


def _tiers(rest: str) -> bool:
    """Return whether words name what kind of plan it is, with numbers of two digits at most."""
    return all(each in TIERS or (each.isdecimal() and len(each) <= _MOST_DIGITS) for each in rest.split())


def plan_field(raw: str, span: Span) -> bool:
    """Return whether a find is the name of a plan in a record's field for it."""
    return (
        raw.startswith('"', span.start - 1)
        and _PLAN_FIELD.search(raw, max(0, span.start - _REACH), span.start) is not None
    )


def eponym(raw: str, span: Span, *, told: bool) -> bool:
    """Return whether a find is a person's name as medicine uses it: "Parkinson's disease", "the foley".

    Args:
        raw: The text as written.
        span: The find.
        told: Whether something announced a name; then only a noun of medicine after it counts ("this is Bell's palsy").
    """
    if span.label is not Label.NAME:
        return False
    words = _WORD.findall(_ARTICLE.sub("", folded(raw[span.start : span.end])))
    if words[-1:] == ["s"]:
        words.pop()
    if len(words) > 1 and not told and words[0] in eponym_pairs() and _several(words, raw[span.start : span.end]):
        return _ACTS.match(_after(raw, span).lstrip()) is None
    if not words or len(words) > _CASES or not (words[-1] in eponyms() or words[-1].removesuffix("s") in eponyms()):
        return _ends_in_noun(words)
    if any(word not in eponyms() and word.removesuffix("s") not in eponyms() for word in words):
        return False
    noun = _AFTER.match(_after(raw, span))
    if noun is not None and noun[1] in own_words("eponym_nouns"):
        return True
    return _by_neighbours(raw, span, words, told=told)


def _after(raw: str, span: Span) -> str:
    """Return what follows a find, as folded."""
    return shadow.folded(raw[span.end : span.end + _REACH])


def _by_neighbours(raw: str, span: Span, words: list[str], *, told: bool) -> bool:
    """Return whether what stands around a person's name, with no noun of medicine after it, makes it medicine's."""
    after = _after(raw, span)
    scored = words[-1] in {"glasgow", "apgar"} and _SCORE.match(after) is not None
    before = folded(raw[max(0, span.start - _REACH) : span.start]) + " "
    sure = (
        len(words) == 1 and words[0] in surest_eponyms() and not (_PERSON.search(before) or _ACTS.match(after.lstrip()))
    )
    if scored or sure or (told and raw[span.start].isupper()):
        return scored or sure
    return _ILL.search(before) is not None and _doubtless(words, before, raw[span.start].isupper() or not told)


def _several(words: list[str], written: str) -> bool:
    """Return whether a find is an eponym of several names, with nothing but words in small letters after it."""
    size = next((len(pair) for pair in eponym_pairs().get(words[0], ()) if tuple(words[: len(pair)]) == pair), 0)
    rest = _WORD.findall(written)[size:]
    return size > 0 and all(each.islower() or each.isupper() for each in rest)


def _doubtless(words: list[str], before: str, written: bool) -> bool:  # noqa: FBT001
    """Return whether an eponym without its noun is one: rare as a surname, or after a word of illness."""
    return _ILLNESS.search(before) is not None or (written and words[-1] in telling_eponyms())


def _ends_in_noun(words: list[str]) -> bool:
    """Return whether a find is an eponym with its noun taken along: "bell palsy"."""
    return (
        len(words) > 1
        and words[-1] in own_words("eponym_nouns")
        and words[0] in eponyms()
        and all(word in eponyms() or word == "s" or word in own_words("eponym_nouns") for word in words[1:-1])
    )
