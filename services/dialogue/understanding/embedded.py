"""The embedded understander: a grammar and word lists of two languages, no model, no download."""

import re
from collections.abc import Sequence
from typing import Final

from services.dialogue.commands import (
    ChooseOffer,
    Command,
    Constrain,
    Emergency,
    GiveBirthDate,
    GiveCode,
    GiveName,
    GivePhone,
    PickAppointment,
    StartBook,
    StartCancel,
    StartMove,
    StartStatus,
    Unclear,
)
from services.dialogue.understanding.decide import Decision, decide
from services.dialogue.understanding.emergency import emergency_in
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.bounds import OPEN_DAYS
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.compose import Anchor, Composed, Part, compose
from services.dialogue.understanding.grammar.levels import parse
from services.dialogue.understanding.grammar.scene import Scene, scene_of
from services.dialogue.understanding.grammar.values import DAY, Window, days_between, one_day
from services.dialogue.understanding.identity_values import birth_date_in, code_in, name_in, phone_in
from services.dialogue.understanding.model import Asked, TurnContext, Understanding
from services.dialogue.understanding.prepare import prepare
from services.dialogue.understanding.roles import TARGET, WISH, Roles, assign
from services.dialogue.understanding.words.concepts import read
from services.dialogue.understanding.words.language_detect import detect
from services.dialogue.understanding.words.repair import repair
from services.dialogue.understanding.words.tokens import MAX_CHARS, Token, fold, tokenise
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_VALUES: Final = GiveBirthDate | GiveCode | GivePhone | GiveName
_IDENTITY: Final = frozenset({Asked.NAME, Asked.BIRTH_DATE, Asked.CODE, Asked.PHONE})
_TIMED: Final = StartMove | StartCancel | StartStatus | StartBook | Constrain | ChooseOffer | PickAppointment
#: Markup, code and structured data: never what a patient means.
_MARKUP: Final = re.compile(r"</?[a-zA-Z!?]|\{\s*[\"'{%]|```|\$\{|&[lg]t;|<\?|\[/?INST|</s>")
_NOTHING: Final = Composed((), unsure=False)


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
        commands, unsure = _identity(facts) or decide(facts)
        return _answer(facts, commands, unsure=unsure or len(text) > MAX_CHARS, language=language)


def gather(text: str, tokens: list[Token], context: TurnContext, language: Language) -> Facts:
    """Return the facts of a message."""
    scene = scene_of(context, language)
    joined, words = read(tokens, language)
    prepared = prepare([_copy(symbol) for symbol in words], scene, context)
    symbols = parse(prepared, scene)
    roles = assign(symbols, context.asked)
    target = _target(roles, scene, context)
    anchor = _anchor(target, context, dated=any(not isinstance(part.value, Window) for part in roles.parts(TARGET)))
    wish = compose(_wish_parts(roles, symbols, anchor, scene), scene, anchor)
    return Facts(
        text=text,
        tokens=tuple(joined),
        words=tuple(words),
        symbols=tuple(symbols),
        cats=frozenset(symbol.cat for symbol in symbols)
        | frozenset(symbol.cat for symbol in words if symbol.cat in _KEPT),
        scene=scene,
        context=context,
        roles=roles,
        wish=wish,
        target=target,
        anchor=anchor,
    )


def _wish_parts(roles: Roles, symbols: Sequence[Symbol], anchor: Anchor, scene: Scene) -> list[Part]:
    """Return the wished parts; a time alone ("at 4 instead") is on the day of the appointment mentioned."""
    parts = roles.parts(WISH)
    timed = bool(parts) and all(isinstance(part.value, Window) and not part.negative for part in parts)
    instead = any(symbol.cat in {"INSTEADADV", "TOW"} for symbol in symbols)
    if not parts and any(symbol.cat in {"SOONEST", "ANYTIME"} for symbol in symbols):
        return [Part(days_between(scene.today, scene.today + DAY * OPEN_DAYS, broad=True))]
    if timed and instead and anchor.day is not None and all(not part.value.relative for part in parts):  # type: ignore[union-attr]
        parts.append(Part(one_day(anchor.day)))
    return parts


#: Words of time that the grammar could not use: the wish is not fully understood.
_RESIDUE: Final = word_set(
    """
    NUM ORD CLOCK NDATE ISO HALF HALFHOUR QUARTER UNIT DUR MON AMPM OCLOCK COMING QUEVIENE PASTADJ
    HOLIDAY BETWEEN UNTIL BY WITHIN STARTING ENDOF FROMNOW AGO COUPLE ENOCHO MANANA TARDE ORBEFORE
    ONWARD NOEARLIER ISH NEXT FOLLOWING AROUND MENOS WD WDS PERIOD DATE CLK REL
    """
)


def _dangling(symbols: Sequence[Symbol]) -> bool:
    """Tell whether "after" or "before" is followed by words that are no time: "after I drop the kids off"."""
    pairs = zip(symbols, symbols[1:], strict=False)
    return any(
        one.cat in {"AFTER", "BEFORE", "UNTIL"} and two.cat in {"X", "POSS", "WE", "TO", "CANCEL"} for one, two in pairs
    )


def _speaks_of_time(commands: list[Command]) -> bool:
    """Tell whether any command may carry a time."""
    return any(isinstance(command, _TIMED) for command in commands)


#: Categories that count even where the grammar has used them up.
_KEPT: Final = frozenset({"A", "UN", "Q", "POSS"})


def _copy(symbol: Symbol) -> Symbol:
    """Return a copy, since the grammar changes symbols in place."""
    return Symbol(symbol.cat, symbol.value, symbol.first, symbol.last, symbol.word)


def _target(roles: Roles, scene: Scene, context: TurnContext) -> Composed:
    """Return the intervals of the appointment referred to; it may lie in the past."""
    parts = roles.parts(TARGET)
    if not parts:
        return _NOTHING
    return compose(parts, scene, _anchor(_NOTHING, context, dated=False), allow_past=True)


def _anchor(target: Composed, context: TurnContext, *, dated: bool) -> Anchor:
    """Return what relative words refer to: the appointment mentioned, else the only one known."""
    if target.intervals and dated:
        start, end = target.intervals[0]
        minute = start.hour * 60 + start.minute if (end - start).total_seconds() <= 60 else None  # noqa: PLR2004
        matching = [each for each in context.appointments if each.start.date() == start.date()]
        if minute is None and len(matching) == 1:
            minute = matching[0].start.hour * 60 + matching[0].start.minute
        return Anchor(start.date(), minute)
    if len(context.appointments) == 1:
        start = context.appointments[0].start
        local = start.astimezone(context.zone) if context.zone else start
        return Anchor(local.date(), local.hour * 60 + local.minute)
    return Anchor()


def _identity(facts: Facts) -> Decision | None:
    """Read a value of the identity check where one was asked for or is plainly stated."""
    if facts.has("INJECT") or _MARKUP.search(facts.text[:MAX_CHARS]):
        return [Unclear()], True
    if facts.asked in _IDENTITY:
        early = _early(facts)
        if early is not None:
            return early
    commands: list[Command] = []
    unsure = False
    name = _name(facts)
    if name:
        commands.append(GiveName(name))
    if facts.asked is Asked.BIRTH_DATE or facts.has("BORN") or (facts.asked is Asked.NAME and name):
        birth = birth_date_in([_copy(symbol) for symbol in facts.words], facts.scene)
        if birth:
            commands.append(GiveBirthDate(birth[0], birth[1:]))
            unsure = len(birth) > 1
    if facts.asked in {Asked.CODE, Asked.PHONE} or facts.has("CODEIS", "PHONEIS"):
        commands.extend(_numbers(facts))
    if commands:
        return commands + _also(facts), unsure
    return _no_value(facts)


def _also(facts: Facts) -> list[Command]:
    """Return what else was asked for beside an identity value: "my name is Bob and I want to cancel"."""
    if not facts.has("MOVE", "MOVEUP", "MOVEBACK", "CANCEL"):
        return []
    commands, _unsure = decide(facts)
    return [command for command in commands if isinstance(command, StartMove | StartCancel)]


def _no_value(facts: Facts) -> Decision | None:
    """Where a value of the identity check was asked for and a time was said, it was not understood."""
    if facts.asked not in _IDENTITY:
        return None
    commands, unsure = decide(facts)
    wishes = any(isinstance(command, Constrain | ChooseOffer | PickAppointment) for command in commands)
    return ([Unclear()], True) if wishes else (commands, unsure)


#: What an answer to an identity question may be instead of the value.
_ESCAPES: Final = ("ASKPERSON", "ASKPERSON_ALONE", "RESEND", "NEVERMIND", "LANG")


def _early(facts: Facts) -> Decision | None:
    """A wish for a person, another language, the code again: before a value is looked for."""
    if facts.has(*_ESCAPES):
        return decide(facts)
    return None


def _name(facts: Facts) -> str | None:
    """Return the name said, where one was asked for or is stated as one."""
    asked = facts.asked is Asked.NAME
    if not asked and facts.asked is not None and not facts.has("NAMEIS"):
        return None
    if (
        asked
        and facts.has("TOPIC", "REPEAT", "PERSON", "CANCEL", "MOVE", "THANKS", "DUNNO")
        and not facts.has("NAMEIS")
    ):
        return None
    return name_in(facts.text[:MAX_CHARS], stated_only=not asked)


def _numbers(facts: Facts) -> list[Command]:
    """Return the code or telephone number said."""
    tokens = [token for token in facts.tokens]
    phone = phone_in(tokens, facts.scene.language)
    if phone and facts.asked is not Asked.CODE:
        return [GivePhone(phone)]
    code = code_in(tokens, facts.scene.language)
    if code and (facts.asked is Asked.CODE or facts.has("CODEIS")) and facts.asked is not Asked.PHONE:
        return [GiveCode(code)]
    return []


def _answer(facts: Facts, commands: list[Command], *, unsure: bool, language: Language) -> Understanding:
    """Return the understanding: `when` is the wish, or the appointment referred to when no wish was said."""
    if facts.asked in _IDENTITY or any(isinstance(command, _VALUES) for command in commands):
        return Understanding(tuple(commands), (), unsure=unsure, language=language)
    composed = facts.wish if facts.wishes else facts.target
    unsure = (
        unsure
        or composed.unsure
        or facts.roles.ambiguous
        or (_speaks_of_time(commands) and (not _RESIDUE.isdisjoint(facts.left) or _dangling(facts.symbols)))
    )
    return Understanding(tuple(commands), facts.whens(composed), unsure=unsure, language=language)
