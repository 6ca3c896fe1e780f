"""The embedded understander: a grammar and word lists of two languages, no model, no download."""

from dataclasses import replace
from typing import Final

from services.dialogue.commands import (
    ChooseOffer,
    Command,
    Confirm,
    Constrain,
    Emergency,
    GiveBirthDate,
    GiveCode,
    GiveName,
    GivePhone,
    Greeting,
    PickAppointment,
    StartBook,
    StartCancel,
    StartMove,
    StartStatus,
    Thanks,
    Unclear,
)
from services.dialogue.understanding.decisions.decide import decide
from services.dialogue.understanding.doubt import doubtful
from services.dialogue.understanding.doubt_errands import act_is_lost, spares_one, swaps_places, two_errands
from services.dialogue.understanding.doubt_parts import holds_less
from services.dialogue.understanding.doubt_questions import asks_about
from services.dialogue.understanding.doubt_strangers import strangers_weigh
from services.dialogue.understanding.emergency import emergency_in
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.gather import gather
from services.dialogue.understanding.grammar.terms import Composed
from services.dialogue.understanding.identity.introduction import Introduction, introduction
from services.dialogue.understanding.identity.values import IDENTITY, identity
from services.dialogue.understanding.model import TurnContext, Understanding
from services.dialogue.understanding.residue import leaves_residue
from services.dialogue.understanding.two_days import mixes_days
from services.dialogue.understanding.unheld import (
    lost_distance,
    lost_place,
    lost_wish,
    names_impossible_date,
    refuses_someone,
    several_providers,
)
from services.dialogue.understanding.words.language_detect import detect
from services.dialogue.understanding.words.repair import repair
from services.dialogue.understanding.words.tokens import MAX_CHARS, fold, tokenise
from services.kernel.language import Language

_NO_WISH: Final = GiveBirthDate | GiveCode | GivePhone
_WISHING: Final = StartBook | Constrain | ChooseOffer | Confirm
_REFERRING: Final = StartMove | StartCancel | StartStatus | PickAppointment


#: Unknown words beside a name that may be passed over.
_FEW: Final = 3


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
        who = introduction(facts)
        if who is not None and len(who.rest) > 1:
            return _introduced(who, gather(text, who.rest, context, language))
        commands, unsure = identity(facts) or decide(facts)
        unsure = unsure or _holds_too_little(facts, commands)
        return _answer(facts, commands, unsure=unsure or len(text) > MAX_CHARS, language=language)


def _holds_too_little(facts: Facts, commands: list[Command]) -> bool:
    """Tell whether something was said that no command holds."""
    someone = any(isinstance(command, Constrain) and (command.provider or command.not_provider) for command in commands)
    prefers = facts.has("PREFERENCE") and not facts.has("LANG")
    checks = (
        _name_hides_a_wish,
        lost_place,
        strangers_weigh,
        holds_less,
        mixes_days,
        asks_about,
        two_errands,
        act_is_lost,
        spares_one,
        swaps_places,
    )
    refused = refuses_someone(facts) and not someone
    return refused or prefers or several_providers(facts) or any(check(facts, commands) for check in checks)


def _name_hides_a_wish(facts: Facts, commands: list[Command]) -> bool:
    """Tell whether only a name was taken from words that also ask for something."""
    only_name = all(isinstance(command, GiveName) for command in commands)
    return (
        facts.asked is None and only_name and bool(commands) and (facts.wishes or facts.has("APPT", "MOVE", "CANCEL"))
    )


def _introduced(who: Introduction, facts: Facts) -> Understanding:
    """Return who it is and what else was asked for; unsure when that is not understood."""
    commands, unsure = decide(facts)
    said: list[Command] = [command for command in commands if not isinstance(command, Greeting | Thanks | Unclear)]
    unsure = bool(said) and (unsure or _holds_too_little(facts, said))
    answer = _answer(facts, said, unsure=unsure, language=facts.scene.language)
    lost = not said and sum(symbol.cat not in {"FILL", "HELLO"} for symbol in facts.words) > _FEW
    return replace(answer, commands=(*who.commands, *said), unsure=answer.unsure or who.unsure or lost)


def _answer(facts: Facts, commands: list[Command], *, unsure: bool, language: Language) -> Understanding:
    """Return the understanding: `when` is the wish, or the appointment referred to when no wish was said."""
    composed = _spoken_of(facts, commands)
    if composed is not None:
        lost = facts.wishes and (facts.wish.unsure or _moves_to_itself(facts, commands))
        unsure = unsure or composed.unsure or lost or facts.roles.ambiguous or leaves_residue(facts.symbols)
        unsure = unsure or (composed is facts.wish and doubtful(facts, composed.intervals))
        if names_impossible_date(facts):
            composed, unsure = None, True
    elif any(isinstance(command, StartMove) for command in commands):
        held = any(isinstance(command, Constrain) and command.shift_minutes for command in commands)
        unsure = (
            unsure
            or lost_wish(facts)
            or facts.has("HALFHOUR", "CLOCK", "WD")
            or (lost_distance(facts) and not held)
            or (facts.wishes and facts.wish.unsure)
        )
    when = facts.whens(composed) if composed is not None else ()
    return Understanding(tuple(commands), when, unsure=unsure, language=language)


def _moves_to_itself(facts: Facts, commands: list[Command]) -> bool:
    """Tell whether an appointment would move to the very day it is on: "es mañana mi cita? no puedo mañana"."""
    moves = any(isinstance(command, StartMove) for command in commands)
    shifted = any(isinstance(command, Constrain) and command.shift_minutes for command in commands)
    same = bool(facts.target.intervals) and list(facts.target.intervals) == list(facts.wish.intervals)
    return moves and same and not shifted


def _spoken_of(facts: Facts, commands: list[Command]) -> Composed | None:
    """Return the times that the commands speak of; a birth date, a code or a question speaks of none."""
    if facts.asked in IDENTITY or any(isinstance(command, _NO_WISH) for command in commands):
        return None
    if any(isinstance(command, PickAppointment) and command.ref.other for command in commands):
        return None
    if facts.wishes and any(isinstance(command, _WISHING) for command in commands):
        return facts.wish
    if facts.target.intervals and any(isinstance(command, _REFERRING) for command in commands):
        return facts.target
    if facts.wish.intervals and any(isinstance(command, _REFERRING) for command in commands):
        return facts.wish
    return None
