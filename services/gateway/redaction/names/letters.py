"""A name spelled with words for its letters, as it is typed: "k as in kite, o as in oscar, w"."""

import re
from collections.abc import Iterator
from typing import Final

_WORD: Final = r"[^\W\d_]{2,12}"
#: What every such chain has, looked for fast.
_LINK: Final = re.compile(r"[a-z](?<![\w'].) (?:as in|like in|como en|de|for|como|like) ")
_CHAIN: Final = re.compile(
    rf"(?<![\w'])(?:(?:[a-z] (?:as in|like in|como en) {_WORD}(?:[,\s]{{1,2}}|(?!\w))){{2,12}}"
    rf"|(?:[a-z] (?:de|for|como|like) {_WORD}(?:[,\s]{{1,2}}|(?!\w))){{3,12}})"
    r"(?:[a-z](?![\w'])[,\s]{0,2}){0,12}"
)


#: "it's spelled d a l y", "se escribe g u e".
_SPELLED: Final = re.compile(
    r"\b(?:spelled|spelt|spells|spelling(?: is)?|spell it|(?:se )?(?:escribe|deletrea)|deletreo)"
    r"(?: with| con| as| asi)?[\s:,]{1,2}"
    r"(?P<letters>[^\W\d_](?:[\s,.\-]{1,2}[^\W\d_]){2,14})(?![\w'])"
)


#: A message of single letters alone: "o k a f o r".
_LETTERS: Final = re.compile(r"\s{0,4}(?P<letters>[^\W\d_](?:[\s,.\-]{1,2}[^\W\d_]){3,20})[\s.]{0,4}")


def spelled_out(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in a folded text letters are spelled after a word that says so."""
    whole = _LETTERS.fullmatch(text)
    if whole is not None:
        yield whole.span("letters")
    if "sp" not in text and "escribe" not in text and "deletre" not in text:
        return
    for found in _SPELLED.finditer(text):
        yield found.span("letters")


def spelled_with_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in a folded text a name is spelled so."""
    if " as in " not in text and " como " not in text and " de " not in text and " for " not in text:
        return
    for found in _CHAIN.finditer(text) if _LINK.search(text) else ():
        yield found.start(), found.start() + len(found[0].rstrip(" ,\n\t"))
