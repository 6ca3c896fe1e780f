"""A case file in words, for its page."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from services.accounts.model import Person
from services.accounts.permissions import Permission, permits
from services.dialogue.model import Line, Speaker
from services.handoff.gates import OnTimeout
from services.handoff.task import DecisionKind, DeclineReason, End, Hold, Task, TaskState
from services.handoff.wording import say_rule
from services.kernel.language import Language
from services.kernel.wording import say_day, say_instant, say_money, say_time
from services.portal.console.case_file import CaseFile
from services.portal.console.words import say_modality, say_reason
from services.scheduling.model import Appointment, Patient, Slot
from services.scheduling.operation import ChangeKind, Operation, OperationState, Reason

DECLINE_REASONS: Mapping[DeclineReason, str] = {
    DeclineReason.PROVIDER_SAID_NO: "The provider said no",
    DeclineReason.INSURANCE: "Insurance does not cover it",
    DeclineReason.REFERRAL: "The referral is missing",
    DeclineReason.NO_RESOURCE: "No room or equipment then",
    DeclineReason.TOO_LATE: "Too late for this change",
    DeclineReason.GUARDIAN_NEEDED: "A parent or guardian is needed",
    DeclineReason.OTHER: "Another reason",
}
_HOLDS: Mapping[Hold, str] = {
    Hold.HELD: "held for this patient",
    Hold.LOST: "not held: somebody else has it",
    Hold.RELEASED: "not held any more",
    Hold.NONE: "",
}
_THEN: Mapping[OnTimeout, str] = {
    OnTimeout.KEEP: "Then the case stays here, with its time held.",
    OnTimeout.RELEASE: "Then the held time is given back; the case stays here.",
    OnTimeout.TELL: "Then the case ends by itself, and the patient is told that the visit stays as it was.",
}
_FAILED: Mapping[Reason, str] = {
    Reason.SLOT_TAKEN: "the new time was taken a moment before",
    Reason.APPOINTMENT_CHANGED: "the visit was changed in the scheduling system meanwhile",
    Reason.ALREADY_CANCELLED: "the visit was cancelled already",
    Reason.POLICY: "the clinic's policy forbids it now",
    Reason.SYSTEM_REFUSED: "the scheduling system refused it",
    Reason.SYSTEM_UNREACHABLE: "the scheduling system did not answer",
}
_SPEAKERS: Mapping[Speaker, str] = {
    Speaker.PATIENT: "Patient",
    Speaker.ASSISTANT: "Assistant",
    Speaker.NOTICE: "Notice",
    Speaker.STAFF: "Front desk",
}
_CODE = re.compile(r"\s*\d{6}\s*")
_LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Spanish"}


def case_values(file: CaseFile, person: Person, now: datetime, zone: ZoneInfo) -> dict[str, object]:
    """Return what the template of a case shows."""
    case, task = file.one.case, file.one.task
    request, holder = task.request, task.held_by(now)
    is_open = task.state is TaskState.OPEN
    language = str(request.language if request else case.context.get("language", "en"))
    return {
        "id": case.id,
        "seen": task.version,
        "why": say_reason(case.reason),
        "rules": [say_rule(finding, Language.EN) for finding in request.findings] if request else [],
        "opened": case.opened_at,
        "by": file.one.wanted_by,
        "late": is_open and file.one.wanted_by <= now,
        "then": _THEN[task.on_timeout] if task.on_timeout and task.timeout_at and is_open else "",
        "holder": holder,
        "mine": holder == person.id,
        "is_open": is_open,
        "outcome": outcome(file, zone),
        "who": _who(file),
        "kind": {ChangeKind.MOVE: "move", ChangeKind.CANCEL: "cancel"}[request.kind] if request else "",
        "old": _visit(request.appointment, zone) if request else None,
        "present": _visit(file.now.visit, zone) if file.moved and file.now.visit else None,
        "moved": file.moved,
        "silent": file.now.silent,
        "new": _visit(request.slot, zone) if request and request.slot else None,
        "hold": _HOLDS[task.hold],
        "held": task.hold is Hold.HELD,
        "fee": f"{say_money(file.fee.amount_cents)}, {file.fee.state}" if file.fee else "",
        "choices": [_choice(slot, zone) for slot in file.now.choices],
        "reasons": [{"value": str(each), "label": words} for each, words in DECLINE_REASONS.items()],
        "facts": _facts(file) if request is None else [],
        "lines": [line_values(line, zone) for line in file.lines],
        "excerpt": request.transcript.excerpt if request and not file.lines else (),
        "language": language,
        "language_name": _LANGUAGES.get(language, language),
        "chat": file.chat.id if file.chat and not file.chat.ended else "",
        "may_decide": permits(person.roles, Permission.DECIDE_CASES),
        "phone": bool(request and request.phone),
    }


def line_values(line: Line, zone: ZoneInfo) -> dict[str, object]:
    """Return one line of a transcript."""
    return {
        "who": _SPEAKERS[line.speaker],
        "speaker": str(line.speaker),
        "text": "(one-time code)" if line.speaker is Speaker.PATIENT and _CODE.fullmatch(line.text) else line.text,
        "at": line.at,
        "time": say_time(line.at, zone, Language.EN),
        "choices": [choice.label for choice in line.choices],
    }


def outcome(file: CaseFile, zone: ZoneInfo) -> dict[str, object] | None:
    """Return what became of a decision, None while nobody decided anything."""
    task = file.one.task
    if task.state is TaskState.CLOSED:
        return _ended(task, file.change, zone)
    decision = task.decision or (task.tried[-1] if task.tried else None)
    if decision is None:
        return None
    what = "chose another time" if decision.kind is DecisionKind.CHANGE else "approved this"
    by = f"{decision.by.id} {what} {_at(decision.at, zone)}."
    if decision.failed is None:
        return {"good": True, "text": f"{by} It is being written now; this page shows how it ends."}
    why = _FAILED.get(decision.failed, say_reason(str(decision.failed)).lower())
    return {"good": False, "text": f"{by} Nothing was changed: {why}. Choose another time, or decline."}


def _ended(task: Task, change: Operation | None, zone: ZoneInfo) -> dict[str, object]:
    by = f"{task.closed_by or ''} {_at(task.closed_at, zone) if task.closed_at else ''}".strip()
    if task.end is End.CHANGED and change is not None:
        called = "No phone number is known: please call the patient."
        told = "The patient gets a text; if it cannot be sent, a new case says so." if change.phone else called
        return {"good": True, "text": f"Done, and read back: {_result(change, zone)} {told} Decided by {by}."}
    if task.end is End.DECLINED:
        reason = task.decision.reason if task.decision else None
        words = DECLINE_REASONS[reason].lower() if reason else "no reason given"
        return {"good": True, "text": f"Declined by {by}: {words}. The visit stays as it was."}
    if task.end is End.TIMED_OUT:
        return {"good": False, "text": "Nobody decided in time. The visit stays as it was, and the patient was told."}
    if task.end is End.WITH_PERSON:
        why = say_reason(str(change.reason)).lower() if change and change.reason else "it is not certain"
        return {"good": False, "text": f"Written, but {why}. A case of its own asks somebody to check it."}
    return {"good": True, "text": f"Finished by hand and closed by {by}."}


def _result(change: Operation, zone: ZoneInfo) -> str:
    if change.kind is ChangeKind.CANCEL:
        return "the visit is cancelled."
    there = change.result.interval if change.result else change.slot.interval if change.slot else None
    when = say_instant(there.start, zone, Language.EN) if there else "its new time"
    return f"the visit is now {when}." if change.state is OperationState.DONE else "its end is not known."


def _at(instant: datetime, zone: ZoneInfo) -> str:
    return f"on {say_instant(instant, zone, Language.EN)}"


def _who(file: CaseFile) -> dict[str, object]:
    """Return who this is: as the record says it, else as they said it themselves."""
    context, patient = file.one.case.context, file.now.patient
    verified = context.get("verified") == "yes" or file.one.task.request is not None
    if patient is None:
        said = context.get("says_name", "")
        born = context.get("says_birth_date", "")
        return {"name": said or "Not known yet", "born": born, "phone": "", "verified": verified, "recorded": False}
    return {
        "name": _name(patient),
        "born": say_day(patient.birth_date, Language.EN, year=True).partition(", ")[2] if patient.birth_date else "",
        "phone": ", ".join(patient.phones),
        "verified": verified,
        "recorded": True,
    }


def _name(patient: Patient) -> str:
    return " ".join((*patient.given, patient.family))


def _visit(visit: Appointment | Slot, zone: ZoneInfo) -> dict[str, object]:
    """Return a visit or a time as the page shows it."""
    named = visit.visit_name if isinstance(visit, Appointment) else None
    parties = [party.name for party in (visit.practitioner, visit.location) if party]
    details = [part for part in (named, *parties, say_modality(visit.modality)) if part]
    when = say_instant(visit.interval.start, zone, Language.EN) if visit.interval else "no time"
    return {"when": when, "details": ", ".join(details), "status": str(visit.status)}


def _choice(slot: Slot, zone: ZoneInfo) -> dict[str, object]:
    return {"value": slot.id, **_visit(slot, zone)}


_FACTS: Mapping[str, str] = {
    "why": "More",
    "asked": "Wants to",
    "old_visit": "Visit",
    "new_slot": "New time",
    "visits": "Visits",
    "offered": "Was offered",
    "wishes": "Wishes",
    "words": "Said",
}


def _facts(file: CaseFile) -> list[tuple[str, str]]:
    """Return what the assistant wrote down, for a case that holds no change."""
    context = file.one.case.context
    known = [(label, context[name]) for name, label in _FACTS.items() if context.get(name)]
    others = [(name.replace("_", " ").capitalize(), text) for name, text in context.items() if name not in _SHOWN]
    return known + [(label, text) for label, text in others if text]


_SHOWN = frozenset(
    {*_FACTS, "language", "verified", "says_name", "says_birth_date", "phone_on_file", "slot", "appointment"}
)
