"""When an appointment is, by everything that a message says about it; where that does not agree, nothing is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.bridge.hl7v2.er7.message import Message
from services.bridge.hl7v2.er7.segment import Segment
from services.bridge.hl7v2.errors import WrongTime
from services.bridge.hl7v2.instants import Zones, read_time
from services.bridge.hl7v2.profile import SenderProfile, TimeField
from services.bridge.hl7v2.reading.doubt import Doubt, Kind
from services.kernel.interval import Interval

#: UCUM's units of time and what senders write for them; without one it is minutes.
_UNITS: Final = {
    **dict.fromkeys(("", "m", "min", "mins", "minute", "minutes", "mn"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("s", "sec", "second", "seconds"), timedelta(seconds=1)),
}
#: The segment of a resource, and the fields of its start and its length; an offset follows the start.
_RESOURCES: Final = {
    TimeField.AIS_4: ("AIS", 4, 7),
    TimeField.AIP_6: ("AIP", 6, 9),
    TimeField.AIL_6: ("AIL", 6, 9),
    TimeField.AIG_8: ("AIG", 8, 11),
}
_WITHDRAWN: Final = (2, 7)


@dataclass(frozen=True, slots=True)
class Span:
    """A start, and an end or a length, as one place of a message gives them."""

    place: TimeField
    start: datetime
    end: datetime | None = None
    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """When it is, or why nobody can say."""

    interval: Interval | None
    doubts: tuple[Doubt, ...] = ()


def timing_of(message: Message, profile: SenderProfile, zones: Zones) -> Timing:
    """Return when the appointment of a SIU or SRR is.

    Several places may say it: all that do must agree. Where the profile names the one that counts, the others are not
    looked at. SCH-9 and SCH-11 were withdrawn with version 2.7 and then count only where nothing else is said.
    """
    try:
        spans = _counting(list(_spans(message, zones)), profile, message)
    except WrongTime:
        return Timing(None, (Doubt(Kind.WRONG_TIME),))
    if not spans:
        return Timing(None, (Doubt(Kind.NO_START),))
    if len({each.start for each in spans}) > 1:
        return Timing(None, (Doubt(Kind.TIMES_DIFFER, _places(spans)),))
    schedule = message.first("SCH")
    counts = schedule is not None and (message.version < _WITHDRAWN or spans[0].place is TimeField.SCH_11)
    return _ended(spans, _length_of(schedule, 9) if schedule is not None and counts else None)


def _counting(spans: list[Span], profile: SenderProfile, message: Message) -> list[Span]:
    if profile.time is not None:
        return [each for each in spans if each.place is profile.time]
    others = [each for each in spans if each.place is not TimeField.SCH_11]
    return others if others and message.version >= _WITHDRAWN else spans


def _ended(spans: list[Span], said: timedelta | None) -> Timing:
    """Find the end: given as such, else by the appointment's length (SCH-9), else by its longest resource's."""
    start = spans[0].start
    ends = {each.end for each in spans if each.end is not None}
    if len(ends) > 1:
        return Timing(None, (Doubt(Kind.TIMES_DIFFER, _places(spans)),))
    length = said or max([each.length for each in spans if each.length], default=None)
    end = ends.pop() if ends else (start + length if length else None)
    if end is None:
        return Timing(None, (Doubt(Kind.NO_END),))
    if end <= start:
        return Timing(None, (Doubt(Kind.END_BEFORE_START, _places(spans)),))
    if said and end - start != said:
        return Timing(None, (Doubt(Kind.DURATION_DIFFERS, ("SCH-9", *_places(spans))),))
    return Timing(Interval(start, end))


def _places(spans: list[Span]) -> tuple[str, ...]:
    return tuple(sorted({each.place.value for each in spans}))


def _spans(message: Message, zones: Zones) -> Iterator[Span]:
    """Give every place that says a start.

    Raises:
        WrongTime: one of them cannot be read.
    """
    schedule = message.first("SCH")
    if schedule is not None and schedule.value(11, 4):
        yield Span(TimeField.SCH_11, read_time(schedule.value(11, 4), zones), _read(schedule.value(11, 5), zones))
    for timing in message.all("TQ1"):
        if timing.value(7):
            yield Span(TimeField.TQ1_7, read_time(timing.value(7), zones), _read(timing.value(8), zones))
    for place, (name, start, length) in _RESOURCES.items():
        for segment in message.all(name):
            if segment.value(start):
                began = read_time(segment.value(start), zones) - _offset(segment, start + 1)
                yield Span(place, began, None, _length_of(segment, length))


def _read(text: str, zones: Zones) -> datetime | None:
    return read_time(text, zones) if text else None


def _offset(segment: Segment, field: int) -> timedelta:
    """Return how much later than the appointment a resource begins (AIS-5, AIP-7, AIL-7, AIG-9, and their units)."""
    return _length_of(segment, field) or timedelta()


def _length_of(segment: Segment, field: int) -> timedelta | None:
    """Return a length: a number, and its unit in the field behind it; None where either is not to be understood."""
    number, unit = segment.value(field), _UNITS.get(segment.value(field + 1).strip().lower())
    return int(number) * unit if number.isdecimal() and unit else None
