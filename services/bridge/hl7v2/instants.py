"""Dates and times of HL7 v2 (DT, TM, DTM and TS; HL7 v2.8.2 chapter 2A) as senders really write them.

`YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`. A time without an offset is in its message's offset (MSH-7) or, where
that has none either, in the zone of the sender's profile; never in UTC because nothing else was said.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from services.bridge.hl7v2.errors import WrongTime

_TIME: Final = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d\d)(?:(?P<day>\d\d)(?:(?P<hour>\d\d)(?:(?P<minute>\d\d)"
    r"(?:(?P<second>\d\d)(?:\.?(?P<fraction>\d{1,9}))?)?)?)?)?)?(?P<offset>[+-]\d\d:?\d\d|Z)?"
)
_MINUTES_OF_A_DAY: Final = 1_440


@dataclass(frozen=True, slots=True)
class Zones:
    """Where a message's times are: the offset that MSH-7 carries, where it carries one, else the sender's zone."""

    sender: ZoneInfo
    message: tzinfo | None = None

    @property
    def default(self) -> tzinfo:
        """The zone of a time that has no offset of its own."""
        return self.message or self.sender


def zones_of(sent: str, sender: ZoneInfo) -> Zones:
    """Return the zones of a message.

    Args:
        sent: MSH-7.
        sender: the zone of the sender's profile.
    """
    found = _TIME.fullmatch(sent.strip())
    return Zones(sender, _offset(found["offset"]) if found and found["offset"] else None)


def read_time(text: str, zones: Zones) -> datetime:
    """Return the instant of a time that is given to the minute or finer.

    Raises:
        WrongTime: it is no such time; or it does not exist, or comes twice, on a day when the clocks change.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None or found["minute"] is None:
        raise WrongTime("it is not a date with hours and minutes")
    try:
        naive = datetime(  # noqa: DTZ001 its zone follows
            int(found["year"]),
            int(found["month"]),
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            int(found["second"] or 0),
            int((found["fraction"] or "").ljust(6, "0")[:6]),
        )
        zone = _offset(found["offset"]) if found["offset"] else zones.default
    except ValueError:
        raise WrongTime("there is no such date or time") from None
    return _once(naive, zone)


def _once(naive: datetime, zone: tzinfo) -> datetime:
    """Return the one instant that a wall clock of a zone shows this time.

    Raises:
        WrongTime: it never does, or twice.
    """
    first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    back = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if back != naive:
        raise WrongTime("the clocks are put forward over it, and it has no offset")
    raise WrongTime("it comes twice that night, and has no offset")


@lru_cache(maxsize=128)
def _offset(text: str) -> timezone:
    """Return a fixed offset.

    Raises:
        ValueError: it is a day or more.
    """
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes >= _MINUTES_OF_A_DAY or int(digits[2:]) > 59:  # noqa: PLR2004 minutes of an hour
        raise ValueError(text)
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))


def read_date(text: str) -> date | None:
    """Return a date given to the day or finer; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if found is None or found["day"] is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def write_time(moment: datetime, zone: tzinfo) -> str:
    """Write an instant to the second, with the offset that its zone has then.

    Args:
        moment: when.
        zone: the receiver's.
    """
    return moment.astimezone(zone).strftime("%Y%m%d%H%M%S%z")
