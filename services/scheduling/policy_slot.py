"""Rules on the new slot an appointment would be moved to."""

from datetime import datetime, timedelta

from services.kernel.interval import Interval
from services.scheduling.model import Appointment, Party, Slot
from services.scheduling.policy_change import elapsed
from services.scheduling.policy_model import Finding, PolicyBook, Ruling, Same, VisitPolicy


def needed_duration(appointment: Appointment, policy: VisitPolicy) -> timedelta | None:
    """Return how long the slot must be: the visit type's duration, else the present appointment's."""
    if policy.duration is not None:
        return policy.duration
    return appointment.interval.duration if appointment.interval else None


def already_there(appointment: Appointment, slot: Slot) -> bool:
    """Tell whether the slot is the one the appointment has: itself, or its start with its provider and place."""
    if slot.id in appointment.slot_ids:
        return True
    return (
        appointment.interval is not None
        and appointment.interval.start == slot.interval.start
        and _id(appointment.practitioner) == _id(slot.practitioner)
        and _id(appointment.location) == _id(slot.location)
    )


def shape(appointment: Appointment, slot: Slot, policy: VisitPolicy) -> list[Finding]:
    """Find a slot that cannot take this visit: the present one, too short, meant for other visits."""
    found = []
    if already_there(appointment, slot):
        found.append(Finding("same_time", ruling=Ruling.REFUSED))
    needed = needed_duration(appointment, policy)
    if needed is not None and slot.interval.duration < needed:
        minutes = f"{needed / timedelta(minutes=1):g}"
        found.append(Finding("too_short", {"needed_minutes": minutes}, Ruling.REFUSED))
    if slot.visit_types and appointment.visit_type is not None and appointment.visit_type not in slot.visit_types:
        found.append(Finding("other_visit_type", ruling=Ruling.REFUSED))
    if policy.slot_labels and not (policy.slot_labels & slot.labels):
        found.append(Finding("slot_label", ruling=Ruling.REFUSED))
    return found


def distance(slot: Slot, policy: VisitPolicy, now: datetime) -> list[Finding]:
    """Find a slot that starts too soon or too far ahead, in real time from now."""
    ahead = elapsed(now, slot.interval.start)
    if ahead <= timedelta(0) or ahead < policy.min_lead:
        return [Finding("too_soon", {"lead_hours": f"{policy.min_lead / timedelta(hours=1):g}"}, Ruling.REFUSED)]
    if ahead > policy.max_horizon:
        return [Finding("too_far", {"horizon_days": f"{policy.max_horizon / timedelta(days=1):g}"}, Ruling.REFUSED)]
    return []


def opening(appointment: Appointment, slot: Slot, policy: VisitPolicy, book: PolicyBook) -> list[Finding]:
    """Find a slot outside the days and hours of the visit type, or on a day off, by the clinic's wall clock."""
    visit = visit_time(appointment, slot, policy)
    start, end = visit.start.astimezone(book.zone), visit.end.astimezone(book.zone)
    found = []
    if start.weekday() not in policy.weekdays:
        found.append(Finding("closed_day", ruling=Ruling.REFUSED))
    early = policy.opens is not None and start.time() < policy.opens
    overnight = end.date() != start.date()
    late = policy.closes is not None and (overnight or end.time() > policy.closes)
    if early or late:
        found.append(Finding("outside_hours", ruling=Ruling.REFUSED))
    if book.closed_on(start.date(), _id(slot.practitioner), _id(slot.location)):
        found.append(Finding("blackout", ruling=Ruling.REFUSED))
    return found


def visit_time(appointment: Appointment, slot: Slot, policy: VisitPolicy) -> Interval:
    """Return the time the visit takes in the slot: from its start for the needed duration, at most to its end."""
    needed = needed_duration(appointment, policy)
    if needed is None or needed >= slot.interval.duration:
        return slot.interval
    return Interval(slot.interval.start, slot.interval.start + needed)


def sameness(appointment: Appointment, slot: Slot, policy: VisitPolicy) -> list[Finding]:
    """Find what would change besides the time: provider, place, modality."""
    pairs = (
        ("other_provider", policy.same_provider, _id(appointment.practitioner), _id(slot.practitioner)),
        ("other_place", policy.same_place, _id(appointment.location), _id(slot.location)),
        ("other_modality", policy.same_modality, appointment.modality.value, slot.modality.value),
    )
    return [
        Finding(rule, ruling=Ruling.PERSON if same is Same.REQUIRED else Ruling.ALLOWED)
        for rule, same, now, then in pairs
        if same is not Same.FREE and now is not None and now != then
    ]


def consent(appointment: Appointment, slot: Slot, policy: VisitPolicy, book: PolicyBook) -> list[Finding]:
    """Find what somebody else must say to the new time: insurer, provider, whoever keeps room and devices."""
    found = []
    expires = appointment.authorization_expires
    if expires is not None and expires < book.day_of(slot.interval.start):
        found.append(Finding("authorization_expires", {"expires": expires.isoformat()}))
    referral_ends = appointment.referral_expires
    if referral_ends is not None and referral_ends < book.day_of(slot.interval.start):
        found.append(Finding("referral_expires", {"expires": referral_ends.isoformat()}))
    if policy.reserved_labels & slot.labels:
        found.append(Finding("reserved_slot"))
    if policy.needs_provider_approval:
        found.append(Finding("provider_approval"))
    brought = {resource.id for resource in slot.resources}
    lacking = [resource for resource in appointment.resources if resource.id not in brought]
    if lacking and policy.resources is not Ruling.ALLOWED:
        found.append(Finding("resource", ruling=policy.resources))
    return found


def _id(party: Party | None) -> str | None:
    return party.id if party else None
