"""The end of a change: its state, audit record, messages and cases for people, all in one commit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.language import Language
from services.kernel.store import Store
from services.kernel.wording import say_instant
from services.scheduling.answering_time import AnsweringTime
from services.scheduling.ending import Ending
from services.scheduling.model import Appointment, Modality, Slot
from services.scheduling.operation import ChangeKind, Escalation, Operation, OperationState, OutboxMessage, Reason
from services.scheduling.ports import ChangeTx

SERVICE = Actor(ActorKind.SERVICE, "scheduling")

_ACTIONS = {
    OperationState.DONE: (Action.CHANGE_DONE, AuditOutcome.SUCCESS),
    OperationState.UNDONE: (Action.CHANGE_UNDONE, AuditOutcome.REFUSED),
    OperationState.WITH_PERSON: (Action.CHANGE_WITH_PERSON, AuditOutcome.FAILED),
}


@dataclass(frozen=True, slots=True)
class ClinicFacts:
    """What messages and cases need to know of the clinic.

    `front_desk` is where staff are notified (a phone number or address of the clinic's own); `answering` says by when a
    patient is told to hear from a person (default: four hours, round the clock).
    """

    name: str
    zone: ZoneInfo
    front_desk: str
    answering: AnsweringTime | None = None

    def due(self, now: datetime) -> datetime:
        """Return by when a case opened now is answered."""
        return (self.answering or AnsweringTime(self.zone, timedelta(hours=4))).due(now)


class Afterwards(Protocol):
    """What else belongs into the commit of an ending: a fee, what providers are told."""

    def __call__(self, tx: ChangeTx, operation: Operation, now: datetime) -> None:
        """Add it; the operation is final, and its ending is kept for the first time."""
        ...


@dataclass(frozen=True, slots=True)
class Settlement:
    """Keeps endings, and what follows from each in the same commit."""

    store: Store[ChangeTx]
    clock: Clock
    clinic: ClinicFacts
    afterwards: tuple[Afterwards, ...] = ()

    async def __call__(self, operation: Operation, ending: Ending) -> OperationState:
        """Keep the ending once; a second call returns the first one's state and changes nothing."""
        now = self.clock.now()
        return await self.store.write(lambda tx: self._keep(tx, operation, ending, now))

    def _keep(self, tx: ChangeTx, operation: Operation, ending: Ending, now: datetime) -> OperationState:
        stored = tx.operations.get(operation.id)
        if stored is not None and stored.state.final:
            return stored.state
        final = replace(
            stored or operation, state=ending.state, reason=ending.reason, result=ending.result, finished_at=now
        )
        tx.operations.save(final)
        tx.claims.release(operation.id)
        tx.audit.record(_audit(final, ending, now))
        if final.phone and not _back_with_approver(final):
            tx.outbox.add(self._message(final, now))
        if ending.state is OperationState.WITH_PERSON or ending.leftovers:
            self._escalate(tx, final, ending, now)
        for follow in self.afterwards:
            follow(tx, final, now)
        return final.state

    def _message(self, operation: Operation, now: datetime) -> OutboxMessage:
        template, values = self._wording(operation)
        return OutboxMessage(
            id=f"{operation.id}:{template}",
            to=operation.phone,
            template=template,
            language=operation.language,
            values={"clinic": self.clinic.name, **values},
            created_at=now,
            operation_id=operation.id,
        )

    def _wording(self, operation: Operation) -> tuple[str, Mapping[str, str]]:
        language = operation.language
        if operation.state is OperationState.WITH_PERSON:
            return "requested", {}
        old = _when(operation.appointment, self.clinic.zone, language)
        if operation.state is OperationState.UNDONE:
            return self._undone(operation, old)
        later = operation.approver is not None  # a decision comes when it comes: its texts keep the night
        if operation.kind is ChangeKind.CANCEL:
            return "approved_cancel" if later else "cancelled", {"old": old}
        result = operation.result or operation.appointment
        provider = result.practitioner.name if result.practitioner else ""
        place = result.location.name if result.location and result.modality is Modality.IN_PERSON else ""
        new = _when(result, self.clinic.zone, language)
        named = {"old": old, "new": new, "provider": provider, "place": place}
        return "approved_move" if later else "moved", named

    def _undone(self, operation: Operation, old: str) -> tuple[str, Mapping[str, str]]:
        """Say how the visit stands when nothing was done; the old time only where it is still the visit's."""
        if operation.reason is Reason.ALREADY_CANCELLED:
            return "cancelled_already", {"old": old}
        if operation.reason is not Reason.APPOINTMENT_CHANGED:
            return "undone", {"old": old}
        now = operation.result
        theirs = now is not None and now.patient_id == operation.appointment.patient_id and now.status.changeable
        new = _when(now, self.clinic.zone, operation.language) if now is not None and theirs else ""
        return "changed_already", {"new": new}

    def _escalate(self, tx: ChangeTx, operation: Operation, ending: Ending, now: datetime) -> None:
        reason = str(ending.reason or ending.leftovers[0])
        case = Escalation(
            id=f"{operation.id}:case",
            reason=reason,
            opened_at=now,
            due_at=_due(operation.appointment, self.clinic.due(now), now),
            conversation_id=operation.conversation_id,
            patient_id=operation.appointment.patient_id,
            operation_id=operation.id,
            context=self._context(operation, ending),
        )
        tx.escalations.add(case)
        tx.outbox.add(
            OutboxMessage(
                id=f"{operation.id}:person_wanted",
                to=self.clinic.front_desk,
                template="person_wanted",
                language=Language.EN,
                values={"case": case.id, "reason": reason, "chat": operation.conversation_id},
                created_at=now,
                operation_id=operation.id,
            )
        )

    def _context(self, operation: Operation, ending: Ending) -> dict[str, str]:
        """Give a person everything they need to finish without asking the patient again."""
        zone = self.clinic.zone
        facts = {
            "asked": str(operation.kind),
            "words": operation.words,
            "old_visit": describe(operation.appointment, zone),
            "appointment": f"Appointment/{operation.appointment.id}",
            "state": str(ending.state),
            "leftovers": ", ".join(ending.leftovers),
            "approved_by": operation.approver.id if operation.approver else "",
        }
        if operation.slot is not None:
            facts["new_slot"] = describe(operation.slot, zone)
            facts["slot"] = f"Slot/{operation.slot.id}"
        if ending.result is not None:
            facts["system_shows"] = describe(ending.result, zone)
        return {**facts, **{key: value for key, value in ending.evidence.items() if value}}


def _due(appointment: Appointment, due: datetime, now: datetime) -> datetime:
    """Return when a case is due: before the visit, where that comes first."""
    start = appointment.interval.start if appointment.interval else due
    return start if now < start < due else due


def describe(visit: Appointment | Slot, zone: ZoneInfo) -> str:
    """Return a visit or slot as staff read it: time, kind, provider, place."""
    kind = visit.visit_name if isinstance(visit, Appointment) else None
    provider = visit.practitioner.name if visit.practitioner else None
    place = visit.location.name if visit.location else None
    status = str(visit.status)
    when = _when(visit, zone, Language.EN)
    return ", ".join(part for part in (when, kind, provider, place, status) if part)


def _when(visit: Appointment | Slot, zone: ZoneInfo, language: Language) -> str:
    return say_instant(visit.interval.start, zone, language) if visit.interval else ""


def _back_with_approver(operation: Operation) -> bool:
    """Tell whether an approved change had no effect: whoever approved it decides what the patient is told."""
    return operation.approver is not None and operation.state is OperationState.UNDONE


def _audit(operation: Operation, ending: Ending, now: datetime) -> AuditEvent:
    action, outcome = _ACTIONS[ending.state]
    body = {"kind": str(operation.kind), "reason": str(ending.reason or ""), "leftovers": ",".join(ending.leftovers)}
    return AuditEvent(
        at=now,
        actor=SERVICE,
        action=action,
        outcome=outcome,
        patient_id=operation.appointment.patient_id,
        resource=f"Appointment/{operation.appointment.id}",
        operation=operation.id,
        body=body,
    )
