"""Whose a message is, as the audit trail hashes it."""

from services.messaging.consents import subject_of
from services.messaging.ports import MessagingTx
from services.scheduling.operation import OutboxMessage


def whose(tx: MessagingTx, message: OutboxMessage) -> str:
    """Return the patient that a message is about, else the number or address that it goes to."""
    if message.patient_id is not None:
        return message.patient_id
    change = tx.operations.get(message.operation_id) if message.operation_id else None
    return change.appointment.patient_id if change else subject_of(message.to)
