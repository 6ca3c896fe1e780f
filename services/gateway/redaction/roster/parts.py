"""The words of a text as parts of names: possessives cut off, hyphened and dotted words apart."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from services.gateway.redaction.roster.name_tokens import PARTICLES
from services.gateway.redaction.view import Cut, View, Word

_LETTERS: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
#: A mark within a word.
_MARKED: Final = re.compile(r"['.\-](?<=[^\W\d_].)(?=[^\W\d_])")
_PUNCTUATION: Final = re.compile(r"['.\-]")
_POSSESSIVE: Final = "'s"
#: "mc donald", "o brien", "st. clair": one name, heard as two words.
_LEAD_WORDS: Final = frozenset({"mc", "mac", "o", "d"}) | PARTICLES
_LONGEST: Final = 4


def parts(view: View, known: Container[str]) -> Cut:
    """Return the words with those that hold "'", "-" or "." taken apart, unless they are known as a whole.

    Those of the view itself where none is; of their gaps there are none otherwise.
    """
    words = view.cut
    if not _LEAD_WORDS.isdisjoint(view.places):
        words = _joined(words, view.among(_LEAD_WORDS), known)
    starts = words.starts
    places = {bisect_right(starts, found.start()) - 1 for found in _MARKED.finditer(view.folded.text)}
    apart = [(at, at, list(_apart(words, at, known))) for at in sorted(places) if not words.texts[at].isalnum()]
    return _replaced(words, apart) if apart else words


def _replaced(words: Cut, others: Iterable[tuple[int, int, Sequence[Word]]]) -> Cut:
    """Return the words with others in place of some, which are told by the first and the last of these, in order."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for first, last, instead in others:
        texts += [*words.texts[at:first], *[each.text for each in instead]]
        starts += [*words.starts[at:first], *[each.start for each in instead]]
        ends += [*words.ends[at:first], *[each.end for each in instead]]
        at = last + 1
    return Cut([*texts, *words.texts[at:]], [*starts, *words.starts[at:]], [*ends, *words.ends[at:]], [])


def _joined(words: Cut, leads: Sequence[int], known: Container[str]) -> Cut:
    """Return the words with "mc donald", "st. clair" and "de la cruz" as one where the roster has it so."""
    wholes: list[tuple[int, int, Sequence[Word]]] = []
    beyond = 0
    for at in leads:
        last = _whole(words.texts, at, known) if at >= beyond else at
        if last > at:
            joined = "".join(each for each in words.texts[at : last + 1] if each != ".")
            wholes.append((at, last, [Word(_PUNCTUATION.sub("", joined), words.starts[at], words.ends[last])]))
            beyond = last + 1
    return _replaced(words, wholes) if wholes else words


def _whole(texts: Sequence[str], at: int, known: Container[str]) -> int:
    """Return the last word of a name that begins with the word `at`, `at` itself when there is none."""
    joined = texts[at]
    for place in range(at + 1, min(at + 1 + _LONGEST, len(texts))):
        text = texts[place]
        if text == ".":
            continue
        joined += text
        if text not in _LEAD_WORDS:
            return place if joined in known else at
    return at


def _apart(words: Cut, at: int, known: Container[str]) -> Iterator[Word]:
    """Return the parts of one word."""
    text, start, end = words.texts[at], words.starts[at], words.ends[at]
    if text.endswith(_POSSESSIVE):
        text, end = text[:-2], end - 2
    whole = _PUNCTUATION.sub("", text)
    letters = _PUNCTUATION.split(text)
    if whole in known or (len(letters) > 2 and all(len(each) == 1 for each in letters)):  # noqa: PLR2004  s-m-i-t-h
        yield Word(whole, start, end)
        return
    for found in _LETTERS.finditer(text):
        plain = found[0].replace("'", "")
        yield Word(plain, start + found.start(), end if found.end() == len(text) else start + found.end())
