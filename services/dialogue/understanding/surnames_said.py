"""A provider named by the surname alone: "que no sea con Ibarra", "la de Quintero", "a Lozano no".

Spanish only: there a surname seldom means anything else. What stands behind a title is read in `prepare`.
"""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.names import NAMES
from services.dialogue.understanding.words.surnames import SURNAMES
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _provider(symbol: Symbol, first: Symbol) -> Symbol:
    """Return the provider of a surname."""
    return Symbol("PROV", symbol.word, first.first, symbol.last, symbol.word)


def _surname(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "con Ibarra", "con Ana Ibarra", "la de Quintero" as who it is with."""
    *head, last = match.symbols
    given = head[-1] if head and head[-1].cat == "X" else None
    if last.word not in SURNAMES or (given is not None and given.word not in NAMES):
        return None
    return [*(head[:-1] if given else head), _provider(last, given or last)]


def _ruled_out(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the unknown word of "que no sea con Tolosa" as a surname: who it is not to be with."""
    *head, last = match.symbols
    plain = last.word.isalpha() and last.word not in ENGLISH | SPANISH | _NOBODY
    if not plain or not head[0].word.endswith(("con", "sea", "a")):
        return None
    return [head[0], _provider(last, last)]


def _not_them(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a Ibarra no lo quiero", "con Ibarra no", "sin Ibarra" as without that provider."""
    head, name = match.symbols[:2]
    if name.word not in SURNAMES or (head.cat == "X" and head.word != "sin"):
        return None
    return [as_cat(head, "EXCEPT", "menos"), _provider(name, name)]


def _the_offer(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la que es con Lozano", "la que tiene con Ruiz" in answer to offers as the one with them."""
    head, provider = match.symbols[0], match.symbols[-1]
    pointed = head.word.split()[0] in {"la", "el", "una", "esa", "ese"}
    return (
        [as_cat(head, "LA", "la"), as_cat(head, "OF", "de"), provider]
        if (pointed and scene.asked is Asked.OFFER)
        else None
    )


def _if_not_with(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "sí, si no es con Ibarra" as a yes without that provider."""
    head = match.symbols[0]
    if head.word.split()[-2:] not in (["si", "si"], ["si", "no"], ["si"]):
        return None
    return [as_cat(head, "YES", "si"), as_cat(match.symbols[1], "EXCEPT", "menos"), match.symbols[-1]]


_NOBODY: Final = word_set(
    "eso esa ese esto esta este el ella ellos ellas mismo misma prisa prisas anestesia dolor seguro tiempo nadie asi"
    " tarde temprano lejos caro cara dificil demasiado muy mucho mucha caros largo larga virtual linea video llamada"
    " telefono estudiante pasante practicante residente hombre mujer varon senor senora desconocido"
)
_AFTER: Final = (
    "(WITH|VISIT OF|VISIT WITH|LA OF|EL OF|APPT OF|THATONE OF|POSS OF|EXCEPT|EXCEPT TO|EXCEPT OF|NO TO|NOT TO|NEED TO"
    "|BUT TO)"
)
_BREAK: Final = "(END|STOP|COMMA|Q|BUT|THANKS)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule(
            f"(TO|WITH) X (NO|NOT|BAD|CANT) (WE|X|FILL)* (NEED|WORKS|X)?(?={_BREAK})|X X(?={_BREAK})",
            "EXCEPT",
            _not_them,
        ),
        rule(f"{_AFTER} X? X(?!X)", "PROV", _surname),
        rule("(POSS|(LA|EL|THATONE) (AVAIL|X|FILL|REPEAT|HAVEAPPT|CODEIS)+) WITH PROV", "PROV", _the_offer),
        rule("(YES NO|OR) CODEIS WITH PROV", "EXCEPT", _if_not_with),
        rule(f"EXCEPT WITH? X(?={_BREAK})", "PROV", _ruled_out),
    )
)
