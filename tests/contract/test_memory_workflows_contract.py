"""The fake runtime keeps the contract."""

from collections.abc import Mapping

import pytest

from services.kernel.steps import Workflow, Workflows
from tests.contract.workflows import Launch, WorkflowsContract
from tests.doubles.workflows import MemoryWorkflows


@pytest.fixture
def launch() -> Launch:
    async def start(registered: Mapping[str, Workflow]) -> Workflows:
        workflows = MemoryWorkflows()
        for name, workflow in registered.items():
            workflows.register(name, workflow)
        return workflows

    return start


class TestMemoryWorkflows(WorkflowsContract):
    pass
