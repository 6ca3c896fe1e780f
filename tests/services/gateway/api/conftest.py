from collections.abc import Iterator

import pytest

from tests.services.gateway.api.harness import House, a_house


@pytest.fixture(scope="session")
def running() -> Iterator[House]:
    with a_house() as house:
        yield house


@pytest.fixture
def house(running: House) -> House:
    running.reset()
    return running
