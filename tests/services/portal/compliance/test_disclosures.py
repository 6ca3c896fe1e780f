"""Disclosures: recorded with what the rule asks for, corrected by a further event, held back; looks are recorded."""

import re
from datetime import timedelta

import pytest

from services.accounts.model import Role
from services.audit.model import Action, AuditEvent
from tests.doubles.audit_log import MemoryLog
from tests.doubles.compliance_desk import ComplianceDesk, reference
from tests.doubles.staff import StaffBrowser

MINE = reference("p1")
HERE = "/audit/disclosures"
NEW = {
    "ground": "police",
    "recipient": "State  Police",
    "description": "Dates of visits",
    "statement": "Warrant 7",
    "address": "1 Main St",
}


def filed(log: MemoryLog, event: AuditEvent) -> int:
    """Take an event into the log as the courier would."""
    return log.add(
        event.at,
        action=event.action.value,
        patient=event.patient_ref,
        operation=event.operation,
        accountable=event.accountable,
        actor_id=event.actor.id,
        body=dict(event.body),
    )


async def recorded(desk: ComplianceDesk, **changes: str) -> StaffBrowser:
    browser = await desk.enter()
    await browser.get(f"{HERE}/new?patient={MINE}")
    await browser.post(HERE, **{**browser.hidden, **NEW, **changes})
    for event in desk.recorded(Action.DISCLOSURE_MADE):
        filed(desk.log, event)
    return browser


async def test_a_disclosure_is_put_on_record_for_the_patient() -> None:
    desk = ComplianceDesk()
    browser = await recorded(desk, on="2027-02-01")
    (event,) = desk.recorded(Action.DISCLOSURE_MADE)
    assert (event.patient_ref, event.accountable, event.actor.role) == (MINE, True, "compliance")
    assert {"date": "2027-02-01", "recipient": "State Police", "ground": "police"}.items() <= event.body.items()
    assert browser.at == HERE
    assert "the patient may ask to be told" in browser.text.casefold()
    await browser.get(f"{HERE}?patient={MINE}")
    assert "State Police" in browser.text
    assert f"/audit/exports/new?period=all&amp;patient={MINE}&amp;report=disclosures" in browser.page
    look = desk.recorded(Action.LEDGER_SEARCHED)[-1]
    assert (look.patient_ref, look.body["query.action"]) == (MINE, "disclosure.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"ground": "treatment"},
        {"ground": ""},
        {"recipient": " "},
        {"on": "soon"},
        {"on": "2999-01-01"},
        {"times": "monthly"},
    ],
)
async def test_what_the_accounting_could_not_tell_is_refused_and_what_was_typed_stays(wrong: dict[str, str]) -> None:
    desk = ComplianceDesk()
    browser = await recorded(desk, **wrong)
    assert browser.status == 409
    assert "Dates of visits" in browser.page
    assert desk.recorded(Action.DISCLOSURE_MADE) == []


async def test_a_form_that_is_sent_twice_is_one_disclosure() -> None:
    desk = ComplianceDesk()
    browser = await desk.enter()
    await browser.get(f"{HERE}/new?patient={MINE}")
    fields = {**browser.hidden, **NEW}
    await browser.post(HERE, **fields)
    await browser.get(f"{HERE}/new?patient={MINE}")
    await browser.post(HERE, **{**fields, "token": browser.hidden.get("token", "")})
    for event in desk.recorded(Action.DISCLOSURE_MADE):
        filed(desk.log, event)
    await browser.get(f"{HERE}?patient={MINE}")
    assert len(re.findall(r"<tr>", browser.page)) == 2


async def said_later(desk: ComplianceDesk, what: str, **fields: str) -> StaffBrowser:
    browser = await recorded(desk)
    name = desk.recorded(Action.DISCLOSURE_MADE)[0].operation
    await browser.get(f"{HERE}/{MINE}/{name}")
    await browser.post(f"{HERE}/{MINE}/{name}/{what}", **{**browser.hidden, **fields})
    for event in desk.clinic.store.audit:
        if event.action.value.startswith("disclosure.") and event.action is not Action.DISCLOSURE_MADE:
            filed(desk.log, event)
    await browser.get(f"{HERE}?patient={MINE}")
    return browser


async def test_a_correction_is_an_event_of_its_own() -> None:
    desk = ComplianceDesk()
    browser = await said_later(desk, "correct", recipient="County Sheriff", why="misread")
    (event,) = desk.recorded(Action.DISCLOSURE_CORRECTED)
    assert dict(event.body) == {"recipient": "County Sheriff", "reason": "misread"}
    assert "County Sheriff" in browser.text
    assert "State Police" not in browser.text


async def test_a_withdrawn_one_says_why() -> None:
    browser = await said_later(ComplianceDesk(), "withdraw", why="it never left")
    assert "Withdrawn: it never left" in browser.text


async def test_an_agency_has_it_held_back_and_it_is_ended() -> None:
    desk = ComplianceDesk()
    until = (desk.clock.now() + timedelta(days=20)).date().isoformat()
    asked = {"agency": "State Police", "official": "Sgt. Poe", "until": until, "statement": "oral"}
    browser = await said_later(desk, "suspend", **asked)
    assert f"until {until}, asked by State Police" in browser.text
    name = desk.recorded(Action.DISCLOSURE_MADE)[0].operation
    await browser.get(f"{HERE}/{MINE}/{name}")
    await browser.post(f"{HERE}/{MINE}/{name}/resume", **{**browser.hidden, "why": "their letter"})
    assert len(desk.recorded(Action.DISCLOSURE_RESUMED)) == 1


@pytest.mark.parametrize(
    ("what", "fields"), [("suspend", {"until": "soon"}), ("resume", {"why": "x"}), ("correct", {})]
)
async def test_what_cannot_be_said_is_refused(what: str, fields: dict[str, str]) -> None:
    desk = ComplianceDesk()
    await said_later(desk, what, **fields)
    later = [event.action for event in desk.clinic.store.audit if event.action.value.startswith("disclosure.")]
    assert later == [Action.DISCLOSURE_MADE]


async def test_a_message_that_reached_the_wrong_person_is_recorded_from_its_event() -> None:
    desk = ComplianceDesk()
    number = desk.log.add(desk.clock.now(), action="message.sent", patient=MINE, body={"message": "op-1:moved"})
    browser = await desk.enter()
    await browser.get(f"/audit/events/{number}")
    (link,) = re.findall(r'href="(/audit/disclosures/new[^"]+)"', browser.page)
    await browser.get(link.replace("&amp;", "&"))
    sent = {"ground": "impermissible", "recipient": "Holder of another number", "description": "A visit's time"}
    await browser.post(HERE, **{**browser.hidden, **sent, "statement": "None: it was sent to the wrong person"})
    (event,) = desk.recorded(Action.DISCLOSURE_MADE)
    assert (event.operation, event.body["found"], event.body["ground"]) == (
        "message-op-1:moved",
        "op-1:moved",
        "impermissible",
    )


async def test_strange_addresses_are_not_found() -> None:
    desk = ComplianceDesk()
    browser = await recorded(desk)
    for path in (f"{HERE}?patient=12", f"{HERE}/{MINE}/none", f"{HERE}/12/none"):
        await browser.get(path)
        assert browser.status == 404
    await browser.get(f"{HERE}/new")
    assert "Find the patient" in browser.text


async def test_the_newest_of_all_patients_and_nothing() -> None:
    desk = ComplianceDesk()
    browser = await desk.enter()
    await browser.get(HERE)
    assert "No disclosure is on record." in browser.text
    for place in range(3):
        patient = reference(f"p{place}")
        body = {"recipient": f"Agency {place}", "date": "2027-01-01", "ground": "oversight"}
        desk.log.add(desk.clock.now(), action="disclosure.made", patient=patient, accountable=True, body=body)
    await browser.get(HERE)
    assert all(f"Agency {place}" in browser.text for place in range(3))
    looks = {event.patient_ref for event in desk.recorded(Action.LEDGER_SEARCHED)}
    assert {reference(f"p{place}") for place in range(3)} <= looks


async def test_who_may_not_record_sees_no_form() -> None:
    desk = ComplianceDesk()
    browser = await desk.enter(Role.FRONT_DESK)
    await browser.get(f"{HERE}/new?patient={MINE}")
    assert browser.status == 403
