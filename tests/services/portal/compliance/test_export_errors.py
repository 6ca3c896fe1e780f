"""What goes wrong with an export is said on its page, with what to do; nothing is handed out, nothing is lost."""

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from services.audit.errors import LedgerDown
from services.audit.model import Action
from services.kernel.errors import SealdeskError
from services.portal.compliance.recording import Recording
from services.reports.errors import DeskAway, DeskRefused, DiskRefuses, NoSuchExport
from tests.doubles.compliance_desk import ARCHIVE, ComplianceDesk, PlainStanding
from tests.doubles.staff import StaffBrowser

ORDER = {"report": "events", "purpose": "HCOMPL", "reason": "asked by the OCR", "csv": "yes", "ground": "inside"}
FILE = "/audit/exports/export1/file"
FULL = DeskRefused("TooManyExports", "Too many exports are under way.", "Fetch those that are ready.")


async def at_the_form(desk: ComplianceDesk, words: str = "?period=all") -> StaffBrowser:
    browser = await desk.enter()
    await browser.get(f"/audit/exports/new{words}")
    return browser


async def ready(desk: ComplianceDesk) -> StaffBrowser:
    browser = await at_the_form(desk)
    await browser.post("/audit/exports", **{**browser.hidden, **ORDER})
    desk.exports.standings["export1"].stage = "ready"
    return browser


@pytest.mark.parametrize(("problem", "status"), [(FULL, 409), (DeskAway(), 503)])
async def test_an_order_that_is_refused_stays_in_its_form(problem: SealdeskError, status: int) -> None:
    desk = ComplianceDesk()
    browser = await at_the_form(desk)
    desk.exports.refuses = problem
    await browser.post("/audit/exports", **{**browser.hidden, **ORDER})
    assert browser.status == status
    assert problem.what in browser.text
    assert problem.do in browser.text
    assert 'value="asked by the OCR"' in browser.page
    assert browser.hidden["words"] == "period=all"


@pytest.fixture
def _unrecordable(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise LedgerDown

    monkeypatch.setattr(Recording, "record", fails)


@pytest.mark.usefixtures("_unrecordable")
async def test_an_order_that_cannot_be_recorded_is_not_given() -> None:
    desk = ComplianceDesk()
    browser = await at_the_form(desk)
    await browser.post("/audit/exports", **{**browser.hidden, **ORDER})
    assert (browser.status, LedgerDown().what in browser.text) == (503, True)
    assert 'value="asked by the OCR"' in browser.page
    assert desk.exports.orders == []


@pytest.mark.parametrize("words", ["?since=soon", "?period=never", "?sort=wish"])
async def test_a_question_that_cannot_be_read_still_shows_the_form(words: str) -> None:
    browser = await at_the_form(ComplianceDesk(), words)
    assert browser.status == 400
    assert browser.title == "Order an export"
    assert browser.hidden["words"] == "period=month"


async def test_the_same_order_from_two_tabs_is_given_once() -> None:
    desk = ComplianceDesk()
    browser = await at_the_form(desk)
    fields = {**browser.hidden, **ORDER, "token": browser.token}
    answers = await asyncio.gather(*(browser.http.post("/audit/exports", data=fields) for _ in range(3)))
    assert {str(answer.url.path) for answer in answers} == {"/audit/exports/export1"}
    assert len(desk.exports.orders) == 1
    assert len(desk.recorded(Action.EXPORT_ORDERED)) == 1
    assert sum("Nothing was ordered twice." in answer.text for answer in answers) == 2
    desk.exports.standings["export1"].stage = "ready"
    await browser.post("/audit/exports", **fields)
    assert browser.at == "/audit/exports/export2"


async def test_while_the_audit_process_is_away_nothing_is_called_forgotten() -> None:
    desk = ComplianceDesk()
    browser = await ready(desk)
    desk.exports.refuses = DeskAway()
    for path in ("/audit/exports/export1", FILE):
        await browser.get(path)
        assert browser.status == 503
        assert "the audit process does not answer" in browser.text
        assert "Forgotten" not in browser.text
    await browser.get("/audit/exports")
    assert (browser.status, "does not answer" in browser.text) == (200, True)
    await browser.post("/audit/exports/export1/drop")
    assert "does not answer" in browser.text
    desk.exports.refuses = None
    assert (await browser.get(FILE)).headers["content-type"] == "application/zip"


@pytest.mark.parametrize(
    "problem", [NoSuchExport(), DeskAway(), DiskRefuses(Path("/somewhere"), "No space left on device")]
)
async def test_a_file_that_does_not_come_is_said_and_not_called_downloaded(
    problem: SealdeskError, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = ComplianceDesk()
    browser = await ready(desk)

    async def fails(name: str, to: Path) -> None:
        assert (name, to.name) == ("export1", "export.zip")
        raise problem

    monkeypatch.setattr(desk.exports, "fetch", fails)
    await browser.get(FILE)
    assert browser.status == 503
    assert problem.what in browser.text
    assert desk.recorded(Action.EXPORT_FETCHED) == []


async def test_no_room_for_the_download_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = ComplianceDesk()
    browser = await ready(desk)

    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    await browser.get(FILE)
    assert browser.status == 503
    assert "No space left on device" in browser.text


@pytest.mark.usefixtures("_unrecordable")
async def test_a_download_that_cannot_be_recorded_is_not_handed_out() -> None:
    desk = ComplianceDesk()
    browser = await at_the_form(desk)
    desk.exports.standings["export1"] = PlainStanding("ready")
    answer = await browser.get(FILE)
    assert (answer.status_code, ARCHIVE in answer.content) == (503, False)


async def test_what_failed_says_why_and_is_ordered_again_as_it_was() -> None:
    desk = ComplianceDesk()
    browser = await at_the_form(desk, "?period=all&outcome=refused&sort=actor_id")
    await browser.post("/audit/exports", **{**browser.hidden, **ORDER})
    desk.exports.standings["export1"] = replace(
        desk.exports.standings["export1"], stage="failed", what="The disk is full.", do="Make room."
    )
    await browser.get("/audit/exports/export1")
    for words in ("It could not be made", "The disk is full. Make room.", "Who, from the first", "asked by the OCR"):
        assert words in browser.text
    await browser.get("/audit/exports/new?report=events&period=all&outcome=refused&sort=actor_id")
    assert "/audit/exports/new?report=events&amp;period=all&amp;outcome=refused&amp;sort=actor_id" not in browser.page
    assert browser.hidden["words"] == "period=all&outcome=refused&sort=actor_id"


async def test_dropping_is_recorded_with_who_did_it() -> None:
    desk = ComplianceDesk()
    browser = await ready(desk)
    await browser.post("/audit/exports/export1/drop")
    (event,) = desk.recorded(Action.EXPORT_DROPPED)
    assert (event.actor.id, dict(event.body)) == ("cleo", {"export": "export1"})
    await browser.post("/audit/exports/export1/drop")
    assert len(desk.recorded(Action.EXPORT_DROPPED)) == 1
