"""By when a breach has to be told to whom (45 CFR 164.404 to 164.410)."""

from datetime import date, timedelta
from typing import Final

_DAYS: Final = 60
_MANY: Final = 500


def duties(discovered: date) -> list[tuple[str, str, str]]:
    """Return each duty that follows from the day of discovery: what, by when at the latest, and the rule.

    All of them are "without unreasonable delay": the day is the last one, not the usual one.
    """
    latest = (discovered + timedelta(days=_DAYS)).isoformat()
    year_end = (date(discovered.year, 12, 31) + timedelta(days=_DAYS)).isoformat()
    return [
        ("Tell each person concerned, in writing", latest, "164.404(b)"),
        (f"More than {_MANY} residents of one state: tell its media", latest, "164.406(b)"),
        (f"{_MANY} people or more: tell the Secretary (HHS)", latest, "164.408(b)"),
        (f"Fewer than {_MANY} people: tell the Secretary (HHS)", year_end, "164.408(c)"),
        ("As a business associate: tell the covered entity", latest, "164.410(b)"),
        ("Longer only where law enforcement asks for a delay", "as it states", "164.412"),
    ]
