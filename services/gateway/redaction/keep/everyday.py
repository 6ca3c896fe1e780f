"""Names that are no names here: in a set phrase ("lou gehrig's"), or an everyday word in small letters ("an olive")."""

import re
from functools import lru_cache
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.lexicon import CLASS, COMMON, lexicon, own_lines, own_words
from services.gateway.redaction.names.wordlike import form_of_word
from services.gateway.redaction.shadow import folded
from services.gateway.redaction.spans import Span
from services.gateway.redaction.word_list import word_set

_REACH: Final = 40
_TOLD: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+|&")
_POSSESSIVE: Final = re.compile(r"['\u2019]s?(?![^\W\d_])")
_OF: Final = re.compile(r"\sof\s")
_IT: Final = re.compile(r"\s(?:it|them)\b")
_NEXT: Final = re.compile(r"[\s-]([^\W\d_]+)")
#: What stands before a thing and hardly before a name in small letters.
_BEFORE: Final = word_set("""
    a an the any some more no every each fresh dried ground raw too very so such another this these those what big
    un una el los las unos unas mucho mucha muchos muchas tanto tanta algun alguna ningun ninguna poco poca sin
    que muy tan mas menos cual otro otra
""")
_ARTICLES: Final = ("la ", "el ", "los ", "las ")
_CLITICS: Final = word_set("me te se le les nos")
_LEADS: Final = word_set("que no ya si se y cuando porque donde")
_LIVING: Final = re.compile(
    r"\b(?:viv\w{1,5} (?:en|por)|mud\w{1,4} (?:a|de|en|para)|soy de|vengo de|naci(?:o|mos)? en) $"
)
#: What stands before the English "a".
_ENGLISH: Final = word_set("""
    is was it's its like with of on in at have has had got get for as just there be been into by from or and
    eat ate eating drink drank use used using not such than up under that's to swallowed put take took
""")
#: What things are made of and come as: "ginger tea", "basil oil", "olive pit", "gene test".
_STUFF: Final = word_set("""
    tea teas oil oils juice extract leaf leaves root seed seeds pit pits water syrup powder soap lotion cream bush tree
    trees flower flowers petals candy candies cookies cookie snaps ale bread salad sauce soup candle candles scent
    allergy allergies rash stain supplement supplements capsules vinegar seltzer beer wine
    therapy carrier mutation mutations testing pool panel variant expression editing marker markers pen pens light
    lights lamp glass dust dusk ware jam jelly pie cake berries berry thorn thorns thistle garden gardens
    singing songs class classes supplies stone stones colored coloured shaped sized ring wash treatment
    te aceite jugo agua jabon crema hoja hojas semilla semillas
""")


def in_phrase(raw: str, span: Span) -> bool:
    """Return whether a find lies within a set phrase: "lou gehrig's disease", "johnson & johnson", "buffalo wings"."""
    if span.label is not Label.NAME and span.label is not Label.PLACE:
        return False
    own = _words(folded(raw[span.start : span.end]))
    candidates = {phrase for word in own for phrase in _phrases().get(word, ())}
    if not candidates:
        return False
    before = _words(folded(raw[max(0, span.start - _REACH) : span.start]))
    after = _words(folded(raw[span.end : span.end + _REACH]))
    return any(_covers(phrase, before, own, after) for phrase in candidates)


def _covers(phrase: tuple[str, ...], before: list[str], own: list[str], after: list[str]) -> bool:
    """Return whether a phrase covers all words of a find, where it stands."""
    row = before + own + after
    first, last = len(before), len(before) + len(own)
    starts = range(max(0, last - len(phrase)), min(first, len(row) - len(phrase)) + 1)
    return any(tuple(row[at : at + len(phrase)]) == phrase for at in starts)


def everyday(raw: str, span: Span) -> bool:
    """Return whether a find in small letters is a thing or a deed, by the words beside it: "an olive", "pat it dry"."""
    written = raw[span.start : span.end]
    if span.weight >= _TOLD or not written.islower():
        return False
    if span.label is Label.PLACE:
        return written.startswith(_ARTICLES) and _spot(written, folded(raw[max(0, span.start - _REACH) : span.start]))
    words = _words(folded(written))
    if span.label is not Label.NAME or not words:
        return False
    before = folded(raw[max(0, span.start - _REACH) : span.start])
    if len(words) == 1:
        return _form(words[0], _words(before)) or _thing(words[0], before, folded(raw[span.end : span.end + _REACH]))
    things = own_words("things")  # "an olive", "ginger tea"
    pair = (words[0] in _BEFORE and words[1] in things) or (words[0] in things and words[1] in _STUFF)
    return len(words) == 2 and pair  # noqa: PLR2004


def _spot(written: str, before: str) -> bool:
    """Return whether a place is a thing with its article, where nobody speaks of living: "en la muela"."""
    if lexicon().get(written.partition(" ")[2], 0) & CLASS != COMMON:
        return False
    return _LIVING.search(before) is None


def _form(word: str, before: list[str]) -> bool:
    """Return whether a word is a form of a Spanish verb or adjective: "que me arden", "blancas y frias"."""
    if len(before) < 2 or not form_of_word(word):  # noqa: PLR2004
        return False
    if before[-1] in _CLITICS:
        return before[-2] in _LEADS
    return before[-1] == "y" and form_of_word(before[-2])


def _thing(word: str, before: str, after: str) -> bool:
    """Return whether a word is a thing or a deed by the words around it."""
    if word not in own_words("things") or after.startswith("'s"):
        return False
    if _OF.match(after) or (_IT.match(after) and not before.strip()):
        return True
    following = _NEXT.match(after)
    return _determined(_words(before)) or (following is not None and following[1] in _STUFF)


def _determined(before: list[str]) -> bool:
    """Return whether an article or the like is the last word; the "a" of "ya le dije a pilar" is none."""
    if before[-1:] == ["a"]:
        return before[-2:-1] == [] or before[-2] in _ENGLISH
    return bool(before) and before[-1] in _BEFORE


def _words(text: str) -> list[str]:
    """Return the words of a folded text, possessive endings left out."""
    return _WORD.findall(_POSSESSIVE.sub("", text))


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Return the set phrases by each of their words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in {tuple(_words(line)) for line in own_lines("phrases")}:
        for word in set(phrase):
            found.setdefault(word, []).append(phrase)
    return found
