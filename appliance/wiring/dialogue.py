"""From the settings to what the dialogue and the change protocol have to know of their clinic."""

from datetime import time, timedelta

from appliance.secret_files import PEPPER, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.policy import gate_book
from services.dialogue.settings import DialogueSettings
from services.dialogue.understanding.model import ClinicHours
from services.scheduling.answering_time import AnsweringTime, Week
from services.scheduling.settle import ClinicFacts


def dialogue_settings(settings: Settings, secrets: SecretFiles) -> DialogueSettings:
    """Return the dialogue's settings."""
    clinic, chat, identity = settings.clinic, settings.chat, settings.identity
    return DialogueSettings(
        clinic_name=clinic.name,
        clinic_phone=clinic.people_phone,
        clinic_address=clinic.address,
        zone=clinic.zone_info,
        front_desk=clinic.notify_phone,
        pepper=secrets.key(PEPPER),
        hours=usual_hours(settings),
        week=_week(settings),
        closed_on=frozenset(clinic.closed_on),
        emergency_number=clinic.emergency.number,
        crisis_line=clinic.emergency.crisis_line,
        visit_names=clinic.visit_names,
        default_language=clinic.languages[0],
        person_answers_within=timedelta(minutes=clinic.front_desk.answers_within_minutes),
        code_valid=timedelta(minutes=identity.code_minutes),
        verified_idle=timedelta(minutes=identity.verified_minutes),
        wrong_codes=identity.wrong_codes,
        details_per_chat=identity.tries_per_chat,
        details_per_person=identity.tries_per_person,
        details_per_origin=identity.tries_per_address,
        failed_turns=chat.failed_turns,
        longest_message=chat.message_limit,
        messages_per_minute=chat.messages_per_minute,
        kept=timedelta(hours=chat.keep_hours),
        waitlist=settings.waitlist.runs,
        wrong_offer_codes=settings.waitlist.wrong_codes_per_hour,
        waitlist_travel=timedelta(minutes=settings.waitlist.travel_minutes),
        mails=settings.messaging.mail == "relay",
        notices=settings.messaging.mail == "notice",
        gates=gate_book(settings),
    )


def clinic_facts(settings: Settings) -> ClinicFacts:
    """Return what messages and cases need to know; messages carry the clinic's short name."""
    clinic = settings.clinic
    return ClinicFacts(clinic.short_name, clinic.zone_info, clinic.notify_phone, answering_time(settings))


def answering_time(settings: Settings) -> AnsweringTime:
    """Return when the front desk is there to answer, and how long it may take."""
    clinic = settings.clinic
    within = timedelta(minutes=clinic.front_desk.answers_within_minutes)
    return AnsweringTime(clinic.zone_info, within, _week(settings), frozenset(clinic.closed_on))


def _week(settings: Settings) -> Week:
    days = [settings.clinic.spans(day) for day in range(7)]
    return tuple(tuple(sorted((start, _minute(end)) for start, end in spans)) for spans in days)


def usual_hours(settings: Settings) -> ClinicHours:
    """Return the earliest opening and the latest closing of the week, for words such as "after work"."""
    spans = [span for day in range(7) for span in settings.clinic.spans(day)]
    if not spans:
        return ClinicHours()
    return ClinicHours(min(start for start, _ in spans), max(_minute(end) for _, end in spans))


def _minute(moment: time) -> time:
    return moment.replace(second=0, microsecond=0)
