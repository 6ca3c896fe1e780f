"""Fakes of the roster: a source in a test's hand, and the simplest `RosterFeed`."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from services.gateway.redaction.roster.patient import RosterPatient
from services.gateway.roster.entries import patient_of
from services.kernel.roster import PatientRemoved, RosterEntry, RosterEvent


class FakeSource:
    """`services.gateway.ports.PatientSource`: lists `entries`, or raises `fault` after the first page."""

    def __init__(self, *entries: RosterEntry) -> None:
        self.entries = list(entries)
        self.fault: Exception | None = None
        self.news: asyncio.Queue[Sequence[RosterEvent] | Exception | None] = asyncio.Queue()
        self.lists = 0
        self.closed = False

    async def pages(self) -> AsyncGenerator[Sequence[RosterPatient], None]:
        """Yield the patients, one a page."""
        self.lists += 1
        for entry in self.entries:
            yield [patient_of(entry)]
            if self.fault is not None:
                raise self.fault

    async def changes(self) -> Sequence[RosterEvent] | None:
        """Wait for what a test puts into `news`."""
        told = await self.news.get()
        if isinstance(told, Exception):
            raise told
        return told

    async def aclose(self) -> None:
        """Remember it."""
        self.closed = True


class FakeFeed:
    """`services.kernel.roster.RosterFeed` that knows family names, and forgets what two lists did not tell."""

    def __init__(self) -> None:
        self.told: list[tuple[int, RosterEntry]] = []
        self.listed: list[RosterEntry] = []
        self.lists = 0

    async def publish(self, event: RosterEvent) -> None:
        """Take one change."""
        if not isinstance(event, PatientRemoved):
            self.told.append((self.lists, event.entry))

    def list(self, *entries: RosterEntry) -> None:
        """Take a list of all patients."""
        self.listed = [*entries]
        self.lists += 1
        self.told = [each for each in self.told if each[0] >= self.lists - 1]

    def knows(self, family: str) -> bool:
        """Tell whether somebody of this family name is looked for."""
        entries = [*self.listed, *(entry for _, entry in self.told)]
        return any(name.family == family for entry in entries for name in entry.names)
