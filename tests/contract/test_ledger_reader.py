"""A list, the ledger itself and the line to its process answer the same questions by one suite."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.audit_line.reading import LineReader
from services.ledger.ledger import Ledger
from services.ledger.selecting import to_micros
from tests.contract.ledger_reader import Asking, LedgerReaderContract, events
from tests.doubles.audit_process import Awaited, served
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_ledger
from tests.doubles.ledger_reader import ListReader
from tests.services.ledger.model import Kept


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, list[Kept]]]:
    """The events in three quarters of a real ledger."""
    clock = ManualClock()
    ledger = a_ledger(tmp_path_factory.mktemp("ledger") / "ledger", clock)
    kept: list[Kept] = []
    for number, filing in enumerate(events(), 1):
        ledger.take([filing])
        kept.append((number, to_micros(clock.now()), filing))
        clock.advance(timedelta(days=95) if number % 20 == 0 else timedelta(minutes=number % 3))
    yield ledger, kept
    ledger.close()


@pytest.fixture
def kept(filled: tuple[Ledger, list[Kept]]) -> list[Kept]:
    return filled[1]


@pytest.fixture(scope="module")
def socket(filled: tuple[Ledger, list[Kept]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with served(filled[0], tmp_path_factory.mktemp("socket") / "audit.sock") as path:
        yield path


class TestAList(LedgerReaderContract):
    """The fake."""

    @pytest.fixture
    def asking(self, kept: list[Kept]) -> Asking:
        return Awaited(ListReader(kept))


class TestTheLedger(LedgerReaderContract):
    """In its own process."""

    @pytest.fixture
    def asking(self, filled: tuple[Ledger, list[Kept]]) -> Asking:
        return Awaited(filled[0].reader)


class TestTheLine(LedgerReaderContract):
    """Over the Unix socket."""

    @pytest.fixture
    async def asking(self, socket: Path) -> AsyncIterator[Asking]:
        reader = LineReader(socket)
        yield reader
        await reader.aclose()
