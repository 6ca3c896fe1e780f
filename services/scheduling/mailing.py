"""The mail that confirms a change, with the entry for the patient's calendar; kept in the commit of the ending.

Only what was read back is confirmed: a change that was undone, or went to a person, changes no calendar.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from services.kernel.errands import Visit
from services.kernel.language import Language
from services.scheduling.model import Appointment, Modality
from services.scheduling.operation import ChangeKind, MessageKind, Operation, OperationState, OutboxMessage
from services.scheduling.ports import ChangeTx
from services.scheduling.settle import when_of
from services.scheduling.visit_entry import uid_of

_SUMMARIES: Mapping[Language, str] = {Language.EN: "Visit: {clinic}", Language.ES: "Cita: {clinic}"}


@dataclass(frozen=True, slots=True)
class MailVisit:
    """What follows from a change where a patient has a mail address on file: `services.scheduling.settle.Afterwards`.

    `phone` is the number to call, as people write it.
    """

    clinic: str
    phone: str
    zone: ZoneInfo

    def __call__(self, tx: ChangeTx, operation: Operation, now: datetime) -> None:
        """Queue the mail, once for each change that is done."""
        if operation.state is not OperationState.DONE or not operation.mail:
            return
        cancelled = operation.kind is ChangeKind.CANCEL
        visit = operation.appointment if cancelled else operation.result or operation.appointment
        template = "mail_cancelled" if cancelled else "mail_moved"
        tx.outbox.add(
            OutboxMessage(
                id=f"{operation.id}:{template}",
                to=operation.mail,
                template=template,
                language=operation.language,
                values=self._values(operation, visit),
                created_at=now,
                operation_id=operation.id,
                kind=MessageKind.MAIL,
                visit=self._entry(operation, visit),
            )
        )

    def _values(self, operation: Operation, visit: Appointment) -> Mapping[str, str]:
        language = operation.language
        old = when_of(operation.appointment, self.zone, language)
        values = {"clinic": self.clinic, "phone": self.phone, "old": old}
        if operation.kind is ChangeKind.CANCEL:
            return values
        provider = visit.practitioner.name if visit.practitioner else ""
        return {
            **values,
            "new": when_of(visit, self.zone, language),
            "provider": provider,
            "place": _place(visit),
        }

    def _entry(self, operation: Operation, visit: Appointment) -> Visit | None:
        """Return the entry; its title names the clinic and nothing else, for others see calendars."""
        if visit.interval is None:
            return None
        return Visit(
            uid=uid_of(operation.series or operation.appointment.id),
            sequence=operation.sequence,
            start=visit.interval.start,
            end=visit.interval.end,
            zone=self.zone.key,
            summary=_SUMMARIES[operation.language].format(clinic=self.clinic),
            place=_place(visit),
            cancelled=operation.kind is ChangeKind.CANCEL,
        )


def _place(visit: Appointment) -> str:
    return visit.location.name if visit.location and visit.modality is Modality.IN_PERSON else ""
