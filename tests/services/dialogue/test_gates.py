"""Every gate of the policy, from the patient's words to a task with everything a person needs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.dialogue.commands import ChooseOffer, GiveBirthDate, GiveCode, GiveName, StartMove
from services.handoff.gates import Gate, GateBook, GateRule, OnTimeout
from services.handoff.task import Hold
from services.scheduling.model import AppointmentStatus, Party
from services.scheduling.policy import PolicyBook, VisitPolicy
from tests.dialogues.clinic import ZONE, Clinic, a_settings, free_days
from tests.dialogues.talk import Scripted, Talk
from tests.doubles.builders import a_patient, a_slot, an_appointment, at

GATES: list[tuple[str, Gate, dict[str, Any], dict[str, Any]]] = [
    ("provider_approval", Gate.PROVIDER, {"needs_provider_approval": True}, {}),
    ("authorization_missing", Gate.INSURANCE, {"needs_authorization": True}, {}),
    (
        "authorization_expired",
        Gate.INSURANCE,
        {"needs_authorization": True},
        {"authorization_expires": date(2027, 2, 1)},
    ),
    ("referral_missing", Gate.REFERRAL, {"needs_referral": True}, {}),
    (
        "referral_expired",
        Gate.REFERRAL,
        {"needs_referral": True},
        {"referral_id": "ref-1", "referral_expires": date(2027, 2, 1)},
    ),
    ("resource", Gate.RESOURCE, {}, {"resources": (Party("room-laser", "Laser room"),)}),
    ("new_patient", Gate.NEW_PATIENT, {"new_patient": True}, {}),
    ("group", Gate.COMPANY, {}, {"patient_count": 3}),
    ("series", Gate.COMPANY, {}, {"series_id": "series-1"}),
    ("linked", Gate.COMPANY, {}, {"linked_ids": ("appt-9",)}),
    ("no_shows", Gate.NO_SHOWS, {"max_no_shows": 1}, {}),
    ("late", Gate.LATE, {"notice_move": timedelta(days=14)}, {}),
    ("minor", Gate.GUARDIAN, {"adult_age": 18}, {}),
]


def a_clinic(rule: str, policy: dict[str, Any], visit: dict[str, Any], gates: GateBook | None = None) -> Clinic:
    # A minor is turned to a person at once where every visit has an age; here one kind of visit alone has.
    default = VisitPolicy(**{**policy, "adult_age": 0})
    book = PolicyBook(zone=ZONE, default=default, by_visit_type={"follow-up": VisitPolicy(**policy)})
    clinic = Clinic(Scripted(), book=book, settings=a_settings(**({"gates": gates} if gates else {})))
    patient = a_patient() if rule != "minor" else replace(a_patient(), birth_date=date(2015, 5, 4))
    clinic.system.add(patient, *free_days(range(30)))
    clinic.visit(3, 9, **visit)
    if rule == "no_shows":
        slot = a_slot(id="slot-missed", start=at(-20, 9))
        clinic.system.add(slot, an_appointment(id="appt-missed", slot=slot, status=AppointmentStatus.NOSHOW))
    return clinic


async def asked(clinic: Clinic, born: date = date(1980, 5, 4)) -> Talk:
    talk = await Talk.open(clinic)
    await talk.means(StartMove(), text="can we move my visit")
    await talk.means(GiveName("Maria Garcia"), GiveBirthDate(born))
    await talk.means(GiveCode(clinic.codes()[-1]))
    if not clinic.store.escalations:
        await talk.means(ChooseOffer(ordinal=1), text="the first")
    return talk


@pytest.mark.parametrize(("rule", "gate", "policy", "visit"), GATES, ids=[row[0] for row in GATES])
async def test_each_gate_makes_a_task_with_full_context(
    rule: str, gate: Gate, policy: dict[str, Any], visit: dict[str, Any]
) -> None:
    clinic = a_clinic(rule, policy, visit)
    talk = await asked(clinic, date(2015, 5, 4) if rule == "minor" else date(1980, 5, 4))
    (task,) = clinic.store.tasks.values()
    case = clinic.store.escalations[task.id]
    request = task.request
    assert request is not None
    assert task.gate is gate
    assert rule in [finding.rule for finding in request.findings]
    assert (request.appointment.patient_id, request.phone) == (a_patient().id, a_patient().phones[0])
    assert "can we move my visit" in request.transcript.excerpt
    assert (case.conversation_id, case.patient_id) == (talk.id, a_patient().id)
    assert task.timeout_at is not None
    assert task.timeout_at > clinic.clock.now()
    assert (task.hold is Hold.HELD) == (request.slot is not None)


async def test_a_minor_reaches_a_person_with_what_was_said_before_any_visit_is_told() -> None:
    clinic = a_clinic("minor", {}, {})
    clinic.book = PolicyBook(zone=ZONE, default=VisitPolicy())
    clinic.conversations = clinic.restarted()
    await asked(clinic, date(2015, 5, 4))
    (case,) = clinic.store.escalations.values()
    assert (case.reason, case.patient_id, case.context["verified"]) == ("minor", a_patient().id, "yes")
    assert "can we move my visit" in case.context["words"]
    assert case.context["says_name"] == "Maria Garcia"


@pytest.mark.parametrize("then", OnTimeout)
async def test_a_gates_time_and_its_end_are_the_clinics_choice(then: OnTimeout) -> None:
    gates = GateBook({Gate.PROVIDER: GateRule(timedelta(hours=1), then)})
    clinic = a_clinic("provider_approval", {"needs_provider_approval": True}, {}, gates)
    await asked(clinic)
    (task,) = clinic.store.tasks.values()
    assert task.timeout_at == clinic.clock.now() + timedelta(hours=1)
    assert task.on_timeout is then
