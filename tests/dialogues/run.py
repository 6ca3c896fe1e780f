"""Runs conversations against the real dialogue and judges how each of them ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter

from services.dialogue.state import Step
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.ports import Adviser
from services.scheduling.model import Appointment, AppointmentStatus, Party, Slot
from services.scheduling.operation import ChangeKind, Operation, OperationState
from tests.dialogues.clinic import DR_PATEL, Clinic, free_days
from tests.dialogues.conversation import Conversation, phrases
from tests.dialogues.personas import PERSONAS
from tests.dialogues.simulated_patient import SimulatedPatient
from tests.dialogues.suiting import suits
from tests.dialogues.talk import Talk
from tests.doubles.builders import DR_CHEN, DR_RIVERA, LAKE_VIEW, MAIN_STREET

_WHO: dict[str, tuple[Party, Party]] = {
    "Rivera": (DR_RIVERA, MAIN_STREET),
    "Chen": (DR_CHEN, LAKE_VIEW),
    "Patel": (DR_PATEL, MAIN_STREET),
}
_UNDERSTANDER = EmbeddedUnderstander()
_PHRASES = phrases()
_SLOTS = free_days(range(1, 33))
FULL_CONTEXT = ("words", "old_visit", "asked", "verified", "language")
"""What a case must tell a person who takes over an out-of-policy change."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one conversation went."""

    case: Conversation
    reached: bool
    wrong_changes: int
    ended: str
    turns: int
    context: bool
    transcript: tuple[str, ...]
    seconds: float = 0.0


async def run(case: Conversation, adviser: Adviser | None = None) -> Result:
    """Hold one conversation in a clinic of its own, with a language model's advice where there is one."""
    clinic = Clinic(_UNDERSTANDER, adviser=adviser)
    who = PERSONAS[case.persona]
    clinic.system.add(who.on_file(), *_SLOTS)
    visits = [_visit(clinic, each, who.id) for each in case.visits]
    _arrange(clinic, case, visits)
    talk = await Talk.open(clinic, None)
    patient = SimulatedPatient(case, clinic, talk, visits, _PHRASES[f"{case.lang} {case.style}"])
    started = perf_counter()
    await patient.converse()
    seconds = perf_counter() - started
    await clinic.workflows.settle()
    await talk.news()
    ended = _end(clinic, talk)
    wrong = sum(_wrong(case, visits, each) for each in clinic.store.operations.values())
    lines = tuple(f"{line.speaker}: {line.text}" for line in clinic.store.lines(talk.id))
    reached = ended == case.end and not wrong and _rightly(case, clinic, visits)
    context = full_context(dict(each.context) for each in clinic.store.escalations.values())
    return Result(case, reached, wrong, ended, patient.turns, context, lines, seconds)


def _visit(clinic: Clinic, said: str, patient_id: str) -> Appointment:
    when, kind, *who = said.split()
    day, hour = when.split("@")
    provider, place = _WHO[who[0] if who else "Rivera"]
    return clinic.visit(int(day), int(hour), kind, who=provider, where=place, patient_id=patient_id)


def _arrange(clinic: Clinic, case: Conversation, visits: list[Appointment]) -> None:
    """Let others act at the worst moment: just before the change is written."""
    target = visits[case.target] if visits else None

    def slot_taken() -> None:
        operation = next(iter(clinic.store.operations.values()))
        if operation.slot is not None:
            clinic.system.desk.take(operation.slot.id)

    def cancelled() -> None:
        if target is not None:
            clinic.system.desk.cancel(target.id)

    def moved() -> None:
        if target is not None:
            clinic.system.desk.move(target.id, "slot-prac-rivera-15-9")

    happenings = {
        "slot_taken": ("hold", slot_taken),
        "cancelled": ("capabilities", cancelled),
        "moved": ("capabilities", moved),
    }
    if case.happens:
        clinic.system.before(*happenings[case.happens])


def _end(clinic: Clinic, talk: Talk) -> str:
    """Say in one word how it ended, by what is true in the clinic's system and in the state."""
    done = [each for each in clinic.store.operations.values() if each.state is OperationState.DONE]
    reasons = [each.reason for each in clinic.store.escalations.values()]
    if "emergency" in reasons:
        return "emergency"
    if done:
        return "moved" if done[-1].kind is ChangeKind.MOVE else "cancelled"
    if talk.state.step is Step.WITH_PERSON:
        return "person"
    said = " ".join(line.text for line in clinic.store.lines(talk.id))
    told = "coming up:" in said or "próxima" in said or "próximas" in said
    return "told" if told and talk.state.goal is None and "changed nothing" not in said else "kept"


def _wrong(case: Conversation, visits: list[Appointment], operation: Operation) -> bool:
    """Tell whether a change was made that the patient did not want."""
    if operation.state is not OperationState.DONE:
        return False
    wanted = {"move": ChangeKind.MOVE, "cancel": ChangeKind.CANCEL}.get(case.goal)
    target = visits[case.target].id if visits else None
    return operation.kind is not wanted or operation.appointment.id != target or not _suits(case, operation.slot)


def _suits(case: Conversation, slot: Slot | None) -> bool:
    return slot is None or suits(case.accept, slot)


def _rightly(case: Conversation, clinic: Clinic, visits: list[Appointment]) -> bool:
    """Check the clinic's own records and, with a person, that nothing has to be asked again."""
    target = visits[case.target] if visits else None
    if case.end == "cancelled" and target is not None:
        return clinic.system.records.appointments[target.id].status is AppointmentStatus.CANCELLED
    if case.end == "moved" and target is not None:
        now = clinic.system.records.appointments[target.id]
        return now.status is AppointmentStatus.BOOKED and now.interval != target.interval
    if case.end == "person" and case.reason:
        return any(each.reason == case.reason for each in clinic.store.escalations.values())
    return True


def full_context(clinic_cases: Iterable[dict[str, str]]) -> bool:
    """Tell whether a case has everything a person needs."""
    return any(all(fact in context for fact in FULL_CONTEXT) for context in clinic_cases)
