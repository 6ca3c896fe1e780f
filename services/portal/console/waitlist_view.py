"""The waitlist in words, for its pages."""

from collections.abc import Mapping
from datetime import datetime

from services.portal.console.words import say_modality
from services.scheduling.model import Appointment, Party
from services.scheduling.waitlist.model import Cause, Offer, OfferState, RoundState, Source
from services.scheduling.waitlist.showing import Waiting, winner_of
from services.scheduling.waitlist.staffing import HIGHEST_PRIORITY, PriorityReason, RemovalReason, RoundShown
from services.scheduling.waitlist.wording import say_days, say_hours

PRIORITIES: Mapping[PriorityReason, str] = {
    PriorityReason.CLINICAL: "Should be seen sooner",
    PriorityReason.PROVIDER_ASKED: "The provider asked for it",
    PriorityReason.CLINIC_CANCELLED: "We cancelled their visit",
    PriorityReason.OUR_MISTAKE: "We made a mistake",
    PriorityReason.NO_LONGER: "No longer urgent",
    PriorityReason.OTHER: "Another reason",
}
"""Why somebody is asked before or after others, as staff read it."""

REMOVALS: Mapping[RemovalReason, str] = {
    RemovalReason.PATIENT_ASKED: "The patient asked",
    RemovalReason.HAS_TIME: "Has a good time now",
    RemovalReason.NOT_REACHED: "Cannot be reached",
    RemovalReason.LISTED_TWICE: "Listed twice",
    RemovalReason.OTHER: "Another reason",
}
"""Why somebody is taken off, as staff read it."""

_CAUSES: Mapping[Cause, str] = {
    Cause.CANCELLED: "A visit was cancelled",
    Cause.MOVED: "A visit was moved",
    Cause.SEEN: "Became free in the calendar",
}
_STATES: Mapping[RoundState, str] = {
    RoundState.OPEN: "On offer",
    RoundState.TAKEN: "Accepted, being booked",
    RoundState.FILLED: "Booked",
    RoundState.WITH_PERSON: "Accepted: a person books it",
    RoundState.GONE: "Filled without us",
    RoundState.UNFILLED: "Nobody took it",
}


def priorities() -> list[dict[str, object]]:
    """Return the priorities as a form names them."""
    words = {0: "0, none", HIGHEST_PRIORITY: f"{HIGHEST_PRIORITY}, first"}
    return [{"value": each, "label": words.get(each, str(each))} for each in range(HIGHEST_PRIORITY + 1)]


def waiting_row(row: Waiting, names: Mapping[str, str], visits: Mapping[str, Appointment]) -> dict[str, object]:
    """Return somebody who waits as the list shows them."""
    entry = row.entry
    visit = visits.get(entry.appointment_id or "")
    known = {visit.practitioner.id: visit.practitioner.name} if visit and visit.practitioner else {}
    provider = entry.practitioner_id
    return {
        "id": entry.id,
        "who": names.get(entry.patient_id, "Name not available now"),
        "phone": f"ends in {entry.phone[-4:]}" if entry.phone else "no number",
        "what": (visit.visit_name if visit else None) or _plain(entry.visit_type) or "visit",
        "mode": say_modality(entry.modality),
        "provider": f"with {known.get(provider, 'a chosen provider')}" if provider else "any provider",
        "days": say_days(entry),
        "hours": say_hours(entry) or "any hour",
        "holds": visit.interval.start if visit and visit.interval else None,
        "since": entry.since,
        "offers": row.offers,
        "asked": row.asked,
        "last": entry.last_offered_at,
        "silent": "" if entry.consents else "No texts: the patient has not agreed, so no offers",
        "priority": entry.priority,
        "ours": entry.source is Source.OWN,
    }


def round_row(shown: RoundShown, names: Mapping[str, str], now: datetime) -> dict[str, object]:
    """Return a time that is or was on offer, with what became of its offers."""
    running, slot = shown.running, shown.running.slot
    winner = winner_of(shown)
    return {
        "id": running.id,
        "start": slot.interval.start,
        "where": ", ".join(_known(slot.practitioner, slot.location)),
        "cause": "The winner's old time" if running.freed.depth else _CAUSES[running.freed.cause],
        "state": _STATES[running.state],
        "good": running.state is RoundState.FILLED,
        "winner": names.get(winner.patient_id, "Name not available now") if winner else "",
        "since": running.opened_at,
        "ended": running.ended_at,
        "batch": running.batch,
        "next": running.next_batch_at if running.state is RoundState.OPEN else None,
        "counts": _counts(shown.offers, now),
    }


def _counts(offers: tuple[Offer, ...], now: datetime) -> list[str]:
    """Return how many were asked, and how they answered; what nobody did is left out."""
    found = [_stands(offer, now) for offer in offers]
    words = ("waiting for an answer", "accepted", "declined", "told that it is gone", "no answer")
    counted = [f"{found.count(word)} {word}" for word in words if word in found]
    asked = "nobody asked yet" if not offers else f"{len(offers)} asked"
    return [asked, *counted]


def _stands(offer: Offer, now: datetime) -> str:
    if offer.state is OfferState.OPEN:
        return "waiting for an answer" if now < offer.expires_at else "no answer"
    if offer.state in (OfferState.WON, OfferState.WAITING):
        return "accepted"
    lost = "told that it is gone"
    return {OfferState.DECLINED: "declined", OfferState.LOST: lost}.get(offer.state, "no answer")


def _known(*parties: Party | None) -> list[str]:
    return [party.name for party in parties if party is not None]


def _plain(code: str) -> str:
    return code.replace("-", " ").replace("_", " ").capitalize()
