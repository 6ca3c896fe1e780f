"""Reviews: signed with name, period, findings and checkpoint; overdue ones are shown."""

from datetime import UTC, datetime, timedelta

import pytest

from services.audit.model import Action
from services.portal.compliance.reviews import CADENCE, GRACE, KEPT, Signed, due_of
from services.scheduling.errors import SystemUnreachable
from tests.doubles.compliance_desk import ComplianceDesk

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def signed(until: datetime, report: str = "activity") -> Signed:
    return Signed(1, "", "cleo", report, until - timedelta(days=7), until, "none")


def test_what_was_never_reviewed_is_overdue() -> None:
    assert all(each.overdue for each in due_of([], NOW))


@pytest.mark.parametrize(("age", "overdue"), [(timedelta(), False), (timedelta(seconds=1), True)])
def test_a_review_is_overdue_after_its_grace(age: timedelta, overdue: bool) -> None:  # noqa: FBT001
    until = NOW - CADENCE["activity"] - GRACE - age
    activity = due_of([signed(until - timedelta(days=30)), signed(until)], NOW)[0]
    assert (activity.done_until, activity.overdue) == (until, overdue)
    assert activity.due == until + CADENCE["activity"]


async def test_a_review_is_signed_and_is_an_event() -> None:
    desk = ComplianceDesk()
    desk.log.add(desk.clock.now())
    browser = await desk.enter()
    await browser.get("/audit/reviews")
    assert browser.text.count("Overdue") == 2
    today = desk.clock.now().astimezone(desk.parts.zone).date()
    fields = {
        "report": "activity",
        "since": str(today - timedelta(days=6)),
        "to": str(today),
        "findings": "two\nlocked",
    }
    await browser.post("/audit/reviews", **fields)
    assert "Signed. The log has it" in browser.text
    (event,) = desk.recorded(Action.REVIEW_SIGNED)
    assert event.actor.id == "cleo"
    assert event.body["findings"] == "two locked"
    assert event.body["checkpoint"] == "1"
    assert datetime.fromisoformat(event.body["until"]) == desk.clock.now()
    desk.log.add(event.at, action="review.signed", actor_id="cleo", body=dict(event.body))
    await browser.get("/audit/reviews")
    assert browser.text.count("Overdue") == 1
    assert "two locked" in browser.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "", "to": ""},
        {"since": "2026-13-01"},
        {"since": "2099-01-01", "to": "2099-01-02"},
        {"findings": " "},
        {"report": "events"},
        {"report": "nothing"},
    ],
)
async def test_a_sign_off_that_says_too_little_is_refused(wrong: dict[str, str]) -> None:
    desk = ComplianceDesk()
    desk.log.add(desk.clock.now())
    browser = await desk.enter()
    await browser.get("/audit/reviews")
    fields = {"report": "activity", "since": "2026-11-01", "to": "2026-11-07", "findings": "kept words"}
    await browser.post("/audit/reviews", **{**fields, **wrong})
    assert browser.status == 409
    assert "kept words" in browser.page or "findings" in wrong
    assert desk.recorded(Action.REVIEW_SIGNED) == []


async def test_the_navigation_counts_what_is_overdue_and_asks_the_log_rarely() -> None:
    desk = ComplianceDesk()
    browser = await desk.enter()
    assert "Audit 2" in browser.text
    desk.log.add(
        desk.clock.now(), action="review.signed", body={"report": "access", "until": desk.clock.now().isoformat()}
    )
    await browser.get("/audit")
    assert "Audit 2" in browser.text
    desk.clock.advance(KEPT)
    await browser.get("/audit")
    assert "Audit 1" in browser.text


async def test_a_log_that_does_not_answer_is_said() -> None:
    desk = ComplianceDesk()
    browser = await desk.enter()
    desk.log.broken = SystemUnreachable("The audit process is not running.")
    for path in ("/audit/reviews", "/audit/exports", "/log"):
        await browser.get(path)
        assert browser.status == 503
        assert "The audit process is not running." in browser.text
