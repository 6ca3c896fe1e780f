"""From raw text to tokens: folded (lower case, no accents, no apostrophes) words, numbers and marks.

Offsets into the text are kept, so that a name can be handed on exactly as it was written. Everything is linear in the
length of the text; text beyond `MAX_CHARS` is not looked at (the caller is told).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from services.dialogue.understanding.words.word_set import word_set

MAX_CHARS: Final = 1_500
MAX_TOKENS: Final = 220

_FOLD: Final = str.maketrans(
    {
        **dict(zip("áéíóúüñàèìòùâêîôûäëïöãõçÿ", "aeiouunaeiouaeiouaeioaocy", strict=True)),
        **dict.fromkeys("\u2019\u2018\u00b4`\u02bc", "'"),
        **dict.fromkeys("\u2013\u2014\u2212\u2010\u2011", "-"),
        "\u00a0": " ",
        "\u202f": " ",
        "º": "°",
        "ª": "°",
    }
)

_LEET: Final = "2moro+w?|2morro+w?|2mrw|2mro|2day|2nite|2night|l8r|b4|gr8|w8|4pm"

_TOKEN: Final = re.compile(
    r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})(?!\d)(?:t(?=\d\d:))?"
    r"|(?P<date>\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})|\d{1,2}/\d{1,2})(?![\d/])"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}(?:\.|h)[0-5]\d)(?!\d)"
    r"|(?P<ord>\d{1,2}(?:st|nd|rd|th|ero|ro|er|ra|do|da|to|ta|vo|va|mo|ma|no|na|o|a|°))(?![a-z])"
    rf"|(?P<leet>(?:{_LEET.removesuffix('|4pm')})(?![a-z0-9]))"
    r"|(?P<num>\d+)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<emoji>[👍👌✅👎❌])"
    r"|(?P<mark>[,.;:!?&@()+/~\n-])"
)

_THUMBS_DOWN: Final = "👎❌"
#: Hours that may be said vaguely: "tenish".
_HOURS: Final = word_set("one two three four five six seven eight nine ten eleven twelve")
#: Words whose "'s" means "is" or "us": read as one word ("whats").
_CONTRACTED: Final = word_set(
    """
    what's it's that's let's who's when's where's how's here's there's he's she's name's y's new
    year's
    """
)

#: Words after which a hyphen only joins ("mid-december", "check-up"); elsewhere it is a range ("mon-wed").
_JOINERS: Final = word_set(
    """
    mid check follow x re twenty thirty forty fifty sixty seventy eighty ninety late early pre post
    half any some mm uh nuh hmm okey mhm oclock
    """
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark.

    Attributes:
        kind: `word`, `num`, `ord`, `clock`, `date`, `iso` or `mark`.
        text: Folded form.
        start: Offset of its first character in the text.
        end: Offset after its last character.
    """

    kind: str
    text: str
    start: int
    end: int


#: "a.m." and "p. m.", read as one word.
_DOTTED: Final = re.compile(r"\b([ap])\.\s?m\b\.?")
#: Words whose full stop ends no sentence.
_ABBREVIATED: Final = word_set(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri sat sun dr dra mr mrs ms
    ene abr ago set dic lun mie jue vie sab dom sr sra srta appt approx aprox no num hrs hr min lic prof st
    """
)


def fold(text: str) -> str:
    """Return `text` in lower case without accents, one character for one character where possible."""
    folded = unicodedata.normalize("NFC", text[: MAX_CHARS * 2]).lower().translate(_FOLD)
    return _DOTTED.sub(lambda found: f"{found[1]}m".ljust(len(found[0])), folded)


def tokenise(text: str) -> list[Token]:
    """Cut folded text into at most `MAX_TOKENS` tokens."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text[:MAX_CHARS]):
        kind = match.lastgroup or "mark"
        if kind == "sep":
            kind = "date"
        found = match.group(kind)
        if kind in {"word", "leet"}:
            kind, found = "word", _without_apostrophe(found)
        elif kind == "emoji":
            kind, found = "word", "no" if found in _THUMBS_DOWN else "yes"
        if _is_joining_hyphen(found, tokens, match) or _is_abbreviating_stop(found, tokens, match):
            continue
        if kind == "word" and found.endswith("ish") and found[:-3] in _HOURS:
            tokens.append(Token("word", found[:-3], match.start(), match.end() - 3))
            found = "ish"
        tokens.append(Token(kind, found, match.start(), match.end()))
        if len(tokens) >= MAX_TOKENS:
            break
    return tokens


def _without_apostrophe(word: str) -> str:
    """Return a word as the lexicons spell it: "can't" is "cant", "Monday's" is "monday"."""
    if word == "we'd":
        return "wewould"
    if word.endswith("'s") and word not in _CONTRACTED:
        return word[:-2].replace("'", "")
    return word.replace("'", "")


def _is_abbreviating_stop(found: str, tokens: list[Token], match: re.Match[str]) -> bool:
    """Tell whether this full stop only shortens the word before it: "Dec. 3"."""
    return found == "." and bool(tokens) and tokens[-1].end == match.start() and tokens[-1].text in _ABBREVIATED


def _is_joining_hyphen(found: str, tokens: list[Token], match: re.Match[str]) -> bool:
    """Tell whether this is a hyphen that only joins two halves of a word."""
    if found != "-" or not tokens or tokens[-1].end != match.start():
        return False
    return tokens[-1].text in _JOINERS
