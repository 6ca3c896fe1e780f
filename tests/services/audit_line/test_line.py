"""The line over a real socket: proofs, the public log, who may do what, and what happens when the process goes away."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note
from services.audit.reading import LedgerQuery
from services.audit.tree import verify_inclusion
from services.audit_line.client import LedgerLine
from services.audit_line.errors import AuditLineError, LedgerAway, LedgerCut, LedgerRefused
from services.audit_line.reading import LineReader
from services.ledger.app import Admission
from services.ledger.ledger import Ledger
from tests.doubles.audit_process import served
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_filing, a_ledger, filings

US = os.geteuid()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = a_ledger(tmp_path / "ledger")
    yield opened
    opened.close()


@pytest.fixture
def socket(ledger: Ledger, tmp_path: Path) -> Iterator[Path]:
    with served(ledger, tmp_path / "audit.sock") as path:
        yield path


@pytest.fixture
async def reader(socket: Path) -> AsyncIterator[LineReader]:
    opened = LineReader(socket)
    yield opened
    await opened.aclose()


async def test_an_event_is_proven_by_the_checkpoint(ledger: Ledger, reader: LineReader) -> None:
    ledger.take(filings(300))
    proof = await reader.proof(77)
    checkpoint = Checkpoint.of(Note.parse(proof.checkpoint))
    found = await reader.open(77)
    assert proof.size == checkpoint.size == 300
    assert verify_inclusion(proof.index, proof.size, found.entry.hash, proof.hashes, checkpoint.root)
    other = await reader.open(78)
    assert not verify_inclusion(proof.index, proof.size, other.entry.hash, proof.hashes, checkpoint.root)
    assert await reader.checkpoint() == proof.checkpoint
    with pytest.raises(LedgerRefused, match="no entry 301"):
        await reader.proof(301)


async def test_the_public_log_is_read_and_nothing_else(ledger: Ledger, reader: LineReader) -> None:
    ledger.take(filings(300))
    note = await reader.checkpoint()
    assert (await reader.log_file("checkpoint")).decode() == note
    assert (await reader.log_file("vkey")).startswith(b"sealdesk.invalid/desk-1+")
    assert len(await reader.log_file("tile/0/000")) == 8192
    for wrong in ("tile/0/009", "../ledger-2027Q1.db", "tile/../../ledger.lock", "tile/0/x"):
        with pytest.raises(AuditLineError):
            await reader.log_file(wrong)


async def test_users_do_only_what_is_theirs(ledger: Ledger, tmp_path: Path) -> None:
    with served(ledger, tmp_path / "audit.sock", Admission({US: frozenset({"gateway"})}, frozenset())) as path:
        line, reader = LedgerLine(path), LineReader(path)
        assert line.take([a_filing(1, source="gateway")]).last == 1
        for wrong in (lambda: line.take(filings(1)), lambda: line.last_taken("state")):
            with pytest.raises(LedgerRefused, match="may not ask that"):
                wrong()
        for question in (reader.count(LedgerQuery()), reader.open(1), reader.checkpoint(), reader.log_file("vkey")):
            with pytest.raises(LedgerRefused, match="may not ask that"):
                await question
        line.close()
        await reader.aclose()
    assert ledger.last_taken("state") == 0


async def test_nobody_there(tmp_path: Path) -> None:
    line, reader = LedgerLine(tmp_path / "none.sock"), LineReader(tmp_path / "none.sock")
    with pytest.raises(LedgerAway):
        line.take(())
    with pytest.raises(LedgerAway):
        await reader.count(LedgerQuery())
    await reader.aclose()


def test_the_line_goes_on_after_the_process_was_started_again(ledger: Ledger, tmp_path: Path) -> None:
    line = LedgerLine(tmp_path / "audit.sock")
    with served(ledger, tmp_path / "audit.sock"):
        line.take(filings(1))
    with pytest.raises((LedgerAway, LedgerCut)):
        line.take(filings(2))
    with served(ledger, tmp_path / "audit.sock"):
        assert line.take(filings(2)).last == 2
        line.close()


def test_a_clock_that_was_set_back_is_told(tmp_path: Path) -> None:
    clock = ManualClock()
    ledger = a_ledger(tmp_path / "ledger", clock)
    ledger.take(filings(1))
    clock.set(clock.now().replace(year=clock.now().year - 1))
    with served(ledger, tmp_path / "audit.sock") as path:
        line = LedgerLine(path)
        for given in (filings(2), []):
            with pytest.raises(LedgerRefused, match="The clock says") as refused:
                line.take(given)
            assert refused.value.name == "ClockBehind"
        line.close()
    ledger.close()


def test_what_is_no_filing_is_refused(socket: Path) -> None:
    line = LedgerLine(socket)
    with pytest.raises(LedgerRefused, match="cannot be read"):
        line.take([a_filing(1, accountable="yes")])
    line.close()
