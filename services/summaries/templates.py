"""The reviewed words of summaries: times, kinds of visit, places and appointment ids, and nothing of a person.

A provider looks the patient up in the EHR under the appointment's id (minimum necessary, 45 CFR 164.502(b)).
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.kernel.language import Language
from services.kernel.wording import say_day, say_instant
from services.scheduling.provider_notice import Happened, ProviderNotice

LONGEST = 80
_FOOT = "Made by Sealdesk. Do not forward this outside the clinic."
_LINES = {
    Happened.CANCELLED: "Cancelled: {old}{visit}{place}. That time is free now.",
    Happened.MOVED_AWAY: "Moved away: {old}{visit}{place}. That time is free now.",
    Happened.MOVED_HERE: "New on your calendar: {new}{visit}{place}.",
    Happened.MOVED_WITHIN: "Moved: {old} to {new}{visit}{place}.",
}


def line_of(notice: ProviderNotice, zone: ZoneInfo) -> str:
    """Return one change on one line, with the appointment's id to look it up under."""
    words = _LINES[notice.happened].format(
        old=_when(notice.old, zone),
        new=_when(notice.new, zone),
        visit=f", {_plain(notice.visit)}" if notice.visit else "",
        place=f", {_plain(notice.place)}" if notice.place else "",
    )
    return f"{words} (Appointment/{_plain(notice.appointment_id)})"


def cancellation(notice: ProviderNotice, zone: ZoneInfo) -> tuple[str, str]:
    """Return subject and text of the summary of one cancellation."""
    return "A visit was cancelled", f"{line_of(notice, zone)}\n\n{_FOOT}\n"


def digest(notices: Sequence[ProviderNotice], day: date, zone: ZoneInfo) -> tuple[str, str]:
    """Return subject and text of a day's digest; its changes in the order of the visits they concern."""
    count = len(notices)
    subject = f"{count} change{'s' if count != 1 else ''} to your calendar, {say_day(day, Language.EN)}"
    ordered = sorted(notices, key=lambda notice: (notice.old or notice.new or notice.at, notice.id))
    lines = "\n".join(f"- {line_of(notice, zone)}" for notice in ordered)
    return subject, f"Until {say_day(day, Language.EN)} patients changed these visits:\n\n{lines}\n\n{_FOOT}\n"


def _when(instant: datetime | None, zone: ZoneInfo) -> str:
    return say_instant(instant, zone, Language.EN) if instant is not None else "a visit without a time"


def _plain(text: str) -> str:
    """Return a value on one line and of bounded length; what the system wrote cannot add lines to a summary."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST]
