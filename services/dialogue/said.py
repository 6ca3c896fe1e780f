"""Visits and times as patients read them, always in the clinic's zone."""

from zoneinfo import ZoneInfo

from services.dialogue.phrases import Phrase
from services.dialogue.replies import clean, render
from services.dialogue.settings import DialogueSettings
from services.kernel.language import Language
from services.kernel.wording import say_instant
from services.scheduling.model import Appointment, Modality, Party, Slot

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
