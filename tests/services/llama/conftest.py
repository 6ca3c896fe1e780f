from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.doubles.clock import ManualClock
from tests.doubles.loopback import guarded, serving
from tests.doubles.vllm import FakeVllm

KEY = "gateway-key"


@dataclass(frozen=True)
class ModelServer:
    """A fake model server on a real socket."""

    fake: FakeVllm
    url: str
    key: str = KEY


@contextmanager
def a_server() -> Iterator[ModelServer]:
    fake = FakeVllm(KEY)
    with serving(guarded(fake.app())) as url:
        yield ModelServer(fake, url)


@pytest.fixture(scope="session")
def running() -> Iterator[ModelServer]:
    with a_server() as server:
        yield server


@pytest.fixture
def server(running: ModelServer) -> ModelServer:
    running.fake.__init__(KEY)  # type: ignore[misc]
    return running


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()
