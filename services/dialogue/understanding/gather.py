"""From tokens to facts: reading, grammar, roles, intervals."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from services.dialogue.understanding.background import without_reasons
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.compose import compose
from services.dialogue.understanding.grammar.levels import parse
from services.dialogue.understanding.grammar.scene import Scene, scene_of
from services.dialogue.understanding.grammar.terms import Anchor, Composed, Part
from services.dialogue.understanding.grammar.values import (
    DAY,
    MINUTES_A_DAY,
    OPEN_DAYS,
    WEEK,
    Days,
    Window,
    days_between,
    one_day,
)
from services.dialogue.understanding.model import Asked, TurnContext
from services.dialogue.understanding.nearest import placed
from services.dialogue.understanding.preference import preferred_first
from services.dialogue.understanding.prepare import prepare
from services.dialogue.understanding.proposed_day import on_proposed_day, proposed_anchor
from services.dialogue.understanding.references import settled
from services.dialogue.understanding.rephrase import rephrase
from services.dialogue.understanding.role_model import TARGET, WISH, Roles
from services.dialogue.understanding.roles import assign
from services.dialogue.understanding.turns import plainly
from services.dialogue.understanding.two_days import moved_on
from services.dialogue.understanding.words.concepts import read
from services.dialogue.understanding.words.tokens import Token
from services.kernel.language import Language

_NOTHING: Final = Composed((), unsure=False)


def gather(text: str, tokens: list[Token], context: TurnContext, language: Language) -> Facts:
    """Return the facts of a message."""
    scene = scene_of(context, language)
    joined, words = read(tokens, language)
    prepared = prepare(rephrase(plainly([copy(symbol) for symbol in words], scene), scene), scene, context)
    symbols = parse(prepared, scene)
    roles = settled(without_reasons(assign(symbols, context.asked), words, joined), symbols, context.asked)
    roles = moved_on(roles, symbols)
    missed = any(symbol.cat == "MISSED" for symbol in symbols)
    target = _target(roles, scene, context, missed=missed)
    anchor = _anchor(target, context, dated=any(not isinstance(part.value, Window) for part in roles.parts(TARGET)))
    parts = on_proposed_day(_wish_parts(roles, symbols, anchor, scene), context)
    wish = preferred_first(compose(parts, scene, proposed_anchor(parts, anchor, context)), roles, joined)
    if wish.unsure and not wish.intervals and _held(roles):
        wish = replace(wish, unsure=False)
    wish = _elsewhere(wish, target)
    if context.asked is Asked.OFFER and wish.unsure and any(symbol.cat in _TAKING for symbol in symbols):
        wish = replace(wish, unsure=not _on_one_weekday(wish))
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


def _elsewhere(wish: Composed, target: Composed) -> Composed:
    """Return the wish without a reading that is the appointment's own day: "move Friday's to next Friday"."""
    if not wish.unsure or len(wish.intervals) != len(target.intervals) + 1 or len(target.intervals) != 1:
        return wish
    rest = tuple(each for each in wish.intervals if each not in target.intervals)
    return Composed(rest, unsure=False) if len(rest) == 1 else wish


#: What takes one of the offers.
_TAKING: Final = frozenset({"ONE", "TAKE", "YES", "WORKS"})


def _on_one_weekday(wish: Composed) -> bool:
    """Tell whether "the Wednesday one", said on a Wednesday, is today or in a week: the offers will tell."""
    weekdays = {low.weekday() for low, _high in wish.intervals}
    return len(weekdays) == 1 and all(high - low <= DAY for low, high in wish.intervals)


def _held(roles: Roles) -> bool:
    """Tell whether the wish is only relative to an appointment not known here, which the command says itself."""
    parts = roles.parts(WISH)
    relations = [getattr(part.value, "relative", "") for part in parts if not part.negative]
    named = {"shift", "same", "that_day"} if "shift" in relations else {"shift", "same"}
    return bool(parts) and len(relations) == len(parts) and set(relations) <= named and relations.count("shift") <= 1


def _wish_parts(roles: Roles, symbols: Sequence[Symbol], anchor: Anchor, scene: Scene) -> list[Part]:
    """Return the wished parts; a time alone ("at 4 instead") is on the day of the appointment mentioned."""
    sooner = any(symbol.cat in {"MOVEUP", "EARLIER"} for symbol in symbols)
    parts = _told_again(_at_the_same_hour(_on_its_weekday(roles.parts(WISH), anchor)))
    parts = placed(parts, anchor, scene, sooner=sooner)
    timed = bool(parts) and all(isinstance(part.value, Window) and not part.negative for part in parts)
    halved = any(item.role == TARGET and getattr(item.symbol.value, "part", "") for item in roles.items)
    pointed = all(isinstance(part.value, Window) and (part.value.point or halved) for part in parts)
    cats = {symbol.cat for symbol in symbols}
    other = any(symbol.cat in {"ALTS", "ANYTIME"} and _DAY_WORDS & set(symbol.word.split()) for symbol in symbols)
    same = any(symbol.cat in {"LATER", "EARLIER"} and symbol.word.endswith("in the day") for symbol in symbols)
    hourly = any(symbol.cat == "BAD" and symbol.word.endswith("hora") for symbol in symbols)
    instead = (
        same or bool(cats & {"INSTEADADV", "INSTEAD", "TOW"}) or (pointed and (hourly or _on_its_day(roles, cats)))
    )
    if cats & {"CANT", "NOT", "BUT"} and anchor.day is not None and _soon_after(parts, anchor):
        return [Part(one_day(anchor.day)), *parts]
    if not parts and same and anchor.day is not None and anchor.minute is not None:
        later = any(symbol.cat == "LATER" for symbol in symbols)
        window = Window(anchor.minute + 1, MINUTES_A_DAY) if later else Window(0, anchor.minute)
        return [Part(one_day(anchor.day)), Part(window)]
    if not parts and any(symbol.cat in {"SOONEST", "ANYTIME"} for symbol in symbols):
        return [Part(days_between(scene.today, scene.today + DAY * OPEN_DAYS, broad=True))]
    if timed and instead and not other and anchor.day is not None and all(not part.value.relative for part in parts):  # type: ignore[union-attr]
        parts.append(Part(one_day(anchor.day)))
    parts.extend(_not_its_own_day(parts, roles, symbols, anchor))
    excepting = {"EXCEPT", "MENOS"} if any(part.negative and _bounds(part.value) for part in parts) else _EXCEPTING
    if any(symbol.cat == "EXCEPT" for symbol in symbols):
        parts = _of_period(parts)
    if any(symbol.cat in excepting for symbol in symbols):
        parts = [replace(part, excepted=part.negative) for part in parts]
    return parts


#: Who can come so much later is thinking of the same day.
_LITTLE: Final = 120


def _soon_after(parts: list[Part], anchor: Anchor) -> bool:
    """Tell whether the time wished begins little after the appointment's: "it's at noon, I'm late till 12:30"."""
    if len(parts) != 1 or anchor.minute is None or not isinstance(parts[0].value, Window):
        return False
    window, negative = parts[0].value, parts[0].negative
    return 0 < (window.high if negative and window.low == 0 else window.low) - anchor.minute <= _LITTLE


def _on_its_weekday(parts: list[Part], anchor: Anchor) -> list[Part]:
    """Read "the week after, same day" as that week's day of the appointment."""
    broad = any(isinstance(part.value, Days) and part.value.broad for part in parts)
    if not broad or anchor.day is None:
        return parts
    weekday = Days(weekdays=frozenset({anchor.day.weekday()}))
    return [replace(part, value=weekday) if _that_day(part) else part for part in parts]


def _at_the_same_hour(parts: list[Part]) -> list[Part]:
    """Read "Tuesday at nine, or Thursday at the same time" with the hour said before."""
    said: Window | None = None
    kept: list[Part] = []
    for part in parts:
        value = part.value
        if isinstance(value, Window) and _is_hour(value) and not part.negative:
            said = value
        same = isinstance(value, Window) and value.relative == "same"
        kept.append(replace(part, value=said) if same and said is not None else part)
    return kept


def _told_again(parts: list[Part]) -> list[Part]:
    """Drop days each of which is said again with its hours: "the 18th or 19th, after 4 on the 18th and ..."."""
    lead: list[Part] = []
    for part in parts:
        known = [value for each in lead for value in _single_days(each)]
        if not _single_days(part) or any(value in known for value in _single_days(part)):
            break
        lead.append(part)
    rest = parts[len(lead) :]
    said = [value for part in rest for value in _single_days(part)]
    named = [value for part in lead for value in _single_days(part)]
    hours = sum(isinstance(part.value, Window) for part in rest)
    again = len(named) > 1 and all(value in said for value in named) and hours >= len(named)
    return [replace(rest[0], link=""), *rest[1:]] if again else parts


def _single_days(part: Part) -> list[object]:
    """Return the days that a part names one by one."""
    days = part.value
    if not isinstance(days, Days) or part.negative or days.broad or days.every:
        return []
    return [*days.ranges, *days.weekdays]


def _is_hour(window: Window) -> bool:
    """Tell whether a window is a time, or between two, and no part of the day."""
    return not (window.part or window.relative) and window.high - window.low < MINUTES_A_DAY


def _that_day(part: Part) -> bool:
    """Tell whether a part is "the same day"."""
    return getattr(part.value, "relative", "") == "that_day" and not part.negative


def _not_its_own_day(parts: list[Part], roles: Roles, symbols: Sequence[Symbol], anchor: Anchor) -> list[Part]:
    """Rule out the appointment's own day where another day of its week or month is wished."""
    if anchor.day is None:
        return []
    other = any(symbol.cat in {"ALTS", "ANYTIME", "MOVE"} and _OTHER & set(symbol.word.split()) for symbol in symbols)
    if parts and all(part.negative for part in parts) and anchor.spoken:
        return [Part(one_day(anchor.day), negative=True)] if other else []
    named = any(getattr(part.value, "relative", "") in {"that_week", "that_month"} for part in parts)
    around = anchor.spoken and any(_holds_day(part.value, anchor.day) for part in parts)
    if not (named or around) or not (other or (anchor.spoken and roles.cant_target)):
        return []
    return [Part(one_day(anchor.day), negative=True)]


def _holds_day(value: object, day: date) -> bool:
    """Tell whether a week or month said holds a day and others."""
    return isinstance(value, Days) and value.broad and any(first <= day < end for first, end in value.ranges)


_OTHER: Final = frozenset(
    {"day", "days", "date", "dia", "dias", "fecha", "fechas", "other", "another", "else", "otro", "otra"}
)
_DAY_WORDS: Final = frozenset({"day", "days", "date", "dia", "dias", "fecha", "fechas"})


def _on_its_day(roles: Roles, cats: set[str]) -> bool:
    """Tell whether a bare time is on the day of the appointment: "I'm down for the 3rd, can I come at 4?"."""
    dated = any(item.role == TARGET and item.symbol.cat in {"DAYS", "MOMENT"} for item in roles.items)
    if dated and any(item.role == TARGET and getattr(item.symbol.value, "point", False) for item in roles.items):
        return not cats & {"BAD", "NOT", "MISSED"}
    halved = [item.symbol.value for item in roles.items if item.role == TARGET and item.symbol.cat == "WIN"]
    if dated and "CANT" in cats and any(window.part for window in halved):
        return not cats & {"BAD", "NOT", "MISSED"}
    return {"BUT", "NEED"} <= cats or (dated and not cats & {"CANT", "BAD", "NOT", "MISSED"})


def _of_period(parts: list[Part]) -> list[Part]:
    """Wish the period that exceptions are taken from: "anything except Wednesday next week"."""
    days = [part.value for part in parts if part.negative and isinstance(part.value, Days)]
    weekdays = all(each.weekdays and not each.ranges for each in days[:-1])
    if len(days) < 2 or len(days) < len(parts) or not (days[-1].broad and weekdays):  # noqa: PLR2004
        return parts
    return [*parts[:-1], replace(parts[-1], negative=False, link="")]


#: Words that say "all days, without these".
_EXCEPTING: Final = frozenset({"EXCEPT", "MENOS", "ANYTIME"})


def _bounds(value: object) -> bool:
    """Tell whether a part is "before 3" or "after 3"."""
    return isinstance(value, Window) and not value.part and (value.low == 0) != (value.high == MINUTES_A_DAY)


#: Categories that count even where the grammar has used them up.
_KEPT: Final = frozenset({"A", "UN", "Q", "POSS"})


def copy(symbol: Symbol) -> Symbol:
    """Return a copy, since the grammar changes symbols in place."""
    return Symbol(symbol.cat, symbol.value, symbol.first, symbol.last, symbol.word)


def _target(roles: Roles, scene: Scene, context: TurnContext, *, missed: bool) -> Composed:
    """Return the intervals of the appointment referred to; it may lie in the past, a missed one does."""
    parts = [_gone_by(part, scene) if missed else part for part in roles.parts(TARGET)]
    if not parts:
        return _NOTHING
    return compose(parts, scene, _anchor(_NOTHING, context, dated=False), allow_past=True)


def _gone_by(part: Part, scene: Scene) -> Part:
    """Return the last such weekday for "I missed my Monday appointment"."""
    days = part.value
    if not isinstance(days, Days) or len(days.weekdays) != 1 or days.ranges or days.every:
        return part
    return replace(part, value=one_day(coming(min(days.weekdays), scene.today - WEEK)))


def _anchor(target: Composed, context: TurnContext, *, dated: bool) -> Anchor:
    """Return what relative words refer to: the appointment mentioned, else the only one known."""
    if target.intervals and dated:
        start, end = target.intervals[0]
        minute = start.hour * 60 + start.minute if (end - start).total_seconds() <= 60 else None  # noqa: PLR2004
        matching = [each for each in context.appointments if each.start.date() == start.date()]
        if minute is None and len(matching) == 1:
            minute = matching[0].start.hour * 60 + matching[0].start.minute
        return Anchor(start.date(), minute, WEEK if end - start == WEEK else DAY, spoken=True)
    if len(context.appointments) == 1:
        start = context.appointments[0].start
        local = start.astimezone(context.zone) if context.zone else start
        return Anchor(local.date(), local.hour * 60 + local.minute)
    return Anchor()
