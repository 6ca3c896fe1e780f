"""Spanish turns of phrase said plainly, by what was asked last: "la de las tres", "ahí estaré", "se puede cancelar"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked


def _said(symbol: Symbol, cat: str) -> Symbol:
    """Return a symbol of another category at the same place."""
    return Symbol(cat, None, symbol.first, symbol.last, symbol.word)


def _any_of_them(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read a lone "cualquiera", "me da igual" as any of the offers, where there are some."""
    return [_said(match.symbols[0], "ANYOFFER")] if scene.asked is Asked.OFFER else None


def _any_time(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la que usted diga" as any time where nothing was offered."""
    return None if scene.asked is Asked.OFFER else [_said(match.symbols[0], "ANYTIME")]


def _will_come(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "ahí estaré" as keeping the appointment, except where it answers a proposal."""
    return None if scene.asked is Asked.CONFIRM else [_said(match.symbols[0], "KEEP")]


_POLITE: Final = frozenset(
    {"se puede", "se podria", "podemos", "podriamos", "podria ser", "puede ser", "seria", "puedo", "podria"}
)


def _politely(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "se puede cancelar" as the cancelling: nothing is looked for."""
    head, *rest = match.symbols
    return [_said(head, "FILL"), *rest] if head.word in _POLITE else None


_AT_WORK: Final = frozenset({"trabajan", "atienden", "abren"})


def _open_on(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "trabajan los sábados?" at the start as a question for the opening days."""
    *before, works, small = match.symbols
    hours = Symbol("TOPIC", "hours", works.first, works.last, works.word)
    return [*before, hours, small] if works.word in _AT_WORK else None


def _my_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "mi hora del jueves" as my appointment, as it is called in Chile and Spain."""
    mine, hour = match.symbols
    return [mine, _said(hour, "APPT")] if hour.word in {"hora", "horita"} and mine.word in {"mi", "su"} else None


def _tagged(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la segunda, ¿no?" without its tag, except where a no would count."""
    return [_said(match.symbols[-1], "STOP")] if scene.asked is not Asked.CONFIRM else None


_SEEN_BY: Final = frozenset({"que me atienda", "me atienda", "me puede atender", "atender por"})


def _seen_by(match: Match, _scene: Scene) -> bool | None:
    """Read "que me atienda la doctora Peña" as a visit, not as a wish for a person."""
    return True if match.symbols[0].word in _SEEN_BY else None


_MEANT: Final = frozenset({"era", "referia", "refiero", "hablaba", "decia", "hablo"})


def _meant_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me equivoqué, era la del jueves" as another appointment that is meant, not as a wish."""
    head, *rest = match.symbols
    if scene.asked is not Asked.CONFIRM or head.word not in _MEANT:
        return None
    return [_said(head, "MEANT"), *rest]


def _whichever_is(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la que sea más cerca de mi salida" as something not known, "la que sea" as any of them."""
    head, *rest = match.symbols
    return [_said(head, "X"), *rest] if head.word.endswith((" sea", " quede")) else None


RULES: Final[tuple[Rule, ...]] = (
    rule("POSS UNIT(?=(OF|WITH|FOR) (EL|LA|MANANA|DRTITLE|VISIT|WD|REL))", "POSS", _my_hour),
    rule("X (TO|OF)? (LA|EL)(?=OF)", "MEANT", _meant_one),
    rule("(ANYOFFER|ANYTIME)(?=(X|WITH|FROM|MAS))", "X", _whichever_is),
    rule("ANYTIME(?=(END|STOP|COMMA|WORKS|YES|THANKS|FILL))", "ANYOFFER", _any_of_them),
    rule("ANY(?=(END|STOP|COMMA|WORKS|YES|THANKS))", "ANYOFFER", _any_of_them),
    rule("ANYOFFER", "ANYTIME", _any_time),
    rule("COMMA? NO Q(?=END)", "STOP", _tagged),
    rule("ASKPERSON(?=(EL|LA|A|TO|WITH|UN)* (DRTITLE|VISIT))", "BOOKAPPT", _seen_by),
    rule("ATTEND", "KEEP", _will_come),
    rule("^(HELLO|COMMA|STOP|FILL|WE|AND)* (X|NOT) (LOS|EL|LAS|IN|POR|TODAY|REL|MANANA|WEEKEND)", "TOPIC", _open_on),
    rule("(AVAIL|WORKS) FILL* CANCEL", "FILL", _politely),
)
