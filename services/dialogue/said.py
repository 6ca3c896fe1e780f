"""Visits and times as patients read them, always in the clinic's zone."""

from zoneinfo import ZoneInfo

from services.dialogue.phrases import Phrase
from services.dialogue.replies import clean, render
from services.dialogue.settings import DialogueSettings
from services.kernel.language import Language
from services.kernel.wording import say_clock, say_day, say_instant, say_weekday
from services.scheduling.model import Appointment, Modality, Party, Slot
from services.scheduling.waitlist.model import EVERY_DAY, Entry

LONGEST_NAME = 80


def say_visit(appointment: Appointment, settings: DialogueSettings, language: Language) -> str:
    """Return kind, full time, provider and place of an appointment."""
    reviewed = settings.visit_names.get(appointment.visit_type or "", {}).get(language)
    kind = _short(reviewed or appointment.visit_name or render(Phrase.A_VISIT, language))
    when = say_when(appointment, settings.zone, language)
    return render(Phrase.VISIT, language, kind=kind, when=when, **_who_and_where(appointment, language))


def say_slot(slot: Slot, zone: ZoneInfo, language: Language) -> str:
    """Return full time, provider and place of a free slot."""
    return render(Phrase.TIME, language, when=say_when(slot, zone, language), **_who_and_where(slot, language))


def say_when(visit: Appointment | Slot, zone: ZoneInfo, language: Language) -> str:
    """Return weekday, date and time of its start; empty when it has none."""
    return say_instant(visit.interval.start, zone, language) if visit.interval else ""


def _who_and_where(visit: Appointment | Slot, language: Language) -> dict[str, str]:
    """Return provider and place; a visit by video or telephone is at no place, whatever the system calls it."""
    place = visit.location if visit.modality is Modality.IN_PERSON else None
    return {
        "provider": _named(Phrase.WITH_PROVIDER, "provider", visit.practitioner, language),
        "place": _named(Phrase.AT_PLACE, "place", place, language),
    }


def _named(phrase: Phrase, name: str, party: Party | None, language: Language) -> str:
    return render(phrase, language, **{name: _short(party.name)}) if party and party.name else ""


def _short(name: str) -> str:
    return clean(name)[:LONGEST_NAME]


def say_entry(entry: Entry, provider: Party | None, language: Language) -> str:
    """Return days, hours, first and last day and provider of what somebody waits for."""

    def word(phrase: Phrase, **values: str) -> str:
        return render(phrase, language, **values)

    every_day = entry.weekdays == EVERY_DAY
    days = word(Phrase.OR).join(say_weekday(day, language) for day in sorted(entry.weekdays))
    hours = word(Phrase.OR).join(
        word(Phrase.OPEN_SPAN, opens=say_clock(part.opens, language), closes=say_clock(part.closes, language))
        for part in entry.hours
    )
    parts = [
        word(Phrase.ANY_DAY) if every_day else days,
        word(Phrase.FROM_DAY, day=say_day(entry.earliest, language)) if entry.earliest else "",
        word(Phrase.UNTIL_DAY, day=say_day(entry.latest, language)) if entry.latest else "",
        hours or word(Phrase.ANY_TIME),
        _named(Phrase.WITH_PROVIDER, "provider", provider, language).strip(" ,") or word(Phrase.ANY_PROVIDER),
    ]
    return ", ".join(part for part in parts if part)
