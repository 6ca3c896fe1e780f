"""A person takes over: the case with its full context, the note to the front desk, and what the patient is told.

"Talk to a person" really notifies someone (saas-starter #684), says by when they answer, and afterwards the automatic
part is silent about scheduling (rasa-agent-bot-demo #12). Emergencies come before everything, at any step.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.audit.model import Action
from services.dialogue.commands import Emergency, GivePhone
from services.dialogue.phrases import Phrase
from services.dialogue.state import FlowState, Step, Wishes
from services.dialogue.turn import Turn
from services.handoff.task import Request
from services.kernel.language import Language
from services.kernel.wording import say_instant
from services.scheduling.operation import Escalation, OutboxMessage
from services.scheduling.settle import describe

EMERGENCY_DUE = timedelta(minutes=5)
ALERT_AGAIN = timedelta(minutes=5)
"""One emergency said in several messages alerts once; said again later it alerts again."""
_CRISIS = frozenset({"suicide", "self_harm"})


@dataclass(frozen=True, slots=True)
class Why:
    """Why a person is needed: a stable `reason`, what more they should know, and the change they have to decide."""

    reason: str
    detail: str = ""
    request: Request | None = None


def hand_over(turn: Turn, why: Why) -> None:
    """Open a case, notify the front desk, tell the patient what happens next, and fall silent."""
    state = turn.state
    due = turn.settings.answering.due(turn.now)
    sooner = visit_before(turn, due)
    state.case_id = _open_case(turn, why, sooner or due)
    state.case_told = False
    turn.record(Action.PERSON_ASKED, resource=None, body={"reason": why.reason})
    by = say_instant(due, turn.settings.zone, state.language)
    turn.say(Phrase.PERSON_COMING, by=by, phone=turn.settings.clinic_phone)
    if sooner is not None:
        turn.say(Phrase.VISIT_SOONER, phone=turn.settings.clinic_phone)
    state.phone_asked = not state.verified and not state.texting  # who texts is reached at that number
    if state.phone_asked:
        turn.say(Phrase.ASK_PHONE)
    state.step = Step.WITH_PERSON
    state.proposal = None


def visit_before(turn: Turn, due: datetime) -> datetime | None:
    """Return the start of the chosen visit when it begins before a person is bound to answer, else None."""
    chosen = turn.state.chosen
    if chosen is None or chosen.interval is None or not turn.now < chosen.interval.start < due:
        return None
    return chosen.interval.start


def offer_person(turn: Turn, phrase: Phrase, reason: str, **values: str) -> None:
    """Ask whether a person shall take over."""
    turn.state.person_reason = reason
    turn.state.step = Step.PERSON_OFFER
    yes, no = turn.button(Phrase.B_YES, "/person"), turn.button(Phrase.B_NO, "/no")
    turn.say(phrase, [yes, no], **values)


def show_emergency(turn: Turn, emergency: Emergency, language: Language) -> None:
    """Say at once whom to call, in the language of these very words, and alert the front desk.

    What was to be confirmed is off the table: a "yes" now may answer these words.
    """
    state = turn.state
    state.proposal = None
    usual, state.language = state.language, language
    number, crisis = turn.settings.emergency_number, turn.settings.crisis_line
    if emergency.kind in _CRISIS and crisis is not None:
        turn.say(Phrase.EMERGENCY_CRISIS, emergency=number, crisis=crisis)
    else:
        turn.say(Phrase.EMERGENCY, emergency=number)
    state.language = usual
    turn.record(Action.EMERGENCY_SHOWN, body={"kind": emergency.kind})
    if state.emergency_at is None or turn.now - state.emergency_at >= ALERT_AGAIN:
        state.emergency_at = turn.now
        _open_case(turn, Why("emergency", emergency.kind), turn.now + EMERGENCY_DUE)


def while_with_person(turn: Turn, phone: GivePhone | None) -> None:
    """Say once that a person has it; pass on a number; else stay silent."""
    state = turn.state
    if phone is not None and state.phone_asked:
        state.phone_asked = False
        _open_case(turn, Why("callback_number", phone.phone), turn.settings.answering.due(turn.now))
        turn.say(Phrase.PHONE_NOTED)
    elif not state.case_told:
        state.case_told = True
        turn.say(Phrase.PERSON_HAS_IT)


def _open_case(turn: Turn, why: Why, due: datetime) -> str:
    case = Escalation(
        id=turn.tools.ids.new("case"),
        reason=why.reason,
        opened_at=turn.now,
        due_at=due,
        conversation_id=turn.chat_id,
        patient_id=turn.state.identity.patient_id,
        operation_id=turn.state.pending.operation_id if turn.state.pending else None,
        context=case_context(turn.state, why, turn.settings.zone),
    )
    turn.effects.cases.append(case)
    if why.request is not None:
        turn.effects.held[case.id] = why.request
    note = OutboxMessage(
        id=f"{case.id}:person_wanted",
        to=turn.settings.front_desk,
        template="person_wanted",
        language=Language.EN,
        values={"case": case.id, "reason": why.reason, "chat": turn.chat_id},
        created_at=turn.now,
        patient_id=turn.state.identity.patient_id,
    )
    turn.effects.messages.append(note)
    return case.id


def case_context(state: FlowState, why: Why, zone: ZoneInfo) -> dict[str, str]:
    """Return everything a person needs to finish without asking the patient again; empty facts are left out."""
    who = state.identity
    facts = {
        "why": why.detail,
        "words": " / ".join(state.words),
        "asked": str(state.goal or ""),
        "language": str(state.language),
        "verified": "yes" if state.verified else "no",
        "says_name": who.name or "",
        "says_birth_date": who.birth_date.isoformat() if who.birth_date else "",
        "phone_on_file": who.phone if state.verified else "",
        "texts_from": state.texting,
        "old_visit": describe(state.chosen, zone) if state.chosen else "",
        "appointment": f"Appointment/{state.chosen.id}" if state.chosen else "",
        "visits": "; ".join(describe(each, zone) for each in state.appointments) if state.verified else "",
        "offered": "; ".join(describe(slot, zone) for slot in state.offers),
        "wishes": say_wishes(state.wishes, zone),
    }
    if state.proposal is not None and state.proposal.slot is not None:
        facts["new_slot"] = describe(state.proposal.slot, zone)
        facts["slot"] = f"Slot/{state.proposal.slot.id}"
    return {name: fact for name, fact in facts.items() if fact}


def say_wishes(wishes: Wishes, zone: ZoneInfo) -> str:
    """Return the wishes for a new time as staff read them."""

    def local(instant: datetime) -> str:
        return say_instant(instant, zone, Language.EN)

    spans = [f"{local(span.start)} to {local(span.end)}" for span in wishes.when[:6]]
    parts = [
        " or ".join(spans),
        f"before {local(wishes.before)}" if wishes.before else "",
        f"after {local(wishes.after)}" if wishes.after else "",
        f"with {wishes.provider}" if wishes.provider else "",
        "same provider" if wishes.same_provider else "",
        f"not with {wishes.not_provider}" if wishes.not_provider else "",
        f"at {wishes.place}" if wishes.place else "",
        "any provider" if wishes.any_provider else "",
    ]
    return ", ".join(part for part in parts if part)
