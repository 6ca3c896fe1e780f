"""From the wishes of a conversation to an entry of the waitlist: days, hours, from when to when. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.dialogue.commands import When
from services.dialogue.state import Wishes
from services.kernel.language import Language
from services.scheduling.model import Appointment
from services.scheduling.waitlist.model import EVERY_DAY, Entry, Hours

_WEEK = 7
_END_OF_DAY = time(23, 59)


def wished_entry(wishes: Wishes, visit: Appointment, zone: ZoneInfo) -> Entry:
    """Return what is wished, for this visit; whom it concerns and where texts go is filled in by the caller.

    Days and hours are kept apart: "Tuesday morning or Thursday afternoon" becomes both days with both halves, which
    is what the patient hears read back. A wish for later than the visit is kept as said; without one only times
    before the visit count.
    """
    spans = [When(span.start.astimezone(zone), span.end.astimezone(zone)) for span in wishes.when]
    start = visit.interval.start if visit.interval else None
    weekdays, hours, days = _parts(spans)
    first, last = days
    return Entry(
        id="",
        patient_id=visit.patient_id,
        phone="",
        language=Language.EN,
        since=start or datetime.min.replace(tzinfo=zone),
        visit_type=visit.visit_type or "",
        modality=visit.modality,
        earliest=_later(first, wishes.after, zone),
        latest=_sooner(last, wishes.before, zone),
        weekdays=weekdays,
        hours=hours,
        appointment_id=visit.id,
        consents=True,
        expires_at=start,
        sooner=start is None or not (wishes.after or any(span.start >= start for span in spans)),
    )


def _parts(spans: list[When]) -> tuple[frozenset[int], tuple[Hours, ...], tuple[date | None, date | None]]:
    """Return weekdays, hours, and the first and last day that the words name."""
    if not spans:
        return EVERY_DAY, (), (None, None)
    hours = _hours(spans)
    days = sorted({day for span in spans for day in _days(span)})
    weekdays = frozenset(day.weekday() for day in days)
    if _repeats(days):
        return weekdays, hours, (None, None)
    return weekdays, hours, (days[0], max(_last_day(span) for span in spans))


def _repeats(days: list[date]) -> bool:
    """Tell whether the words name weekdays and no dates: "Tuesdays" comes as those of the next two weeks.

    Today may be over, so that one day may be missing.
    """
    weekdays = len({day.weekday() for day in days})
    return weekdays < len(days) and len(days) >= 2 * weekdays - 1


def _days(span: When) -> Iterable[date]:
    count = min(_WEEK, (_last_day(span) - span.start.date()).days + 1)
    return (span.start.date() + timedelta(days=number) for number in range(count))


def _last_day(span: When) -> date:
    return (span.end - timedelta(microseconds=1)).date()


def _hours(spans: list[When]) -> tuple[Hours, ...]:
    """Return the parts of the day in which a visit may start; none where a whole day is among them."""
    found = {_part(span) for span in spans}
    if None in found:
        return ()
    return tuple(sorted((part for part in found if part is not None), key=lambda part: (part.opens, part.closes)))


def _part(span: When) -> Hours | None:
    """Return the part of one day that the words name; None for whole days."""
    one_day = _last_day(span) == span.start.date()
    opens = span.start.time()
    closes = span.end.time() if span.end.date() == span.start.date() else _END_OF_DAY
    whole = opens == time(0) and closes == _END_OF_DAY
    return Hours(opens, closes) if one_day and not whole else None


def _later(day: date | None, after: datetime | None, zone: ZoneInfo) -> date | None:
    bound = after.astimezone(zone).date() if after else None
    return max((each for each in (day, bound) if each), default=None)


def _sooner(day: date | None, before: datetime | None, zone: ZoneInfo) -> date | None:
    bound = before.astimezone(zone).date() if before else None
    return min((each for each in (day, bound) if each), default=None)
