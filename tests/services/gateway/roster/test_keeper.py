import asyncio
import logging
from datetime import timedelta

import pytest

from services.gateway.errors import RosterUnavailable, RosterUnreadable
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.view import View
from services.gateway.refusals import RosterMissing
from services.gateway.roster import keeper as keeper_module
from services.gateway.roster.keeper import RosterKeeper, Rules, State
from services.kernel.roster import PatientAdded, PatientRemoved, RosterEntry, RosterName
from tests.doubles.clock import ManualClock
from tests.doubles.roster import FakeSource

ZELDA = RosterEntry("1", (RosterName("Zelda", "Quackenbush"),))
OTTO = RosterEntry("2", (RosterName("Otto", "Brandtner"),))
HOUR = timedelta(hours=1)


class House:
    """A keeper, its source, its clock, and how often it said that somebody new is looked for."""

    def __init__(self, *entries: RosterEntry, wait: bool = True, most: int = 100) -> None:
        self.source, self.clock, self.changed = FakeSource(*entries), ManualClock(), 0
        self.keeper = RosterKeeper(
            Roster(), self.source, self.clock, Rules(HOUR, wait_for_first=wait, most=most), self._count
        )

    def _count(self) -> None:
        self.changed += 1

    def finds(self, words: str) -> bool:
        return bool(self.keeper.roster.find(View(words)))


async def test_before_the_first_list_calls_are_refused_or_served_as_the_settings_say() -> None:
    waiting, serving = House(ZELDA), House(ZELDA, wait=False)
    with pytest.raises(RosterMissing):
        waiting.keeper.check()
    serving.keeper.check()
    assert (waiting.keeper.state, serving.keeper.state) == (State.MISSING, State.WAITING)
    assert await waiting.keeper.refresh()
    waiting.keeper.check()
    assert waiting.keeper.facts() == {
        "roster": "ok",
        "roster_patients": 1,
        "roster_age_seconds": 0,
        "roster_failed": "",
    }
    assert waiting.finds("zelda quackenbush called")


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (RosterUnavailable("cut_off"), "cut_off"),
        (RosterUnreadable("line 2", "it is not JSON"), "malformed"),
        (ZeroDivisionError("Quackenbush"), "failed"),
    ],
)
async def test_a_list_that_breaks_off_leaves_the_roster_as_it_is_and_says_so(
    fault: Exception, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(ZELDA, OTTO)
    await house.keeper.refresh()
    house.source.fault = fault
    house.source.entries = [OTTO]
    house.clock.advance(HOUR)
    with caplog.at_level(logging.INFO):
        assert not await house.keeper.refresh()
    assert house.finds("zelda quackenbush called")
    assert house.keeper.state is State.STALE
    house.keeper.check()
    assert house.keeper.facts()["roster_failed"] == why
    assert house.keeper.facts()["roster_age_seconds"] == 3600
    assert f'sealdesk_gateway_roster_lists_total{{outcome="{why}"}} 1' in house.keeper.lines()
    assert "Quackenbush" not in caplog.text
    house.source.fault = None
    assert await house.keeper.refresh()
    assert house.keeper.facts()["roster"] == "ok"
    assert not house.finds("zelda quackenbush called")


async def test_a_list_of_nobody_or_of_too_many_is_not_taken() -> None:
    house = House(ZELDA, most=1)
    await house.keeper.refresh()
    house.source.entries = []
    assert not await house.keeper.refresh()
    assert house.keeper.facts()["roster_failed"] == "empty"
    house.source.entries = [ZELDA, OTTO]
    assert not await house.keeper.refresh()
    assert house.keeper.facts()["roster_failed"] == "too_long"
    assert house.finds("zelda quackenbush called")


async def test_a_roster_whose_list_is_overdue_is_stale() -> None:
    house = House(ZELDA)
    await house.keeper.refresh()
    house.clock.advance(2 * HOUR + timedelta(seconds=1))
    assert house.keeper.state is State.STALE


async def test_whoever_is_new_makes_the_gateway_forget_what_it_read_before() -> None:
    house = House(ZELDA)
    await house.keeper.refresh()
    assert house.changed == 1
    await house.keeper.publish(PatientAdded(OTTO))
    assert house.changed == 2
    await house.keeper.publish(PatientRemoved("2"))
    assert house.changed == 2
    assert 'sealdesk_gateway_roster_changes_total{kind="added"} 1' in house.keeper.lines()


async def until(house: House, words: str) -> None:
    """Return once the running keeper finds somebody."""
    while not house.finds(words):  # noqa: ASYNC110 the keeper's own threads change it
        await asyncio.sleep(0)


async def lists(house: House, number: int) -> None:
    """Return once the running keeper has asked for so many lists."""
    while house.source.lists < number:  # noqa: ASYNC110 the keeper's own threads change it
        await asyncio.sleep(0)


async def test_it_lists_follows_and_lists_again_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper_module, "_FIRST_PAUSE", 0.0)
    house = House(ZELDA)
    running = asyncio.create_task(house.keeper.run())
    await until(house, "zelda quackenbush called")
    house.source.news.put_nowait([PatientAdded(OTTO)])
    await until(house, "otto brandtner called")
    house.source.entries = [OTTO, RosterEntry("3", (RosterName("Ida", "Wildenstein"),))]
    house.source.news.put_nowait(None)
    await until(house, "ida wildenstein called")
    house.source.entries.append(RosterEntry("4", (RosterName("Ugo", "Zanzibarelli"),)))
    house.source.news.put_nowait(RosterUnavailable("down"))
    await until(house, "ugo zanzibarelli called")
    assert house.source.lists == 3
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await house.keeper.aclose()
    assert house.source.closed


async def test_it_goes_on_trying_while_there_is_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper_module, "_FIRST_PAUSE", 0.0)
    house = House(ZELDA)
    house.source.fault = RosterUnavailable("down")
    running = asyncio.create_task(house.keeper.run())
    await lists(house, 5)
    assert house.keeper.state is State.MISSING
    house.source.fault = None
    await until(house, "zelda quackenbush called")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_so_many_changes_that_the_list_is_better_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper_module, "_FIRST_PAUSE", 0.0)
    monkeypatch.setattr(keeper_module, "MOST_RECENT", 2)
    house = House(ZELDA)
    running = asyncio.create_task(house.keeper.run())
    house.source.news.put_nowait([PatientAdded(OTTO), PatientAdded(OTTO)])
    await lists(house, 2)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert house.finds("otto brandtner called")
