"""The embedded understander: a grammar and word lists of two languages, no model, no download."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from services.dialogue.commands import (
    ChooseOffer,
    Command,
    Confirm,
    Constrain,
    Emergency,
    PickAppointment,
    StartBook,
    StartCancel,
    StartMove,
    StartStatus,
)
from services.dialogue.understanding.decisions.decide import decide
from services.dialogue.understanding.emergency import emergency_in
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.gather import gather
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.terms import Composed
from services.dialogue.understanding.identity.values import IDENTITY, VALUES, identity
from services.dialogue.understanding.model import TurnContext, Understanding
from services.dialogue.understanding.words.language_detect import detect
from services.dialogue.understanding.words.repair import repair
from services.dialogue.understanding.words.tokens import MAX_CHARS, fold, tokenise
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_WISHING: Final = StartBook | Constrain | ChooseOffer | Confirm
_REFERRING: Final = StartMove | StartCancel | StartStatus | PickAppointment


class EmbeddedUnderstander:
    """Understands English and Spanish without a language model; stateless, deterministic, safe to share."""

    def understand(self, text: str, context: TurnContext) -> Understanding:
        """Return what `text` asks for; never raises on any text."""
        tokens = repair(tokenise(fold(text)))
        language = detect(tokens, text[:MAX_CHARS], context.language)
        emergency = emergency_in(" ".join(token.text for token in tokens if token.kind != "mark"))
        if emergency is not None:
            return Understanding((Emergency(emergency),), (), unsure=False, language=language)
        facts = gather(text, tokens, context, language)
        commands, unsure = identity(facts) or decide(facts)
        return _answer(facts, commands, unsure=unsure or len(text) > MAX_CHARS, language=language)


#: Words of time that the grammar could not use: the wish is not fully understood.
_RESIDUE: Final = word_set(
    """
    NUM ORD CLOCK NDATE ISO HALF HALFHOUR QUARTER UNIT DUR MON AMPM OCLOCK COMING QUEVIENE PASTADJ
    HOLIDAY BETWEEN UNTIL BY WITHIN STARTING ENDOF FROMNOW AGO COUPLE ENOCHO MANANA TARDE ORBEFORE
    ONWARD NOEARLIER ISH NEXT FOLLOWING WD WDS PERIOD DATE CLK REL
    """
)


def _dangling(symbols: Sequence[Symbol]) -> bool:
    """Tell whether "after" or "before" is followed by words that are no time: "after I drop the kids off"."""
    pairs = pairwise(symbols)
    return any(
        one.cat in {"AFTER", "BEFORE", "UNTIL"} and two.cat in {"X", "POSS", "WE", "TO", "CANCEL"} for one, two in pairs
    )


def _answer(facts: Facts, commands: list[Command], *, unsure: bool, language: Language) -> Understanding:
    """Return the understanding: `when` is the wish, or the appointment referred to when no wish was said."""
    composed = _spoken_of(facts, commands)
    if composed is not None:
        left_over = not _RESIDUE.isdisjoint(facts.left) or _dangling(facts.symbols)
        lost = facts.wishes and facts.wish.unsure
        unsure = unsure or composed.unsure or lost or facts.roles.ambiguous or left_over
    when = facts.whens(composed) if composed is not None else ()
    return Understanding(tuple(commands), when, unsure=unsure, language=language)


def _spoken_of(facts: Facts, commands: list[Command]) -> Composed | None:
    """Return the times that the commands speak of; a birth date, a code or a question speaks of none."""
    if facts.asked in IDENTITY or any(isinstance(command, VALUES) for command in commands):
        return None
    if facts.wishes and any(isinstance(command, _WISHING) for command in commands):
        return facts.wish
    if facts.target.intervals and any(isinstance(command, _REFERRING) for command in commands):
        return facts.target
    if facts.wish.intervals and any(isinstance(command, _REFERRING) for command in commands):
        return facts.wish
    return None
