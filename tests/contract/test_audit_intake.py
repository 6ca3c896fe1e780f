"""The ledger itself and the line to its process, by one suite."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from services.audit.courier import Intake
from services.audit_line.client import LedgerLine
from services.audit_line.reading import LineReader
from services.ledger.ledger import Ledger
from tests.contract.audit_intake import Asking, IntakeContract
from tests.doubles.audit_process import Awaited, served
from tests.doubles.ledger import a_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = a_ledger(tmp_path / "ledger")
    yield opened
    opened.close()


class TestTheLedger(IntakeContract):
    """In its own process."""

    @pytest.fixture
    def intake(self, ledger: Ledger) -> Intake:
        return ledger

    @pytest.fixture
    def asking(self, ledger: Ledger) -> Asking:
        return Awaited(ledger.reader)


class TestTheLine(IntakeContract):
    """Over the socket."""

    @pytest.fixture
    def socket(self, ledger: Ledger, tmp_path: Path) -> Iterator[Path]:
        with served(ledger, tmp_path / "audit.sock") as path:
            yield path

    @pytest.fixture
    def intake(self, socket: Path) -> Iterator[Intake]:
        line = LedgerLine(socket)
        yield line
        line.close()

    @pytest.fixture
    async def asking(self, socket: Path) -> AsyncIterator[Asking]:
        reader = LineReader(socket)
        yield reader
        await reader.aclose()
