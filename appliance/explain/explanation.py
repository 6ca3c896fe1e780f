"""From a case to its explanation: the verdict, and every rule with its value, its source and what it said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from appliance.explain.rules import RULES, WORDS, Rule, Stage
from appliance.explain.sources import Setting, Sources
from services.scheduling.fee_rule import Past
from services.scheduling.model import Appointment, Patient, Slot
from services.scheduling.operation import ChangeKind
from services.scheduling.policy import (
    Finding,
    PolicyBook,
    Ruling,
    Verdict,
    rule_on_cancel,
    rule_on_move,
    rule_on_slot,
)
from services.scheduling.policy_model import verdict_of

NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: the change, the visit, and as much as is known of patient, past and new time."""

    kind: ChangeKind
    appointment: Appointment
    now: datetime
    patient: Patient | None = None
    past: Past = field(default_factory=Past)
    moves: int = 0
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One rule of the explanation: `outcome` is a ruling or "not asked", `why` its findings in plain words."""

    question: str
    outcome: str
    why: str
    codes: tuple[str, ...]
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdict on a case and what each rule said, in the order in which they are asked."""

    case: Case
    verdict: Verdict
    lines: tuple[Line, ...]


def judge(case: Case, book: PolicyBook) -> Verdict:
    """Return the verdict, exactly as a conversation gets it."""
    if case.kind is ChangeKind.CANCEL:
        return rule_on_cancel(case.appointment, case.patient, book, case.now, case.past)
    verdict = rule_on_move(case.appointment, case.patient, book, case.now, case.moves, case.past)
    return verdict if case.slot is None else verdict.plus(rule_on_slot(case.appointment, case.slot, book, case.now))


def explain(case: Case, book: PolicyBook, sources: Sources) -> Explanation:
    """Return the verdict and every rule that concerns such a change."""
    verdict = judge(case, book)
    lines = tuple(_line(rule, case, verdict.findings, sources) for rule in RULES if _concerns(rule, case))
    return Explanation(case, verdict, lines)


def _concerns(rule: Rule, case: Case) -> bool:
    asked = {Stage.CANCEL} if case.kind is ChangeKind.CANCEL else {Stage.MOVE, Stage.SLOT}
    return bool(rule.stages & asked)


def _line(rule: Rule, case: Case, findings: Iterable[Finding], sources: Sources) -> Line:
    said = tuple(finding for finding in findings if finding.rule in rule.codes)
    settings = tuple(sources.of(key, case.appointment.visit_type) for key in rule.keys)
    why = " ".join(WORDS[finding.rule].format_map(finding.params) for finding in said)
    return Line(rule.question, _outcome(rule, case, said), why, tuple(finding.rule for finding in said), settings)


def _outcome(rule: Rule, case: Case, said: tuple[Finding, ...]) -> str:
    if (rule.stages == {Stage.SLOT} and case.slot is None) or (rule.needs_patient and case.patient is None):
        return NOT_ASKED
    return verdict_of(said).ruling.value if said else Ruling.ALLOWED.value
