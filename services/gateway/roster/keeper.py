"""Keeps the roster in force: builds it anew from time to time, and takes changes as they happen.

A roster that cannot be had anew stays as it is and is called stale. Building happens beside the calls, in a thread, and
no patient is kept: the list goes page by page into packed arrays.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from services.gateway.errors import RosterUnavailable, RosterUnreadable
from services.gateway.ports import PatientSource
from services.gateway.redaction.roster.index import IndexBuilder, RosterIndex
from services.gateway.redaction.roster.patient import RosterPatient
from services.gateway.redaction.roster.roster import Roster
from services.gateway.refusals import RosterMissing
from services.gateway.roster.entries import patient_of
from services.kernel.clock import Clock
from services.kernel.roster import PatientRemoved, RosterEntry, RosterEvent

_LOG = logging.getLogger(__name__)
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 60.0
_BREATH: Final = 20
_BREATH_SECONDS: Final = 0.001
MOST_RECENT: Final = 5_000


class State(StrEnum):
    """How the roster stands."""

    OK = "ok"
    STALE = "stale"
    """It is older than it should be, and in force."""
    WAITING = "waiting"
    """There is none yet; calls are answered with what the words alone tell."""
    MISSING = "missing"
    """There is none yet; calls are refused."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How the roster is kept.

    Attributes:
        every: Time between two lists.
        wait_for_first: Refuse calls until the first list is there.
        most: More patients than this are not taken.
    """

    every: timedelta = timedelta(hours=1)
    wait_for_first: bool = True
    most: int = 1_000_000


class RosterKeeper:
    """`services.gateway.ports.RosterStanding`, and the `RosterFeed` that changes come to."""

    def __init__(
        self,
        roster: Roster,
        source: PatientSource,
        clock: Clock,
        rules: Rules,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """`changed` is called whenever somebody is looked for who was not before."""
        self.roster = roster
        self._source = source
        self._clock = clock
        self._rules = rules
        self._changed = changed
        self._listed: datetime | None = None
        self._before: datetime | None = None
        self._failed = ""
        self._recent: list[tuple[datetime, RosterEntry]] = []
        self._lists: Counter[str] = Counter()
        self._events: Counter[str] = Counter()

    @property
    def state(self) -> State:
        """How the roster stands."""
        if self._listed is None:
            return State.MISSING if self._rules.wait_for_first else State.WAITING
        late = self._clock.now() - self._listed > 2 * self._rules.every
        return State.STALE if self._failed or late else State.OK

    def check(self) -> None:
        """Refuse a call that must not be answered without the roster.

        Raises:
            RosterMissing: it was never there, and calls wait for it.
        """
        if self.state is State.MISSING:
            raise RosterMissing

    def facts(self) -> dict[str, object]:
        """Return how it stands: the state, how many patients, how old in seconds, and why the last list failed."""
        return {
            "roster": self.state.value,
            "roster_patients": self.roster.size,
            "roster_age_seconds": self._age(),
            "roster_failed": self._failed,
        }

    def lines(self) -> list[str]:
        """Return its counts as Prometheus reads them."""
        name = "sealdesk_gateway_roster"
        lists = [f'{name}_lists_total{{outcome="{outcome}"}} {n}' for outcome, n in sorted(self._lists.items())]
        events = [f'{name}_changes_total{{kind="{kind}"}} {n}' for kind, n in sorted(self._events.items())]
        return [
            f"# HELP {name}_patients Patients of the roster in force.",
            f"# TYPE {name}_patients gauge",
            f"{name}_patients {self.roster.size}",
            f"# HELP {name}_age_seconds Time since the list in force was begun; -1 where there is none.",
            f"# TYPE {name}_age_seconds gauge",
            f"{name}_age_seconds {self._age()}",
            f"# HELP {name}_lists_total Lists of patients that were asked for.",
            f"# TYPE {name}_lists_total counter",
            *lists,
            f"# HELP {name}_changes_total Changes of patients that were heard.",
            f"# TYPE {name}_changes_total counter",
            *events,
        ]

    async def run(self) -> None:
        """List, follow the changes until the next list is due, and so on until cancelled."""
        pause = _FIRST_PAUSE
        while True:
            if await self.refresh() and await self._follow():
                pause = _FIRST_PAUSE
                continue
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE, self._rules.every.total_seconds())

    async def aclose(self) -> None:
        """Close the source's connections."""
        await self._source.aclose()

    async def refresh(self) -> bool:
        """Build the roster anew; False when the list cannot be had, and the roster stays as it is."""
        begun = self._clock.now()
        try:
            self.roster.take(await self._built())
        except (RosterUnavailable, RosterUnreadable) as problem:
            self._fail(problem.why if isinstance(problem, RosterUnavailable) else "malformed")
            return False
        except Exception as error:  # noqa: BLE001 the edge of a background task: the roster of before stays
            _LOG.error("the roster failed: %s", type(error).__name__)
            self._fail("failed")
            return False
        await self._forget(self._before)
        self._before, self._listed, self._failed = begun, begun, ""
        self._lists["ok"] += 1
        self._changed()
        _LOG.info("the roster has %d patients", self.roster.size)
        return True

    async def publish(self, event: RosterEvent) -> None:
        """Take one change."""
        await self.take((event,))

    async def take(self, events: Sequence[RosterEvent]) -> None:
        """Take several changes; who was in force stays so until the next list."""
        now = self._clock.now()
        self._events.update(event.kind for event in events)
        told = [event.entry for event in events if not isinstance(event, PatientRemoved)]
        self._recent += [(now, entry) for entry in told]
        if told:
            await self._renew_recent()

    async def _built(self) -> RosterIndex:
        builder = self.roster.builder()
        async with aclosing(self._source.pages()) as pages:
            async for page in pages:
                await asyncio.to_thread(_add, builder, page)
                if builder.size > self._rules.most:
                    raise RosterUnavailable("too_long")
        if not builder.size:
            raise RosterUnavailable("empty")
        return await asyncio.to_thread(builder.done)

    async def _follow(self) -> bool:
        """Take changes until the next list is due; False when one must be read before that."""
        try:
            async with asyncio.timeout(self._rules.every.total_seconds()):
                while len(self._recent) < MOST_RECENT:
                    events = await self._source.changes()
                    if events is None:
                        break
                    if events:
                        await self.take(events)
        except TimeoutError:
            return True
        except RosterUnavailable:
            return False  # whoever tells of changes is gone: the next list says so, and then they are asked again
        return False

    async def _forget(self, before: datetime | None) -> None:
        """Drop the changes that two lists have had time to tell."""
        if self._recent:
            self._recent = [each for each in self._recent if before is None or each[0] >= before]
            await self._renew_recent()

    async def _renew_recent(self) -> None:
        patients = [patient_of(entry) for _, entry in self._recent]
        await asyncio.to_thread(self.roster.take_recent, patients)
        self._changed()

    def _fail(self, why: str) -> None:
        if why != self._failed:
            _LOG.warning("the list of patients cannot be had (%s); the roster stays as it is", why)
        self._failed = why
        self._lists[why] += 1

    def _age(self) -> int:
        return -1 if self._listed is None else int((self._clock.now() - self._listed).total_seconds())


def _add(builder: IndexBuilder, page: Sequence[RosterPatient]) -> None:
    """Enter a page's patients, with a breath now and then: calls want the interpreter meanwhile."""
    for number, patient in enumerate(page):
        builder.add(patient)
        if number % _BREATH == 0:
            time.sleep(_BREATH_SECONDS)
