"""What the contract of the state store is told with: one operation, one case, one conversation, all invented."""

import dataclasses
from datetime import timedelta
from typing import Any, TypeVar

from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.dialogue.model import Chat, Choice, Line, Speaker
from services.handoff.gates import Gate, OnTimeout
from services.handoff.task import (
    Assignment,
    Decision,
    DecisionKind,
    DeclineReason,
    End,
    Hold,
    Request,
    Task,
    Transcript,
)
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.scheduling.operation import ChangeKind, Claim, Escalation, Operation, OutboxMessage, Reason
from services.scheduling.policy_model import Finding, Ruling
from tests.doubles.builders import a_slot, an_appointment, at, half_hour
from tests.doubles.clock import MONDAY_MORNING

NOW = MONDAY_MORNING
CALLER = Actor(ActorKind.CALLER, "chat_1")
DESK = Actor(ActorKind.STAFF, "alex")

T = TypeVar("T")


def _with(base: T, changes: dict[str, Any]) -> T:
    return dataclasses.replace(base, **changes)  # type: ignore[type-var]


def an_operation(**changes: Any) -> Operation:  # noqa: ANN401 any field of the model
    base = Operation(
        id="op_1",
        kind=ChangeKind.MOVE,
        appointment=an_appointment(id="appt-1", operations=frozenset({"op_0"})),
        slot=a_slot(id="slot-9"),
        actor=CALLER,
        conversation_id="chat_1",
        requested_at=NOW,
        language=Language.ES,
        phone="+13125550142",
        words="mejor el jueves — ¿sí?",
    )
    return _with(base, changes)


def a_claim(**changes: Any) -> Claim:  # noqa: ANN401 any field of the model
    base = Claim("schedule:sched-1", half_hour(at(8, 10)), "op_1", NOW + timedelta(minutes=10))
    return _with(base, changes)


def an_escalation(**changes: Any) -> Escalation:  # noqa: ANN401 any field of the model
    base = Escalation(
        id="case_1",
        reason="asked",
        opened_at=NOW,
        due_at=NOW + timedelta(hours=2),
        conversation_id="chat_1",
        patient_id="pat-1",
        operation_id=None,
        context={"wants": "to move the follow-up"},
    )
    return _with(base, changes)


def a_message(**changes: Any) -> OutboxMessage:  # noqa: ANN401 any field of the model
    base = OutboxMessage(
        id="msg_1",
        to="+13125550142",
        template="moved",
        language=Language.EN,
        values={"when": "Tuesday, March 9 at 10am"},
        created_at=NOW,
        operation_id="op_1",
    )
    return _with(base, changes)


def a_task(**changes: Any) -> Task:  # noqa: ANN401 any field of the model
    """Return the first version of a task that holds every kind of value a task can hold."""
    request = Request(
        kind=ChangeKind.MOVE,
        appointment=an_appointment(id="appt-1", operations=frozenset({"op_0"})),
        slot=a_slot(id="slot-9"),
        actor=CALLER,
        asked_at=NOW,
        language=Language.ES,
        transcript=Transcript("chat_1", 7, ("mejor el jueves — ¿sí?", "o el viernes")),
        findings=(Finding("late", {"notice_hours": "24"}), Finding("series", ruling=Ruling.PERSON)),
        phone="+13125550142",
    )
    failed = Decision(DecisionKind.CHANGE, DESK, NOW, operation_id="op_1", failed=Reason.SLOT_TAKEN)
    base = Task(
        id="case_1",
        version=1,
        request=request,
        gate=Gate.LATE,
        timeout_at=NOW + timedelta(hours=2),
        on_timeout=OnTimeout.TELL,
        hold=Hold.HELD,
        assignment=Assignment("alex", NOW, NOW + timedelta(minutes=10)),
        decision=Decision(DecisionKind.DECLINE, DESK, NOW, DeclineReason.TOO_LATE, "called twice"),
        tried=(failed,),
        end=End.DECLINED,
        closed_by="alex",
        closed_at=NOW,
    )
    return _with(base, changes)


def a_chat(**changes: Any) -> Chat:  # noqa: ANN401 any field of the model
    base = Chat("chat_1", 1, Language.EN, NOW, NOW, '{"step": "greeting"}')
    return _with(base, changes)


def a_line(number: int, text: str = "Hello.") -> Line:
    return Line(number, Speaker.ASSISTANT, text, NOW, (Choice("yes", "Yes, move it"),), "visit.ics")


def an_event(**changes: Any) -> AuditEvent:  # noqa: ANN401 any field of the model
    return _with(AuditEvent(NOW, CALLER, Action.CHANGE_REQUESTED, operation="op_1"), changes)


def interval_from(minutes: int, length: int = 30) -> Interval:
    start = at(8, 10) + timedelta(minutes=minutes)
    return Interval(start, start + timedelta(minutes=length))
