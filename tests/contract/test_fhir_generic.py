"""The generic dialect keeps the contract on three kinds of server."""

from collections.abc import AsyncIterator, Iterator

import pytest

from services.bridge.fhir.profile import DialectName
from tests.contract.fhir_harness import FhirHarness, a_profile
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.scheduling_system import ChangingContract, HoldingContract, ReadingContract, VersionedContract


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server(page_size=4) as running:
        yield running


async def a_harness(server: EhrServer, dialect: str) -> AsyncIterator[FhirHarness]:
    server.reset(dialect)
    harness = FhirHarness(server, a_profile(server, DialectName.GENERIC, page_size=4))
    yield harness
    await harness.system.aclose()


class TestStrictEtags(ReadingContract, ChangingContract, HoldingContract, VersionedContract):
    @pytest.fixture
    async def harness(self, server: EhrServer) -> AsyncIterator[FhirHarness]:
        async for harness in a_harness(server, "generic"):
            yield harness


class TestNonAtomicTransactions(ReadingContract, ChangingContract, HoldingContract, VersionedContract):
    @pytest.fixture
    async def harness(self, server: EhrServer) -> AsyncIterator[FhirHarness]:
        async for harness in a_harness(server, "generic-nonatomic"):
            yield harness


class TestNoEtags(ReadingContract, ChangingContract, HoldingContract):
    @pytest.fixture
    async def harness(self, server: EhrServer) -> AsyncIterator[FhirHarness]:
        async for harness in a_harness(server, "generic-noetag"):
            yield harness
