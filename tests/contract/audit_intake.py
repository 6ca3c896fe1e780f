"""One suite for whoever takes events over and answers questions: the ledger itself, and the line to its process."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from services.audit.courier import Intake
from services.audit.filing import Filing
from services.audit.reading import Bar, Column, Found, LedgerQuery, Page, Sort
from services.kernel.errors import SealdeskError
from tests.doubles.ledger import a_filing, filings


class Asking(Protocol):
    """The questions, awaited."""

    async def search(self, query: LedgerQuery, sort: Sort, after: str | None = None, limit: int = 100) -> Page: ...
    async def count(self, query: LedgerQuery, limit: int = 10_000) -> int: ...
    async def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]: ...
    async def open(self, sequence: int) -> Found: ...
    def stream(self, query: LedgerQuery, sort: Sort) -> AsyncIterator[Found]: ...


class IntakeContract:
    """Subclasses give the fixtures `intake` and `asking`, which belong to one fresh ledger."""

    def test_it_takes_each_once_and_tells_how_far(self, intake: Intake) -> None:
        assert intake.last_taken("state") == 0
        taken = intake.take(filings(3))
        assert (dict(taken.numbers), taken.last) == ({"state": 3}, 3)
        again = intake.take(filings(4))
        assert (dict(again.numbers), again.last) == ({"state": 4}, 4)
        assert intake.last_taken("state") == 4
        assert intake.last_taken("egress") == 0

    def test_it_takes_nothing_where_there_is_nothing(self, intake: Intake) -> None:
        taken = intake.take(())
        assert dict(taken.numbers) == {}

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            (filings(1, first=3), "has not been taken over yet"),
            ([a_filing(1, action="chat.ended")], "says something else now"),
            ([a_filing(2, source="")], "without the name of its source"),
        ],
    )
    def test_it_refuses_what_does_not_fit(self, intake: Intake, wrong: Sequence[Filing], why: str) -> None:
        intake.take(filings(1))
        with pytest.raises(SealdeskError, match=why):
            intake.take(wrong)
        assert intake.last_taken("state") == 1

    async def test_it_finds_pages_counts_and_opens(self, intake: Intake, asking: Asking) -> None:
        given = filings(5, patient="ab" * 32, body={"word": "señal \u202f"})
        intake.take(given)
        newest = Sort(Column.AT, descending=True)
        page = await asking.search(LedgerQuery(patients=("ab" * 32,)), newest, limit=2)
        assert [each.sequence for each in page.events] == [5, 4]
        more = await asking.search(LedgerQuery(), newest, page.after, limit=10)
        assert [each.sequence for each in more.events] == [3, 2, 1]
        assert more.after is None
        assert await asking.count(LedgerQuery(actions=("chat.",)), limit=3) == 3
        found = await asking.open(2)
        assert found.filing == given[1]
        assert found.salt is not None
        assert found.entry.sequence == 2

    async def test_it_streams_all(self, intake: Intake, asking: Asking) -> None:
        given = filings(700)
        intake.take(given)
        found = [each async for each in asking.stream(LedgerQuery(first=101), Sort())]
        assert [each.filing for each in found] == given[100:]

    async def test_it_counts_between_edges(self, intake: Intake, asking: Asking) -> None:
        intake.take(filings(4))
        start = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=a_filing(1).at)
        edges = (start, start + timedelta(seconds=2), start + timedelta(seconds=60))
        bars = await asking.bars(LedgerQuery(), edges)
        assert [(bar.start, bar.success) for bar in bars] == [(edges[0], 2), (edges[1], 2)]

    async def test_it_knows_what_is_not_there(self, intake: Intake, asking: Asking) -> None:
        intake.take(filings(1))
        with pytest.raises(SealdeskError, match="no entry 9"):
            await asking.open(9)
        with pytest.raises(SealdeskError, match="place to go on from"):
            await asking.search(LedgerQuery(), Sort(), "elsewhere")
