"""Rules for weekdays tied to a week: "next Friday", "el martes que viene", "the first Monday of December"."""

from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import (
    coming,
    monday_of,
    month_start,
    next_month_start,
    nth_weekday,
)
from services.dialogue.understanding.grammar.cascade import Match, Rule, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, Days, Duration, ambiguous, one_day
from services.kernel.language import Language


def bare_weekday(weekday: int, scene: Scene) -> Days:
    """Return the coming such day; said on that very weekday it is a week ahead or today, and unsure."""
    found = coming(weekday, scene.today)
    if found == scene.today and scene.minute >= scene.closes:
        return one_day(found + WEEK)
    if found == scene.today:
        return ambiguous(one_day(found + WEEK), one_day(found))
    return one_day(found)


def _this(match: Match, scene: Scene) -> Days:
    """Read "this Friday": the coming one, today included."""
    return one_day(coming(match.get("WD"), scene.today))


def _next(match: Match, scene: Scene) -> Days:
    """Read "next Friday".

    In English it is ambiguous while this week's Friday is at least two days ahead: next week's is likelier. In Spanish
    "el próximo viernes" is the coming one.
    """
    weekday = match.get("WD")
    after_today = coming(weekday, scene.today + DAY)
    if scene.language is Language.ES or after_today >= scene.next_monday:
        return one_day(after_today)
    next_week = one_day(after_today + WEEK)
    if after_today == scene.today + DAY:
        return next_week
    return ambiguous(next_week, one_day(after_today))


def _this_or_next(match: Match, scene: Scene) -> Days | None:
    """Read "this Tuesday or next Tuesday": the coming two."""
    first, second = match.all("WD")
    day = coming(first, scene.today)
    return Days(ranges=((day, day + DAY), (day + WEEK, day + WEEK + DAY))) if first == second else None


def _other(match: Match, scene: Scene) -> Days | None:
    """Read "el otro sábado": the one after the appointment's, or one of the next two."""
    return Days(relative="other_weekday", amount=match.get("WD")) if scene.language is Language.ES else None


def _coming(match: Match, scene: Scene) -> Days:
    """Read "the coming Friday", "el viernes que viene": the first after today."""
    return one_day(coming(match.get("WD"), scene.today + DAY))


def _past(match: Match, scene: Scene) -> Days:
    """Read "last Friday", "el viernes pasado"."""
    return one_day(coming(match.get("WD"), scene.today - WEEK))


def _after_next(match: Match, scene: Scene) -> Days:
    """Read "the Friday after next": the Friday of the week after next."""
    return one_day(coming(match.get("WD"), scene.next_monday + WEEK))


def _count_weekdays(match: Match, scene: Scene) -> Days | None:
    """Read "two Mondays from now", "en dos lunes"."""
    count = match.get("NUM", "COUPLE", "A", "ONE", "UN")
    if not 1 <= count <= 52:  # noqa: PLR2004  within a year
        return None
    first = coming(match.get("WD", "WDS"), scene.today + DAY)
    return one_day(first + WEEK * (count - 1))


def _plus_weeks(match: Match, scene: Scene) -> Days | None:
    """Read "Friday week", "el viernes en ocho"."""
    if match.has("UNIT") and match.get("UNIT") != "week":
        return None
    days = 14 if match.get("ENOCHO") == 15 else 7  # noqa: PLR2004  "en quince": two weeks, counted inclusively
    start = _base(match, scene)
    return one_day(start + DAY * days) if start else None


def _base(match: Match, scene: Scene) -> date | None:
    """Return the day that a phrase counts from."""
    weekday = match.get("WD")
    if weekday is not None:
        return coming(weekday, scene.today + DAY)
    relative = match.get("REL")
    if relative is not None:
        return scene.today + DAY * int(relative)
    return scene.today + DAY if match.has("MANANA") else None


def _weeks_from_weekday(match: Match, scene: Scene) -> Days | None:
    """Read "a week from Friday", "two weeks from next Tuesday"."""
    duration: Duration = match.get("DUR")
    if duration.unit not in {"week", "day"} or duration.vague:
        return None
    step = WEEK if duration.unit == "week" else DAY
    if match.has("NEXT") and scene.language is Language.EN:
        base = _next(match, scene)
        shifted = [_shift(each, step * duration.least) for each in (base.ranges, *base.alts)]
        return Days(ranges=shifted[0], alts=tuple(shifted[1:]), unsure=base.unsure)
    base_day = coming(match.get("WD"), scene.today + DAY)
    return one_day(base_day + step * duration.least)


def _shift(ranges: tuple[tuple[date, date], ...], by: object) -> tuple[tuple[date, date], ...]:
    """Return the ranges moved by a timedelta."""
    return tuple((low + by, high + by) for low, high in ranges)  # type: ignore[operator]


def _weekday_in_weeks(match: Match, scene: Scene) -> Days | None:
    """Read "Friday in two weeks": the Friday of the week two weeks ahead."""
    duration: Duration = match.get("DUR")
    if duration.unit != "week" or duration.vague:
        return None
    return one_day(coming(match.get("WD"), monday_of(scene.today + WEEK * duration.least)))


def _nth_of_month(match: Match, scene: Scene) -> Days | None:
    """Read "the first Monday of December", "el último viernes del mes"."""
    count = -1 if match.has("LAST") else match.get("ORD", "UN")
    month = match.get("MON", "MAY")
    if month is not None:
        first = next_month_start(month, scene.today)
    elif match.get("UNIT") == "year":
        first = date(scene.today.year + match.has("NEXT", "QUEVIENE", "FOLLOWING", "COMING"), 1, 1)
    elif match.get("UNIT") == "month":
        first = month_start(scene.today, 1 if match.has("NEXT", "QUEVIENE", "FOLLOWING", "COMING") else 0)
    else:
        return None
    found = nth_weekday(first, match.get("WD"), count)
    if found and found < scene.today:
        later = month_start(first, 1 if match.get("UNIT") == "month" else 12)
        found = nth_weekday(later, match.get("WD"), count)
    return one_day(found) if found else None


def _every(match: Match, _scene: Scene) -> Days:
    """Read "Mondays", "any Monday", "los lunes", "un lunes"."""
    return Days(weekdays=frozenset(match.all("WD", "WDS")), every=True)


_THE = "(THE|EL)?"
_MONTHLY = "(OF|IN)? (THE|EL)? (THIS|NEXT|COMING|FOLLOWING)? (MON|MAY|UNIT) (QUEVIENE|NEXT|FOLLOWING)?"

RULES: Final[tuple[Rule, ...]] = (
    rule("THIS WD OR THE? NEXT WD", "DAYS", _this_or_next),
    rule(f"{_THE} (ORD|LAST) WD {_MONTHLY}", "DAYS", _nth_of_month),
    rule("(NUM|COUPLE|A|ONE|UN) (WD|WDS) (FROMNOW|FROM (NOW|REL))|IN (NUM|COUPLE) (WD|WDS)", "DAYS", _count_weekdays),
    rule(f"{_THE} WD AFTER NEXT(?!UNIT|WD|MON)", "DAYS", _after_next),
    rule(
        "DUR (FROM|AFTER|ON|OF|FOLLOWING) (THE|EL|THIS|COMING|NEXT)* WD (COMING|QUEVIENE|NEXT)?",
        "DAYS",
        _weeks_from_weekday,
    ),
    rule("OF? (EL|THE)? (WD|REL|MANANA) (ENOCHO|UNIT(?!FOLLOWING|QUEVIENE|NEXT|OF|AFTER))", "DAYS", _plus_weeks),
    rule(f"{_THE} WD (IN|WITHIN) DUR|IN DUR (ON|COMMA)? {_THE} WD", "DAYS", _weekday_in_weeks),
    rule(f"{_THE} (LAST|PAST|PASTADJ) WD|{_THE} WD PASTADJ|THIS PAST WD|WD LAST(?!UNIT)", "DAYS", _past),
    rule(
        f"THIS NEXT WD|{_THE} (COMING) WD|THIS COMING WD|{_THE} WD (QUEVIENE|COMING)|THIS WD (QUEVIENE|COMING)",
        "DAYS",
        _coming,
    ),
    rule(f"{_THE} NEXT WD(?!AND WD|OR WD)|{_THE} WD NEXT(?!UNIT|WD|DUR|MON|NUM)", "DAYS", _next),
    rule("OTHERONE WD", "DAYS", _other),
    rule(f"{_THE} FOLLOWING WD|EL WD FOLLOWING", "DAYS", lambda m, _s: Days(relative="weekday", amount=m.get("WD"))),
    rule("THIS WD(?!UNIT)", "DAYS", _this),
    rule(
        "(ANY|LOS) (OF THE|OF LOS|LOS|THE)? (WD|WDS) ((AND|OR|COMMA|LOS|ANY|NOR)+ (WD|WDS))*|WDS ((AND"
        "|OR|COMMA|LOS|NOR)+ WDS)*"
        "|(A|UN) WD ((AND|OR|COMMA)+ (A|UN)? WD)*(?!UNIT|APPT)",
        "DAYS",
        _every,
    ),
)
