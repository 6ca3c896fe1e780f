"""When a message may reach somebody: between 8 in the morning and 9 at night where they are (47 CFR 64.1200(c)(1)).

The wall clock of the recipient counts, so that a night with a daylight-saving change is an hour shorter or longer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.messaging.area_codes import zones_of


@dataclass(frozen=True, slots=True)
class Daytime:
    """From `opens` up to, not including, `closes`, on the recipient's wall clock."""

    opens: time = time(8)
    closes: time = time(21)

    def __post_init__(self) -> None:
        """Refuse a day that ends before it begins."""
        if self.opens >= self.closes:
            msg = "Messages may go from a morning hour to a later evening hour. Check which of the two is wrong."
            raise ValueError(msg)

    def holds(self, instant: datetime, zone: ZoneInfo) -> bool:
        """Tell whether it is day there."""
        return self.opens <= instant.astimezone(zone).time() < self.closes

    def opening(self, day: date, zone: ZoneInfo) -> datetime:
        """Return when that local day opens."""
        return datetime.combine(day, self.opens, zone).astimezone(UTC)

    def next_opening(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """Return the first opening after `instant`."""
        today = instant.astimezone(zone).date()
        opening = self.opening(today, zone)
        return opening if opening > instant else self.opening(today + timedelta(days=1), zone)


def recipient_zones(number: str, recorded: str | None, clinic: ZoneInfo) -> Sequence[ZoneInfo]:
    """Return where the recipient may be: as recorded, else by area code (which may span zones), else at the clinic."""
    if recorded:
        try:
            return (ZoneInfo(recorded),)
        except (ZoneInfoNotFoundError, ValueError):
            pass  # a record's mistake: the area code says more than nothing
    return zones_of(number) or (clinic,)
