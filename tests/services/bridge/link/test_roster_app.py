import json
import logging
from collections.abc import AsyncIterator

import httpx
import pytest

from services.bridge.link.changes import OVERLAP, ChangeLog
from services.bridge.link.roster_app import create_roster_app
from services.kernel.roster import PatientAdded, PatientMerged, PatientRemoved, RosterEntry, RosterName
from services.scheduling.errors import NotPermitted

ANA = RosterEntry("1", (RosterName("Ana", "Quackenbush"),))


class Pages:
    """Lists what a test wrote down; an exception among it is raised."""

    def __init__(self, *pages: list[RosterEntry] | Exception) -> None:
        self.pages = pages

    async def roster(self) -> AsyncIterator[list[RosterEntry]]:
        for page in self.pages:
            if isinstance(page, Exception):
                raise page
            yield page


async def ask(pages: Pages, log: ChangeLog, path: str) -> httpx.Response:
    app = create_roster_app(pages, log, wait_seconds=0.01)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bridge") as http:
        return await http.get(path)


async def test_the_list_says_from_where_to_go_on_and_how_many_there_were() -> None:
    log = ChangeLog()
    for number in range(OVERLAP + 7):
        await log.publish(PatientRemoved(str(number)))
    answer = await ask(Pages([ANA], [RosterEntry("2"), RosterEntry("3")]), log, "/roster")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines[0] == {"log": log.name, "after": 7}
    assert [line["id"] for line in lines[1:-1]] == ["1", "2", "3"]
    assert lines[-1] == {"patients": 3}


async def test_an_empty_clinic_is_a_list_too() -> None:
    assert (await ask(Pages(), ChangeLog(), "/roster")).text.splitlines()[-1] == '{"patients": 0}'


async def test_a_list_that_cannot_begin_is_refused_and_one_that_breaks_off_has_no_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    refused = await ask(Pages(NotPermitted("No.", "Ask.")), ChangeLog(), "/roster")
    assert (refused.status_code, refused.json()["code"]) == (409, NotPermitted.code)
    with caplog.at_level(logging.ERROR):
        inside = await ask(Pages(ZeroDivisionError("Ana Quackenbush")), ChangeLog(), "/roster")
        broken = await ask(Pages([ANA], ZeroDivisionError("Ana Quackenbush")), ChangeLog(), "/roster")
    assert inside.status_code == 409
    assert '"patients"' not in broken.text
    assert "ZeroDivisionError" in caplog.text
    assert "Quackenbush" not in caplog.text + inside.text


async def test_changes_are_told_with_their_kind() -> None:
    log = ChangeLog()
    await log.publish(PatientAdded(ANA))
    await log.publish(PatientMerged(ANA, "2"))
    answer = await ask(Pages(), log, f"/changes?log={log.name}&after=1")
    assert [(event["kind"], event["gone"]) for event in answer.json()] == [("merged", "2")]
    assert (await ask(Pages(), log, f"/changes?log={log.name}&after=2")).json() == []


@pytest.mark.parametrize("query", ["", "?log=another&after=0", "?after=x", "?log=&after=-1", "?after=99"])
async def test_an_unknown_position_is_gone(query: str) -> None:
    assert (await ask(Pages(), ChangeLog(), f"/changes{query}")).status_code == 410


async def test_nothing_else_is_at_this_socket() -> None:
    for path in ("/v1/patient", "/health", "/v1/find_patients"):
        assert (await ask(Pages(), ChangeLog(), path)).status_code == 404
