"""The words of a text as parts of names: possessives cut off, hyphened and dotted words apart."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from services.gateway.redaction.view import View, Word

_LETTERS: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PUNCTUATION: Final = re.compile(r"['.\-]")
_POSSESSIVE: Final = "'s"
#: "mc donald", "o brien": one name, heard as two words.
_LEADS: Final = ("mc ", "mac ", "o ", "d ")
_LEAD_WORDS: Final = frozenset(lead.strip() for lead in _LEADS)


def parts(view: View, known: Container[str]) -> list[Word]:
    """Return the words with those that hold "'", "-" or "." taken apart, unless they are known as a whole."""
    words = view.words
    if any(lead in view.folded.text for lead in _LEADS):
        words = _joined(words, known)
    if not any(mark in view.folded.text for mark in "'-."):
        return words
    result: list[Word] = []
    for word in words:
        if word.text.isalnum() or len(word.text) == 1:
            result.append(word)
        else:
            result.extend(_apart(word, known))
    return result


def _joined(words: Sequence[Word], known: Container[str]) -> list[Word]:
    """Return the words with "mc donald" as one where the roster has it so."""
    result: list[Word] = []
    for word in words:
        last = result[-1] if result else None
        if last is not None and last.text in _LEAD_WORDS and last.text + word.text in known:
            result[-1] = Word(last.text + word.text, last.start, word.end)
        else:
            result.append(word)
    return result


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
