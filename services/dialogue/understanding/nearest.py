"""Days that what stands beside them puts into a week or a month.

"Mi cita del 20 de abril, para después del 25" is after the 25th of April. "El lunes o el miércoles", said on a
Wednesday, is no longer today.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import (
    coming,
    monday_of,
    month_start,
    next_day_of_month,
    safe_date,
)
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.terms import Anchor, Part
from services.dialogue.understanding.grammar.values import DAY, WEEK, Days, one_day

#: An appointment later than this is nearer to the coming weekday than to today.
_SOON: Final = DAY * 3


def placed(parts: Sequence[Part], anchor: Anchor, scene: Scene, *, sooner: bool) -> list[Part]:
    """Return the wished parts with bare days put where the others, or the appointment, say; `sooner` moves it up."""
    return _not_today([_in_its_month(part, anchor, scene) for part in parts], anchor, scene, sooner=sooner)


def _in_its_month(part: Part, anchor: Anchor, scene: Scene) -> Part:
    """Put "after the 25th" into the appointment's month, where that is a later one."""
    days, day = part.value, anchor.day
    if day is None or not isinstance(days, Days) or not (days.broad and days.domonth and len(days.ranges) == 1):
        return part
    named = next_day_of_month(days.domonth, scene.today)
    bound = safe_date(day.year, day.month, days.domonth)
    if named is None or bound is None or month_start(day) <= max(month_start(scene.today), month_start(named)):
        return part
    (low, high), by = days.ranges[0], bound - named
    moved = (low + by if _starts_there(low, named, high, scene) else low, high + by)
    return replace(part, value=replace(days, ranges=(moved,)))


def _starts_there(low: date, named: date, high: date, scene: Scene) -> bool:
    """Tell whether a run begins at the day named, and does not only end there."""
    return low > scene.today or high - named > DAY


def _in_its_week(part: Part, day: date) -> Part:
    """Read "my appointment is next Monday, can I come Tuesday?" as the Tuesday of that week."""
    if part.negative or not isinstance(part.value, Days) or len(part.value.weekdays) != 1:
        return part
    return replace(part, value=one_day(coming(min(part.value.weekdays), monday_of(day))))


def _not_today(parts: list[Part], anchor: Anchor, scene: Scene, *, sooner: bool) -> list[Part]:
    """Read a bare weekday, said on that day behind another, as the coming one."""
    wished = [part.value for part in parts if isinstance(part.value, Days) and not part.negative]
    if any(days.ranges or days.relative or days.every or days.first >= 0 for days in wished):
        return parts
    if anchor.spoken and not sooner and anchor.day is not None and anchor.day > scene.today + WEEK:
        return [_in_its_week(part, anchor.day) for part in parts]
    begun = anchor.spoken and anchor.day is not None and anchor.day > scene.today + _SOON and not sooner
    kept: list[Part] = []
    for part in parts:
        bare = isinstance(part.value, Days) and len(part.value.weekdays) == 1
        today = bare and not part.negative and scene.today.weekday() in part.value.weekdays  # type: ignore[union-attr]
        kept.append(replace(part, value=one_day(scene.today + WEEK)) if today and begun else part)
        begun = begun or (bare and not today)
    return kept
