"""The audit search: filters, a plot, a table that sorts by every column, pages to go on and back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from starlette.responses import Response

from services.audit.reading import Column, Found, LedgerQuery, Page, Sort
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.portal.compliance.asked import END, FIELDS, Asked, read_asked
from services.portal.compliance.choices import choices_of
from services.portal.compliance.errors import Left, WrongFilter
from services.portal.compliance.leaving import while_there
from services.portal.compliance.period import slices
from services.portal.compliance.plot import Plot, plotted
from services.portal.compliance.ports import AuditLog
from services.portal.compliance.recording import Recording
from services.portal.compliance.tabs import SEARCH, tabs
from services.portal.compliance.words import COLUMNS, KINDS, OUTCOMES, say_action, short, to_second
from services.portal.console.section import Call, Screen

PAGE: Final = 50
"""Events on one page."""
COUNTED: Final = 10_000
"""Up to so many are counted exactly; more than these are said to be more."""


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the table: its events in the order asked for, and whether there is more before and behind."""

    events: tuple[Found, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Search:
    """The handlers of the search."""

    log: AuditLog
    recording: Recording
    clock: Clock
    zone: ZoneInfo
    overdue: Callable[[], int] = field(default=lambda: 0)

    async def show(self, call: Call) -> Screen | Response:
        """GET /audit: the form, and what was found where something was asked for; arriving asks for nothing."""
        given = call.request.query_params
        if not any(name in given for name in (*FIELDS, "sort")):
            return self._screen({})
        try:
            asked = read_asked(given, self.clock.now(), self.zone)
        except WrongFilter as problem:
            return self._screen(dict(given), {"problem": problem}, HTTPStatus.BAD_REQUEST)
        await self.recording.searched(call.person.actor, {**asked.words, **_way(asked)})
        try:
            return await while_there(call.request, self._found(asked))
        except Left:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        except SealdeskError as problem:
            return self._screen(asked.words, {"problem": problem}, HTTPStatus.SERVICE_UNAVAILABLE)

    async def _found(self, asked: Asked) -> Screen:
        leaf = await self._leaf(asked)
        values: dict[str, object] = {
            "rows": [row_of(found, self.zone) for found in leaf.events],
            "headings": [_heading(column, asked) for column in COLUMNS],
            "asked": asked,
            "before": None if leaf.before is None else asked.address(SEARCH, before=leaf.before),
            "after": None if leaf.after is None else asked.address(SEARCH, after=leaf.after),
            "start": None if asked.first_page else asked.address(SEARCH),
            "last": None if leaf.after is None else asked.address(SEARCH, before=END),
            "order": asked.address(f"{SEARCH}/exports/new"),
        }
        if leaf.before is None and asked.after is None:
            values |= await self._beside(asked)
        return self._screen(asked.words, values)

    async def _beside(self, asked: Asked) -> dict[str, object]:
        """Return what the first page shows beside its rows; where that takes too long, the rows stand alone."""
        try:
            count = await self.log.count(asked.query, COUNTED)
            plot = await self._plot(asked)
        except SealdeskError as problem:
            return {"unplotted": problem}
        return {"count": f"{count:,}", "many": count >= COUNTED, "plot": plot, "narrow": _narrow(asked, plot)}

    async def _leaf(self, asked: Asked) -> Leaf:
        if asked.before is None:
            page = await self.log.search(asked.query, asked.sort, asked.after, PAGE)
            first = str(page.events[0].sequence) if page.events and asked.after is not None else None
            return Leaf(page.events, first, page.after)
        back = replace(asked.sort, descending=not asked.sort.descending)
        last = asked.before == END
        leaf = _turned(await self.log.search(asked.query, back, None if last else asked.before, PAGE))
        return replace(leaf, after=None) if last else leaf

    async def _plot(self, asked: Asked) -> Plot | None:
        """Return the plot, None where there is nothing to plot."""
        today = self.clock.now().astimezone(self.zone).date()
        first, last = asked.period.first or await self._first_day(), asked.period.last or today
        if first is None:
            return None
        parts, end = slices(first, max(first, last), self.zone)
        return plotted(parts, await self.log.bars(asked.query, (*(part.start for part in parts), end)))

    async def _first_day(self) -> date | None:
        """Return the day of the oldest event there is."""
        oldest = await self.log.search(LedgerQuery(), Sort(Column.AT), None, 1)
        return _day_of(oldest.events[0], self.zone) if oldest.events else None

    def _screen(
        self, words: Mapping[str, str], values: Mapping[str, object] = MappingProxyType({}), status: int = HTTPStatus.OK
    ) -> Screen:
        shown: dict[str, object] = {
            "tabs": tabs(SEARCH, self.overdue()),
            "words": {name: _shown(name, text) for name, text in words.items()},
            "choices": choices_of(words),
            "plot": None,
            "rows": None,
            "problem": None,
            "count": None,
            "unplotted": None,
            "last": None,
            **values,
        }
        return Screen("audit_search.html", shown, status)


def _shown(name: str, text: str) -> str:
    """Return a word as its field takes it: a browser complains about a day that is none."""
    return "" if name in {"since", "to"} and not _DAY.fullmatch(text) else text


def _turned(page: Page) -> Leaf:
    """Return a page that was read backwards the right way round."""
    events = page.events[::-1]
    before = None if page.after is None or not events else str(events[0].sequence)
    return Leaf(events, before, str(events[-1].sequence) if events else None)


def _way(asked: Asked) -> dict[str, str]:
    """Return which page was asked for, for the record."""
    marks = {"after": asked.after, "before": asked.before}
    return {name: mark for name, mark in marks.items() if mark is not None}


def _day_of(found: Found, zone: ZoneInfo) -> date:
    return date.fromisoformat(to_second(found.filing.at, zone)[:10])


def _heading(column: Column, asked: Asked) -> dict[str, object]:
    here = asked.sort.column is column
    way = "none" if not here else "descending" if asked.sort.descending else "ascending"
    return {"name": COLUMNS[column], "way": way, "at": asked.address(SEARCH, asked.turned(column)), "id": column.value}


def _narrow(asked: Asked, plot: Plot | None) -> list[str | None]:
    """Return the addresses that ask for one part of the plot alone."""
    return [
        asked.address(SEARCH, period="days", since=line.first.isoformat(), to=line.last.isoformat())
        if line.first and line.last and line.total
        else None
        for line in (plot.lines if plot else ())
    ]


def row_of(found: Found, zone: ZoneInfo) -> dict[str, object]:
    """Return an event as a row of the table."""
    filing = found.filing
    return {
        "sequence": found.sequence,
        "shredded": found.shredded,
        "at": to_second(filing.at, zone),
        "who": filing.actor_id,
        "kind": KINDS.get(filing.actor_kind, filing.actor_kind),
        "role": filing.role.replace("_", " ").replace("+", ", "),
        "what": say_action(filing.action),
        "outcome": OUTCOMES.get(filing.outcome, filing.outcome),
        "bad": filing.outcome != "success",
        "patient": short(filing.patient),
        "reference": filing.patient,
        "resource": filing.resource or "",
        "operation": filing.operation or "",
        "purpose": filing.purpose,
        "accountable": "yes" if filing.accountable else "no",
        "source": filing.source,
        "node": filing.node,
        "recorded": to_second(found.recorded, zone),
    }
