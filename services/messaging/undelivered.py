"""A message that did not reach the patient, where that matters, is a case for the front desk: a person calls.

What matters is how a change ended. A code can be asked for again, and a reminder or an offer is no promise.
"""

from datetime import datetime, timedelta

from services.messaging.ports import MessagingTx
from services.scheduling.operation import Escalation, MessageKind, OutboxMessage

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
_CASE_DUE = timedelta(hours=4)


def tell_staff(tx: MessagingTx, message: OutboxMessage, reason: str, now: datetime) -> None:
    """Open a case for a lost message that matters; the same message opens it once."""
    if message.template not in MATTERS:
        return
    tx.escalations.add(
        Escalation(
            id=f"{message.id}:undelivered",
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


def _said(message: OutboxMessage) -> dict[str, str]:
    """Return what the patient should have heard of their visit."""
    named = {"new": "visit now", "old": "visit before", "when": "visit"}
    return {named[key]: value for key, value in message.values.items() if key in named}
