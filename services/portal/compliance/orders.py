"""The orders for exports that this process remembers, and how each of them stands."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from services.kernel.errors import SealdeskError
from services.portal.compliance.ports import ExportDesk, Standing
from services.reports.asked import Asking, Order
from services.reports.errors import NoSuchExport

KEPT: Final = 50
"""Orders that are remembered."""
GONE: Final = timedelta(hours=2)
"""So long an order that nobody knows any more is still listed."""
_UNDER_WAY: Final = frozenset({"waiting", "writing"})
_STAGES: Final = {
    "waiting": "Waiting for another export to end",
    "writing": "Being made",
    "ready": "Ready",
    "failed": "It could not be made",
}


@dataclass(frozen=True, slots=True)
class Ordered:
    """One order: its name, who gave it, when, for which report, what was asked for, and where it is asked anew."""

    name: str
    by: str
    at: datetime
    report: str
    asked: tuple[Order, Asking] = field(repr=False)
    again: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """How an order stands. Without a standing either nobody knows it any more, or `away` says why it is not known."""

    standing: Standing | None
    away: SealdeskError | None = None

    @property
    def under_way(self) -> bool:
        """Tell whether it waits or is being made."""
        return self.standing is not None and str(self.standing.stage) in _UNDER_WAY

    @property
    def ready(self) -> bool:
        """Tell whether it can be downloaded."""
        return self.standing is not None and str(self.standing.stage) == "ready"

    @property
    def gone(self) -> bool:
        """Tell whether nobody knows it any more."""
        return self.standing is None and self.away is None

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.standing is not None:
            return _STAGES[str(self.standing.stage)]
        if self.away is not None:
            return "Not known now: the audit process does not answer"
        return "Forgotten: Sealdesk was started again, or its time is over"

    @property
    def pulse(self) -> tuple[object, ...]:
        """What a page shows of it, in short."""
        return self.standing, type(self.away).__name__


class Orders:
    """The orders of this process, oldest first."""

    def __init__(self, desk: ExportDesk) -> None:
        self._desk = desk
        self._orders: dict[str, Ordered] = {}
        self.turn = asyncio.Lock()
        """Held while something is ordered, so that one thing ordered twice at once is ordered once."""

    def __iter__(self) -> Iterator[Ordered]:
        """Return every order."""
        return iter(list(self._orders.values()))

    def get(self, name: str) -> Ordered | None:
        """Return an order, None where this process knows none of that name."""
        return self._orders.get(name)

    def patients(self, name: str) -> tuple[str, ...]:
        """Return the references of the patients whom an order names; empty where it names none, or is not known."""
        known = self.get(name)
        return known.asked[0].query.patients if known else ()

    def keep(self, ordered: Ordered) -> None:
        """Remember an order."""
        self._orders[ordered.name] = ordered
        while len(self._orders) > KEPT:
            self.forget(next(iter(self._orders)))

    def forget(self, name: str) -> None:
        """Remember an order no more."""
        self._orders.pop(name, None)

    async def seen(self, name: str) -> Seen:
        """Return how an order stands."""
        try:
            return Seen(await self._desk.standing(name))
        except NoSuchExport:
            return Seen(None)
        except SealdeskError as away:
            return Seen(None, away)

    async def same(self, asked: tuple[Order, Asking]) -> Ordered | None:
        """Return an order of the same person for the same thing that is still under way."""
        for each in self:
            if each.asked == asked and (await self.seen(each.name)).under_way:
                return each
        return None

    async def present(self, now: datetime) -> list[tuple[Ordered, Seen]]:
        """Return the orders and how they stand, newest first; what is long gone is forgotten."""
        every = list(self)[::-1]
        seen = await asyncio.gather(*(self.seen(each.name) for each in every))
        found = []
        for each, how in zip(every, seen, strict=True):
            if how.gone and now - each.at > GONE:
                self.forget(each.name)
            else:
                found.append((each, how))
        return found
