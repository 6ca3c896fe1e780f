"""Legal holds on their page: listed, placed on a patient or on everything, lifted, each by name and on record."""

import pytest

from services.accounts.model import Role
from services.audit.model import Action, AuditOutcome
from services.audit_line.errors import LedgerAway
from tests.doubles.builders import a_patient
from tests.doubles.compliance_desk import LATER, ComplianceDesk, reference
from tests.doubles.staff import StaffBrowser

HERE = "/audit/holds"


async def at_the_holds(desk: ComplianceDesk, *roles: Role, name: str = "cleo") -> StaffBrowser:
    browser = await desk.enter(*roles, name=name)
    await browser.get(HERE)
    return browser


def said(desk: ComplianceDesk) -> list[tuple[str, str, str, str | None]]:
    return [
        (event.action.value, event.outcome.value, event.actor.id, patient)
        for event, patient in desk.holds.said.events
        if event.action is not Action.HOLDS_SHOWN
    ]


async def test_a_hold_is_placed_on_a_patient_who_was_found_by_name() -> None:
    desk = ComplianceDesk()
    browser = await at_the_holds(desk)
    assert "No legal hold stands." in browser.text
    patient = a_patient()
    assert patient.birth_date
    await browser.post(f"{HERE}/patient", family=patient.family, born=patient.birth_date.isoformat(), number="")
    assert f'value="{reference(patient.id)}"' in browser.page
    assert [event.patient_id for event in desk.recorded(Action.LEDGER_SEARCHED)] == [patient.id]
    await browser.post(HERE, patient=reference(patient.id), reason="matter 12")
    assert browser.at == HERE
    assert "The hold stands." in browser.text
    assert f"Patient {reference(patient.id)[:8]}" in browser.text
    assert patient.family not in browser.page
    assert said(desk) == [("hold.placed", "success", "cleo", reference(patient.id))]


async def test_a_hold_on_everything_is_lifted_by_who_placed_it() -> None:
    desk = ComplianceDesk()
    browser = await at_the_holds(desk)
    await browser.post(HERE, patient="everything", reason="the OCR asks")
    assert "All records" in browser.text
    (hold,) = desk.holds.file.holds()
    await browser.post(f"{HERE}/{hold.id}/lift", reason="closed")
    assert "The hold is lifted." in browser.text
    for words in ("No legal hold stands.", "the OCR asks", "closed"):
        assert words in browser.text
    assert said(desk) == [("hold.placed", "success", "cleo", None), ("hold.lifted", "success", "cleo", None)]


async def test_somebody_elses_hold_is_lifted_by_a_security_officer_alone() -> None:
    desk = ComplianceDesk()
    browser = await at_the_holds(desk)
    await browser.post(HERE, patient="everything", reason="the OCR asks")
    (hold,) = desk.holds.file.holds()
    await desk.enter(Role.COMPLIANCE, name="other")
    await browser.get(HERE)
    assert "cleo, or a security officer" in browser.text
    assert "Lift this hold" not in browser.text
    await browser.post(f"{HERE}/{hold.id}/lift", reason="closed")
    assert (browser.status, "Somebody else placed" in browser.text) == (409, True)
    assert said(desk)[-1][1:3] == (AuditOutcome.REFUSED.value, "other")
    await desk.enter(Role.SECURITY_OFFICER, name="olga")
    await browser.get(HERE)
    assert "Lift this hold" in browser.text
    await browser.post(f"{HERE}/{hold.id}/lift", reason="closed")
    assert "The hold is lifted." in browser.text


@pytest.mark.parametrize(
    "fields", [{"reason": "why"}, {"reason": "why", "patient": "Garcia"}, {"patient": "everything"}]
)
async def test_what_is_not_said_holds_nothing(fields: dict[str, str]) -> None:
    desk = ComplianceDesk()
    browser = await at_the_holds(desk)
    await browser.post(HERE, **fields)
    assert browser.status == 409
    assert desk.holds.file.holds() == []
    if fields.get("reason"):
        assert 'value="why"' in browser.page


async def test_placing_and_lifting_ask_for_the_second_factor_and_looking_does_not() -> None:
    desk = ComplianceDesk()
    browser = await at_the_holds(desk)
    desk.clock.advance(LATER)
    await browser.get(HERE)
    assert browser.title == "Legal holds"
    await browser.post(HERE, patient="everything", reason="the OCR asks")
    assert browser.title == "Show that it is you"
    assert desk.holds.file.holds() == []
    await desk.step_up()
    await browser.post(HERE, **browser.hidden)
    (hold,) = desk.holds.file.holds()
    desk.clock.advance(LATER)
    await browser.post(f"{HERE}/{hold.id}/lift", reason="closed")
    assert browser.title == "Show that it is you"
    assert desk.holds.file.holds()[0].lifted is None


@pytest.mark.parametrize("role", [Role.IT, Role.FRONT_DESK, Role.APPROVER])
async def test_no_other_role_sees_or_changes_a_hold(role: Role) -> None:
    desk = ComplianceDesk()
    browser = await at_the_holds(desk, role)
    assert browser.status == 403
    for path in (HERE, f"{HERE}/patient", f"{HERE}/hold_1/lift"):
        await browser.get("/me")
        await browser.post(path, patient="everything", reason="why")
        assert browser.status == 403
    assert desk.holds.file.holds() == []


async def test_while_the_audit_process_is_away_no_hold_is_called_gone() -> None:
    desk = ComplianceDesk()
    browser = await at_the_holds(desk)
    desk.holds.refuses = LedgerAway()
    await browser.get(HERE)
    assert browser.status == 503
    assert "No legal hold stands." not in browser.text
    assert "is not known now" in browser.text
    await browser.post(HERE, patient="everything", reason="the OCR asks")
    assert (browser.status, 'value="the OCR asks"' in browser.page) == (503, True)


async def test_a_patient_who_is_not_there_is_said() -> None:
    desk = ComplianceDesk()
    browser = await at_the_holds(desk)
    await browser.post(f"{HERE}/patient", family="Nobody", born="1980-01-01", number="")
    assert "Nobody fits this" in browser.text
    await browser.post(f"{HERE}/patient", family="Nobody", born="soon", number="")
    assert (browser.status, "birth date cannot be read" in browser.text) == (409, True)
