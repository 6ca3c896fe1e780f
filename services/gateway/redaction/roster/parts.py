"""The words of a text as parts of names: possessives cut off, hyphened and dotted words apart."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from operator import attrgetter
from typing import Final

from services.gateway.redaction.roster.name_tokens import PARTICLES
from services.gateway.redaction.view import View, Word

_LETTERS: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
#: A mark within a word.
_MARKED: Final = re.compile(r"['.\-](?<=[^\W\d_].)(?=[^\W\d_])")
_start: Final = attrgetter("start")
_PUNCTUATION: Final = re.compile(r"['.\-]")
_POSSESSIVE: Final = "'s"
#: "mc donald", "o brien", "st. clair": one name, heard as two words.
_LEAD_WORDS: Final = frozenset({"mc", "mac", "o", "d"}) | PARTICLES
_LONGEST: Final = 4


def parts(view: View, known: Container[str]) -> list[Word]:
    """Return the words with those that hold "'", "-" or "." taken apart, unless they are known as a whole."""
    words = view.words
    if not _LEAD_WORDS.isdisjoint(view.places):
        words = _joined(words, view.among(_LEAD_WORDS), known)
    places = {bisect_right(words, found.start(), key=_start) - 1 for found in _MARKED.finditer(view.folded.text)}
    result: list[Word] = []
    at = 0
    for place in sorted(places):
        if not words[place].text.isalnum():
            result += words[at:place]
            result += _apart(words[place], known)
            at = place + 1
    return result + words[at:] if at else words


def _joined(words: list[Word], leads: Sequence[int], known: Container[str]) -> list[Word]:
    """Return the words with "mc donald", "st. clair" and "de la cruz" as one where the roster has it so."""
    result: list[Word] = []
    beyond = 0
    for at in leads:
        last = _whole(words, at, known) if at >= beyond else at
        if last > at:
            joined = "".join(each.text for each in words[at : last + 1] if each.text != ".")
            result += words[beyond:at]
            result.append(Word(_PUNCTUATION.sub("", joined), words[at].start, words[last].end))
            beyond = last + 1
    return result + words[beyond:]


def _whole(words: Sequence[Word], at: int, known: Container[str]) -> int:
    """Return the last word of a name that begins with the word `at`, `at` itself when there is none."""
    joined = words[at].text
    for place in range(at + 1, min(at + 1 + _LONGEST, len(words))):
        text = words[place].text
        if text == ".":
            continue
        joined += text
        if text not in _LEAD_WORDS:
            return place if joined in known else at
    return at


def _apart(word: Word, known: Container[str]) -> Iterator[Word]:
    """Return the parts of one word."""
    text, end = word.text, word.end
    if text.endswith(_POSSESSIVE):
        text, end = text[:-2], word.end - 2
    whole = _PUNCTUATION.sub("", text)
    letters = _PUNCTUATION.split(text)
    if whole in known or (len(letters) > 2 and all(len(each) == 1 for each in letters)):  # noqa: PLR2004  s-m-i-t-h
        yield Word(whole, word.start, end)
        return
    for found in _LETTERS.finditer(text):
        plain = found[0].replace("'", "")
        if found.end() == len(text):
            yield Word(plain, word.start + found.start(), end)
        else:
            yield Word(plain, word.start + found.start(), word.start + found.end())
