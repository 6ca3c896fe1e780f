"""A look at the words nobody knew: enough of them, or one in a telling place, and the meaning may lie in them.

Words of family, health, work, school, travel and politeness only tell why; an unknown word elsewhere may be the wish.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from services.dialogue.commands import (
    ChooseOffer,
    Command,
    Confirm,
    Constrain,
    Keep,
    PickAppointment,
    StartBook,
    StartCancel,
    StartMove,
    StartStatus,
)
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.place_names import NO_NAME
from services.dialogue.understanding.words.common_words import SPANISH
from services.dialogue.understanding.words.life_words import LIFE
from services.dialogue.understanding.words.tokens import fold
from services.dialogue.understanding.words.word_set import phrase_set, word_set

#: Commands that something follows from; asking, greeting and calling a person are harmless.
_WEIGHTY: Final = (
    StartMove | StartCancel | StartBook | StartStatus | Constrain | PickAppointment | ChooseOffer | Confirm | Keep
)
#: How many unknown words may be passed over.
_FEW: Final = 1
#: Behind these an unknown word is what is wanted: "i need to *drop* my appointment", "con la doctora *salas*".
_TELLING: Final = frozenset({"DRTITLE"})
_ASKING: Final = phrase_set("to|you|please|puede|podria|pueden|podrian|favor|quiero|necesito|quisiera")
#: A Spanish request with what it is about: "borrar*lo*", "sáque*mela*".
_ASKED_TO_DO: Final = re.compile(r"(?:[aei]r|[ae]n?)(?:me|te|se|nos)?l[ao]s?$")

#: An unknown word that was read as one of these is none.
_ACTING: Final = frozenset({"CANCEL", "MOVE", "MOVEUP", "MOVEBACK", "BOOKAPPT"})

_NAMED: Final = ("provider", "not_provider", "place", "visit")
_PLACE: Final = ("place",)
_PROVIDER: Final = ("provider", "not_provider", "any_provider", "same_provider", "visit")


def strangers_weigh(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether words that nobody knew, and no command holds, leave the meaning open."""
    if not commands or not all(isinstance(command, _WEIGHTY) for command in commands):
        return False
    held = _held(commands)
    if (_names_someone(facts) or _sees_stranger(facts)) and not _holds(commands, _PROVIDER):
        return True
    acting = {symbol.first for symbol in facts.symbols if symbol.cat in _ACTING}
    words = [symbol for symbol in _without_name(_weighing(facts.words)) if symbol.first not in acting]
    lost = [symbol for symbol in words if _unknown(symbol, held)]
    if len(lost) > _FEW or (_names_place(facts.words, held) and not _holds(commands, _PLACE)):
        return True
    return any(_telling(one) and _unknown(two, held) for one, two in pairwise(facts.words) if two in words) or any(
        _ASKED_TO_DO.search(symbol.word) for symbol in lost
    )


#: What a clause that only tells holds: no time, no bound, no refusal, nothing asked for.
_TOLD: Final = word_set(
    "X FILL WE A AN THE EL LA LOS LAS POSS KIN TO OF IN AND AT UN UNOS HELLO REPEAT CODEIS NAMEIS NOW ON POR WITH"
)
_CLAUSE_ENDS: Final = frozenset({"COMMA", "STOP", "Q", "BUT"})
_REQUESTS: Final = frozenset({"NEED", "CANCEL", "MOVE", "MOVEUP", "MOVEBACK", "BOOK", "BOOKAPPT", "AVAIL"})
#: Who a clause tells of, behind the request: "please, I'm in a lot of pain".
_SUBJECTS: Final = phrase_set("im|im in a|i am|shes|hes|theyre|were|he|she|they|i have been|ive been|ive had")
#: So many words tell something.
_TELLS: Final = 3


def _weighing(words: Sequence[Symbol]) -> list[Symbol]:
    """Return the words without the clauses that only tell why: "nobody picks up, I want to cancel Monday"."""
    clauses: list[list[Symbol]] = [[]]
    for symbol in words:
        starts = symbol.cat in _REQUESTS and all(each.cat in _TOLD for each in clauses[-1])
        tells = symbol.word in _SUBJECTS and any(each.cat in _REQUESTS for each in clauses[-1])
        if symbol.cat in _CLAUSE_ENDS or tells or (starts and len(clauses[-1]) >= _TELLS):
            clauses.append([])
        clauses[-1].append(symbol)
    kept = [clause for clause in clauses if len(clause) < _TELLS or not _only_told(clause)]
    asks = any(symbol.cat in _REQUESTS for clause in kept for symbol in clause)
    return [symbol for clause in (kept if asks else clauses) for symbol in clause]


def _only_told(clause: Sequence[Symbol]) -> bool:
    """Tell whether a clause holds unknown words and nothing that asks."""
    inner = clause[1:] if clause[0].cat in _CLAUSE_ENDS else clause
    asked = any(_ASKED_TO_DO.search(symbol.word) or symbol.word in _ASKING for symbol in inner)
    return not asked and all(symbol.cat in _TOLD or symbol.cat == "END" for symbol in inner)


#: How something is done, and no name.
#: Words of so few letters are no surname.
_SHORT: Final = 3
_MANNER: Final = re.compile(r"(?:cion|dad|cia|miento|eza|tud|ismo|able|ible|mente|ito|ita|itos|itas|os|as)$")


def _sees_stranger(facts: Facts) -> bool:
    """Tell whether an unknown word behind "con" may be whom the patient wants to see: "una cita con Rivas"."""
    if facts.scene.language != "es" or facts.asked not in {None, Asked.WHAT, Asked.WHEN}:
        return False
    return any(
        one.word == "con"
        and two.cat == "X"
        and two.word.isalpha()
        and len(two.word) > _SHORT
        and two.word not in LIFE | SPANISH
        and (facts.text[facts.tokens[two.first].start].isupper() or not _MANNER.search(two.word))
        for one, two in pairwise(facts.words)
    )


def _without_name(words: Sequence[Symbol]) -> list[Symbol]:
    """Return the words without a name that is told with "a nombre de": the identity check asks for it."""
    at = next((at for at, symbol in enumerate(words) if symbol.word.endswith("a nombre de")), len(words))
    after = next((at for at in range(at + 1, len(words)) if words[at].cat != "X"), len(words))
    return [*words[:at], *words[after:]]


def _telling(symbol: Symbol) -> bool:
    """Tell whether the word behind this one is what is wanted."""
    return symbol.cat in _TELLING or symbol.word in _ASKING


def _unknown(symbol: Symbol, held: frozenset[str]) -> bool:
    """Tell whether a symbol is an unknown word that is neither held nor of everyday life."""
    return symbol.cat == "X" and symbol.word not in held and not LIFE.issuperset(symbol.word.split())


def _held(commands: Sequence[Command]) -> frozenset[str]:
    """Return the words that the commands hold: names of providers, places and visits."""
    parts = [*commands, *(getattr(each, name, None) for each in commands for name in ("target", "ref"))]
    texts = [getattr(part, name, None) or "" for part in parts for name in _NAMED]
    return frozenset(word for text in texts for word in fold(text).split())


def _names_place(words: Sequence[Symbol], held: frozenset[str]) -> bool:
    """Tell whether something unknown or named stands before a word for a place: "the *oak park* office"."""
    return any(
        two.cat == "PLACEW" and one.cat in {"X", "TOPIC"} and one.word not in held | NO_NAME
        for one, two in pairwise(words)
    )


def _names_someone(facts: Facts) -> bool:
    """Tell whether an unknown word is the name of a provider."""
    spans = [(symbol.first, symbol.last) for symbol in facts.symbols if symbol.cat == "PROV"]
    return any(low <= word.first <= high for low, high in spans for word in facts.words if word.cat == "X")


def _holds(commands: Sequence[Command], names: Sequence[str]) -> bool:
    """Tell whether one of these fields is filled in a command, or in the appointment it speaks of."""
    targets = [getattr(each, name, None) for each in commands for name in ("target", "ref")]
    return any(getattr(part, name, None) for part in (*commands, *targets) for name in names)
