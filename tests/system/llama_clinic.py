"""A demo clinic whose understander asks a model server behind `sealdesk gateway serve`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.system.demo_clinic import DemoClinic


@contextmanager
def a_clinic(folder: Path, gateway: str) -> Iterator[DemoClinic]:
    """Run the clinic until the block ends."""
    with pytest.MonkeyPatch.context() as told:
        told.setenv("SEALDESK_UNDERSTANDING__ENGINE", "llama")
        told.setenv("SEALDESK_UNDERSTANDING__GATEWAY", gateway)
        told.setenv("SEALDESK_UNDERSTANDING__TIMEOUT_SECONDS", "5")
        running = DemoClinic.start(folder / "demo")
        yield running
        assert running.stop() == 0
