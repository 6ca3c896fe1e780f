"""An open ledger in a private folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.ledger.ledger import Ledger
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_ledger


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def ledger(folder: Path, clock: ManualClock) -> Iterator[Ledger]:
    opened = a_ledger(folder, clock)
    yield opened
    opened.close()
