"""Does a slot suit an entry, may it be offered at this hour, and until when can it be accepted? Pure functions."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.scheduling.model import Appointment, AppointmentStatus, Party, Slot
from services.scheduling.policy_model import VisitPolicy
from services.scheduling.waitlist.model import Entry
from services.scheduling.waitlist.settings import OfferSettings


def suits(entry: Entry, slot: Slot, zone: ZoneInfo) -> bool:
    """Tell whether the slot is what the entry wishes: visit, provider, place, modality, day and hour."""
    start = slot.interval.start.astimezone(zone)
    return (
        (not slot.visit_types or entry.visit_type in slot.visit_types)
        and entry.practitioner_id in (None, _id(slot.practitioner))
        and entry.location_id in (None, _id(slot.location))
        and entry.modality in (None, slot.modality)
        and (entry.earliest is None or start.date() >= entry.earliest)
        and (entry.latest is None or start.date() <= entry.latest)
        and start.weekday() in entry.weekdays
        and (not entry.hours or any(hours.hold(start.time()) for hours in entry.hours))
    )


def answer_by(entry: Entry, slot: Slot, policy: VisitPolicy, settings: OfferSettings, now: datetime) -> datetime | None:
    """Return until when the offer can be accepted; None when too little time is left to offer at all.

    Whoever accepts at the last moment still has the policy's lead, and the time the entry needs to get there. An
    instant is compared and counted in UTC, where a daylight-saving change has no hour more or less.
    """
    latest = slot.interval.start - max(policy.min_lead, entry.travel)
    end = min(now + settings.offer_lasts, latest)
    if entry.expires_at is not None:
        end = min(end, entry.expires_at)
    return end if end - now >= max(settings.least_time, timedelta(microseconds=1)) else None


def awake(entry: Entry, settings: OfferSettings, zone: ZoneInfo, now: datetime) -> bool:
    """Tell whether it is an hour, on the recipient's wall clock, at which an unasked text may come."""
    local = now.astimezone(ZoneInfo(entry.zone) if entry.zone else zone).time()
    return settings.day_opens <= local < settings.day_closes


def wanted_visit(entry: Entry, slot: Slot) -> Appointment:
    """Describe the visit that somebody without an appointment waits for, so that the policy can rule on the slot."""
    return Appointment(
        id=entry.id,
        version=None,
        status=AppointmentStatus.WAITLIST,
        patient_id=entry.patient_id,
        interval=None,
        visit_type=entry.visit_type,
        modality=entry.modality or slot.modality,
    )


def _id(party: Party | None) -> str | None:
    return party.id if party else None
