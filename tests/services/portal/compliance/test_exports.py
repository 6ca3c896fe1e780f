"""Ordering exports: why, a second factor, how they stand, download, those of before, and nothing unrecorded."""

import pytest

from services.accounts.model import Role
from services.audit.model import Action
from services.reports.asked import Form
from tests.doubles.compliance_desk import ARCHIVE, LATER, ComplianceDesk, reference
from tests.doubles.staff import StaffBrowser

ORDER = {
    "report": "events",
    "purpose": "HCOMPL",
    "reason": "asked by the OCR",
    "csv": "yes",
    "pdf": "yes",
    "ground": "inside",
}
COURT = {"ground": "court", "recipient": "County Court", "description": "Looks", "statement": "Subpoena 7"}


async def at_the_form(desk: ComplianceDesk, words: str = "") -> StaffBrowser:
    browser = await desk.enter()
    await browser.get(f"/audit/exports/new{words}")
    return browser


async def ordered(desk: ComplianceDesk, **changes: str) -> StaffBrowser:
    browser = await at_the_form(desk, f"?period=all&patient={reference('p1')}")
    await browser.post("/audit/exports", **{**browser.hidden, **ORDER, **changes})
    return browser


async def test_what_was_found_is_ordered_with_purpose_and_reason() -> None:
    desk = ComplianceDesk()
    browser = await ordered(desk)
    ((order, asking),) = desk.exports.orders
    assert order.query.patients == (reference("p1"),)
    assert order.query.since is None
    assert order.forms == {Form.CSV, Form.PDF}
    assert (asking.actor.id, asking.purpose, asking.reason) == ("cleo", "HCOMPL", "asked by the OCR")
    assert browser.at == "/audit/exports/export1"
    (event,) = desk.recorded(Action.EXPORT_ORDERED)
    asked = {"report": "events", "given": "inside", "query.period": "all", "query.patient": reference("p1")}
    assert (dict(event.body), event.patient_ref) == (asked, reference("p1"))


async def test_to_whom_it_goes_is_ordered_with_it_and_recorded() -> None:
    desk = ComplianceDesk()
    await ordered(desk, **COURT, address=" 1 Main St ")
    ((_, asking),) = desk.exports.orders
    assert (asking.given.ground, asking.given.recipient, asking.given.address) == ("court", "County Court", "1 Main St")
    (event,) = desk.recorded(Action.EXPORT_ORDERED)
    assert (event.body["given"], event.body["recipient"]) == ("court", "County Court")


async def test_without_a_period_the_last_thirty_days_are_offered() -> None:
    browser = await at_the_form(ComplianceDesk())
    assert browser.hidden["words"] == "period=month"


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"purpose": "FUN"},
        {"words": "since=soon"},
        {"words": "a=1&" * 50},
        {"ground": ""},
        {"ground": "gossip"},
        {**COURT, "recipient": " "},
        {**COURT, "statement": ""},
    ],
)
async def test_an_order_that_cannot_be_taken_is_said_and_nothing_is_ordered(wrong: dict[str, str]) -> None:
    desk = ComplianceDesk()
    browser = await ordered(desk, **wrong)
    assert browser.status in {400, 409}
    assert desk.exports.orders == []
    assert desk.recorded(Action.EXPORT_ORDERED) == []


async def test_an_old_second_factor_is_asked_for_again_and_nothing_is_lost() -> None:
    desk = ComplianceDesk()
    browser = await at_the_form(desk)
    fields = {**browser.hidden, **ORDER}
    desk.clock.advance(LATER)
    await browser.post("/audit/exports", **fields)
    assert browser.title == "Show that it is you"
    assert desk.exports.orders == []
    await desk.step_up()
    await browser.post("/audit/exports", **browser.hidden)
    ((_, asking),) = desk.exports.orders
    assert asking.reason == "asked by the OCR"


async def test_how_it_stands_is_shown_without_scripts() -> None:
    desk = ComplianceDesk()
    browser = await ordered(desk)
    standing = desk.exports.standings["export1"]
    assert "Waiting for another export to end" in browser.text
    standing.stage, standing.done, standing.expected = "writing", 250_000, 1_000_000
    await browser.get(browser.at)
    assert "250,000 of 1,000,000" in browser.text
    assert 'value="250000"' in browser.page
    standing.stage, standing.what = "failed", "The disk is full."
    await browser.get(browser.at)
    assert "The disk is full." in browser.text


async def test_the_archive_is_downloaded_and_that_is_recorded() -> None:
    desk = ComplianceDesk()
    browser = await ordered(desk)
    standing = desk.exports.standings["export1"]
    standing.stage, standing.events, standing.manifest_sha256 = "ready", 12, "ab" * 32
    await browser.get(browser.at)
    assert "python3 sealdesk_verify.py sealdesk-audit-export1.zip" in browser.text
    assert "ab" * 32 in browser.text
    answer = await browser.get("/audit/exports/export1/file")
    assert answer.content == ARCHIVE
    assert 'filename="sealdesk-audit-export1.zip"' in answer.headers["content-disposition"]
    (event,) = desk.recorded(Action.EXPORT_FETCHED)
    assert dict(event.body) == {"export": "export1"}


async def test_a_download_asks_for_the_second_factor_again() -> None:
    desk = ComplianceDesk()
    browser = await ordered(desk)
    desk.exports.standings["export1"].stage = "ready"
    desk.clock.advance(LATER)
    await browser.get("/audit/exports/export1/file")
    assert browser.title == "Show that it is you"
    assert desk.recorded(Action.EXPORT_FETCHED) == []
    await desk.step_up()
    assert (browser.at, browser.status) == ("/audit/exports/export1", 200)
    assert "Now press “Download”." in browser.text
    assert (await browser.get("/audit/exports/export1/file")).content == ARCHIVE


async def test_an_export_that_nobody_knows_any_more_is_said_so() -> None:
    desk = ComplianceDesk()
    browser = await ordered(desk)
    desk.exports.standings.clear()
    await browser.get("/audit/exports/export1")
    assert browser.status == 404
    assert "Order it again" in browser.text
    await browser.get("/audit/exports")
    assert "Forgotten" in browser.text


async def test_an_export_is_dropped() -> None:
    desk = ComplianceDesk()
    browser = await ordered(desk)
    await browser.post("/audit/exports/export1/drop")
    assert desk.exports.standings == {}
    assert "No export is under way." in browser.text


async def test_those_of_before_come_from_the_log() -> None:
    desk = ComplianceDesk()
    body = {
        "report": "sign-ins",
        "events": "7",
        "reason": "<year>",
        "manifest_sha256": "cd" * 32,
        "query.actors": "al",
    }
    desk.log.add(desk.clock.now(), action="export.made", actor_id="sam", purpose="HLEGAL", body=body)
    browser = await desk.enter()
    await browser.get("/audit/exports")
    for words in ("Sign-ins and failures", "sam", "legal", "<year>", "cd" * 32, "actors al"):
        assert words in browser.text


async def test_a_role_without_the_permission_orders_nothing() -> None:
    desk = ComplianceDesk()
    browser = await desk.enter(Role.IT)
    for path in ("/audit/exports", "/audit/exports/new", "/audit/exports/export1/file"):
        await browser.get(path)
        assert browser.status == 403
