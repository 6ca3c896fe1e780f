import re

import pytest

from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.journal import Entry, Outcome, Way
from services.egress.senders.smtp.invitation import calendar_object
from tests.appliance.demo.outbox.conftest import JAMES, MARIA, Outbox
from tests.doubles.clock import ManualClock
from tests.services.egress.senders.smtp.test_invitation import CLINIC, PATIENT, VISIT

PETER = "peter.novak@example.com"


def mailed(outbox: Outbox, way: Way = Way.MAIL, calendar: bytes = b"") -> None:
    journal, now = outbox.carriers.journal, ManualClock().now()
    entry = Entry("mail-1", way, PETER, now, "Your visit is on Tuesday.", Outcome.DELIVERED, subject="About your visit")
    entry.calendar = calendar
    journal.note(entry)


async def test_a_phone_shows_its_own_texts_the_oldest_first(outbox: Outbox) -> None:
    await outbox.send(MARIA, "First")
    await outbox.send(JAMES, "Somebody else's")
    await outbox.http.post("/phones/pat-001", data={"body": "Second"})
    page = await outbox.page("/phones/pat-001")
    assert page.index("First") < page.index("Second")
    assert "Somebody else's" not in page
    assert "Maria Santos's phone" in page


async def test_a_text_from_a_phone_waits_at_twilio_for_the_clinic(outbox: Outbox) -> None:
    answer = await outbox.http.post("/phones/pat-001", data={"body": " I have to move my visit "})
    assert (answer.status_code, answer.headers["location"]) == (303, "/phones/pat-001")
    keys = outbox.carriers.twilio.keys
    path = f"/2010-04-01/Accounts/{keys.account}/Messages.json?To=%2B{keys.number[1:]}"
    [waiting] = (await outbox.http.get(path, auth=(keys.key, keys.secret))).json()["messages"]
    assert (waiting["from"], waiting["body"], waiting["direction"]) == (MARIA, "I have to move my visit", "inbound")


@pytest.mark.parametrize("body", ["", "   ", "x" * 1601])
async def test_a_text_that_is_none_is_refused_on_the_page(outbox: Outbox, body: str) -> None:
    answer = await outbox.http.post("/phones/pat-001", data={"body": body})
    assert (answer.status_code, 'role="alert"' in answer.text) == (400, True)
    assert outbox.carriers.journal.entries == []


@pytest.mark.parametrize("path", ["/phones/pat-001", "/carriers"])
async def test_a_form_from_elsewhere_is_refused(outbox: Outbox, path: str) -> None:
    data = {"body": "x", "carrier": "twilio", "fault": "too_many"}
    answer = await outbox.http.post(path, data=data, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert (outbox.carriers.journal.entries, outbox.carriers.twilio.faults.held) == ([], None)


@pytest.mark.parametrize(
    "path", ["/phones/nobody", "/phones/pat-018", "/inboxes/pat-002", "/inboxes/nobody", "/invitations/mail-9.ics"]
)
async def test_what_is_not_there_is_said_to_be_not_there(outbox: Outbox, path: str) -> None:
    answer = await outbox.http.get(path)
    assert (answer.status_code, "There is no such" in answer.text) == (404, True)
    assert (await outbox.http.post("/phones/nobody", data={"body": "x"})).status_code == 404


async def test_stop_start_help_digits_and_the_offers_code_are_one_press(outbox: Outbox) -> None:
    await outbox.send(MARIA, "An earlier time is free. Reply K7M2-A9BK-PCYV to take it.")
    values = re.findall(r'name="body"\s+value="([^"]+)"', await outbox.page("/phones/pat-001"))
    assert values == ["1", "2", "3", "STOP", "START", "HELP", "K7M2-A9BK-PCYV"]


async def test_a_text_that_was_not_taken_is_on_no_phone(outbox: Outbox) -> None:
    outbox.carriers.twilio.faults.plan(Fault.TOO_MANY, Fault.FAIL_AFTER)
    await outbox.send(MARIA, "Never taken")
    await outbox.send(MARIA, "Taken all the same")
    phone, whole = await outbox.page("/phones/pat-001"), await outbox.page()
    assert "Never taken" not in phone
    assert "Taken all the same" in phone
    assert "Not taken; it may be tried again (429, too many at once)" in whole
    assert "Taken, and the answer was lost: the clinic cannot know (500 after it was taken)" in whole


async def test_a_refusal_by_the_carrier_is_shown_with_its_code(outbox: Outbox) -> None:
    outbox.carriers.twilio.faults.plan(Fault.REFUSED)
    assert (await outbox.send(MARIA, "x")).json()["code"] == 21610
    outbox.carriers.twilio.book.refusals[JAMES] = 21408
    await outbox.send(JAMES, "x")
    page = await outbox.page()
    assert "Refused for good (21610, the number opted out at the carrier)" in page
    assert "Refused for good (21408)" in page


async def test_a_mail_shows_its_invitation_and_hands_it_over(outbox: Outbox) -> None:
    calendar = calendar_object(VISIT, CLINIC, PATIENT, ManualClock().now())
    mailed(outbox, calendar=calendar)
    for path in ("/", "/inboxes/pat-018"):
        page = await outbox.page(path)
        assert "About your visit" in page
        assert f"Invitation REQUEST, SEQUENCE {VISIT.sequence}, UID {VISIT.uid}" in page
    answer = await outbox.http.get("/invitations/mail-1.ics")
    assert (answer.content, answer.headers["content-type"]) == (calendar, "text/calendar; charset=utf-8")


async def test_a_mail_without_an_invitation_has_no_file(outbox: Outbox) -> None:
    mailed(outbox)
    assert "Invitation" not in await outbox.page("/inboxes/pat-018")
    assert (await outbox.http.get("/invitations/mail-1.ics")).status_code == 404


async def test_a_notice_says_by_whom_it_came(outbox: Outbox) -> None:
    mailed(outbox, Way.NOTICE)
    assert "Notice by SendGrid" in await outbox.page("/inboxes/pat-018")


async def test_a_strangers_phone_has_a_page_and_its_address_no_number(outbox: Outbox) -> None:
    await outbox.send("+13125550188", "Hello")
    page = await outbox.page()
    [path] = re.findall(r'href="(/phones/other-[0-9a-f]{8})"', page.split('id="people"')[1])
    assert "Hello" in await outbox.page(path)


async def test_an_address_in_a_text_can_be_followed_and_markup_stays_text(outbox: Outbox) -> None:
    await outbox.send(MARIA, "<b>Pay</b> at https://pay.maple-street.example/fee?ref=pay_1.")
    page = await outbox.page("/phones/pat-001")
    assert 'href="https://pay.maple-street.example/fee?ref=pay_1"' in page
    assert "&lt;b&gt;Pay&lt;/b&gt;" in page


async def test_the_payment_page_is_told_a_reference_and_nothing_else(outbox: Outbox) -> None:
    page = await outbox.page("/pay?ref=pay_4f0c")
    assert "sealdesk fees look-up pay_4f0c" in page
    for query in ("", "?ref=", "?ref=<b>"):
        assert (await outbox.http.get(f"/pay{query}")).status_code == 404


async def test_the_front_desks_page_says_where_nobody_has_an_account(outbox: Outbox) -> None:
    assert "Nobody has an account." in await outbox.page("/staff")


async def test_no_page_holds_anything_inline(outbox: Outbox) -> None:
    await outbox.send(MARIA, "x")
    for path in ("/", "/phones/pat-001", "/inboxes/pat-018", "/carriers", "/staff", "/pay?ref=pay_1"):
        page = await outbox.page(path)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)", page)
