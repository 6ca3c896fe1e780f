"""The audit search: what it asks and shows, that it records itself, and that a large log stays small on the page."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from services.accounts.model import Role
from services.audit.model import Action
from services.audit.reading import Column
from services.portal.compliance.search import PAGE
from services.portal.compliance.words import COLUMNS
from services.scheduling.errors import SystemUnreachable
from tests.doubles.audit_log import LargeLog, MemoryLog
from tests.doubles.builders import a_patient
from tests.doubles.compliance_desk import ComplianceDesk, reference
from tests.doubles.staff import StaffBrowser

AWAY = "The audit process is not running."


def numbers(browser: StaffBrowser) -> list[int]:
    return [int(found) for found in re.findall(r'href="/audit/events/(\d+)"', browser.page)]


def link(browser: StaffBrowser, name: str) -> str:
    """Return where the link with these words leads."""
    found = re.search(rf'<a [^>]*href="([^"]*)"[^>]*>{name}</a>', browser.page)
    assert found, f"there is no link {name}"
    return unescape(found[1])


def some_log(desk: ComplianceDesk, count: int = 130) -> MemoryLog:
    now = desk.clock.now()
    for place in range(count):
        desk.log.add(
            now - timedelta(seconds=count - place),
            actor_id=f"person{place % 7}",
            action="staff.denied" if place % 10 == 0 else "case.shown",
            outcome="refused" if place % 10 == 0 else "success",
            patient=reference("p1") if place % 4 == 0 else None,
        )
    return desk.log


async def test_arriving_asks_for_nothing() -> None:
    desk = ComplianceDesk()
    some_log(desk)
    browser = await desk.enter()
    assert browser.at == "/audit"
    assert numbers(browser) == []
    assert "Nothing was asked for yet." in browser.text
    assert desk.recorded(Action.LEDGER_SEARCHED) == []


async def test_today_is_shown_newest_first_and_the_look_is_recorded() -> None:
    desk = ComplianceDesk()
    some_log(desk)
    browser = await desk.enter()
    await browser.get("/audit?period=today")
    assert numbers(browser) == list(range(130, 80, -1))
    assert "130 events" in browser.text
    (event,) = desk.recorded(Action.LEDGER_SEARCHED)
    assert event.actor.id == "cleo"
    assert event.purpose == "HCOMPL"


async def test_the_record_says_what_was_asked() -> None:
    desk = ComplianceDesk()
    browser = await desk.enter()
    await browser.get(f"/audit?period=all&action=staff.&patient={reference('p1')}")
    body = dict(desk.recorded(Action.LEDGER_SEARCHED)[-1].body)
    assert body == {"query.period": "all", "query.action": "staff.", "query.patient": reference("p1")}


async def test_pages_go_on_and_back_in_every_order() -> None:
    desk = ComplianceDesk()
    some_log(desk)
    browser = await desk.enter()
    for column in Column:
        await goes_on_and_back(browser, column)
    assert len(desk.recorded(Action.LEDGER_SEARCHED)) == 5 * len(Column)


async def goes_on_and_back(browser: StaffBrowser, column: Column) -> None:
    await browser.get(f"/audit?sort={column.value}")
    first = numbers(browser)
    await browser.get(link(browser, "Further"))
    second = numbers(browser)
    await browser.get(link(browser, "Further"))
    third = numbers(browser)
    assert sorted(first + second + third) == list(range(1, 131))
    assert "Further</a>" not in browser.page
    await browser.get(link(browser, "Back"))
    assert numbers(browser) == second
    await browser.get(link(browser, "Back"))
    assert numbers(browser) == first
    assert "Back</a>" not in browser.page


async def test_every_column_has_a_heading_that_sorts() -> None:
    desk = ComplianceDesk()
    some_log(desk, 3)
    browser = await desk.enter()
    await browser.get("/audit?sort=outcome")
    assert len(COLUMNS) == len(Column)
    for column in Column:
        sort = re.search(rf'id="by-{column.value}"[^>]*>\s*<a href="([^"]*)"', browser.page)
        assert sort, column
        asked = dict(parse_qsl(urlsplit(unescape(sort[1])).query)).get("sort", "-sequence")
        assert asked.removeprefix("-") == column.value
    assert re.search(r'id="by-outcome"\s+aria-sort="ascending"', browser.page)


async def test_filters_narrow_what_is_shown_and_stay_in_the_form() -> None:
    desk = ComplianceDesk()
    some_log(desk)
    browser = await desk.enter()
    await browser.get("/audit?action=staff.&outcome=refused&actor=person3")
    assert numbers(browser) == [81, 11]
    assert 'value="person3"' in browser.page
    assert re.search(r'<option value="staff\."\s+selected', browser.page)


async def test_the_plot_is_drawn_and_is_a_table_too() -> None:
    desk = ComplianceDesk()
    some_log(desk)
    browser = await desk.enter()
    await browser.get("/audit?period=week")
    assert browser.page.count("<rect") == 2
    assert "130 events in 7 parts" in browser.page
    assert re.search(r"<td>117</td>\s*<td>13</td>\s*<td>0</td>", browser.page)
    await browser.get(link(browser, desk.clock.now().astimezone(desk.parts.zone).strftime("%a, %b %-d, %Y")))
    assert "130 events" in browser.text


async def test_a_million_events_stay_small() -> None:
    log = LargeLog()
    desk = ComplianceDesk(log)
    browser = await desk.enter()
    for address in ("/audit?period=all", "/audit?period=all&after=500000", "/audit?period=all&before=500000"):
        log.handed = 0
        await browser.get(address)
        assert browser.status == 200
        assert len(numbers(browser)) == PAGE
        assert log.handed <= PAGE + 1
        assert len(browser.page) < 150_000
    assert numbers(browser) == list(range(500_050, 500_000, -1))
    await browser.get("/audit?period=all")
    assert "More than 10,000 events" in browser.text
    assert browser.page.count("<rect") <= 3 * 124


async def test_what_cannot_be_read_is_said_and_nothing_is_asked() -> None:
    desk = ComplianceDesk()
    some_log(desk, 3)
    browser = await desk.enter()
    await browser.get('/audit?since=yesterday&actor="><b>x')
    assert browser.status == 400
    assert "That day cannot be read." in browser.text
    assert "<b>x" not in browser.page
    assert desk.recorded(Action.LEDGER_SEARCHED) == []


async def test_a_log_that_does_not_answer_is_said() -> None:
    desk = ComplianceDesk()
    desk.log.broken = SystemUnreachable(AWAY)
    browser = await desk.enter()
    await browser.get("/audit?period=today")
    assert browser.status == 503
    assert AWAY in browser.text


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.APPROVER, Role.IT])
async def test_the_log_is_open_to_those_alone_who_may(role: Role) -> None:
    desk = ComplianceDesk()
    some_log(desk, 3)
    browser = await desk.enter(role)
    for path in ("/audit", "/audit/events/1", "/audit/patient"):
        await browser.get(path)
        assert browser.status == 403
    assert len(desk.recorded(Action.STAFF_DENIED)) == 3
    assert desk.recorded(Action.LEDGER_SEARCHED) == []


async def test_a_patient_is_found_and_the_address_holds_the_reference_alone() -> None:
    desk = ComplianceDesk()
    patient = a_patient()
    desk.log.add(desk.clock.now(), patient=reference(patient.id))
    desk.log.add(desk.clock.now(), patient=reference("another"))
    browser = await desk.enter()
    await browser.get("/audit/patient")
    born = patient.birth_date.isoformat() if patient.birth_date else ""
    await browser.post("/audit/patient", family=patient.family, born=born)
    name = " ".join((*patient.given, patient.family))
    (event,) = desk.recorded(Action.LEDGER_SEARCHED)
    assert event.patient_id == patient.id
    address = link(browser, f"Events of {name}")
    assert patient.family not in address
    assert patient.id not in address
    await browser.get(address)
    assert numbers(browser) == [1]


async def test_a_patient_is_found_by_number() -> None:
    desk = ComplianceDesk()
    browser = await desk.enter()
    await browser.get("/audit/patient")
    await browser.post("/audit/patient", number=a_patient().id)
    assert f"Events of {a_patient().given[0]}" in browser.text
    await browser.post("/audit/patient", number="nobody")
    assert "Nobody fits this" in browser.text
    assert len(desk.recorded(Action.LEDGER_SEARCHED)) == 2


@pytest.mark.parametrize("fields", [{"family": "", "born": "1980-05-04"}, {"family": "Garcia", "born": "soon"}])
async def test_a_patient_is_not_looked_for_without_name_and_birth_date(fields: dict[str, str]) -> None:
    desk = ComplianceDesk()
    browser = await desk.enter()
    await browser.get("/audit/patient")
    await browser.post("/audit/patient", **fields)
    assert browser.status == 400
    assert desk.recorded(Action.LEDGER_SEARCHED) == []
