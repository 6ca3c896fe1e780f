"""A wish in words for staff."""

from services.kernel.language import Language
from services.kernel.wording import say_clock, say_day, say_weekday
from services.scheduling.waitlist.model import EVERY_DAY, Entry

_ENGLISH = Language.EN


def say_days(entry: Entry) -> str:
    """Return the days that suit: "any day", "Tuesday, Thursday; from Monday, March 8"."""
    named = ", ".join(say_weekday(day, _ENGLISH) for day in sorted(entry.weekdays))
    parts = [
        "any day" if entry.weekdays == EVERY_DAY else named,
        f"from {say_day(entry.earliest, _ENGLISH)}" if entry.earliest else "",
        f"until {say_day(entry.latest, _ENGLISH)}" if entry.latest else "",
    ]
    return "; ".join(part for part in parts if part)


def say_hours(entry: Entry) -> str:
    """Return the hours that suit: "9am-noon, 3pm-5pm"; empty for any."""
    return ", ".join(f"{say_clock(part.opens, _ENGLISH)}-{say_clock(part.closes, _ENGLISH)}" for part in entry.hours)
