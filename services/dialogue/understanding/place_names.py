"""Places as patients name them: "the main street office", "la sede norte", "from the oak park clinic to Elm"."""

from collections.abc import Sequence
from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.word_set import word_set

#: Words that take another word, or a number, behind them: "la calle 8", "san rafael".
_LEADING: Final = word_set(
    "calle avenida av ave carretera ruta plaza street avenue zona sector carrera san santa santo villa villas nueva"
    " nuevo lomas colinas bosques puerta torre torres paseo parque puente barrio colonia los las el la del monte campo"
)
_ROADS: Final = word_set("street avenue ave road drive boulevard blvd lane st rd plaza square park highway parkway")
#: Words beside a place that are no part of its name.
NO_NAME: Final = word_set(
    "doctor doctors doc docs dr same your yall yalls ur my our this that other another which any some new old nearest"
    " closest main esta este misma mismo otra otro cual que queda donde tienen tiene hay abre abren corresponde"
    " corresponden pertenece pertenecen atiende atienden es son"
)
_NAMED: Final = frozenset({"X", "TOPIC", "NUM", "ORD"})


def _words(symbols: Sequence[Symbol]) -> list[str]:
    """Return the words of a name, numbers as they were written."""
    return [symbol.word for symbol in symbols if symbol.cat in _NAMED]


def _before(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the main street office"."""
    lead, *name, head = match.symbols
    words = _words(name)
    if not words or words[-1] in NO_NAME or all(symbol.cat != "X" for symbol in name):
        return None
    return [lead, Symbol("PLACE", " ".join(words), name[0].first, head.last, head.word)]


def _behind(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la sede norte", "la clínica de la calle 8", "the clinic in Elm"."""
    head = match.symbols[0]
    if head.cat != "PLACEW" and head.word.split()[-1] not in {"oficina", "clinica", "office", "clinic", "centro"}:
        return None
    kept, rest = _name(match.symbols[1:])
    if not kept:
        return None
    last = kept[-1].last
    return [Symbol("PLACE", " ".join(_words(kept)), head.first, last, head.word), *rest]


def _name(symbols: Sequence[Symbol]) -> tuple[list[Symbol], list[Symbol]]:
    """Split symbols into those of the name and the rest: a second word belongs to it only where it plainly does."""
    named = [at for at, symbol in enumerate(symbols) if symbol.cat in _NAMED]
    if not named or symbols[named[0]].word in NO_NAME:
        return [], list(symbols)
    first = end = named[0]
    for at in named[1:]:
        one, two = symbols[at - 1], symbols[at]
        unknown = two.cat == "X" and two.word not in ENGLISH | SPANISH
        if at != end + 1 or not (one.word in _LEADING or unknown or two.word in _ROADS):
            break
        end = at
    return list(symbols[first : end + 1]), list(symbols[end + 1 :])


def _road(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the one on Elm Street", "en la de avenida central"."""
    last = match.symbols[-1]
    name = [symbol for symbol in match.symbols if symbol.cat in _NAMED]
    words = _words(name)
    named = words[-1] in _ROADS or words[0] in _LEADING
    if not named or len(words) < 2 or last.cat not in _NAMED:  # noqa: PLR2004  a road and its name
        return None
    lead = [symbol for symbol in match.symbols if symbol.first < name[0].first]
    return [*lead, Symbol("PLACE", " ".join(words), name[0].first, last.last, last.word)]


def _on_its_road(match: Match, _scene: Scene) -> str | None:
    """Read "tomorrow at 4, Elm Street office" with both words of the road."""
    name, road, _office = match.symbols
    return f"{name.word} {road.word}" if road.word in _ROADS and name.word not in NO_NAME else None


def _one_there(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "from the oak park office to the one in Elm" as two places."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "TO")
    name = [symbol for symbol in match.symbols[at:] if symbol.cat in _NAMED]
    words = [symbol.word for symbol in name if symbol.word not in {"out", "over"}]
    if not words:
        return None
    last = name[-1]
    return [*match.symbols[: at + 1], Symbol("PLACE", " ".join(words), name[0].first, last.last, last.word)]


_AHEAD: Final = "(THE|LA|EL|AT|IN|ON|TO|FROM|OF|POSS)"

RULES: Final[tuple[Rule, ...]] = (
    rule(f"{_AHEAD} (X|TOPIC|NUM|ORD)+ PLACEW", "PLACEW", _before),
    rule("X X PLACEW", "PLACE", _on_its_road),
    rule("X PLACEW", "PLACE", lambda m, _s: m.symbols[0].word if m.symbols[0].word not in NO_NAME else None),
    rule("(PLACEW|PERSON) (OF|IN|ON)? (EL|LA|THE)? (X|NUM|ORD)+", "X", _behind),
    rule("(AT|IN|ON|OF|TO|THE) (THE|LA|EL)? (X|ORD)+ (X|NUM|ORD)", "X", _road),
    rule(
        "PLACE (FILL|COMMA)* TO (THE|LA|EL) (ONE|OF|FILL|FROMNOW|X)* (IN|ON|AT|OF|BY)? (EL|LA|THE)? X+",
        "PLACE",
        _one_there,
    ),
)
