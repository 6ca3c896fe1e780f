"""A message that did not reach the patient, where that matters, is a case for the front desk: a person calls.

What matters is how a change ended. A code can be asked for again, and a reminder or an offer is no promise. A mail that
comes back is no case while the text about the same change arrived, or may still: a person calls whom nothing reached.
"""

from datetime import datetime, timedelta

from services.messaging.ports import MessagingTx
from services.scheduling.operation import Escalation, MessageKind, OutboxMessage
from services.scheduling.outbox import Arrival, Delivery, DeliveryState

MATTERS = frozenset(
    {
        "moved",
        "cancelled",
        "mail_moved",
        "mail_cancelled",
        "notice",
        "undone",
        "declined",
        "changed_already",
        "cancelled_already",
        "requested",
        "approved_move",
        "approved_cancel",
        "waitlist_taking",
    }
)
"""Templates whose loss leaves a patient with a wrong idea of their visit."""
_DROPPED = {"stopped": "said STOP before it was sent", "too_late": "could not be sent in time"}
_CASE_DUE = timedelta(hours=4)


def tell_staff(tx: MessagingTx, message: OutboxMessage, reason: str, now: datetime) -> None:
    """Open a case for a lost message that matters, if nothing else told the patient; one for each change."""
    told = any(_reached(tx, each) or _is_case(tx, each) for each in _beside(tx, message))
    if message.template not in MATTERS or told:
        return
    tx.escalations.add(
        Escalation(
            id=_case_of(message),
            reason=f"{message.kind}_undelivered",
            opened_at=now,
            due_at=now + _CASE_DUE,
            conversation_id=message.id,
            patient_id=None,
            operation_id=message.operation_id,
            context={
                "phone" if message.kind is MessageKind.TEXT else "mail": message.to,
                "message": message.template,
                "why": reason,
                **_said(message),
            },
        )
    )


def tell_of_drop(tx: MessagingTx, message: OutboxMessage, reason: str, now: datetime) -> None:
    """Open the case of a message that a rule dropped, such as a STOP between the patient's yes and the end.

    A promise to tell how it ends is none without that end, which is told by its own message.
    """
    if message.operation_id is not None:
        tell_staff(tx, message, _DROPPED.get(reason, reason), now)


def _beside(tx: MessagingTx, message: OutboxMessage) -> list[Delivery]:
    """Return the other messages by which the patient hears of the same change."""
    if message.operation_id is None:
        return []
    about = tx.outbox.of_operation(message.operation_id)
    return [each for each in about if each.message.id != message.id and each.message.template in MATTERS]


def _reached(tx: MessagingTx, each: Delivery) -> bool:
    """Tell whether a message arrived, as far as anybody knows, or may still; a notice says nothing of the change."""
    if each.message.kind is MessageKind.NOTICE:
        return False
    waits = each.state in (DeliveryState.QUEUED, DeliveryState.SENDING)
    return waits or (each.state is DeliveryState.SENT and not _lost(tx, each))


def _lost(tx: MessagingTx, each: Delivery) -> bool:
    journey = tx.journeys.get(each.message.id)
    returned = journey is not None and journey.arrival is Arrival.UNDELIVERED
    return returned or each.state is DeliveryState.FAILED


def _is_case(tx: MessagingTx, each: Delivery) -> bool:
    return tx.escalations.get(_case_of(each.message)) is not None


def _case_of(message: OutboxMessage) -> str:
    return f"{message.id}:undelivered"


def _said(message: OutboxMessage) -> dict[str, str]:
    """Return what the patient should have heard of their visit."""
    named = {"new": "visit now", "old": "visit before", "when": "visit"}
    return {named[key]: value for key, value in message.values.items() if key in named}
