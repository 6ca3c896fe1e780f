"""A sealed store in a private directory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.audit.courier import NoLedger
from services.state.store import StateStore, open_state

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.db"


@pytest.fixture
async def state(path: Path) -> AsyncIterator[StateStore]:
    opened = open_state(path, KEY, node="desk-1", courier=NoLedger())
    yield opened
    await opened.close()
