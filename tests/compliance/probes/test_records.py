"""Probes find what the ledger keeps and the state no more, as if it stood there still."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from compliance.probes.records import first_record, records
from compliance.probes.subject import Subject
from services.audit.filing import Filing, filing_of
from services.audit.leaf import Entry
from services.audit.model import Action
from services.audit.reading import Found, LedgerQuery
from services.state.filings import SOURCE
from tests.doubles.evidence import NOW, a_subject, recorded


class OneLedger:
    """`services.audit_line.reading.LineReader` as the probes ask it: the filings it was given."""

    def __init__(self, filings: list[Filing]) -> None:
        self._filings = filings

    async def stream(self, query: LedgerQuery) -> AsyncIterator[Found]:
        for filing in self._filings:
            if not query.actions or filing.action in query.actions:
                yield Found(filing.number, filing.at, filing, Entry(filing.number, filing.at, bytes(32)))

    async def aclose(self) -> None:
        return


@pytest.fixture
async def subject(tmp_path: Path) -> AsyncIterator[Subject]:
    made = a_subject(tmp_path)
    yield made
    await made.store.close()


async def test_what_was_removed_is_asked_of_the_ledger(subject: Subject) -> None:
    old = NOW - timedelta(days=60)
    await recorded(subject, Action.SERVICE_STARTED, old)
    await recorded(subject, Action.CONTROL_SIGNED, old, control="164.308(a)(2)")
    await recorded(subject, Action.CONTROL_SIGNED, control="164.308(a)(3)(i)")
    before = await records(subject, [Action.CONTROL_SIGNED])
    filings = [filing_of(link, SOURCE) for link in await subject.store.read(lambda tx: list(tx.audit.rows()))]
    await subject.store.write(lambda tx: tx.audit.prune(2, NOW - timedelta(days=31)))
    assert len(await records(subject, [Action.CONTROL_SIGNED])) == 1
    asking = replace(subject, ledger=lambda: OneLedger(filings))
    after = await records(asking, [Action.CONTROL_SIGNED])
    assert [replace(each, salt=b"") for each in after] == [replace(each, salt=b"") for each in before]
    first = await first_record(asking)
    assert first is not None
    assert first.sequence == 1
