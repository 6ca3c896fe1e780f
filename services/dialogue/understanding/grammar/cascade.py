"""The engine of the grammar: symbols, and rules that rewrite sequences of symbols.

Each token becomes a symbol of one category. A rule is a pattern over categories ("NEXT WD") and a function that turns
the matched symbols into one new symbol. Rules are grouped in levels and applied in order, like a cascade of
finite-state transducers: the categories are encoded as one character each, so that a pattern is a regular expression
over the *categories*, which is linear and quick.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.dialogue.understanding.grammar.necessary import necessary

_FIRST: Final = 0xE000
_codes: dict[str, str] = {}
_names: dict[str, str] = {}


def code(name: str) -> str:
    """Return the character that stands for the category `name`."""
    if name not in _codes:
        _codes[name] = chr(_FIRST + len(_codes))
        _names[_codes[name]] = name
    return _codes[name]


@dataclass(slots=True)
class Symbol:
    """A category with a value, covering the tokens `first` to `last`.

    Attributes:
        cat: Name of the category ("WD", "NEXT", "DAYS").
        value: What the category needs (a weekday's number, a `Days` value, ...).
        first: Index of the first token covered.
        last: Index of the last token covered.
        word: Folded text of the token, for words that no lexicon knows.
    """

    cat: str
    value: Any
    first: int
    last: int
    word: str = ""


def as_cat(symbol: Symbol, cat: str, word: str = "") -> Symbol:
    """Return a symbol of another category, without a value, at the same place."""
    return Symbol(cat, None, symbol.first, symbol.last, word or symbol.word)


class Match:
    """The symbols that a pattern matched, with short ways to take them apart."""

    __slots__ = ("symbols",)

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        self.symbols = symbols

    def has(self, *cats: str) -> bool:
        """Tell whether any symbol is of one of these categories."""
        return any(symbol.cat in cats for symbol in self.symbols)

    def all(self, *cats: str) -> list[Any]:
        """Return the values of all symbols of these categories, in order."""
        return [symbol.value for symbol in self.symbols if symbol.cat in cats]

    def get(self, *cats: str) -> Any:  # noqa: ANN401  values differ by category
        """Return the value of the first symbol of these categories, or None."""
        return next((symbol.value for symbol in self.symbols if symbol.cat in cats), None)


Builder = Callable[[Match, Any], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over categories and what it makes.

    Attributes:
        pattern: Compiled over category codes.
        cat: Category of the new symbol.
        build: From the match and the scene to the new symbol's value; None leaves the symbols as they are.
        needs: Categories as bits, of which the symbols must hold one, or 0; spares most searches.
    """

    pattern: re.Pattern[str]
    cat: str
    build: Builder
    needs: int = 0


def _bits(cats: Iterable[str]) -> int:
    """Return a set of categories as bits."""
    return sum(1 << (ord(code(cat)) - _FIRST) for cat in cats)


def rule(pattern: str, cat: str, build: Builder) -> Rule:
    """Compile a rule; categories are upper-case words, `( | ) ? * +` mean what they do in regular expressions."""
    encoded = re.sub(r"[A-Z][A-Z0-9_]*", lambda name: code(name.group()), pattern).replace(" ", "")
    needs = _bits(necessary(pattern))
    return Rule(re.compile(re.sub(r"\((?!\?)", "(?:", encoded)), cat, build, needs)


def apply_rules(symbols: list[Symbol], rules: Sequence[Rule], scene: object) -> list[Symbol]:
    """Apply each rule in turn, left to right over the whole list; return the rewritten list."""
    encoded = encode(symbols)
    present = _present(encoded)
    for each in rules:
        if (each.needs and not each.needs & present) or each.pattern.search(encoded) is None:
            continue
        symbols = _rewrite(symbols, encoded, each, scene)
        encoded = encode(symbols)
        present = _present(encoded)
    return symbols


def _present(encoded: str) -> int:
    """Return the categories of encoded symbols as bits."""
    return sum(1 << (ord(each) - _FIRST) for each in set(encoded))


def encode(symbols: Sequence[Symbol]) -> str:
    """Return the categories of the symbols as one string of codes."""
    return "".join([code(symbol.cat) for symbol in symbols])


def find(pattern: re.Pattern[str], symbols: Sequence[Symbol]) -> Match | None:
    """Return the first match of a compiled pattern, or None."""
    found = pattern.search(encode(symbols))
    return Match(symbols[found.start() : found.end()]) if found else None


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern over categories without a rule."""
    return rule(pattern, "", lambda _match, _scene: None).pattern


def _made(each: Rule, value: object, part: Sequence[Symbol]) -> list[Symbol]:
    """Return what a rule made: one symbol, or those that its builder put together itself."""
    if isinstance(value, list):
        return value
    return [Symbol(each.cat, value, part[0].first, part[-1].last)]


def _rewrite(symbols: list[Symbol], encoded: str, each: Rule, scene: object) -> list[Symbol]:
    """Rewrite every place where one rule matches and builds something."""
    rewritten: list[Symbol] = []
    at = 0
    while at < len(symbols):
        found = each.pattern.search(encoded, at)
        if found is None or found.end() == found.start():
            break
        part = symbols[found.start() : found.end()]
        value = each.build(Match(part), scene)
        if value is None:
            rewritten.extend(symbols[at : found.start() + 1])
            at = found.start() + 1
            continue
        rewritten.extend(symbols[at : found.start()])
        rewritten.extend(_made(each, value, part))
        at = found.end()
    rewritten.extend(symbols[at:])
    return rewritten
