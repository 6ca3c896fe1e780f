"""Everyday words in small letters that the network takes for a name: they are one only where something says so."""

import re
from typing import Final

from services.gateway.redaction.keep.signs import FINDINGS
from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.beside import BEFORE_WORDS, FOSTERED
from services.gateway.redaction.names.cues import Strength, strength_at
from services.gateway.redaction.names.judge import given, level
from services.gateway.redaction.names.lexicon import CLASS, COMMON, FIRM, NEVER, PARTICLE, TITLE, lexicon, own_words
from services.gateway.redaction.names.wordlike import form_of_word
from services.gateway.redaction.shadow import folded
from services.gateway.redaction.spans import Span
from services.gateway.redaction.spoken_words import LETTERS_ES
from services.gateway.redaction.tagger.features import Features
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_BEFORE: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_REACH: Final = 36
_KNOWN: Final = 6
_BORNE: Final = 9
#: Of what notes are made, by its first sign: "w/", "x3d", "q6h", "BID", "neg", "L4-5", "10 mg".
_SHORT_FORMS: Final = {
    "w": r"/[a-z]?|nl",
    "s": r"/[a-z]?|/s",
    "crh": r"/[a-z]?",
    "cdfhr": r"/[cdoux]",
    "x": r"\s?\d{1,3}\s?[dhmwy]?",
    "q": r"\d{0,2}[dh]|id|hs",
    r"\d": r"\d?\s?yo|\d*\s?m?c?g|\d{0,2}[fm]",
    "a": r"cude|bd|[:x]",
    "b": r"id|ilat|[:x]",
    "c": r"/\d+h?|\d(?:[-/]\d)?|ont",
    "d": r"m2|x",
    "e": r"xam",
    "f": r"/u|emenino",
    "h": r"ta|x",
    "l": r"|le|ue",
    "m": r"ild|od|asculino",
    "n": r"o fx|iega|eg",
    "p": r"rn|t|px|lan|x|cte|aciente|os|[:x]",
    "r": r"|a|efiere|x|le|ue",
    "t": r"id|x|ms?",
    "+": "",
}
#: Over small letters, and from a first sign on that looks back, so that a search skips everything else fast.
_SHORTHAND: Final = re.compile(
    rf"[a-z\d+](?<!\w.)(?:{'|'.join(f'(?<=[{first}])(?:{rest})' for first, rest in _SHORT_FORMS.items())})(?!\w)"
)
_RARE: Final = 3
_SPELLED: Final = 3
_SHORT: Final = 5
_LETTERS: Final = (frozenset(LETTERS_ES) | set("eiou")) - {"de"}
_KIN: Final = word_set("sons daughters kids twins hijos hijas ninos mom dad wife husband aide caregiver")
_FRIENDS: Final = word_set("buddy bud nana nanas pal bro sis dude")
_ARTICLES: Final = frozenset({"a", "an", "the"})
_TELLING: Final = (BEFORE_WORDS - {"a"}) | word_set("it's its at is es en were are was estaba estan son")
"""What has a word after it that is no name, whatever else it may be: "it's sunny", "at dawn", "son gemelos"."""


def plain(view: View, span: Span) -> bool:
    """Return whether a find of the network is everyday words alone, and nothing before them tells of a name."""
    written = view.raw[span.start : span.end]
    if span.label is Label.PLACE:
        return written.lower() in own_words("regions") or written.lower() in FINDINGS
    if span.label is Label.ID:  # a code has a digit or a sign in it, or is no word
        return written.isalpha() and len(written) > _SPELLED and written.islower() and _everyday(written)
    if span.label is not Label.NAME:
        return False
    if view.once(_in_note) and _shorthand(written, view.raw[span.end : span.end + 1]):
        return True
    return (written.islower() or view.shouted) and _plain_name(view, span, written)


def _plain_name(view: View, span: Span, written: str) -> bool:
    """Return whether a find in small letters is no name."""
    words = _WORD.findall(folded(written))
    if len(words) == 1 and (_region(words[0]) or _foster(words[0], view.raw[span.end : span.end + _REACH])):
        return True
    before = _BEFORE.findall(view.raw[max(0, span.start - _REACH) : span.start].lower())
    word = before[-1] if before else ""
    if len(words) == 1 and (
        words[0] in _FRIENDS or words[0] in _KIN or (word in _ARTICLES and words[0] in own_words("mostly_names"))
    ):
        return True
    if (
        not words
        or sum(len(word) == 1 or word in _LETTERS for word in words) >= _SPELLED
        or not all(map(_everyday, words))
    ):
        return False
    if _announced(before):
        return False
    return max(level(lexicon().get(each, 0)) for each in words) < _KNOWN or (len(words) == 1 and word in _TELLING)


def _region(word: str) -> bool:
    """Return whether a word is a country or State that few are called after: "kenya", no "virginia"."""
    return word in own_words("regions") and given(lexicon().get(word, 0)) < _BORNE


def _foster(word: str, after: str) -> bool:
    """Return whether "foster" tells of kin and is nobody's name: "foster parent"."""
    return word == "foster" and (_BEFORE.findall(after.lower()) or [""])[0] in FOSTERED


def _shorthand(written: str, after: str) -> bool:
    """Return whether all words of a find in a note are shorthand: "HHA", "TM dull", "Lovenox ppx", "Dispo:"."""
    words = _WORD.findall(written)
    return bool(words) and all(_is_shorthand(word, first=at == 0, headed=after == ":") for at, word in enumerate(words))


def _is_shorthand(word: str, *, first: bool, headed: bool) -> bool:
    """Return whether a word of a note is no name: in small letters, an abbreviation, a drug, a heading."""
    low = folded(word)
    if word.islower():
        return _common(low)
    if low in own_words("abbreviations") or low in own_words("drugs") or low in FINDINGS:
        return True
    code = lexicon().get(low, 0)
    if word.rstrip("s").isupper():
        return len(word) <= _SHORT and level(code) < _RARE
    return first and given(code) < _KNOWN and (headed or bool(code & CLASS))


def _common(word: str) -> bool:
    """Return whether a word is an everyday one, or few are called so."""
    code = lexicon().get(word, 0)
    return code & CLASS >= COMMON or level(code) < _BORNE


def _in_note(view: View) -> bool:
    """Return whether a text is a clinician's shorthand with capitals: there a name has one; for `View.once`."""
    if view.shouted or view.raw.islower():
        return False
    kinds: set[str] = set()
    for found in _SHORTHAND.finditer(view.raw.lower()):
        kinds.add(found[0])
        if len(kinds) > 1:
            return True
    return False


def _announced(before: list[str]) -> bool:
    """Return whether the words before a find end with a title or a cue after which anything is a name."""
    if not before:
        return False
    if lexicon().get(before[-1], 0) & TITLE:
        return True
    return strength_at(before, len(before) - 1) >= Strength.TITLE


def trimmed(text: str, read: Features, first: int, last: int) -> tuple[int, int]:
    """Return a find of several words without the function words at its end: "margarita [de]", "rajesh [again]"."""
    while last - first > 1 and (
        _function(text[read.starts[last - 1] : read.ends[last - 1]]) or fostering(text, read, last - 1)
    ):
        last -= 1
    while last - first > 1 and _leads(text, read, first):
        first += 1
    return first, last


def fostering(text: str, read: Features, at: int) -> bool:
    """Return whether a token is the "foster" of "etta's foster mom", and no surname."""
    if text[read.starts[at] : read.ends[at]] != "foster" or at + 1 >= len(read.starts):
        return False
    return text[read.starts[at + 1] : read.ends[at + 1]] in FOSTERED


def _leads(text: str, read: Features, at: int) -> bool:
    """Return whether a token stands before a name and is none of it: "an olive", the "s" of "r/s hansen"."""
    word = text[read.starts[at] : read.ends[at]]
    return word in _ARTICLES or word in _KIN or (len(word) == 1 and text[max(0, read.starts[at] - 1)] == "/")


def _function(word: str) -> bool:
    """Return whether a word is a function word and neither a surname, a letter's name nor part of a firm's."""
    code = lexicon().get(word, 0)
    if code & CLASS != NEVER or code & FIRM or len(word) == 1 or word in _LETTERS:
        return False
    return bool(code & PARTICLE) or level(code) < _KNOWN


def _everyday(word: str) -> bool:
    """Return whether a word is one of the dictionary, or a form of one, and no part of a business's name."""
    code = lexicon().get(word)
    if code is None or (not code & CLASS and not given(code) and level(code) < _RARE):
        return form_of_word(word)
    return bool(code & CLASS) and not code & FIRM and word not in own_words("employers")
