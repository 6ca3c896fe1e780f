"""A bare weekday means the one in view: "the Tuesday one" of the visits, "Thursday at 1" of the times on the table.

Words alone cannot tell which Tuesday; an understander takes the next one. What was shown tells better, so a reference
that fits nothing in view is moved by whole weeks onto what it fits. A date or "next" stays what it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from services.dialogue.commands import (
    AppointmentRef,
    ChooseOffer,
    Command,
    Constrain,
    PickAppointment,
    StartCancel,
    StartMove,
    When,
)
from services.dialogue.proof import folded

MOST_WEEKS = 13
_WEEK = timedelta(days=7)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)\b"
)
_FIXED = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|next|this|coming|tomorrow|today|week|proxim[oa]|este|esta|viene|manana mismo|hoy|semana|siguiente|following"
    r"|\d{1,2}(?:st|nd|rd|th))\b"
)
_THERE = re.compile(
    r"\b(?:(?:later )?(?:that|same) (?:\w+ )?(?:week|day|morning|afternoon|evening)|later that"
    r"|esa (?:misma )?semana|ese (?:mismo )?dia|mism[oa] (?:dia|semana)|esa (?:misma )?tarde|esa (?:misma )?manana)\b"
)


def bare_weekday(text: str) -> bool:
    """Tell whether the words name a weekday and nothing that fixes the week."""
    plain = folded(text)
    return bool(_WEEKDAY.search(plain)) and not _FIXED.search(_THERE.sub(" ", plain))


def speaks_of_then(text: str) -> bool:
    """Tell whether the words refer back to the week or day of what they named ("later that week")."""
    return bool(_THERE.search(folded(text)))


def weeks_to(spans: Sequence[When], starts: Sequence[datetime]) -> int:
    """Return by how many weeks the spans must move to hold one of the starts; 0 when they do, or never would."""
    if not spans or any(span.start <= start < span.end for span in spans for start in starts):
        return 0
    for weeks in range(1, MOST_WEEKS + 1):
        moved = later(spans, weeks)
        if any(span.start <= start < span.end for span in moved for start in starts):
            return weeks
    return 0


def later(spans: Sequence[When], weeks: int) -> tuple[When, ...]:
    """Return the spans some weeks later by the wall clock."""
    return tuple(When(span.start + weeks * _WEEK, span.end + weeks * _WEEK) for span in spans)


def in_the_week_of(visit: datetime | None, spans: tuple[When, ...]) -> tuple[When, ...]:
    """Return the spans in the week of the visit, then as they are: "my Tuesday one to Thursday" can mean either."""
    if visit is None or not spans:
        return spans
    weeks = (_monday(visit) - _monday(spans[0].start)) // _WEEK
    return (*later(spans, weeks), *spans) if weeks > 0 else spans


def aligned_ref(ref: AppointmentRef, visits: Sequence[datetime]) -> AppointmentRef:
    """Return the reference with its weekday moved onto the visits in view."""
    return replace(ref, when=later(ref.when, weeks_to(ref.when, visits)))


def aligned(command: Command, visits: Sequence[datetime], offers: Sequence[datetime]) -> Command:
    """Return the command with a bare weekday moved onto what is in view."""
    if isinstance(command, StartMove | StartCancel):
        return replace(command, target=aligned_ref(command.target, visits)) if command.target else command
    if isinstance(command, PickAppointment):
        return PickAppointment(aligned_ref(command.ref, visits))
    if isinstance(command, ChooseOffer):
        return replace(command, when=later(command.when, weeks_to(command.when, offers or visits)))
    if isinstance(command, Constrain) and offers:
        return replace(command, when=_in_the_week_shown(command.when, offers))
    return command


def _in_the_week_shown(spans: tuple[When, ...], offers: Sequence[datetime]) -> tuple[When, ...]:
    """Move a weekday onto an offered time, else into the one week that all the offered times lie in."""
    weeks = weeks_to(spans, offers)
    if weeks or not spans:
        return later(spans, weeks)
    shown = {_monday(start) for start in offers}
    if len(shown) != 1:
        return spans
    ahead = (shown.pop() - _monday(spans[0].start)) // _WEEK
    return later(spans, ahead) if ahead > 0 else spans


def _monday(moment: datetime) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return midnight - timedelta(days=moment.weekday())
