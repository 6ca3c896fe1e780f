"""The waitlist's audit events: no text, no name, no number, and never a code."""

from datetime import datetime

from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.scheduling.waitlist.model import Entry, Offer, Round
from services.scheduling.waitlist.ports import WaitlistTx

SERVICE = Actor(ActorKind.SERVICE, "waitlist")


def record_entry(
    tx: WaitlistTx, action: Action, entry: Entry, now: datetime, actor: Actor = SERVICE, **body: str
) -> None:
    """Record what happened to an entry."""
    facts = {"entry": entry.id, "state": str(entry.state), "source": str(entry.source)}
    facts |= {"priority": str(entry.priority), **body}
    tx.audit.record(AuditEvent(at=now, actor=actor, action=action, patient_id=entry.patient_id, body=facts))


def record_round(
    tx: WaitlistTx,
    action: Action,
    about: Round,
    now: datetime,
    outcome: AuditOutcome = AuditOutcome.SUCCESS,
    **body: str,
) -> None:
    """Record what happened to a round."""
    facts = {"round": about.id, "state": str(about.state), "depth": str(about.freed.depth), **body}
    tx.audit.record(
        AuditEvent(
            at=now,
            actor=SERVICE,
            action=action,
            outcome=outcome,
            resource=f"Slot/{about.slot.id}",
            operation=about.operation_id,
            body=facts,
        )
    )


def record_offer(
    tx: WaitlistTx,
    action: Action,
    offer: Offer,
    now: datetime,
    outcome: AuditOutcome = AuditOutcome.SUCCESS,
    **body: str,
) -> None:
    """Record what happened to an offer; a reply is the patient's act, the rest is the waitlist's."""
    replied = action in (Action.WAITLIST_ACCEPTED, Action.WAITLIST_REPLIED)
    tx.audit.record(
        AuditEvent(
            at=now,
            actor=Actor(ActorKind.PATIENT, offer.id) if replied else SERVICE,
            action=action,
            outcome=outcome,
            patient_id=offer.patient_id,
            body={"round": offer.round_id, "offer": offer.id, "entry": offer.entry_id, **body},
        )
    )
