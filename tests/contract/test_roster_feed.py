"""The feed's contract: on the fake, in the gateway's own process, and from the bridge's process to the gateway's."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from appliance.processes.serve import bind_unix, plain_server, serve_until
from services.bridge.link.changes import ChangeLog
from services.bridge.link.roster_app import create_roster_app
from services.gateway.ports import PatientSource
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.view import View
from services.gateway.roster.bridge import BridgeRoster
from services.gateway.roster.keeper import RosterKeeper, Rules
from services.kernel.roster import RosterEntry, RosterFeed
from tests.contract.roster_feed import FIRST, RosterFeedContract
from tests.doubles.clock import ManualClock
from tests.doubles.roster import FakeFeed, FakeSource


class OnTheFake:
    def __init__(self) -> None:
        self.fake = FakeFeed()
        self.feed: RosterFeed = self.fake
        self.fake.list(FIRST)

    async def hidden(self, family: str) -> bool:
        return self.fake.knows(family)

    async def list(self, *entries: RosterEntry) -> None:
        self.fake.list(*entries)


class TestTheFake(RosterFeedContract):
    @pytest.fixture
    def roster(self) -> OnTheFake:
        return OnTheFake()


class Kept:
    """A keeper and where its patients come from."""

    def __init__(self, source: PatientSource) -> None:
        self.clock = ManualClock()
        self.keeper = RosterKeeper(Roster(), source, self.clock, Rules())
        self.feed: RosterFeed = self.keeper
        self.listed = [FIRST]

    async def hidden(self, family: str) -> bool:
        return bool(self.keeper.roster.find(View(f"is Zelda {family} there")))

    async def list(self, *entries: RosterEntry) -> None:
        self.clock.advance(timedelta(hours=1))
        self.listed[:] = entries
        assert await self.keeper.refresh()


class TestInTheGateway(RosterFeedContract):
    @pytest.fixture
    async def roster(self) -> Kept:
        source = FakeSource()
        kept = Kept(source)
        kept.listed = source.entries
        await kept.list(FIRST)
        return kept


class FromTheBridge(Kept):
    """Published in the bridge, heard by the gateway over the socket."""

    def __init__(self, source: BridgeRoster, log: ChangeLog) -> None:
        super().__init__(source)
        self.feed = log
        self.source = source

    async def roster(self) -> AsyncIterator[list[RosterEntry]]:
        yield self.listed

    async def hidden(self, family: str) -> bool:
        await self.keeper.take(await self.source.changes() or ())
        return await super().hidden(family)


class TestFromTheBridge(RosterFeedContract):
    @pytest.fixture
    async def roster(self, tmp_path: Path) -> AsyncIterator[FromTheBridge]:
        log, source, stop = ChangeLog(), BridgeRoster(tmp_path / "roster.sock"), asyncio.Event()
        kept = FromTheBridge(source, log)
        server = plain_server(create_roster_app(kept, log, wait_seconds=0.01))
        serving = asyncio.create_task(serve_until(stop, (server, bind_unix(tmp_path / "roster.sock"))))
        await kept.list(FIRST)
        yield kept
        await source.aclose()
        stop.set()
        await serving
