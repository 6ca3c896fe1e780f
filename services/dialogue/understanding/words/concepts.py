"""Reading tokens as concepts: the lexicons of both languages as one longest-match trie per language.

The conversation's language is looked up first; words of the other language are understood too, except short ones
that mean something else ("once", "a", "me").
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.lexicon.all_words import ACTS, TIME
from services.dialogue.understanding.lexicon.entry import Entries
from services.dialogue.understanding.words.numbers import join_numbers
from services.dialogue.understanding.words.repair import CONTRACTIONS
from services.dialogue.understanding.words.tokens import Token
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_MARKS: Final = {
    ",": "COMMA", ".": "STOP", ";": "STOP", "!": "STOP", "\n": "STOP", "?": "Q", "-": "DASH", "~": "DASH", "/": "SLASH",
    "&": "AND", "@": "AT", ":": "COLON", "+": "PLUS", "(": "COMMA", ")": "COMMA",
}  # fmt: skip

Concept = tuple[str, Any]
Trie = dict[str, Any]
_LEAF: Final = ""

#: Words of one language that are not read as such in a sentence of the other.
_NOT_IN_ENGLISH: Final = word_set(
    """
    a o u y e x d l h si no son he me come once van sale sea pan sin en la las el de te mas vale as
    ya es ha ser ver ir dar par set sobre sol mar dom sem mes fin come pa pasado igual real general
    final use usual virtual online
    """
) - {"el", "la", "las", "de", "en", "si", "ya", "mes"}
_NOT_IN_SPANISH: Final = word_set(
    """
    a an me he no one on in is to so as come once i us we hay pan mar sin van ten final real general
    son sale use am at or by few out over under all any time past some sun sat wed mon may min mo th
    n p aft bet eve mid each do be go her his it can red lose parts dice has tan sea ti tu te
    """
) - {"sat", "wed", "mon", "to", "at", "or", "am", "on", "in", "me"}


#: Letters and signs that stand for English words.
_TYPED: Final = {"u": "you", "r": "are", "w": "with", "cuz": "because", "coz": "because", "abt": "about"}
#: So many letters side by side spell something.
_SPELLING: Final = 3


def _compile(words: Entries, language: Language) -> Trie:
    """Build a trie from the entries of a lexicon."""
    trie: Trie = {}
    for cat, value, phrases in words:
        for phrase in phrases.split("|"):
            node = trie
            for word in _split(phrase, language):
                node = node.setdefault(word, {})
            node.setdefault(_LEAF, (cat, value))
    return trie


def _split(phrase: str, language: Language) -> list[str]:
    """Return the words of a phrase, contractions opened and numbers joined, as they will be met."""
    words = [part for word in phrase.split() for part in CONTRACTIONS.get(word, (word,))]
    if language is Language.EN:
        words = [_TYPED.get(word, word) for word in words]
    if len(words) == 1:
        return words
    tokens = [Token("num" if word.isdigit() else "word", word, 0, 0) for word in words]
    return [_key(token) for token in join_numbers(tokens, language)]


def _key(token: Token) -> str:
    """Return how a token is looked up: "one second" is no "one two"."""
    return f"{token.text}°" if token.kind == "ord" and token.text.isdigit() else token.text


_TRIES: Final = {language: _compile(TIME[language] + ACTS[language], language) for language in Language}


def _spelt_out(tokens: list[Token]) -> list[Token]:
    """Return tokens with the letters that stand for words written out, except where letters spell a name."""
    letters = [token.kind == "word" and len(token.text) == 1 for token in tokens]
    if any(all(letters[at : at + _SPELLING]) for at in range(len(letters) - _SPELLING + 1)):
        return tokens
    return [
        replace(token, text=_TYPED[token.text]) if token.kind == "word" and token.text in _TYPED else token
        for token in tokens
    ]


def read(tokens: list[Token], language: Language) -> tuple[list[Token], list[Symbol]]:
    """Return the tokens with numbers joined, and their symbols, closed by an END symbol."""
    joined = join_numbers(_spelt_out(tokens) if language is Language.EN else tokens, language)
    symbols: list[Symbol] = []
    index = 0
    while index < len(joined):
        entry, after = _longest(joined, index, language)
        if entry is None:
            symbol = _plain(joined[index], index)
            after = index + 1
        else:
            word = " ".join(token.text for token in joined[index:after])
            symbol = Symbol(entry[0], entry[1], index, after - 1, word)
            if after > index + 1 and joined[after - 1].text == "no" and _denies_more(joined, after, language):
                after -= 1
                symbol = symbol if entry[0] in _DENYING else None
        if symbol is not None:
            symbols.append(symbol)
        index = after
    symbols.append(Symbol("END", None, len(joined), len(joined)))
    return joined, symbols


#: A "no" at the end of such words may also begin what follows.
_DENYING: Final = frozenset({"NO", "NOT", "CORRECT"})
_REFUSING: Final = frozenset({"CANT", "BAD", "DUNNO", "RESEND", "MISSED"})


def _denies_more(tokens: list[Token], after: int, language: Language) -> bool:
    """Tell whether a closing "no" belongs to what follows: "ay no puedo" is no "ay no" and no "puedo"."""
    entry, end = _longest(tokens, after - 1, language)
    return entry is not None and end > after and entry[0] in _REFUSING


def _longest(tokens: list[Token], index: int, language: Language) -> tuple[Concept | None, int]:
    """Return the longest entry that starts at a token, in the sentence's language or else in the other."""
    entry, after = _walk(_TRIES[language], tokens, index)
    other = Language.ES if language is Language.EN else Language.EN
    barred = _NOT_IN_ENGLISH if language is Language.EN else _NOT_IN_SPANISH
    foreign, end = _walk(_TRIES[other], tokens, index)
    if foreign is None or (end == index + 1 and tokens[index].text in barred):
        return entry, after
    if entry is None or end > after + 1:
        return foreign, end
    return entry, after


def _walk(trie: Trie, tokens: list[Token], index: int) -> tuple[Concept | None, int]:
    """Follow the trie from a token; return its last leaf and the index after it."""
    found: Concept | None = None
    after = index
    node = trie
    at = index
    while at < len(tokens) and tokens[at].kind in {"word", "num", "ord"}:
        following = node.get(_key(tokens[at]))
        if following is None:
            break
        node = following
        at += 1
        if _LEAF in node:
            found, after = node[_LEAF], at
    return found, after


def _plain(token: Token, index: int) -> Symbol | None:
    """Return the symbol of a token that no lexicon knows."""
    if token.kind == "mark":
        cat = _MARKS.get(token.text)
        return Symbol(cat, None, index, index) if cat else None
    if token.kind == "num":
        return Symbol("NUM", int(token.text[:9]), index, index, token.text)
    if token.kind == "ord":
        return Symbol("ORD", _leading_number(token.text), index, index, token.text)
    if token.kind == "clock":
        return Symbol("CLOCK", _clock(token.text), index, index, token.text)
    if token.kind in {"date", "iso"}:
        return _date(token, index)
    return Symbol("X", None, index, index, token.text)


@lru_cache(maxsize=256)
def _leading_number(text: str) -> int:
    """Return the number that a text like "24th" starts with."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return int(digits or 0)


def _clock(text: str) -> tuple[int, int]:
    """Return hour and minute of "3:30", "3.30", "15h30"."""
    hour, minute = text.replace("h", ":").replace(".", ":").split(":")[:2]
    return int(hour), int(minute)


def _date(token: Token, index: int) -> Symbol:
    """Return the symbol of a numeric date."""
    numbers = [int(part) for part in token.text.replace("-", "/").replace(".", "/").split("/")]
    if token.kind == "iso":
        return Symbol("ISO", (numbers[0], numbers[1], numbers[2]), index, index, token.text)
    year = numbers[2] if len(numbers) > 2 else None  # noqa: PLR2004  day, month, year
    return Symbol("NDATE", (numbers[0], numbers[1], year), index, index, token.text)
