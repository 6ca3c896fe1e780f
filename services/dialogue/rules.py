"""What the clinic's policy says about the patient's wish, and what the patient hears of it.

Three answers: the assistant may do it (with a fee that is said before the yes), only a person may, or nobody.
"""

from services.dialogue.person import Why, hand_over, offer_person
from services.dialogue.phrases import Phrase
from services.dialogue.replies import render
from services.dialogue.state import Goal
from services.dialogue.turn import Turn
from services.handoff.task import Request, Transcript
from services.scheduling.model import Patient, Slot
from services.scheduling.operation import ChangeKind
from services.scheduling.policy import Finding, Ruling, Verdict, rule_on_cancel, rule_on_move, rule_on_slot
from services.scheduling.policy_change import age

_WHY = {
    "late": Phrase.WHY_LATE,
    "group": Phrase.WHY_GROUP,
    "series": Phrase.WHY_SERIES,
    "linked": Phrase.WHY_LINKED,
    "new_patient": Phrase.WHY_NEW_PATIENT,
    "inactive_patient": Phrase.WHY_RECORD,
    "age_unknown": Phrase.WHY_RECORD,
    "minor": Phrase.WHY_MINOR,
    "referral_missing": Phrase.WHY_REFERRAL,
    "referral_expired": Phrase.WHY_REFERRAL,
    "referral_expires": Phrase.WHY_REFERRAL,
    "authorization_missing": Phrase.WHY_AUTHORIZATION,
    "authorization_expired": Phrase.WHY_AUTHORIZATION_EXPIRED,
    "authorization_expires": Phrase.WHY_AUTHORIZATION_EXPIRES,
    "too_many_moves": Phrase.WHY_TOO_MANY_MOVES,
    "provider_approval": Phrase.WHY_PROVIDER_APPROVAL,
    "resource": Phrase.WHY_RESOURCE,
    "other_provider": Phrase.WHY_OTHER_PROVIDER,
    "other_place": Phrase.WHY_OTHER_PLACE,
    "other_modality": Phrase.WHY_OTHER_MODALITY,
    "not_changeable": Phrase.WHY_CLOSED,
    "past": Phrase.WHY_CLOSED,
    "same_time": Phrase.WHY_SAME_TIME,
    "too_short": Phrase.WHY_NOT_OPEN,
    "slot_label": Phrase.WHY_NOT_OPEN,
    "reserved_slot": Phrase.WHY_NOT_OPEN,
    "other_visit_type": Phrase.WHY_NOT_OPEN,
    "too_soon": Phrase.WHY_NOT_OPEN,
    "too_far": Phrase.WHY_NOT_OPEN,
    "closed_day": Phrase.WHY_NOT_OPEN,
    "outside_hours": Phrase.WHY_NOT_OPEN,
    "blackout": Phrase.WHY_NOT_OPEN,
}
"""The reason to tell, by the policy's rule code; any other code gets the general one."""


async def may_move(turn: Turn) -> bool:
    """Ask whether the chosen appointment may be moved at all; when not, the patient has heard what happens now."""
    verdict = await _on_move(turn)
    if verdict is None or verdict.allowed:
        return verdict is not None
    _explain(turn, verdict)
    return False


async def may_take(turn: Turn, slot: Slot) -> Verdict | None:
    """Return the verdict, with its fee, for moving to this slot, or None when the patient has heard why not."""
    verdict = await _on_move(turn)
    chosen = turn.state.chosen
    if verdict is None or chosen is None:
        return None
    verdict = verdict.plus(rule_on_slot(chosen, slot, turn.tools.book, turn.now))
    if verdict.allowed:
        return verdict
    turn.state.offers = (slot,)
    _explain(turn, verdict, slot)
    return None


async def may_cancel(turn: Turn) -> Verdict | None:
    """Return the verdict, with its fee, for cancelling the chosen one, or None when the patient has heard why not."""
    chosen = turn.state.chosen
    if chosen is None:
        return None
    past = await turn.tools.past_of(chosen.patient_id)
    verdict = rule_on_cancel(chosen, await _patient(turn), turn.tools.book, turn.now, past)
    if verdict.allowed:
        return verdict
    _explain(turn, verdict)
    return None


async def too_young(turn: Turn) -> bool:
    """Tell whether the verified patient is a minor, or of unknown age, for whom a person speaks (and hand over)."""
    patient = await _patient(turn)
    adult = turn.tools.book.default.adult_age
    today = turn.tools.book.day_of(turn.now)
    if not adult or (patient.birth_date is not None and age(patient.birth_date, today) >= adult):
        return False
    turn.say(Phrase.MINOR)
    hand_over(turn, Why("minor"))
    return True


async def _on_move(turn: Turn) -> Verdict | None:
    chosen = turn.state.chosen
    if chosen is None:
        return None
    moves = await turn.tools.moves_of(chosen.id)
    past = await turn.tools.past_of(chosen.patient_id)
    return rule_on_move(chosen, await _patient(turn), turn.tools.book, turn.now, moves, past)


async def _patient(turn: Turn) -> Patient:
    patient_id = turn.state.identity.patient_id
    if patient_id is None:
        msg = "Policy is asked for a verified patient only. Verify the caller first."
        raise PermissionError(msg)
    return await turn.tools.system.patient(patient_id)


def _explain(turn: Turn, verdict: Verdict, slot: Slot | None = None) -> None:
    """Say why, and hand over to a person or offer one."""
    weighty = [finding for finding in verdict.findings if finding.ruling is verdict.ruling]
    why = " ".join(dict.fromkeys(_reason(turn, finding) for finding in weighty[:2]))
    rules = ",".join(verdict.rules)
    chosen = turn.state.chosen
    old = turn.when(chosen) if chosen else ""
    if verdict.ruling is Ruling.PERSON:
        turn.say(Phrase.PERSON_DECIDES, why=why, old=old)
        detail = f"{rules}; wants {turn.time(slot)}" if slot else rules
        hand_over(turn, Why(f"policy_{verdict.rules[0]}", detail, held(turn, tuple(weighty), slot)))
    else:
        offer_person(turn, Phrase.REFUSED, f"policy_{verdict.rules[0]}", why=why, old=old)


def held(turn: Turn, findings: tuple[Finding, ...], slot: Slot | None) -> Request | None:
    """Return the change that a person has to decide, with the patient's own words."""
    state = turn.state
    if state.chosen is None:
        return None
    return Request(
        kind=ChangeKind.CANCEL if state.goal is Goal.CANCEL else ChangeKind.MOVE,
        appointment=state.chosen,
        slot=slot,
        actor=turn.actor,
        asked_at=turn.now,
        language=state.language,
        transcript=Transcript(turn.chat_id, state.last_line + 1, state.words),
        findings=findings,
        phone=state.identity.phone,
        mail=state.identity.mail,
    )


def _reason(turn: Turn, finding: Finding) -> str:
    phrase = _WHY.get(finding.rule, Phrase.WHY_DEFAULT)
    return render(phrase, turn.state.language, **finding.params)
