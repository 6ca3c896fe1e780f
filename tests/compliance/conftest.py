from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from compliance.probes.subject import Subject
from tests.doubles.evidence import a_subject


@pytest.fixture
async def subject(tmp_path: Path) -> AsyncIterator[Subject]:
    made = a_subject(tmp_path)
    yield made
    await made.store.close()
